"""One term for one thing, in every sentence and label: what it is called here, and what it is not called."""

import re
import tomllib

import pytest

from tests.contracts.test_glossary import TERMS as GLOSSARY
from tests.contracts.test_words import BOOKS, ROOT, leaves

# The term, and the forms in which it must not be said: patterns, from the beginning of a word on, in small letters.
TERMS: dict[str, tuple[str, ...]] = {
    "tiêu biểu": ("điển hình",),
    "tiêu chí đánh giá": ("thước đo",),
    "rủi ro đã dự liệu": ("rủi ro được dự liệu",),
    "nguyên nhân từ cơ chế, chính sách, quy trình": ("nguyên nhân từ hệ thống",),
    "cảnh báo dấu hiệu vi phạm, rút cảnh báo": ("nêu dấu hiệu", "gỡ dấu hiệu", "gỡ cảnh báo"),
    "tạm dừng, dừng tính": ("tạm giữ", "tạm ngừng", "ngừng tính"),
    "từ chối tham gia, bị thay đổi": ("xin rút", "tự rút", "đã rút khỏi", "phải rút"),
    "người có liên quan trực tiếp": ("người trong cuộc",),
    "cơ quan có thẩm quyền khác": ("cơ quan bên ngoài", "thẩm quyền bên ngoài"),
    "hướng giải quyết khác": ("con đường còn lại", "đường còn lại"),
    "có thể kết luận": ("để ngỏ",),
    "bộ quy định": ("bộ quy tắc", "bảng quy tắc"),
    "ý kiến bảo lưu": (r"ý kiến khác(?! nhau)",),
    "giải trình": ("trình bày về mình", "trình bày về chính mình"),
    "kết thúc hồ sơ": ("đóng hồ sơ", "đóng được hồ sơ"),
    "cơ quan chưa đăng ký đủ": ("cơ quan còn thiếu", "cơ quan nào thiếu"),
    "mã đề nghị, mã vụ việc": ("số của đề nghị", "số của việc"),
    "vụ việc kỷ luật, xem xét xử lý kỷ luật": ("việc xử lý kỷ luật",),
    "mã đối chiếu": ("mã băm",),
    "dòng của bảng tính": ("hàng sai", "hàng trống", "hàng tiêu đề", "mỗi hàng", "hàng khác", "từ hàng"),
    "Phó Chủ tịch Ủy ban nhân dân Thành phố": ("cấp phó của chủ tịch",),
    "hủy bỏ quyết định khen thưởng": ("thu hồi khen thưởng",),
    "không nhận khen thưởng": ("xin không nhận",),
    "chưa có căn cứ pháp lý": (r"chưa có căn cứ\)",),
    "số của nghị định, của luật": (r"nghị định \d", r"luật \d"),
}
ALLOWED = {("stay_grounds.custody", "tạm giữ")}  # the key, and the form that is the law's own word there: a measure of criminal procedure
BEFORE_APPROVAL = ("registration", "council", "voting", "city", "scope")  # what these chapters are about is not approved yet
SAID = dict(leaves(BOOKS["vi"]))


def says(form: str, text: str) -> bool:
    return re.search(rf"(?<!\w){form}", text.lower()) is not None


@pytest.mark.parametrize(("term", "form"), [(term, form) for term, forms in TERMS.items() for form in forms])
def test_no_sentence_says_it_in_another_way(term: str, form: str) -> None:
    assert [key for key, text in SAID.items() if says(form, text) and (key, form) not in ALLOWED] == [], f"say: {term}"


@pytest.mark.parametrize(("term", "form"), [(term, form) for term, forms in TERMS.items() for form in forms])
def test_the_glossary_teaches_no_other_way(term: str, form: str) -> None:
    labels = {text.lower() for text in SAID.values()}  # held above
    assert [line.vi for line in GLOSSARY if says(form, line.vi) and line.vi.lower() not in labels] == [], f"say: {term}"


@pytest.mark.parametrize(("key", "form"), ALLOWED)
def test_no_exception_is_kept_for_what_is_gone(key: str, form: str) -> None:
    assert says(form, SAID[key])


def test_our_second_look_at_a_conclusion_is_not_called_the_complaint_of_the_law() -> None:
    book = tomllib.loads((ROOT / "words" / "vi" / "appeal.toml").read_text(encoding="utf-8"))
    ours = {key: text.lower() for key, text in SAID.items() if "appeal" in key} | {key: text.lower() for key, text in leaves(book)}
    beside_it = "quyền khiếu nại theo pháp luật không bị ảnh hưởng"
    assert [key for key, text in ours.items() if "khiếu nại" in text.replace(beside_it, "")] == []
    assert [line.vi for line in GLOSSARY if "Appeal" in line.identifier and says("khiếu nại", line.vi)] == []


@pytest.mark.parametrize("chapter", BEFORE_APPROVAL)
def test_what_is_not_approved_yet_is_called_a_proposal(chapter: str) -> None:
    """In sentences: what somebody may choose from is the law's own list."""
    book = tomllib.loads((ROOT / "words" / "vi" / f"{chapter}.toml").read_text(encoding="utf-8"))
    told = {key: text for section in ("acts", "facts", "reasons") for key, text in leaves(book.get(section, {}))}
    assert [key for key, text in told.items() if "sáng kiến" in text.lower()] == []


def test_english_makes_nobody_a_man_and_has_one_name_for_the_money() -> None:
    spoken = {key: re.sub(r"{\w+}", "", text) for key, text in leaves(BOOKS["en"])}
    assert [key for key, text in spoken.items() if re.search(r"\b(he|him|his|himself|vnd)\b", text, re.IGNORECASE)] == []

"""How the words read once they are filled in: dates, names, citations, and what is left out."""

from datetime import UTC, date, datetime

import pytest

from domain import vocabulary
from domain.facts import (
    FACTS,
    Absence,
    BallotCast,
    Consulted,
    Fact,
    Minutes,
    Paper,
    ProposalRefused,
    Registered,
    Reminded,
    Reopened,
    TrainingPaid,
)
from domain.refusals import Reason
from domain.templates import slots
from domain.vocabulary import Ballot, ClockKind, Office, Stage
from tests.contracts.test_words import BOOKS, DOCUMENTS, HOA, NOON, PARAMS, a, in_both_languages
from words import citation, door, fault, label, language_of, money, notice, office, refusal, sentence
from words.rendering import fill

MINUTED = Minutes(
    number="01/BB-HĐ", issued_on=date(2026, 11, 20), present=("hoa",), absent=(Absence(member="clerk_th", reason="Đi công tác."),)
)


def test_a_ballot_is_told_by_the_name_borne_that_day() -> None:
    fact = BallotCast(at=NOON, by=HOA, ballot=Ballot.FOR)
    assert sentence(fact, "vi", {"hoa": "another name"}) == "Trần Thị Hoa đã bỏ phiếu: tán thành."
    assert sentence(fact, "en") == "Trần Thị Hoa cast a ballot: for."


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "vi",
            "Trần Thị Hoa (người đứng đầu cơ quan) không phê duyệt đề xuất; lý do: trùng; Lê Minh nhập từ văn bản 12/UBND-VP (01/03/2026).",
        ),
        (
            "en",
            "Trần Thị Hoa (head of the agency) refused the proposal; reasons: trùng; entered by Lê Minh from paper 12/UBND-VP (1 Mar 2026).",
        ),
    ],
)
def test_what_a_clerk_entered_is_told_with_the_paper_they_had_before_them(language: str, told: str) -> None:
    clerk = HOA.model_copy(update={"person": "minh", "name": "Lê Minh", "office": Office.AGENCY_OFFICER})
    paper = Paper(number="12/UBND-VP", issued_on=date(2026, 3, 1), sha256="0" * 64)
    assert sentence(ProposalRefused(at=NOON, by=HOA, recorded_by=clerk, paper=paper, reasons="trùng"), language) == told


@pytest.mark.parametrize(
    ("signed", "told"),
    [
        pytest.param({}, "lý do: trùng; văn bản 12/UBND-VP (01/03/2026).", id="by whoever decided"),
        pytest.param({"signer": "Lê Bình", "capacity": "kt"}, "lý do: trùng; văn bản 12/UBND-VP (01/03/2026; KT. Lê Bình).", id="for them"),
        pytest.param(
            {"capacity": "tm"}, "lý do: trùng; văn bản 12/UBND-VP (01/03/2026; TM.).", id="by whoever decided, for the collective"
        ),
    ],
)
def test_a_decision_is_told_with_its_document_and_who_signed_in_what_capacity(signed: dict[str, str], told: str) -> None:
    paper = Paper.model_validate({"number": "12/UBND-VP", "issued_on": date(2026, 3, 1), **signed})
    assert sentence(ProposalRefused(at=NOON, by=HOA, paper=paper, reasons="trùng"), "vi").endswith(told)


@pytest.mark.parametrize(
    ("kind", "said", "told"),
    [
        ("obstruction_answered", {"denunciation": "12/TC"}, "đã chuyển thành vụ việc tố cáo, số thụ lý 12/TC"),
        ("fact_established", {"deed_called": "Chi ngoài dự toán"}, "hành vi “Chi ngoài dự toán”"),
        ("recommended", {"minuted": MINUTED}, "biên bản số 01/BB-HĐ (20/11/2026; vắng mặt: Phạm Thủ Đức (Đi công tác.))"),
    ],
)
def test_what_is_said_of_some_alone_is_told_of_them(kind: str, said: dict[str, object], told: str) -> None:
    fact: Fact = a(FACTS[kind], only_required=True)
    assert told not in sentence(fact, "vi", {"clerk_th": "Phạm Thủ Đức"})
    assert told in sentence(fact.model_copy(update=said), "vi", {"clerk_th": "Phạm Thủ Đức"})


def test_whoever_brings_a_denunciation_is_told_where_it_is_taken() -> None:
    assert "có thẩm quyền giải quyết tố cáo" in fault("denunciation", "vi")


def test_a_case_that_opened_again_by_itself_is_told_without_a_hand_or_a_reason() -> None:
    fact = Reopened(at=NOON, follows="SK-2026-26743-1/9", reason="", back_to=Stage.FINAL_EVALUATION)
    assert (
        sentence(fact, "en") == "The case is reopened at the stage final evaluation, since a liability review or an integrity flag arose."
    )
    assert "mở lại ở giai đoạn đánh giá kết quả vì" in sentence(fact, "vi")


@pytest.mark.parametrize("kind", ["review_opened", "review_noted", "result_noted", "reward_file_opened", "rewards_noted", "rewards_held"])
def test_what_followed_from_another_entry_is_not_told_as_the_clocks(kind: str) -> None:
    followed = FACTS[kind].model_construct(at=NOON, follows="SK-2026-26743-1/9")
    for language, by, clock in (
        ("en", "Arising from another entry on record", "System's clock"),
        ("vi", "Phát sinh từ một việc khác đã ghi trong hồ sơ", "Hệ thống"),
    ):
        assert office(followed, language) == by
        assert clock.lower() not in BOOKS[language]["facts"][kind].lower()
        spoken = Reminded(at=NOON, clock=ClockKind.DECISION, due=NOON, waiting_for=(Office.AGENCY_HEAD,))
        assert office(spoken, language).startswith(clock)
        assert office(spoken.model_copy(update={"by": HOA}), language) == label("offices", Office.AGENCY_HEAD, language)


def test_whoever_a_fact_names_is_told_by_the_name_borne_that_day() -> None:
    fact = Consulted(at=NOON, by=HOA, departments=("STC", "STP"), question="?", names={"STC": "Sở Tài chính"})
    assert sentence(fact, "vi") == "Trần Thị Hoa (người đứng đầu cơ quan) lấy ý kiến của: Sở Tài chính; STP; nội dung: ?"


def test_a_deadline_at_midnight_is_told_as_the_end_of_its_last_day() -> None:
    ends = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)  # midnight in Vietnam, when 2 March is over
    fact = Reminded(at=NOON, clock=ClockKind.DECISION, due=ends, waiting_for=(Office.AGENCY_HEAD,))
    assert sentence(fact, "vi") == (
        "Hệ thống nhắc: đề nghị thực hiện việc “quyết định về đề xuất” chậm nhất 24:00 02/03/2026; đang chờ: người đứng đầu cơ quan."
    )
    assert (
        sentence(fact, "en")
        == "The system's clock reminds: please complete “decision on the proposal” by 24:00 2 Mar 2026; waiting for: head of the agency."
    )


def test_a_moment_is_told_in_the_time_of_vietnam() -> None:
    fact = Reminded(at=NOON, clock=ClockKind.CAUSE, item="W1", due=NOON, waiting_for=(Office.PROPOSER, Office.IMPLEMENTER))
    assert "(W1) chậm nhất 12:00 02/03/2026; đang chờ: người đề xuất; người thực hiện." in sentence(fact, "vi")


def test_persons_stay_ids_unless_names_are_given() -> None:
    fact: Fact = a(Registered)
    fact = fact.model_copy(
        update={
            "proposers": ("lan", "tam"),
            "addressed_to": "26743",
            "recorded_by": None,
            "on_behalf_of": "",
            "unverified": False,
            "paper": None,
        }
    )
    assert "người đề xuất: lan; tam;" in sentence(fact, "vi")
    recorded = fact.model_copy(update={"names": {"tam": "Trần Minh Tâm"}})
    assert "người đề xuất: lan; Trần Minh Tâm;" in sentence(recorded, "vi")
    named = sentence(fact, "vi", {"lan": "Nguyễn Thị Lan", "26743": "UBND phường"})
    assert "người đề xuất: Nguyễn Thị Lan; tam;" in named
    assert named.endswith("cơ quan giải quyết: UBND phường.")


@pytest.mark.parametrize(
    ("reason", "params", "vi"),
    [
        (
            "not-open-in-stage",
            {"stage": "planning", "act": "vote"},
            "Hồ sơ đang ở giai đoạn lập kế hoạch nên không thực hiện được việc “Biểu quyết”; đề nghị xem những việc đang mở của hồ sơ.",
        ),
        ("too-long", {"field": "title", "most": 20000}, "Mục “tên gọi” quá dài, tối đa 20.000 ký tự; đề nghị rút gọn."),
        (
            "regime-not-in-force",
            {"regime": vocabulary.Regime.ND73, "day": "2023-09-01"},
            "Vào ngày 01/09/2023, Nghị định số 73/2023/NĐ-CP không có hiệu lực; đề nghị chọn quy định đang có hiệu lực.",
        ),
        (
            "stage-never-reached",
            {"stage": "planning", "stages": "registered, agency_review"},
            "Hồ sơ chưa từng ở giai đoạn lập kế hoạch; chỉ mở lại được ở một trong các giai đoạn: đăng ký; cơ quan xem xét.",
        ),
    ],
)
def test_a_refusal_is_told_in_words_not_codes(reason: str, params: dict[str, object], vi: str) -> None:
    assert refusal(reason, "vi", params) == vi


@pytest.mark.parametrize(("language", "said"), [("vi", "1.234.567 đồng"), ("en", "1,234,567 dong")])
def test_a_sum_is_written_as_people_write_it_wherever_one_stands(language: str, said: str) -> None:
    paid = a(TrainingPaid).model_copy(update={"amount_dong": 1_234_567, "paper": None, "recorded_by": None})
    assert money(1_234_567, language) == said
    assert said in sentence(paid, language)
    assert said in refusal("too-much-money", language, {"most": 1_234_567})


@in_both_languages
def test_a_missing_or_strange_param_never_crashes(language: str) -> None:
    for reason in Reason:
        assert ("…" in refusal(reason, language)) == bool(slots(BOOKS[language]["reasons"][reason])), reason
        assert refusal(reason, language, dict.fromkeys(PARAMS, "{what} [is {this}]")), reason


def test_a_value_is_never_read_as_a_template() -> None:
    assert (
        door("unknown_agency", "en", agency="{agency} [{x}]") == "The directory has no agency with the code {agency} [{x}]; check the code."
    )


def test_an_optional_part_goes_when_its_value_is_empty_and_a_full_stop_is_not_doubled() -> None:
    values = {"full": "Xong.", "empty": ""}
    assert fill("Việc: {full}[; ghi chú: {empty}][ [Khiên]", values.__getitem__) == "Việc: Xong.[ [Khiên]"
    assert fill("Việc: {full}.", values.__getitem__) == "Việc: Xong."
    assert fill("Việc: {full}; ghi chú: {full}.", values.__getitem__) == "Việc: Xong; ghi chú: Xong."


def test_a_long_text_is_one_short_line_in_a_sentence() -> None:
    fact = FACTS["proposal_refused"].model_validate({"at": NOON, "by": HOA, "reasons": "dài\n" * 5000})
    text = sentence(fact, "vi")
    assert "\n" not in text
    assert len(text) < 400


def test_a_notice_says_which_case_it_is_about() -> None:
    assert notice("subject", "vi", number="KH-1", word="có thông tin mới") == "[Khiên] KH-1: có thông tin mới"
    assert notice("greeting", "vi", name="Trần Thị Hoa") == "Kính gửi Trần Thị Hoa,"
    assert notice("link", "en", url="http://localhost/x") == "Please sign in to read it and to see what is asked of you: http://localhost/x"
    assert "không quyết định thay" in notice("foot", "vi")


@pytest.mark.parametrize(
    ("basis", "language", "cited"),
    [
        ("ND73 Art. 8.1", "vi", "khoản 1 Điều 8 Nghị định số 73/2023/NĐ-CP ngày 29 tháng 9 năm 2023 của Chính phủ"),
        ("ND73 Art. 18", "vi", "Điều 18 Nghị định số 73/2023/NĐ-CP ngày 29 tháng 9 năm 2023 của Chính phủ"),
        ("ND73 Art. 8.1", "en", "Article 8(1) of Decree 73/2023/NĐ-CP of 29 September 2023, Government"),
        ("ND73 Art. 18", "en", "Article 18 of Decree 73/2023/NĐ-CP of 29 September 2023, Government"),
        (
            "HCMC2022: scheme",
            "vi",
            "Kế hoạch năm 2022 của Ủy ban nhân dân Thành phố Hồ Chí Minh, nội dung về đề án, kế hoạch thực hiện (chưa tra cứu được số, ngày)",
        ),
        (
            "HCMC2022: cause",
            "en",
            "Plan of 2022, People's Committee of Ho Chi Minh City, on the determination of the cause (number and date not found)",
        ),
        ("house: plan", "vi", "Quy ước của hệ thống về kế hoạch thực hiện (chưa có căn cứ pháp lý)"),
        ("house: plan", "en", "Convention of this system on plans (no legal basis yet)"),
    ],
)
def test_a_basis_is_cited_as_documents_do(basis: str, language: str, cited: str) -> None:
    assert citation(basis, language, DOCUMENTS) == cited


@pytest.mark.parametrize(
    ("issued_on", "written"), [(date(2026, 2, 5), "05 tháng 02 năm 2026"), (date(2026, 10, 5), "05 tháng 10 năm 2026"), (None, None)]
)
def test_documents_are_dated_as_documents_do(issued_on: date | None, written: str | None) -> None:
    paper = DOCUMENTS["ND73"].model_copy(update={"issued_on": issued_on})
    dated = f" ngày {written}" if written else ""
    assert citation("X Art. 1", "vi", {"X": paper}) == f"Điều 1 Nghị định số 73/2023/NĐ-CP{dated} của Chính phủ"


@pytest.mark.parametrize(
    "basis", ["", "ND73", "ND73 Art. ", "ND73 Art. 8.1.2.3", "house: nothing", "HCMC2022: nothing", "LAW9: cause", "LAW9 Art. 1"]
)
def test_a_basis_nobody_knows_is_a_defect(basis: str) -> None:
    with pytest.raises(KeyError):
        citation(basis, "vi", DOCUMENTS)


def test_unknown_codes_and_languages_are_defects() -> None:
    with pytest.raises(KeyError):
        label("stages", "nowhere", "vi")
    with pytest.raises(KeyError):
        refusal("no-such-reason", "vi")
    with pytest.raises(KeyError):
        label("stages", "closed", "../vi")


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, "vi"),
        ("", "vi"),
        ("vi", "vi"),
        ("en", "en"),
        ("EN-us", "en"),
        ("en-US,en;q=0.9,vi;q=0.8", "en"),
        ("vi-VN,vi;q=0.9,en-US;q=0.8,en;q=0.7", "vi"),
        ("vi;q=0.4, en;q=0.5", "en"),
        ("vi ; q=0.5 , en ; Q=0.5", "vi"),
        ("en;q=0", "vi"),
        ("fr, de;q=0.9", "vi"),
        ("fr, en;q=0.1", "en"),
        ("*", "vi"),
        ("vi;q=0.1, *", "en"),
        ("en;q=0.1, *;q=0.5", "vi"),
        (",, en ,", "en"),
        ("en;q=2", "vi"),
        ("en;q=abc", "vi"),
        ("en;level=1", "vi"),
        ("en us", "vi"),
        ("\x00", "vi"),
        ("en, ;q=1", "vi"),
    ],
)
def test_the_reader_gets_english_only_on_asking_for_it(header: str | None, language: str) -> None:
    assert language_of(header) == language

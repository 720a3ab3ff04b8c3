"""A paper as PDF: what its value says stands there as it is, on every page what belongs there, and the same bytes each time."""

import io
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from pypdf import PdfReader

from api.printing_apart import Press
from papers.apart import printed
from papers.glyphs import shown
from papers.paper import Annex, Heading, Items, Paper, Paragraph, Signature, Table, TooLargeToPrint
from papers.pdf import order

DIGEST = "0123456789abcdef" * 4
NOT_MARKUP = 'Thí điểm #panic() $x^2$ *đậm* _nghiêng_ <nhãn> @ref `mã` \\ // [ô] -- "trích" = + https://a.vn ₫'
DECISION = Paper(
    superior="Ủy ban nhân dân Thành phố",
    agency="Ủy ban nhân dân phường Bến Thành",
    symbol="QĐ-UBND",
    place="Bến Thành, ngày      tháng      năm 2026",
    kind="Quyết định",
    summary=NOT_MARKUP,
    grounds=("Căn cứ thứ nhất;", "Căn cứ thứ hai."),
    body=(
        Heading("Điều 1."),
        Paragraph("Ẳ Ẵ Ặ Ẫ Ỗ Ữ ễ ệ ế ề."),
        Items(("việc thứ nhất", "việc thứ hai"), "+"),
        Table(("TT", "Rủi ro"), tuple((f"{row}", f"Rủi ro số {row} " + "dài " * 30) for row in range(1, 21)), (1, 9)),
        Paragraph(f"Mã: {DIGEST}", bold=True, indent=False),
    ),
    signatures=(Signature("Phó Chủ tịch", "Trần Thị Hoa", "KT. Chủ tịch"),),
    recipients=("Như Điều 2;",),
    archive="VT.",
    draft_mark="DỰ THẢO",
    foot="Lập từ mục 12 của hồ sơ SK-1.",
    annexes=(Annex("Phụ lục I", (Paragraph("Nội dung phụ lục"),), "(Kèm theo Quyết định)"),),
    moment=datetime(2026, 3, 2, 5, 0, tzinfo=UTC),
)
LETTER = replace(DECISION, kind="", summary="V/v xin ý kiến", to=("Đảng ủy phường;", "Hội đồng nhân dân phường."), annexes=())


def pages(paper: Paper) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(printed(order(paper)))).pages]


def one_line(text: str) -> str:
    return "".join(text.split())


def test_every_part_stands_on_the_paper_as_it_was_written() -> None:
    whole = one_line("".join(pages(DECISION)))
    parts = [NOT_MARKUP, DIGEST, "Ẳ Ẵ Ặ Ẫ Ỗ Ữ ễ ệ ế ề.", "Điều 1.", "Căn cứ thứ hai.", "+ việc thứ hai", "Trần Thị Hoa", "- Như Điều 2;"]
    parts += ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "ỦY BAN NHÂN DÂN PHƯỜNG BẾN THÀNH", "QUYẾT ĐỊNH"]
    parts += ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Số: /QĐ-UBND", "Nơi nhận:", "- Lưu: VT.", *(f"Rủi ro số {row} dài" for row in range(1, 21))]
    assert [part for part in parts if one_line(part) not in whole] == []


def test_a_letter_has_its_summary_under_the_number_and_says_to_whom_it_goes() -> None:
    (first, *_) = pages(LETTER)
    assert "QUYẾT ĐỊNH" not in first
    assert first.index("Số:") < first.index("V/v xin ý kiến") < first.index("Kính gửi:") < first.index("- Đảng ủy phường;")


def test_each_page_says_that_it_is_a_draft_and_from_what_and_its_number_from_the_second_on() -> None:
    told = pages(DECISION)
    assert len(told) == 3, "the table goes over to a second page, and the annex has one of its own"
    assert [
        ("DỰ THẢO" in page, DECISION.foot in page, page.splitlines()[0].endswith(f" {number}")) for number, page in enumerate(told, 1)
    ] == [
        (True, True, False),
        (True, True, True),
        (True, True, True),
    ]
    assert "Phụ lục I" in told[2]
    assert all(page.count("Rủi ro\n") for page in told[:2]), "the head of a table is repeated"


def test_what_the_fonts_cannot_show_and_what_turns_a_line_round_is_written_by_its_number() -> None:
    assert shown("a\u202egnp.exe 😀 \u0007 中 e\u0323\u0302") == "a[U+202E]gnp.exe [U+1F600] [U+0007] [U+4E2D] ệ"
    (first, *_) = pages(replace(DECISION, summary="đuôi \u202egnp.exe 😀"))
    assert "đuôi [U+202E]gnp.exe [U+1F600]" in first


def test_the_file_is_fit_for_the_archive_and_says_what_it_is() -> None:
    file = PdfReader(io.BytesIO(printed(order(DECISION))))
    assert file.xmp_metadata is not None
    assert file.metadata is not None
    assert b"pdfaid:part>2<" in file.xmp_metadata.stream.get_data()
    fonts, not_embedded = file.pages[0]._get_fonts()
    assert ({name.rpartition("+")[2].partition("-")[0] for name in fonts}, not_embedded) == ({"LiberationSerif"}, set())
    assert (file.metadata.title, file.metadata.creation_date) == (f"Quyết định {NOT_MARKUP}", DECISION.moment)
    first = file.pages[0].mediabox
    assert (round(first.width), round(first.height)) == (595, 842), "A4"


async def test_the_same_paper_is_the_same_bytes_in_another_process_and_another_is_not() -> None:
    here = printed(order(DECISION))
    assert await Press().print(order(DECISION)) == here
    assert printed(order(replace(DECISION, foot="Lập từ mục 13 của hồ sơ SK-1."))) != here


async def test_a_paper_that_takes_too_much_is_refused_and_a_defect_is_one() -> None:
    with pytest.raises(TooLargeToPrint):
        await Press(memory=80).print(order(DECISION))
    with pytest.raises(RuntimeError, match="not laid out"):
        await Press().print(order(DECISION).replace(b'"layout": "layout"', b'"layout": "nowhere"'))

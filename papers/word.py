"""A paper as a Word file, to be edited: the parts of Decree 30/2020/NĐ-CP, Appendix I, in their places, in Times New Roman.

python-docx is slow to import: whoever lays a paper out imports this module then, and no process at its start.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as At
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt

from papers.paper import Annex, Block, Heading, Items, Paper, Paragraph, Signature, Table
from words import books

Labels = Mapping[str, str]
_FONT = "Times New Roman"
_LINE = Mm(165)  # A4 less 30 mm at the left and 15 mm at the right
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML has no way to write


def as_word(paper: Paper) -> bytes:
    file = Document()
    _set_page(file)
    _set_every_page(file, paper)
    labels = books()[paper.language]["layout"]
    _head(file, paper, labels)
    _title(file, paper, labels)
    for ground in paper.grounds:
        _line(file, ground, italic=True, indent=True, at=At.JUSTIFY, before=3)
    _blocks(file, paper.body)
    _signatures(file, paper, labels)
    for annex in paper.annexes:
        _annex(file, annex)
    out = BytesIO()
    file.save(out)
    return out.getvalue()


def _set_page(file: Any) -> None:
    section = file.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = section.footer_distance = Mm(8)
    normal = file.styles["Normal"]
    normal.font.name, normal.font.size = _FONT, Pt(14)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(0), 1.0


def _set_every_page(file: Any, paper: Paper) -> None:
    """The mark of a draft and what it was drafted from on every page; the number of the page, centred at the top, from the second on."""
    section = file.sections[0]
    section.different_first_page_header_footer = True
    for header in (section.first_page_header, section.header):
        mark = header.paragraphs[0]
        mark.alignment = At.RIGHT
        _run(mark, paper.draft_mark, size=12, bold=True)
    number = section.header.paragraphs[0].insert_paragraph_before()
    number.alignment = At.CENTER
    _page_number(number)
    for footer in (section.first_page_footer, section.footer):
        _run(footer.paragraphs[0], paper.foot, size=9, italic=True)


def _page_number(paragraph: Any) -> None:
    run = paragraph.add_run()
    run.font.size = Pt(13)
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        part.text = text
        run._r.append(part)


# -- above the text


def _head(file: Any, paper: Paper, labels: Labels) -> None:
    ours, nations = _columns(file, 70, 95)
    if paper.superior:
        _line(ours, paper.superior.upper(), size=12, at=At.CENTER)
    _line(ours, paper.agency.upper(), size=12, bold=True, at=At.CENTER)
    _rule(ours, 22)
    _line(ours, f"{labels['number']}          /{paper.symbol}", size=13, at=At.CENTER)
    if not paper.kind:
        _line(ours, paper.summary, size=12, at=At.CENTER)
    _line(nations, labels["nation"], size=12, bold=True, at=At.CENTER)
    _line(nations, labels["motto"], size=13, bold=True, at=At.CENTER)
    _rule(nations, 20)
    _line(nations, paper.place, size=13, italic=True, at=At.CENTER)


def _title(file: Any, paper: Paper, labels: Labels) -> None:
    _line(file, "")
    if paper.kind:
        _line(file, paper.kind.upper(), bold=True, at=At.CENTER)
        _line(file, paper.summary, bold=True, at=At.CENTER)
        _rule(file, 60)
    if paper.authority:
        _line(file, paper.authority, bold=True, at=At.CENTER, before=6)
    if paper.to:
        one = len(paper.to) == 1
        _line(file, f"{labels['to']} {paper.to[0]}" if one else labels["to"], at=At.CENTER if one else At.LEFT, before=6)
        for each in () if one else paper.to:
            _line(file, f"- {each}", left=4)
    _line(file, "", size=6)


# -- the text


def _blocks(place: Any, blocks: Iterable[Block]) -> None:
    for block in blocks:
        match block:
            case Paragraph():
                _line(place, block.text, bold=block.bold, indent=block.indent, at=At.JUSTIFY, before=6)
            case Heading():
                head = _line(place, block.text, bold=True, indent=not block.centred, at=At.CENTER if block.centred else At.LEFT, before=6)
                head.paragraph_format.keep_with_next = True
            case Items():
                for item in block.items:
                    _line(place, f"{block.mark} {item}", indent=True, at=At.JUSTIFY, before=3)
            case Table():
                _table(place, block)


def _table(file: Any, block: Table) -> None:
    shares = block.widths or (1,) * len(block.columns)
    drawn = _grid(file, len(block.rows) + 1, [int(_LINE * share / sum(shares)) for share in shares])
    drawn.style = "Table Grid"
    for n, (row, texts) in enumerate(zip(drawn.rows, (block.columns, *block.rows), strict=True)):
        for cell, text in zip(row.cells, texts, strict=True):
            _line(cell, text, size=12, bold=n == 0, at=At.CENTER if n == 0 else At.LEFT)
    _mark(drawn.rows[0], "tblHeader")  # on every page it goes over


def _grid(file: Any, rows: int, widths: Sequence[int]) -> Any:
    """Some programs read the widths of the columns, and some those of the cells. No row goes over the end of a page."""
    drawn = file.add_table(rows=rows, cols=len(widths))
    drawn.autofit = False
    for column, width in zip(drawn.columns, widths, strict=True):
        column.width = width
    for row in drawn.rows:
        _mark(row, "cantSplit")
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width
    return drawn


def _mark(row: Any, name: str) -> None:
    mark = OxmlElement(f"w:{name}")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


# -- below it


def _signatures(file: Any, paper: Paper, labels: Labels) -> None:
    _line(file, "")
    several = len(paper.signatures) > 1
    for pair in _pairs(paper.signatures) if several else ():
        for place, signature in zip(_columns(file, 82, 83), pair, strict=False):
            _signature(place, signature)
        _line(file, "")
    places = _columns(file, 82, 83)
    _recipients(places[0], paper, labels)
    for signature in () if several else paper.signatures:
        _signature(places[1], signature)


def _pairs(signatures: Sequence[Signature]) -> Iterable[Sequence[Signature]]:
    return (signatures[n : n + 2] for n in range(0, len(signatures), 2))


def _signature(place: Any, signature: Signature) -> None:
    for text in (signature.capacity, signature.post):
        if text:
            _line(place, text.upper(), bold=True, at=At.CENTER)
    for _ in range(4):
        _line(place, "")
    _line(place, signature.name, bold=True, at=At.CENTER)


def _recipients(place: Any, paper: Paper, labels: Labels) -> None:
    _line(place, labels["recipients"], size=12, bold=True, italic=True)
    for each in paper.recipients:
        _line(place, f"- {each}", size=11)
    _line(place, f"- {labels['archive']} {paper.archive}", size=11)


def _annex(file: Any, annex: Annex) -> None:
    file.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    _line(file, annex.title.upper(), bold=True, at=At.CENTER)
    if annex.about:
        _line(file, annex.about, italic=True, at=At.CENTER)
    _blocks(file, annex.body)


# -- how a line is set


def _columns(file: Any, *widths: int) -> list[Any]:
    """Places side by side, without a frame. Widths in mm."""
    return list(_grid(file, 1, [Mm(width) for width in widths]).rows[0].cells)


def _line(
    place: Any,
    text: str,
    size: int = 14,
    bold: bool = False,
    italic: bool = False,
    indent: bool = False,
    at: Any = At.LEFT,
    before: int = 0,
    left: int = 0,
) -> Any:
    """A paragraph. An empty cell has one already, which is the first. `left`: in cm."""
    first = place.paragraphs[0] if hasattr(place, "width") and len(place.paragraphs) == 1 and not place.paragraphs[0].runs else None
    paragraph = first or place.add_paragraph()
    paragraph.alignment = at
    shape = paragraph.paragraph_format
    shape.space_before, shape.space_after = Pt(before), Pt(0)
    if indent:
        shape.first_line_indent = Cm(1.27)
    if left:
        shape.left_indent = Cm(left)
    _run(paragraph, text, size, bold, italic)
    return paragraph


def _run(paragraph: Any, text: str, size: int, bold: bool = False, italic: bool = False) -> None:
    run = paragraph.add_run(_UNWRITABLE.sub("", text))
    run.font.size, run.bold, run.italic = Pt(size), bold, italic


def _rule(place: Any, beside: int) -> None:
    """The thin line under the agency, the motto and the summary. `beside`: mm left free on either side."""
    paragraph = _line(place, "", size=2)
    shape = paragraph.paragraph_format
    shape.left_indent = shape.right_indent = Mm(beside)
    shape.line_spacing, shape.space_after = Pt(3), Pt(5)  # an empty line is otherwise as high as one that says something
    borders, below = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        below.set(qn(f"w:{name}"), value)
    borders.append(below)
    paragraph._p.get_or_add_pPr().insert_element_before(borders, "w:spacing", "w:ind", "w:jc")

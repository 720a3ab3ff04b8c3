"""One paper (văn bản) as a value: the parts that Decree 30/2020/NĐ-CP, Appendix I, names, filled and in their order.

What an office is to sign is a draft for ever. It has a place for a number, a day and a signature, and never one of its own.
What lays it out (papers.pdf, papers.word) takes every text as it stands; it adds no sentence and looks nothing up.
"""

from dataclasses import dataclass
from datetime import datetime


class TooLargeToPrint(Exception):
    """To lay it out takes more memory or time than one may."""


@dataclass(frozen=True)
class Paragraph:
    """Running text. `**` is not read: a text is a text."""

    text: str
    bold: bool = False
    indent: bool = True


@dataclass(frozen=True)
class Heading:
    """An article or a part: «Điều 1.», «I.»; centred, what all of them are: «QUYẾT ĐỊNH:»."""

    text: str
    centred: bool = False


@dataclass(frozen=True)
class Items:
    """A list, one text a line, each with its own mark («-», «a)», «1.»)."""

    items: tuple[str, ...]
    mark: str = "-"


@dataclass(frozen=True)
class Table:
    """A table. Every row has as many cells as there are columns; `widths` are shares of the line."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...] = ()


Block = Paragraph | Heading | Items | Table


@dataclass(frozen=True)
class Signature:
    """Who is to sign: in what capacity («TM. ỦY BAN NHÂN DÂN», «KT. CHỦ TỊCH», empty: their own), in which post, by which name."""

    post: str
    name: str
    capacity: str = ""


@dataclass(frozen=True)
class Annex:
    """An annex (phụ lục): on a page of its own, after the signature."""

    title: str
    body: tuple[Block, ...]
    about: str = ""


@dataclass(frozen=True)
class Paper:
    """A paper, whole.

    `kind` (tên loại) is empty for a letter (công văn): then `summary` (trích yếu) stands under the number.
    `symbol` (ký hiệu) follows the place of the number: «Số:      /{symbol}».
    `authority` (thẩm quyền ban hành) stands above the grounds of what decides: whose decision it is.
    `number` is empty but for what no office signs: a paper the record itself gives out has a number of its own.
    `draft_mark` («DỰ THẢO») and `foot` (what it was drafted from: number and digest) stand on every page.
    `moment`: of the entry it was drafted from, or of its issue. The file says it of itself; no page does.
    """

    agency: str
    symbol: str
    place: str
    summary: str
    body: tuple[Block, ...]
    signatures: tuple[Signature, ...]
    recipients: tuple[str, ...]
    archive: str
    draft_mark: str
    superior: str = ""
    kind: str = ""
    authority: str = ""
    to: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = ()
    foot: str = ""
    language: str = "vi"
    number: str = ""
    moment: datetime | None = None

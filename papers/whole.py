"""A whole case on paper: not a paper of an office but a print of the record, with its contents, and on each page by whom it was printed and when."""

from dataclasses import dataclass
from datetime import datetime

from papers.paper import Block
from papers.pdf import order_of


@dataclass(frozen=True)
class Pair:
    """A label and what is said under it. `depth`: how far in it stands."""

    label: str
    text: str
    depth: int = 0


@dataclass(frozen=True)
class Pairs:
    pairs: tuple[Pair, ...]


@dataclass(frozen=True)
class Piece:
    """Something of a part that the contents name: an entry."""

    title: str
    body: tuple[Block | Pairs, ...]


@dataclass(frozen=True)
class Section:
    """A part: what stands in it by itself, and piece by piece."""

    title: str
    body: tuple[Block | Pairs, ...] = ()
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True)
class WholeCase:
    """`about`: what stands on the first page. `foot`: the number of the print, who printed it and when; it stands on every page beside `page` x/y."""

    number: str
    title: str
    kind: str
    about: Pairs
    contents: str
    sections: tuple[Section, ...]
    foot: str
    page: str
    moment: datetime
    language: str = "vi"


def order(whole: WholeCase) -> bytes:
    return order_of("whole", whole.moment, whole=whole)

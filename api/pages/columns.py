"""The columns of a list: which there are, which are shown, and what stands in each. The first is always the case itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import words
from api.pages.cards import OUTCOMES, STAGES, Lines
from domain.vocabulary import StreamKind
from store.reading.listing import Sort
from store.reading.views import Card
from words import rendering

COLUMN = "col"  # in the address, once for each column that is shown
STANDARD = ("due", "stage")


@dataclass(frozen=True)
class Column:
    """`sort`: what the list is sorted by where its head is pressed, upwards and downwards; None where it cannot be."""

    name: str
    sort: tuple[Sort, Sort] | None = None

    def text(self, card: Card, lines: Lines, language: str) -> str:
        """What stands in it."""
        match self.name:
            case "agency":
                return lines.agency(card.agency)
            case "addressed_to":
                return lines.agency(card.addressed_to)
            case "registered":
                return rendering.day(lines.day_of(card.registered_at), language)
            case "updated":
                return rendering.moment(card.updated_at, language)
            case "regime":
                return words.label("regimes", card.regime, language) if card.regime else ""
            case "outcome":
                return words.label(OUTCOMES[card.kind], card.outcome, language) if card.outcome and card.kind in OUTCOMES else ""
            case "flags":
                return "; ".join(words.label("flags", flag, language) for flag in card.flags)
            case "due":
                return lines.due(card.due).day if card.due else ""
            case _:
                return words.label(STAGES[card.kind], card.stage, language)


ALL = (
    Column("agency"),
    Column("addressed_to"),
    Column("registered", (Sort.REGISTERED, Sort.REGISTERED_LAST)),
    Column("updated", (Sort.UPDATED, Sort.UPDATED_LAST)),
    Column("regime"),
    Column("outcome"),
    Column("flags"),
    Column("due", (Sort.DUE, Sort.DUE_LAST)),
    Column("stage"),
)
_NOT_OF_A_CAMPAIGN = frozenset({"outcome", "regime", "addressed_to", "flags"})


def of_kind(kind: StreamKind) -> tuple[Column, ...]:
    """Those a list of this kind can show: a campaign has no outcome, and no rules of its own."""
    return tuple(each for each in ALL if kind is not StreamKind.CAMPAIGN or each.name not in _NOT_OF_A_CAMPAIGN)


def shown(kind: StreamKind, asked: Sequence[str]) -> tuple[Column, ...]:
    """Those that are asked for, in their order here; where none is, the standard ones."""
    wanted = {*asked} & {each.name for each in of_kind(kind)} or {*STANDARD}
    return tuple(each for each in of_kind(kind) if each.name in wanted)


def heading(column: Column, language: str) -> str:
    return words.page(f"column_{column.name}", language)


def headings(columns: Sequence[Column], language: str) -> list[str]:
    """Of a file, which has the number and the title apart."""
    return [words.page(f"column_{name}", language) for name in ("number", "title")] + [heading(each, language) for each in columns]


def row(card: Card, columns: Sequence[Column], lines: Lines, language: str) -> list[str]:
    return [card.number, card.title, *(each.text(card, lines, language) for each in columns)]


def cells(card: Card, columns: Sequence[Column], lines: Lines, language: str) -> list[dict[str, Any]]:
    """On a page: the name tells how it is drawn."""
    return [{"name": each.name, "text": each.text(card, lines, language)} for each in columns]

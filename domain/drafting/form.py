"""The forms of papers as data (policies/papers/): what each is called, on what it stands, what it says, who signs it and who gets it.

A form is drafted from one kind of entry. Whatever it asks for must be there whenever that entry is: a slot that may be empty stands in `[...]`, with the
words that go with it. A form that asks for anything else is not read at all.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from domain.canonical import digest
from domain.drafting.drafted import Drafted
from domain.drafting.slots import asked_of
from domain.drafting.tables import TABLES
from domain.facts import FACTS
from domain.law.parameter import Data
from domain.law.policy import Document
from domain.templates import needed, slots
from domain.vocabulary import AgencyKind, Regime, StreamKind

PAPERS = "papers-"  # how the id of every edition begins: they are published beside the rule sets
# Who signs: the hand under the entry; the head of the agency whose paper it is; whoever chairs; whoever chaired, or kept the minutes; nobody by name.
Signer = Literal["hand", "head", "chair", "met_chair", "met_secretary", "nobody"]


class Heading(Data):
    heading: str
    centred: bool = False


class ListOf(Data):
    """One line for each of what that slot holds; with its `lead` left out where it holds nothing."""

    list: str
    lead: str = ""
    mark: str = "-"


class TableOf(Data):
    """A table of domain/drafting/tables.py, with the heads of its columns; with its `lead` left out where it has no row."""

    table: str
    columns: tuple[str, ...]
    widths: tuple[int, ...] = ()
    lead: str = ""


Block = str | Heading | ListOf | TableOf


class Signed(Data):
    """`capacity`, `post`: as they stand above the name; both of the hand under the entry where none is said."""

    who: Signer
    capacity: str = ""
    post: str = ""


class AnnexForm(Data):
    title: str
    about: str = ""
    body: tuple[Block, ...]


class PaperForm(Data):
    """`called_vi`, `called_en`: in the list of a case's papers. `entry`: what it is drafted from, where its fields are as `where` says.

    `kind` (tên loại) is empty for a letter. `decides`: whether it says, above its grounds, whose decision it is. `symbol`: what follows the place of the
    number; `{mark}` is the agency's. `issuer`: whose paper it is, the agency of whoever signed the entry or that of the case. `grounds`: documents and
    articles, by regime; `whereas`: what else it stands on.
    """

    called_vi: str
    called_en: str
    entry: str
    in_a: tuple[StreamKind, ...] = (StreamKind.INITIATIVE,)
    where: Mapping[str, str] = {}
    issuer: Literal["hand", "case"] = "hand"
    kind: str = ""
    decides: bool = False
    symbol: str
    summary: str
    to: tuple[str, ...] = ()
    grounds: Mapping[Regime, tuple[str, ...]] = {}
    whereas: tuple[str, ...] = ()
    body: tuple[Block, ...]
    signatures: tuple[Signed, ...]
    recipients: tuple[str, ...]
    archive: str
    annexes: tuple[AnnexForm, ...] = ()

    @model_validator(mode="after")
    def _asks_for_what_there_is(self) -> Self:
        if self.entry not in FACTS:
            raise ValueError(f"{self.entry}: there is no such entry")
        for kind in self.in_a:
            known = asked_of(FACTS[self.entry], kind)
            for text in self._texts:
                if unknown := next((name for name in slots(text) if name not in known), ""):
                    raise ValueError(f"{{{unknown}}}: a paper drafted from {self.entry} in a case of the kind {kind} has no such slot")
                if unsure := next((name for name in needed(text) if not known[name]), ""):
                    raise ValueError(f"{{{unsure}}}: it may be empty, so it stands in [...] with the words that go with it")
            for block in self._blocks:
                if isinstance(block, ListOf) and block.list not in known:
                    raise ValueError(f'"{block.list}": a paper drafted from {self.entry} in a case of the kind {kind} has no such slot')
                if isinstance(block, TableOf):
                    self._check_table(block, kind)
        if unknown := next((name for name in self.where if name not in FACTS[self.entry].model_fields), ""):
            raise ValueError(f"{unknown}: {self.entry} has no such field")
        return self

    def _check_table(self, block: TableOf, kind: StreamKind) -> None:
        table = TABLES.get(block.table)
        if table is None or kind not in table.kinds or (table.entries and self.entry not in table.entries):
            raise ValueError(f'"{block.table}": a paper drafted from {self.entry} in a case of the kind {kind} has no such table')
        if len(block.columns) != len(table.names) or len(block.widths) not in (0, len(table.names)):
            raise ValueError(f'"{block.table}": it has {len(table.names)} columns')

    @property
    def _blocks(self) -> Iterator[Block]:
        yield from self.body
        for annex in self.annexes:
            yield from annex.body

    @property
    def _texts(self) -> Iterator[str]:
        yield from (self.summary, *self.to, *self.whereas, *self.recipients, self.archive)
        yield from (text for annex in self.annexes for text in (annex.title, annex.about))
        for block in self._blocks:
            match block:
                case str():
                    yield block
                case Heading():
                    yield block.heading
                case _:
                    yield block.lead

    def fits(self, drafted: Drafted) -> bool:
        """Whether it is the paper of that entry."""
        fact = drafted.fact
        return (
            fact.kind == self.entry
            and drafted.stream.kind in self.in_a
            and all(getattr(fact, name) == value for name, value in self.where.items())
        )


class PaperForms(Data):
    """One edition of the forms.

    `draft_mark`: on every page. `foot`: from which entry it was drafted. `on_the_ground_of`: what a cited text begins with. `place`: where the city's own
    agencies are; `place_and_day`: the line that says it, with an empty place for the day. `marks`: by kind of agency, what stands for it in a number, where
    the data say. `below_a_superior`: the kinds that write their superior above their own name.
    """

    id: str = Field(pattern=f"^{PAPERS}")
    valid_from: date
    basis: str
    provisional: bool
    note: str = ""
    draft_mark: str
    foot: str
    on_the_ground_of: str
    place: str
    place_and_day: str
    marks: Mapping[AgencyKind, str] = {}
    below_a_superior: tuple[AgencyKind, ...] = ()
    papers: Mapping[str, PaperForm]

    def of(self, drafted: Drafted) -> dict[str, PaperForm]:
        """The papers of that entry, by name."""
        return {name: form for name, form in self.papers.items() if form.fits(drafted)}

    def refuse_unknown(self, documents: Mapping[str, Document]) -> None:
        """Raises ValueError: a ground that no published set cites."""
        for name, form in self.papers.items():
            for ground in _each(form.grounds):
                if ground.partition(" ")[0].removesuffix(":") not in documents:
                    raise ValueError(f"{ground}: no published set has this document (papers.{name})")

    @property
    def content(self) -> dict[str, Any]:
        """What was published, and no default of a later release."""
        return self.model_dump(mode="json", exclude_unset=True)

    @cached_property
    def content_hash(self) -> str:
        return digest(self.content)


def _each(grounds: Mapping[Regime, Iterable[str]]) -> Iterator[str]:
    return (ground for cited in grounds.values() for ground in cited)

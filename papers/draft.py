"""A form and what it is drafted from make a paper. Nothing is looked up here, and nothing is added that neither of the two says."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import words
from domain.drafting.drafted import Sources
from domain.drafting.form import Block, ListOf, PaperForm, PaperForms, Signed, TableOf
from domain.drafting.form import Heading as HeadingForm
from domain.drafting.slots import value_of
from domain.drafting.tables import rows_of
from domain.people.directory import Agency
from domain.vocabulary import DEPUTIES, HEADS, Office
from papers.paper import Annex, Heading, Items, Paper, Paragraph, Signature, Table
from papers.paper import Block as PaperBlock
from papers.places import place_of
from papers.wording import VIETNAMESE, DocumentWriter
from words.rendering import above_the_name, fill, titles_at

SHOWN_OF_A_DIGEST = 16  # characters, as the pages show one


def _listed(lines: Iterable[str]) -> tuple[str, ...]:
    """One below the other: each ends with a semicolon, the last with a full stop; one alone as it is cited."""
    said = [line.rstrip(".;") for line in lines]
    return tuple(f"{line}{';' if n < len(said) else '.'}" for n, line in enumerate(said, 1))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def draft(form: PaperForm, forms: PaperForms, sources: Sources) -> Paper:
    return _Drafting(form, forms, sources).paper


@dataclass(frozen=True)
class _Drafting:
    form: PaperForm
    forms: PaperForms
    sources: Sources

    @property
    def paper(self) -> Paper:
        form = self.form
        return Paper(
            agency=self.issuer.name,
            superior=self._superior,
            symbol=fill(form.symbol, lambda _: self.forms.marks.get(self.issuer.kind, "") if self.issuer.kind else ""),
            place=fill(self.forms.place_and_day, lambda _: place_of(self.issuer, self.forms.place)),
            kind=form.kind,
            authority=f"{self._titles['agency_head']} {self.issuer.name.upper()}" if form.decides else "",
            summary=self._said(form.summary),
            to=_listed(self._lines(form.to)),
            grounds=_listed([*map(self._ground, form.grounds.get(self._regime, ())), *self._lines(form.whereas)]),
            body=tuple(self._blocks(form.body)),
            signatures=tuple(self._signatures),
            recipients=tuple(f"{each};" for each in self._lines(form.recipients)),
            archive=f"{self._said(form.archive)}.",
            annexes=tuple(
                Annex(title=self._said(each.title), about=self._said(each.about), body=tuple(self._blocks(each.body)))
                for each in form.annexes
            ),
            draft_mark=self.forms.draft_mark,
            foot=fill(self.forms.foot, self._of_the_entry),
            moment=self.sources.drafted.fact.at,
        )

    @cached_property
    def _writer(self) -> DocumentWriter:
        return DocumentWriter(words.books()[VIETNAMESE], VIETNAMESE, self.sources.names, self.sources.drafted.stream.titles)

    @property
    def _regime(self) -> Any:
        return self.sources.drafted.stream.regime

    def _said(self, text: str) -> str:
        return fill(text, lambda name: self._writer.write(name, value_of(name, self.sources.drafted))).strip()

    def _lines(self, texts: Iterable[str]) -> Iterator[str]:
        """Without those of which nothing is left."""
        return (said for text in texts if (said := self._said(text)))

    def _ground(self, cited: str) -> str:
        """A whole document with what it is about, or an article of it."""
        documents = self.sources.documents
        said = words.document(documents[cited], VIETNAMESE) if cited in documents else words.citation(cited, VIETNAMESE, documents)
        return f"{self.forms.on_the_ground_of} {said}"

    def _of_the_entry(self, name: str) -> str:
        beside = {"receipt": self.sources.receipt, "digest": self.sources.digest[:SHOWN_OF_A_DIGEST]}
        return beside[name] if name in beside else self._said(f"{{{name}}}")

    # -- the body

    def _blocks(self, forms: Iterable[Block]) -> Iterator[PaperBlock]:
        for block in forms:
            match block:
                case str():
                    yield from (Paragraph(line.strip()) for line in self._said(block).splitlines() if line.strip())
                case HeadingForm():
                    yield Heading(self._said(block.heading), block.centred)
                case ListOf():
                    yield from self._led(block.lead, self._items(block))
                case TableOf():
                    yield from self._led(block.lead, self._table(block))

    def _led(self, lead: str, led: Items | Table | None) -> Iterator[PaperBlock]:
        if led is not None:
            yield from (Paragraph(said) for said in self._lines((lead,)))
            yield led

    def _items(self, block: ListOf) -> Items | None:
        held = value_of(block.list, self.sources.drafted) or ()
        return Items(tuple(self._writer.write(block.list, each) for each in held), block.mark) if held else None

    def _table(self, block: TableOf) -> Table | None:
        rows = rows_of(block.table, self.sources.drafted)
        written = tuple(tuple(_capital(self._writer.write(name, value)) for name, value in row) for row in rows)
        return Table(block.columns, written, block.widths) if written else None

    # -- whose it is, and who signs

    @cached_property
    def issuer(self) -> Agency:
        drafted = self.sources.drafted
        by = drafted.fact.by
        code = (by.agency if by and self.form.issuer == "hand" else "") or drafted.stream.agency
        return self.sources.directory.agencies.get(code) or Agency(code=code, name=self.sources.names.get(code, code))

    @property
    def _titles(self) -> Mapping[str, str]:
        return titles_at(self.issuer.kind, words.books()[VIETNAMESE])

    @property
    def _superior(self) -> str:
        above = self.sources.directory.agencies.get(self.issuer.superior)
        return above.name if above and self.issuer.kind in self.forms.below_a_superior else ""

    @property
    def _signatures(self) -> Iterator[Signature]:
        for signed in self.form.signatures:
            for capacity, post, name in self._who(signed):
                yield Signature(post=signed.post or post, name=name, capacity=signed.capacity or capacity)

    def _who(self, signed: Signed) -> Iterator[tuple[str, str, str]]:
        hand = self.sources.drafted.fact.by
        match signed.who:
            case "hand" if hand:
                capacity, post = above_the_name(hand, words.books()[VIETNAMESE])
                yield capacity, post or self._post(hand.office), hand.name
            case "head":
                yield "", self._titles["agency_head"], self._named(self.sources.directory.head(self.issuer.code))
            case "chair" | "met_chair" | "met_secretary":
                yield "", "", self._named(value_of(signed.who, self.sources.drafted) or "")
            case _:
                yield "", "", ""

    def _post(self, office: Office) -> str:
        if office in HEADS:
            return self._titles["agency_head"]
        return self._titles["deputy_head"] if office in DEPUTIES else words.label("offices", office, VIETNAMESE).upper()

    def _named(self, person: str) -> str:
        known = self.sources.directory.people.get(person)
        return known.name if known else self.sources.names.get(person, "")

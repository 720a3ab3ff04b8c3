"""Deciding again: what the tables said beside a recommendation or a decision, computed once more from the ledger alone, under the law it stood on or
under another, and compared. It only reads."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session

from domain.assessing import assessed
from domain.facts import Assessed, ProposedUpward, Recommended, ReviewDecided
from domain.policy import Law
from domain.review import Review
from domain.stream import after
from domain.vocabulary import PersonnelKind, ReviewStage
from store.engine import Store
from store.policies import Lawbook
from store.record.ledger import entries
from store.record.streams import blank

Spoken = Recommended | ReviewDecided | ProposedUpward


@dataclass(frozen=True)
class Again:
    """One entry, computed again. `differences`: none where it is the same."""

    case: str
    entry: int
    kind: str
    differences: tuple[str, ...]


@dataclass(frozen=True)
class WhatIf:
    """How reviews would have come out under another set: `looked_at`, how many decisions; `otherwise`, each that differs, with what differs."""

    looked_at: int
    otherwise: tuple[Again, ...]


def what_if(numbers: Iterable[str], here: str, there: str, lawbook: Lawbook, store: Store) -> WhatIf:
    """Every last decision of the reviews that are over, by what the tables of the two sets say of it. Raises KeyError for a set never published."""
    with store.reading() as session:
        laws = lawbook.of(here, session), lawbook.of(there, session)
        decisions = [told for number in numbers if (told := _decided(number, session))]
    found = [
        Again(number, entry, fact.kind, differences(*(_said(fact, review, law) for law in laws)))
        for number, entry, fact, review in decisions
    ]
    return WhatIf(len(decisions), tuple(each for each in found if each.differences))


def _decided(number: str, session: Session) -> tuple[str, int, Spoken, Review] | None:
    """The last decision of a review that is over, and the review as it stood before."""
    review, last = blank(number), None
    for entry in entries(number, session):
        if isinstance(entry.fact, ReviewDecided | ProposedUpward) and isinstance(review, Review):
            last = number, entry.sequence, entry.fact, review
        review = after(entry.fact, review)
    return last if review.stage in (ReviewStage.DECIDED, ReviewStage.CLOSED) else None


def _said(fact: Spoken, review: Review, law: Law) -> tuple[Assessed, ...]:
    """What the programme's table of that set says. Tables stand under their names in each set, so the programmes' own are compared with one another."""
    said = recomputed(fact, review, law)
    lane = [name for name, table in law.policy.liability.items() if not table.persons]
    return tuple(each.model_copy(update={"table": "programme" if each.table in lane else each.table, "answers": {}}) for each in said)


def decide_again(number: str, lawbook: Lawbook, store: Store) -> list[Again]:
    """Every entry of the review beside which the tables spoke, in order; none for a stream that is no review. Raises KeyError for an unknown set."""
    with store.reading() as session:
        return list(_again(number, lawbook, session))


def _again(number: str, lawbook: Lawbook, session: Session) -> list[Again]:
    told: list[Again] = []
    review = blank(number)
    for entry in entries(number, session):
        fact = entry.fact
        if isinstance(fact, Spoken) and fact.assessed and isinstance(review, Review):
            computed = recomputed(fact, review, lawbook.of(entry.policy, session))
            told.append(Again(number, entry.sequence, fact.kind, differences(fact.assessed, computed)))
        review = after(fact, review)
    return told


def recomputed(fact: Spoken, review: Review, law: Law) -> tuple[Assessed, ...]:
    """What the tables say of that review on the day it was handled, with the persons as they were then: all of it stands in the entry."""
    given = {each.person: each.outcome for each in fact.outcomes}
    recorded: dict[str, PersonnelKind | None] = {each.person: each.personnel for each in fact.assessed}
    personnel = {person: recorded.get(person) for person in given}
    handled_on = fact.assessed[0].handled_on if fact.assessed else law.calendar.local_day(fact.at)
    return assessed(given, personnel, handled_on, review, law)


def differences(recorded: tuple[Assessed, ...], computed: tuple[Assessed, ...]) -> tuple[str, ...]:
    """What differs, by person, act, table and field."""
    was = {(each.person, each.deed, each.table): each for each in recorded}
    now = {(each.person, each.deed, each.table): each for each in computed}
    found: list[str] = []
    for key in dict.fromkeys((*was, *now)):
        before, again = was.get(key), now.get(key)
        place = " ".join(filter(None, key))
        if before is None or again is None:
            found.append(f"{place}: {'is not recorded' if before is None else 'is not computed any more'}")
            continue
        told, tells = before.model_dump(mode="json"), again.model_dump(mode="json")
        found += [f"{place}: {name}: {told[name]} -> {tells[name]}" for name in told if told[name] != tells[name]]
    return tuple(found)

"""Recomputing what the liability tables said beside a recommendation or a decision, and comparing.

Everything is computed from the ledger alone, under the law the entry stood on or under another set. Nothing is written.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session

from domain.facts import Assessed, ProposedUpward, Recommended, ReviewDecided
from domain.law.policy import Law
from domain.liability.assessment import assessed
from domain.procedure.chapters import after
from domain.streams.kinds import blank
from domain.streams.review import Review
from domain.vocabulary import PersonnelKind, ReviewStage
from store.engine import Store
from store.policies import Lawbook
from store.record.ledger import entries

# The facts beside which the tables spoke.
AssessedFact = Recommended | ReviewDecided | ProposedUpward


@dataclass(frozen=True)
class Recomputed:
    """One entry, recomputed. `differences`: none where it is the same."""

    case: str
    entry: int
    kind: str
    differences: tuple[str, ...]


@dataclass(frozen=True)
class WhatIf:
    """How reviews would have come out under another set: `looked_at`, how many decisions; `otherwise`, each that differs, with what differs."""

    looked_at: int
    otherwise: tuple[Recomputed, ...]


def what_if(numbers: Iterable[str], here: str, there: str, lawbook: Lawbook, store: Store) -> WhatIf:
    """Every last decision of the reviews that are over, by what the tables of the two sets say of it. Raises KeyError for a set never published."""
    with store.reading() as session:
        laws = lawbook.of(here, session), lawbook.of(there, session)
        decisions = [decision for number in numbers if (decision := _decided(number, session))]
    compared = [
        Recomputed(number, entry, fact.kind, differences(*(_programme_says(fact, review, law) for law in laws)))
        for number, entry, fact, review in decisions
    ]
    return WhatIf(len(decisions), tuple(decision for decision in compared if decision.differences))


def _decided(number: str, session: Session) -> tuple[str, int, AssessedFact, Review] | None:
    """The last decision of a review that is over, and the review as it stood before."""
    review, last = blank(number), None
    for entry in entries(number, session):
        if isinstance(entry.fact, ReviewDecided | ProposedUpward) and isinstance(review, Review):
            last = number, entry.sequence, entry.fact, review
        review = after(entry.fact, review)
    return last if review.stage in (ReviewStage.DECIDED, ReviewStage.CLOSED) else None


def _programme_says(fact: AssessedFact, review: Review, law: Law) -> tuple[Assessed, ...]:
    """What the programme's table of that set says. Tables stand under their names in each set, so the programmes' own are compared with one another."""
    answers = recomputed(fact, review, law)
    lane = [name for name, table in law.policy.liability.items() if not table.persons]
    return tuple(each.model_copy(update={"table": "programme" if each.table in lane else each.table, "answers": {}}) for each in answers)


def recompute(number: str, lawbook: Lawbook, store: Store) -> list[Recomputed]:
    """Every entry of the review beside which the tables spoke, in order; none for a stream that is no review. Raises KeyError for an unknown set."""
    with store.reading() as session:
        return list(_recompute(number, lawbook, session))


def _recompute(number: str, lawbook: Lawbook, session: Session) -> list[Recomputed]:
    entries_recomputed: list[Recomputed] = []
    review = blank(number)
    for entry in entries(number, session):
        fact = entry.fact
        if isinstance(fact, AssessedFact) and fact.assessed and isinstance(review, Review):
            computed = recomputed(fact, review, lawbook.of(entry.policy, session))
            entries_recomputed.append(Recomputed(number, entry.sequence, fact.kind, differences(fact.assessed, computed)))
        review = after(fact, review)
    return entries_recomputed


def recomputed(fact: AssessedFact, review: Review, law: Law) -> tuple[Assessed, ...]:
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
    differing: list[str] = []
    for key in dict.fromkeys((*was, *now)):
        before, computed_now = was.get(key), now.get(key)
        place = " ".join(filter(None, key))
        if before is None or computed_now is None:
            differing.append(f"{place}: {'is not recorded' if before is None else 'is not computed any more'}")
            continue
        then, today = before.model_dump(mode="json"), computed_now.model_dump(mode="json")
        differing += [f"{place}: {name}: {then[name]} -> {today[name]}" for name in then if then[name] != today[name]]
    return tuple(differing)

"""Deciding again: what the tables said beside a recommendation or a decision, computed once more from the ledger alone and compared. It only reads."""

from dataclasses import dataclass

from sqlmodel import Session

from domain.assessing import assessed
from domain.facts import Assessed, ProposedUpward, Recommended, ReviewDecided
from domain.policy import Law
from domain.review import Review
from domain.stream import after
from domain.vocabulary import PersonnelKind
from store.cases import blank
from store.engine import Store
from store.ledger import entries
from store.policies import Lawbook


@dataclass(frozen=True)
class Again:
    """One entry, computed again. `differences`: none where it is the same."""

    case: str
    entry: int
    kind: str
    differences: tuple[str, ...]


def decide_again(number: str, lawbook: Lawbook, store: Store) -> list[Again]:
    """Every entry of the review beside which the tables spoke, in order; none for a stream that is no review. Raises KeyError for an unknown set."""
    with store.reading() as session:
        return list(_again(number, lawbook, session))


def _again(number: str, lawbook: Lawbook, session: Session) -> list[Again]:
    told: list[Again] = []
    review = blank(number)
    for entry in entries(number, session):
        fact = entry.fact
        if isinstance(fact, Recommended | ReviewDecided | ProposedUpward) and fact.assessed and isinstance(review, Review):
            computed = recomputed(fact, review, lawbook.of(entry.policy, session))
            told.append(Again(number, entry.sequence, fact.kind, differences(fact.assessed, computed)))
        review = after(fact, review)
    return told


def recomputed(fact: Recommended | ReviewDecided | ProposedUpward, review: Review, law: Law) -> tuple[Assessed, ...]:
    """What the tables say of that review on the day it was handled, with the persons as they were then: all of it stands in the entry."""
    given = {each.person: each.outcome for each in fact.outcomes}
    recorded: dict[str, PersonnelKind | None] = {each.person: each.personnel for each in fact.assessed}
    personnel = {person: recorded.get(person) for person in given}
    return assessed(given, personnel, fact.assessed[0].handled_on, review, law)


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
        found += [f"{place}: {name}: recorded {told[name]}, computed {tells[name]}" for name in told if told[name] != tells[name]]
    return tuple(found)

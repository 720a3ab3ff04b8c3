"""The tables a paper may hold: rows of bare values, each under the name by which it is written."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from domain.drafting.drafted import Drafted
from domain.facts import MeetingClosed, Plan
from domain.streams.initiative import Initiative
from domain.streams.meeting import MeetingStream
from domain.streams.review import Review
from domain.vocabulary import Office, StreamKind

Cell = tuple[str, object]


@dataclass(frozen=True)
class TableOf:
    """`names`: of its columns, as their cells are written. `entries`: the kinds of entry it can be drawn from, all where none is named."""

    names: tuple[str, ...]
    kinds: tuple[StreamKind, ...]
    rows: Callable[[Drafted], Iterable[tuple[object, ...]]]
    entries: tuple[str, ...] = ()


def _plan(drafted: Drafted) -> Plan:
    case: Initiative = drafted.stream
    return case.plan_in_force or Plan(items=())


def _work_items(drafted: Drafted) -> Iterable[tuple[object, ...]]:
    return ((n, i.title, i.measure_of_success, i.implementer, i.evaluate_by) for n, i in enumerate(_plan(drafted).items, 1))


def _risks(drafted: Drafted) -> Iterable[tuple[object, ...]]:
    return ((n, r.cause, r.likelihood, r.effect, r.measure, r.owner) for n, r in enumerate(_plan(drafted).risks, 1))


def _verdicts(drafted: Drafted) -> Iterable[tuple[object, ...]]:
    case: Initiative = drafted.stream
    titles = _plan(drafted).titles
    return ((n, titles.get(item, item), verdict) for n, (item, verdict) in enumerate(case.work.verdicts.items(), 1))


def _ballots_cast(drafted: Drafted) -> Iterable[tuple[object, ...]]:
    case: Initiative = drafted.stream
    return ((n, member, ballot) for n, (member, ballot) in enumerate(case.deliberation.ballots.items(), 1))


def _ballots_of_the_meeting(drafted: Drafted) -> Iterable[tuple[object, ...]]:
    """How each voted, in an open vote. Of a secret one nobody knows."""
    stream, fact = drafted.stream, drafted.fact
    assert isinstance(stream, MeetingStream)
    assert isinstance(fact, MeetingClosed)
    met = next((each for each in stream.meetings if each.number == fact.meeting), None)
    ballots = met.ballots.items() if met and not fact.secret else ()
    return ((n, member, ballot) for n, (member, ballot) in enumerate(ballots, 1))


def _outcomes(drafted: Drafted) -> Iterable[tuple[object, ...]]:
    fact: Any = drafted.fact
    return ((n, each.person, each.outcome, each.reasons) for n, each in enumerate(fact.outcomes, 1))


def _panel(drafted: Drafted) -> Iterable[tuple[object, ...]]:
    review: Review = drafted.stream
    return ((n, member, Office.PANEL_CHAIR if member == review.chair else Office.PANEL_MEMBER) for n, member in enumerate(review.panel, 1))


def _opinions(drafted: Drafted) -> Iterable[tuple[object, ...]]:
    case: Initiative = drafted.stream
    said = ((department, position) for department, position in case.city.consultations.items() if position)
    return ((n, department, position) for n, (department, position) in enumerate(said, 1))


def _dissents(drafted: Drafted) -> Iterable[tuple[object, ...]]:
    fact: Any = drafted.fact
    return ((n, each.member, each.view) for n, each in enumerate(fact.dissents, 1))


_INITIATIVE = (StreamKind.INITIATIVE,)
_BODIES = (StreamKind.INITIATIVE, StreamKind.REVIEW, StreamKind.REWARD_FILE)
TABLES: Mapping[str, TableOf] = {
    "work_items": TableOf(("n", "title", "measure", "implementer", "evaluate_by"), _INITIATIVE, _work_items),
    "risks": TableOf(("n", "cause_of_risk", "likelihood", "effect", "measure", "owner"), _INITIATIVE, _risks),
    "verdicts": TableOf(("n", "title", "verdict"), _INITIATIVE, _verdicts),
    "ballots": TableOf(("n", "member", "ballot"), _INITIATIVE, _ballots_cast),
    "ballots_of_the_meeting": TableOf(("n", "member", "ballot"), _BODIES, _ballots_of_the_meeting, ("meeting_closed",)),
    "outcomes": TableOf(
        ("n", "person", "outcome", "reasons"),
        (StreamKind.REVIEW,),
        _outcomes,
        ("recommended", "review_decided", "proposed_upward", "answer_recorded"),
    ),
    "panel": TableOf(("n", "member", "part"), (StreamKind.REVIEW,), _panel),
    "opinions": TableOf(("n", "department", "position"), _INITIATIVE, _opinions),
    "dissents": TableOf(("n", "member", "view"), _BODIES, _dissents, ("recommended", "meeting_closed")),
}


def rows_of(name: str, drafted: Drafted) -> list[tuple[Cell, ...]]:
    """None where there is nothing to be drawn."""
    table = TABLES[name]
    return [tuple(zip(table.names, row, strict=True)) for row in table.rows(drafted)]

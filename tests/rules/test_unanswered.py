"""What may be certified: a thing that waits, or waited beyond its day; for whoever asked, and nobody else. And that it says what the ledger says."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.law.policy import Law
from domain.people.standpoint import Standpoint
from domain.procedure.unanswered import (
    Entry,
    Unanswered,
    Wait,
    at_desks,
    on_record,
    same_wait,
    to_certify,
    unlike,
    wait_in,
    waited_for,
    waits,
)
from domain.refusals import Reason, Refused
from domain.streams.hiding import CLOCKS_OF_CONDUCT
from domain.streams.initiative import Initiative
from domain.streams.kinds import blank
from domain.streams.stream import Stream
from domain.vocabulary import ClockKind, Regime, Stage
from tests.builders import a_directory, the_usual_way
from tests.families import Family, on_the_way, the_way

BLANK = next(case for _, case in the_usual_way())


def until(stage: Stage) -> tuple[list[Entry], Initiative]:
    """The ledger of the usual way, up to the entry with which it comes to that stage."""
    entries: list[Entry] = []
    for fact, case in the_usual_way():
        entries += [Entry("TN-20261120-0000000001", fact)] if fact else []
        if case.stage is stage:
            return entries, case
    raise AssertionError(stage)


def certified(person: str, kind: ClockKind = ClockKind.DECISION, stage: Stage = Stage.REGISTERED) -> Wait:
    entries, case = until(stage)
    return to_certify(entries, BLANK, kind, "", person, Standpoint(case, a_directory()))


def refused(person: str, kind: ClockKind = ClockKind.DECISION, stage: Stage = Stage.REGISTERED) -> Reason:
    with pytest.raises(Refused) as found:
        certified(person, kind, stage)
    return found.value.reason


def test_whoever_asked_has_it_certified_that_no_answer_is_on_record() -> None:
    wait = certified("lan")
    assert (wait.began.fact.kind, wait.ended, wait.silence) == ("registered", None, None)


def test_whoever_did_not_ask_has_nothing_certified() -> None:
    assert [refused(person) for person in ("head", "focal", "stranger")] == [Reason.CERTIFICATE_FOR_WHO_ASKED] * 3


def test_where_nothing_waits_or_what_waited_was_answered_in_time_there_is_nothing_to_certify() -> None:
    assert refused("lan", ClockKind.OBSTRUCTION) is Reason.NOTHING_WAITS
    assert refused("lan", stage=Stage.IMPLEMENTING) is Reason.NOTHING_WAITS


def test_each_time_that_was_waited_for_has_its_beginning_and_its_end() -> None:
    def told() -> Iterator[tuple[str, str]]:
        for wait in waits(until(Stage.IMPLEMENTING)[0], BLANK, ClockKind.DECISION):
            yield wait.began.fact.kind, wait.ended.fact.kind if wait.ended else ""

    assert [*told()] == [("registered", "approved")]


FAR = timedelta(days=4_000)


def entries(family: Family, number: str) -> list[Entry]:
    return [Entry("", fact) for fact in family.ledgers[number]]


def said_of(family: Family, stream: Stream, kind: ClockKind, item: str, law: Law) -> Unanswered | None:
    wait = wait_in(entries(family, stream.number), blank(stream.number), kind, item)
    if wait is None:
        return None
    return Unanswered(
        case=stream.number,
        stream=stream.kind,
        title="",
        clock=kind,
        item=item,
        waiting_for=stream.waited_for(wait.clock),
        desks=at_desks(wait, Standpoint(stream, family.directory)),
        policy=law.id,
        calendar=law.calendar.id,
        calendar_sha256=law.calendar.content_hash,
        at=family.now,
        person="lan",
        **on_record(wait, law, family.now),
    )


@pytest.mark.parametrize("regime", Regime)
@pytest.mark.parametrize("ill", [True, False])
def test_of_all_that_waits_it_says_what_the_ledger_says_also_once_the_day_has_passed(regime: Regime, ill: bool) -> None:
    faults, late = list[object](), 0
    for steps in range(1, len(the_way(regime, ill=ill)) + 1, 3):
        family = on_the_way(regime, ill=ill, steps=steps)
        for number in tuple(family.streams):
            family.now += FAR
            family.tick(number)
            stream, ledger = family.streams[number], entries(family, number)
            for clock in stream.clocks:
                wait = wait_in(ledger, blank(number), clock.kind, clock.item)
                if wait is None or (wait.clock, wait.ended, wait.silence is not None) != (clock, None, clock.late):
                    faults.append((steps, number, clock.kind))
                late += clock.late
            for kind, item in waited_for(stream, of_conduct=True):
                said = said_of(family, stream, kind, item, family.law)
                faults += [(steps, number, kind, field) for field in unlike(said, ledger, blank(number), family.law)] if said else []
    assert (faults, late > 0) == ([], True)


def test_it_stays_true_of_its_moment_and_is_found_out_when_it_says_otherwise() -> None:
    family = on_the_way(Regime.ND73, ill=False, steps=2)
    stream = family.case
    (kind, item), *_ = waited_for(stream, of_conduct=True)
    said = said_of(family, stream, kind, item, family.law)
    assert said
    then = entries(family, stream.number)
    changes: dict[str, object] = {
        "counted": said.counted + 1,
        "due": said.due + timedelta(days=1),
        "texts": ("0" * 64,),
        "began_with": "withdrawn",
        "noted_at": said.at,
        "ended_at": said.at,
        "ended_by": "approved",
        "clock": ClockKind.APPEAL,
    }
    altered = {name: said.model_copy(update={name: value}) for name, value in changes.items()}
    assert [name for name, each in altered.items() if name not in unlike(each, then, blank(stream.number), family.law)] == []
    later = replace(
        family, now=family.now + FAR, streams=dict(family.streams), ledgers={key: [*each] for key, each in family.ledgers.items()}
    )
    later.tick(stream.number)
    assert list(unlike(said, then, blank(stream.number), family.law)) == [], "as far as the ledger went then"
    by_now = same_wait(said, entries(later, stream.number), blank(stream.number))
    assert by_now is not None
    assert by_now.silence is not None, "and by now its day has passed"


def test_what_tells_of_conduct_is_waited_for_only_by_who_need_to_know() -> None:
    seen = 0
    for steps in range(len(the_way(Regime.ND73, ill=True))):
        for stream in on_the_way(Regime.ND73, ill=True, steps=steps).streams.values():
            all_of_it, some = waited_for(stream, of_conduct=True), waited_for(stream, of_conduct=False)
            seen += len(all_of_it) - len(some)
            assert [kind for kind, _ in some if kind in CLOCKS_OF_CONDUCT] == []
    assert seen > 0

"""What may be certified: a thing that waits, or waited beyond its day; for whoever asked, and for nobody else."""

from collections.abc import Iterator

import pytest

from domain.people.standpoint import Standpoint
from domain.procedure.unanswered import Entry, Wait, to_certify, waits
from domain.refusals import Reason, Refused
from domain.streams.initiative import Initiative
from domain.vocabulary import ClockKind, Stage
from tests.builders import a_directory, the_usual_way

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

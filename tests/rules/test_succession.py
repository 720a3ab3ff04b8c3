"""An agency ends: what runs there passes to its successor, what was decided and written stays, and nobody registers there any more."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from domain import acts
from domain.facts import Rehomed
from domain.people.directory import Directory
from domain.people.standpoint import Standpoint
from domain.procedure.chapters import after
from domain.refusals import Reason, Refused
from domain.streams.initiative import Initiative
from domain.time.reminders import desks
from domain.time.succession import next_rehoming
from domain.vocabulary import ClockKind, Office, Position, Regime, Stage
from tests.builders import WARD, a_case, a_directory, an_act, decided, refusal, then

CASE = a_case(Stage.AGENCY_REVIEW)
LEFT = datetime(2026, 11, 30, 17, 0, tzinfo=UTC)  # December begins in Vietnam
CONSULTED = then(a_case(Stage.CITY_APPRAISAL), an_act(acts.Consult), "focal")


def merged(*codes: str, into: str, at: datetime = LEFT, among: Directory | None = None) -> Directory:
    """The demo's directory after these agencies have ended and another has taken over."""
    known = among or a_directory()
    end = {"valid_to": date(2026, 11, 30), "successor": into, "left_at": at}
    return replace(known, agencies={**known.agencies, **{code: known.agencies[code].model_copy(update=end) for code in codes}})


WARDS_MERGED = merged(WARD, into="27475")


def rehomed(case: Initiative, directory: Directory) -> Initiative:
    fact = next_rehoming(case, directory)
    assert isinstance(fact, Rehomed)
    moved: Initiative = after(fact, case)
    return moved


def test_while_its_agencies_stand_nothing_moves() -> None:
    assert next_rehoming(CASE, a_directory()) is None


def test_a_case_passes_to_the_successor_when_its_agency_has_ended_and_once() -> None:
    fact = next_rehoming(CASE, WARDS_MERGED)
    assert fact
    assert (fact.at, fact.by, [(move.was, move.now) for move in fact.moves]) == (LEFT, None, [(WARD, "27475")])
    assert fact.names == {WARD: "Ủy ban nhân dân phường Bến Thành", "27475": "Ủy ban nhân dân phường Tân Hưng"}
    moved: Initiative = after(fact, CASE)
    assert (moved.agency, moved.addressed_to) == ("27475", "27475")
    assert next_rehoming(moved, WARDS_MERGED) is None


def test_what_was_decided_frozen_and_written_stays_and_so_does_every_clock() -> None:
    case = a_case(Stage.IMPLEMENTING)
    moved = rehomed(case, WARDS_MERGED)
    assert moved == replace(case, agency=moved.agency, addressed_to=moved.addressed_to, sequence=moved.sequence)


def test_the_successors_head_decides_and_it_lies_at_that_desk() -> None:
    standpoint = Standpoint(rehomed(CASE, WARDS_MERGED), WARDS_MERGED)
    [clock] = standpoint.stream.clocks
    assert [(desk.office, desk.agency) for desk in desks(clock, standpoint)] == [(Office.AGENCY_HEAD, "27475")]
    assert standpoint.is_held_by("head_th", Office.AGENCY_HEAD)
    assert not standpoint.is_held_by("head", Office.AGENCY_HEAD)


def test_before_the_clock_has_said_so_the_successor_may_read_it_already() -> None:
    assert Standpoint(CASE, WARDS_MERGED).may_read("head_th")
    assert not Standpoint(CASE, a_directory()).may_read("head_th")


def test_one_ended_after_the_other_moves_step_by_step() -> None:
    later = datetime(2027, 1, 31, 17, 0, tzinfo=UTC)
    twice = merged("27475", into="STP", at=later, among=WARDS_MERGED)
    first = next_rehoming(CASE, twice)
    assert first
    second = next_rehoming(after(first, CASE), twice)
    assert second
    assert [(each.at, each.moves[0].now) for each in (first, second)] == [(LEFT, "27475"), (later, "STP")]
    assert Standpoint(CASE, twice).authority == "STP"


def test_a_superior_that_has_ended_is_followed_to_its_successor() -> None:
    assert merged("UBNDTP", into="SNV").line(WARD) == (WARD, "SNV")


def test_a_department_that_was_asked_and_has_ended_is_answered_for_by_its_successor() -> None:
    moved = rehomed(CONSULTED, merged("STC", into="SNV"))
    assert (moved.asked, {clock.item for clock in moved.clocks if clock.kind is ClockKind.CONSULTATION}) == (
        ("SNV", "STP"),
        {"SNV", "STP"},
    )


def test_a_successor_that_was_asked_as_well_answers_once_for_both() -> None:
    moved = rehomed(CONSULTED, merged("STC", into="STP"))
    assert moved.city.consultations == {"STP": None}
    assert [clock.item for clock in moved.clocks if clock.kind is ClockKind.CONSULTATION] == ["STP"]


def test_what_a_department_answered_stays_under_its_name_and_its_successor_may_read_it() -> None:
    answered, ended = then(CONSULTED, an_act(acts.AnswerConsultation), "finance"), merged("STC", into="27475")
    assert next_rehoming(answered, ended) is None
    assert answered.city.consultations["STC"] is Position(acts.AnswerConsultation.example["position"])
    assert Standpoint(answered, ended).may_read("head_th")


@pytest.mark.parametrize(
    ("case", "act", "who"),
    [
        pytest.param(a_case(), an_act(acts.Register), "lan", id="nobody registers there"),
        pytest.param(a_case(Stage.REGISTERED), an_act(acts.Forward, to=WARD), "clerk_th", id="nothing is forwarded there"),
        pytest.param(a_case(Stage.CITY_APPRAISAL), an_act(acts.Consult, departments=[WARD]), "focal", id="it is not consulted"),
    ],
)
def test_an_agency_that_has_ended_is_refused_with_its_successor(case: Initiative, act: acts.Act, who: str) -> None:
    here = case if case.stage is None or case.regime is Regime.HCMC2022 else rehomed(case, WARDS_MERGED)
    assert refusal(here, act, who, directory=WARDS_MERGED) is Reason.AGENCY_ENDED
    with pytest.raises(Refused) as refused:
        decided(here, act, who, directory=WARDS_MERGED)
    assert refused.value.params["successor"] == "27475"

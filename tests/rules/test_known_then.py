"""Known then: beside what was amended, evaluated or found stands what was on record by then, and whether its maker had it before their eyes."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from domain.facts import (
    AmendmentApproved,
    Fact,
    FactEstablished,
    IncidentReported,
    PlanApproved,
    Signatory,
    StatementGiven,
    WorkItemEvaluated,
)
from domain.known_then import Entry, Known, Look, has_happened, known_then
from domain.vocabulary import Answer, Finding, Knowledge, Office, Verdict
from tests.builders import FRIDAY, NUMBER

REVIEW = f"{NUMBER}-R1"
HEAD, TAM = (Signatory(person=who, name=who, office=office) for who, office in (("head", Office.AGENCY_HEAD), ("tam", Office.IMPLEMENTER)))


def at(hour: int) -> datetime:
    return FRIDAY + timedelta(hours=hour)


def incident(hour: int, by: Signatory = TAM) -> Entry:
    return Entry(NUMBER, hour, IncidentReported(at=at(hour), by=by, happened_on=FRIDAY.date(), what="Sự cố", review=REVIEW))


def amended(hour: int, by: Signatory | None = HEAD) -> Entry:
    return Entry(NUMBER, hour, AmendmentApproved(at=at(hour), by=by, version=2, plan_sha256="0" * 64, effective_from=at(hour)))


def look(hour: int, sequence: int, who: str = "head", case: str = NUMBER) -> Look:
    return Look(who, case, sequence, at(hour))


def known(made: Entry, *on_record: Entry, looks: tuple[Look, ...] = (), since: datetime | None = FRIDAY) -> list[tuple[str, Any]]:
    return [(each.knowledge, each.at) for each in known_then(made, (*on_record, made), looks, since)]


def test_nothing_had_happened() -> None:
    assert known(amended(5)) == [(Knowledge.NOTHING_HAPPENED, None)]
    assert known(amended(5), incident(6)) == [(Knowledge.NOTHING_HAPPENED, None)], "what came later was not known then"


def test_it_was_on_record_and_they_had_not_opened_it() -> None:
    assert known(amended(5), incident(2)) == [(Knowledge.NOT_OPENED, None)]
    assert known(amended(5), incident(2), looks=(look(3, 1),)) == [(Knowledge.NOT_OPENED, None)], "the case as it was before the incident"
    assert known(amended(5), incident(2), looks=(look(3, 2, "deputy"),)) == [(Knowledge.NOT_OPENED, None)], "somebody else's look"
    assert known(amended(5), incident(2), looks=(look(3, 2, case=REVIEW),)) == [(Knowledge.NOT_OPENED, None)], "another case"
    assert known(amended(5), incident(2), looks=(look(6, 5),)) == [(Knowledge.NOT_OPENED, None)], "afterwards"


def test_they_had_it_before_their_eyes_and_since_when() -> None:
    assert known(amended(5), incident(2), looks=(look(4, 4), look(3, 2))) == [(Knowledge.OPENED, at(3))]


def test_what_one_has_recorded_one_knows() -> None:
    assert known(amended(5), incident(2, by=HEAD)) == [(Knowledge.BY_THEMSELVES, at(2))]


@pytest.mark.parametrize("since", [None, at(3)])
def test_before_the_reading_ledger_began_nothing_is_known(since: datetime | None) -> None:
    """An unknown is no “not opened”."""
    assert known(amended(5), incident(2), since=since) == [(Knowledge.UNKNOWN, None)]


def test_each_thing_that_had_happened_stands_by_itself() -> None:
    assert known(amended(5), incident(1), incident(3), looks=(look(2, 1),)) == [(Knowledge.OPENED, at(2)), (Knowledge.NOT_OPENED, None)]


def test_a_finding_of_a_review_is_told_beside_what_the_initiative_and_the_person_said() -> None:
    established = FactEstablished(at=at(9), by=HEAD, about="tam", deed="", fact=Finding.PURE_MOTIVE, value=Answer.YES)
    said = Entry(REVIEW, 3, StatementGiven(at=at(7), by=TAM, about="tam", statement="Tôi đã báo trước."))
    assert known(Entry(REVIEW, 4, established), incident(2), said, looks=(look(8, 3, case=REVIEW),)) == [
        (Knowledge.NOT_OPENED, None),
        (Knowledge.OPENED, at(8)),
    ]


def test_only_what_went_wrong_has_happened_and_only_what_is_judged_is_told() -> None:
    evaluated = [
        WorkItemEvaluated(at=FRIDAY, by=HEAD, item="W1", verdict=verdict, findings="") for verdict in (Verdict.FULL, Verdict.PARTLY)
    ]
    assert [has_happened(fact) for fact in evaluated] == [False, True]
    approved: Fact = PlanApproved(at=at(5), by=HEAD, baseline_sha256="0" * 64)
    assert known_then(Entry(NUMBER, 5, approved), (incident(2),), (), FRIDAY) == ()
    assert known_then(amended(5, by=None), (incident(2),), (), FRIDAY) == ()
    assert known_then(Entry(NUMBER, 5, evaluated[0]), (), (), FRIDAY) == (Known(Knowledge.NOTHING_HAPPENED),)

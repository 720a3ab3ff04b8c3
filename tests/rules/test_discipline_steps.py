"""The steps of discipline as the person's law orders them: the summons, the two meetings, the council by role, the two votes, and when a step falls away."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from domain.acts import Act, ConcludeDiscipline, OpenDiscipline, RecordDisciplineStep
from domain.facts import DisciplineStepTaken, Fact
from domain.filing import Filed
from domain.procedure.decide import decide
from domain.refusals import Reason, Refused
from domain.streams.review import Review
from domain.vocabulary import ClockKind, CouncilRole, Counting, PersonnelKind
from tests.builders import FRIDAY, an_act, filed, the_law
from tests.disciplines import (
    COUNCIL,
    EMPLOYEE,
    HANDLED,
    MANAGER,
    OF_A_MANAGER,
    STATION,
    a_step,
    an_earlier_law,
    clocks,
    opened,
    refused,
    taken,
    until,
    with_tam_as,
)
from tests.reviews import became, decided
from tests.reviews import then as on

LAW = the_law()
NO = {"for_discipline": 1, "against_discipline": 2, "ballots": {}}
CIVIL_SERVANT = with_tam_as(PersonnelKind.CIVIL_SERVANT)
AGAIN = a_step("summons", held_on="2026-12-04")
ABSENT = {"attendance": "absent"}


def test_each_step_sets_the_days_of_the_next_running_and_those_after_a_meeting_count_from_the_day_it_was_held() -> None:
    late = FRIDAY + timedelta(days=4)
    met = on(opened(employed_at=STATION), a_step("meeting"), "station_clerk", late, directory=EMPLOYEE)
    assert [(each.kind, each.due_day(LAW)) for each in clocks(met)] == [(ClockKind.MEETING_REPORT, date(2026, 11, 26))], (
        "three days from Friday 20 November, though recorded on the 24th"
    )
    due = [[(each.kind, each.due_day(LAW), each.basis(LAW)) for each in clocks(until(step))] for step in ("report", "council", "summons")]
    assert due == [
        [(ClockKind.MEETING_REPORT, date(2026, 11, 26), "ND234 Art. 14.4")],
        [(ClockKind.DISCIPLINE_COUNCIL, date(2026, 12, 1), "ND234 Art. 15.1")],
        [],
    ], "setting the council up sets nothing running: its days begin when it has met"
    after = [
        [(each.kind, each.due_day(LAW)) for each in clocks(review)]
        for review in (until("recommendation"), taken("recommendation", review=until("recommendation")))
    ]
    assert after == [[(ClockKind.COUNCIL_RECOMMENDATION, date(2026, 12, 9))], [(ClockKind.DISCIPLINE_DECISION, date(2026, 12, 10))]]


@pytest.mark.parametrize(("counted_in", "first"), [(Counting.WORKING_DAYS, "2026-12-02"), (Counting.CALENDAR_DAYS, "2026-11-30")])
def test_the_days_to_prepare_are_counted_as_the_law_says(counted_in: Counting, first: str) -> None:
    laws = dict(LAW.discipline.laws)
    own = laws["public_employees"]
    assert own.summoned
    laws["public_employees"] = own.model_copy(update={"summoned": own.summoned.model_copy(update={"counted_in": counted_in})})
    rule = LAW.discipline.model_copy(update={"laws": laws})
    law = replace(LAW, published=LAW.policy.model_copy(update={"discipline": rule}))
    review, too_soon = until("council_meeting"), a_step("council_meeting", held_on="2026-11-24")
    with pytest.raises(Refused) as caught:
        decide(filed(too_soon, "station_clerk", FRIDAY + timedelta(days=30), case=review.number), review, law, EMPLOYEE)
    assert (caught.value.reason, caught.value.params["day"]) == (Reason.SUMMONED_TOO_LATE, first)


@pytest.mark.parametrize(
    ("before", "act", "why"),
    [
        pytest.param("meeting", a_step("report"), Reason.STEP_OUT_OF_ORDER, id="one after the other"),
        pytest.param("council", a_step("meeting"), Reason.STEP_OUT_OF_ORDER, id="and each once"),
        pytest.param("meeting", a_step("meeting", held_on="2026-12-21"), Reason.DAY_NOT_COME, id="not tomorrow's"),
        pytest.param("meeting", a_step("meeting", held_on="2026-11-19"), Reason.DAY_TOO_EARLY, id="nor of before the discovery"),
        pytest.param("meeting", a_step("meeting", ballots={"reprimand": 3}), Reason.NO_VOTE_HERE, id="without a vote in the review meeting"),
        pytest.param("meeting", a_step("meeting", for_discipline=3), Reason.NO_VOTE_HERE, id="of either kind"),
        pytest.param("meeting", a_step("meeting", attendance=None), Reason.ATTENDANCE_NEEDED, id="saying whether the person was there"),
        pytest.param("meeting", a_step("meeting", **ABSENT), Reason.SUMMON_AGAIN, id="absent once"),
        pytest.param("meeting", a_step("meeting", attendance="absent_by_request"), None, id="absent, asking for it"),
        pytest.param("council", a_step("council", council={**COUNCIL, "unit_head": "head"}), Reason.COUNCIL_ROLES, id="three and no more"),
        pytest.param("council", a_step("council", council={"chair": "station_head", "personnel": "station_clerk"}), Reason.COUNCIL_ROLES, id="and no fewer"),
        pytest.param("council", a_step("council", council=OF_A_MANAGER), Reason.COUNCIL_ROLES, id="by the roles of the person's kind"),
        pytest.param("council", a_step("council", council={**COUNCIL, "personnel": "station_head"}), Reason.COUNCIL_ROLES, id="each in its own hands"),
        pytest.param("council", a_step("council", council={**COUNCIL, "chair": "head"}), Reason.COUNCIL_CHAIR, id="led by who may handle it"),
        pytest.param("council", a_step("council", council={**COUNCIL, "representative": "tam"}), Reason.PARTY_MAY_NOT_DECIDE, id="none of them a party"),
        pytest.param("council", a_step("council", council={**COUNCIL, "representative": "ghost"}), Reason.UNKNOWN_PERSON, id="all of them known"),
        pytest.param("council", a_step("council", secretary=None), Reason.SECRETARY_NEEDED, id="with somebody who writes the minutes"),
        pytest.param("council", a_step("council", secretary="station_union"), Reason.SECRETARY_NEEDED, id="who does not sit on it"),
        pytest.param("summons", a_step("council_meeting"), Reason.STEP_OUT_OF_ORDER, id="not met without a summons"),
        pytest.param("council_meeting", a_step("council_meeting", held_on="2026-12-01"), Reason.SUMMONED_TOO_LATE, id="nor before the five days"),
        pytest.param("council_meeting", a_step("council_meeting", held_on="2026-12-02"), None, id="but on the fifth day after the summons"),
        pytest.param("council_meeting", a_step("council_meeting", **ABSENT), Reason.SUMMON_AGAIN, id="nor without the person at the first summons"),
        pytest.param("council_meeting", a_step("council_meeting", for_discipline=1), Reason.BALLOT_NEEDED, id="of three at least"),
        pytest.param("council_meeting", a_step("council_meeting", for_discipline=4), Reason.BALLOT_NEEDED, id="and of no more than sit on it"),
        pytest.param("council_meeting", a_step("council_meeting", ballots={"reprimand": 2}), Reason.BALLOT_NEEDED, id="twice"),
        pytest.param("council_meeting", a_step("council_meeting", ballots={"no_violation": 3}), Reason.VOTE_TWICE, id="first whether, then which"),
        pytest.param("council_meeting", a_step("council_meeting", **{**NO, "ballots": {"reprimand": 3}}), Reason.VOTE_TWICE, id="no form if most are against"),
        pytest.param("council_meeting", a_step("council_meeting", **NO), None, id="most against, and no second vote"),
        pytest.param("recommendation", a_step("recommendation", ballots={"reprimand": 3}), Reason.NO_VOTE_HERE, id="the votes are the meeting's"),
    ],
)  # fmt: skip
def test_a_step_is_recorded(before: str, act: Act, why: Reason | None) -> None:
    assert refused(until(before), act) == why


def test_who_is_absent_is_summoned_once_more_and_then_it_goes_on() -> None:
    twice = taken(AGAIN, review=until("council_meeting"))
    assert refused(twice, a_step("council_meeting", held_on="2026-12-11", **ABSENT)) is None
    assert refused(twice, a_step("council_meeting", held_on="2026-12-10", **ABSENT)) == Reason.SUMMONED_TOO_LATE, (
        "the second leaves five days too"
    )
    absent = a_step("meeting", held_on="2026-11-27", **ABSENT)
    summons = [a_step("summons", held_on=day) for day in ("2026-11-20", "2026-11-24")]
    assert refused(taken(summons[0]), absent) == Reason.SUMMON_AGAIN
    assert refused(taken(*summons), absent) is None
    assert not taken(*summons, absent).disciplines["D1"].summoned, "the summons to the review meeting is none to the council's"


def test_what_the_council_is_made_of_is_on_the_record() -> None:
    fact = decided(until("council"), a_step("council"), "station_clerk", FRIDAY + timedelta(days=30), directory=EMPLOYEE)
    assert isinstance(fact, DisciplineStepTaken)
    assert (fact.members, fact.secretary, fact.council[CouncilRole.CHAIR]) == (
        ("station_head", "station_union", "station_clerk"),
        "hoa",
        "station_head",
    )


def test_a_managers_council_has_the_head_of_their_unit() -> None:
    manager = taken("meeting", "report", review=opened(MANAGER, employed_at=STATION), directory=MANAGER, by="clerk")
    assert refused(manager, a_step("council"), "clerk", directory=MANAGER) == Reason.COUNCIL_ROLES
    assert refused(manager, a_step("council", council=OF_A_MANAGER), "clerk", directory=MANAGER) is None


# --- What falls away ---


@pytest.mark.parametrize(
    ("act", "why"),
    [
        pytest.param(a_step("council"), Reason.STEP_OUT_OF_ORDER, id="not without a ground"),
        pytest.param(a_step("council", skip_ground="after_transfer"), None, id="found after a transfer: a council, no meeting"),
        pytest.param(a_step("council_meeting", skip_ground="after_transfer"), Reason.STEP_OUT_OF_ORDER, id="but a council"),
        pytest.param(an_act(ConcludeDiscipline, skip_ground="owned_up"), Reason.STEPS_MISSING, id="nor a decision without it"),
        pytest.param(an_act(ConcludeDiscipline, steps_skipped_because="Đã rõ."), Reason.STEPS_MISSING, id="nor on words alone"),
        pytest.param(an_act(ConcludeDiscipline, skip_ground="party_discipline"), None, id="neither, after the Party's decision"),
        pytest.param(an_act(ConcludeDiscipline, skip_ground="sentenced", form="dismissal"), None, id="nor after a sentence"),
        pytest.param(an_act(ConcludeDiscipline, skip_ground="form_proposed"), None, id="nor where a form was proposed"),
    ],
)
def test_steps_fall_away_for_the_grounds_of_the_law(act: Act, why: Reason | None) -> None:
    by = "station_head" if isinstance(act, ConcludeDiscipline) else "station_clerk"
    assert refused(opened(employed_at=STATION), act, by) == why


def test_what_fell_away_once_is_not_asked_for_again() -> None:
    council = a_step("council", skip_ground="after_transfer")
    advised = taken(council, "summons", "council_meeting", "recommendation")
    assert refused(advised, an_act(ConcludeDiscipline), "station_head") is None


# --- By other laws ---


def test_a_civil_servants_meeting_and_council_are_required_and_have_no_days_of_their_own() -> None:
    review = opened(CIVIL_SERVANT)
    assert refused(review, an_act(ConcludeDiscipline), "head", directory=CIVIL_SERVANT) == Reason.STEPS_MISSING
    met = taken(a_step("meeting", attendance=None), review=review, directory=CIVIL_SERVANT, by="clerk")
    assert clocks(met) == []
    council = a_step("council", council={}, secretary=None, members=["hoa", "deputy"])
    assert (
        refused(
            taken(council, review=met, directory=CIVIL_SERVANT, by="clerk"), an_act(ConcludeDiscipline), "head", directory=CIVIL_SERVANT
        )
        is None
    )


# --- As it was promised before ---


def under_an_earlier_set(review: Review, act: Act, by: str) -> Fact:
    given: Filed[Act] = filed(act, by, FRIDAY, case=review.number)
    return decide(given, review, an_earlier_law(), EMPLOYEE)


def an_earlier_step(step: str, **fields: Any) -> Act:
    return an_act(RecordDisciplineStep, step=step, **fields)


def test_a_proceeding_under_an_earlier_set_goes_on_by_its_four_steps() -> None:
    review = HANDLED
    steps = (
        an_earlier_step("meeting"),
        an_earlier_step("report"),
        an_earlier_step("council", members=("hoa", "clerk_th", "head_th")),
        an_earlier_step("recommendation", ballots={"reprimand": 2, "no_violation": 1}),
    )
    due = []
    review = became(under_an_earlier_set(review, an_act(OpenDiscipline), "head"), review)
    assert (review.disciplines["D1"].law, review.disciplines["D1"].handled_by) == ("", "")
    for step in steps:
        review = became(under_an_earlier_set(review, step, "clerk"), review)
        due += [(each.kind, each.due_day(an_earlier_law()), each.basis(an_earlier_law())) for each in clocks(review)]
    assert due == [
        (ClockKind.MEETING_REPORT, date(2026, 11, 26), "ND234 Art. 14"),
        (ClockKind.DISCIPLINE_COUNCIL, date(2026, 11, 30), "ND234 Art. 15"),
        (ClockKind.COUNCIL_RECOMMENDATION, date(2026, 11, 30), "ND234 Art. 18"),
        (ClockKind.DISCIPLINE_DECISION, date(2026, 11, 30), "ND234 Art. 18"),
    ]
    assert became(under_an_earlier_set(review, an_act(ConcludeDiscipline), "head"), review).disciplines["D1"].form == "reprimand"


@pytest.mark.parametrize(
    ("act", "why"),
    [
        pytest.param(an_earlier_step("council_meeting"), Reason.STEP_OUT_OF_ORDER, id="without the council's meeting"),
        pytest.param(an_earlier_step("summons"), Reason.STEP_OUT_OF_ORDER, id="and without a summons"),
        pytest.param(an_earlier_step("council", members=("hoa", "clerk_th")), Reason.COUNCIL_TOO_SMALL, id="with three on the council"),
        pytest.param(
            an_earlier_step("council", members=("hoa", "clerk_th", "tam")), Reason.PARTY_MAY_NOT_DECIDE, id="none of them a party"
        ),
    ],
)
def test_and_nothing_else_is_asked_of_it(act: Act, why: Reason) -> None:
    review = HANDLED
    for step in (an_act(OpenDiscipline), an_earlier_step("meeting"), an_earlier_step("report")):
        review = became(under_an_earlier_set(review, step, "head"), review)
    with pytest.raises(Refused, match=why):
        under_an_earlier_set(review, act, "clerk")


EVERYBODY = ["station_head", "station_union", "station_clerk"]


@pytest.mark.parametrize(
    ("step", "fields", "why"),
    [
        pytest.param("council_meeting", {"voted": EVERYBODY}, None, id="who voted in secret may be named"),
        pytest.param(
            "council_meeting", {"voted": EVERYBODY[:2]}, Reason.TALLY_DISAGREES, id="and no more ballots are counted than were cast"
        ),
        pytest.param(
            "council_meeting", {"voted": [*EVERYBODY[:2], "hoa"]}, Reason.NOT_SITTING, id="nobody votes who is not of the council"
        ),
        pytest.param("meeting", {"voted": EVERYBODY}, Reason.NOT_SITTING, id="nor in a meeting that has no vote"),
    ],
)
def test_of_a_secret_vote_it_is_kept_who_voted(step: str, fields: dict[str, Any], why: Reason | None) -> None:
    assert refused(until(step), a_step(step, **fields)) == why


def test_a_council_that_is_split_evenly_has_not_voted_for_discipline() -> None:
    even = {"for_discipline": 2, "against_discipline": 2, "ballots": {}}
    review = until("council_meeting")
    [(number, proceeding)] = review.disciplines.items()
    four = review.with_discipline(number, replace(proceeding, council=(*proceeding.council, "hoa")))
    assert refused(four, a_step("council_meeting", **even)) is None
    assert refused(four, a_step("council_meeting", **{**even, "ballots": {"reprimand": 4}})) is Reason.VOTE_TWICE

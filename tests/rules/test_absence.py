"""A head announces an absence by a paper: the open work moves to whoever they or the rules name, the clock goes on, and it is told at whose desk it lay."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from domain.across.absence import in_directory
from domain.acts import AnnounceAbsence, Approve, EndAbsence
from domain.facts import AbsenceAnnounced, AbsenceEnded
from domain.filing import Filed
from domain.law.policy import Law
from domain.people.away import away_today, days_away, taken_by
from domain.people.delegation import in_force
from domain.people.directory import Delegation, Directory, HeadAway
from domain.people.standpoint import Addressee, Standpoint
from domain.procedure.chapters import after
from domain.procedure.decide import decide
from domain.refusals import Reason, Refused
from domain.streams.signing import SigningPaper
from domain.vocabulary import Capacity, Office, Regime, SigningStage, Stage, StandIn, StandInRule
from tests.builders import FRIDAY, THAT_DAY, WARD, a_case, a_directory, a_term, an_act, the_law

BLANK = SigningPaper(number="UQ-7")
PAPER = {"number": "9/TB-UBND", "issued_on": THAT_DAY}
DAYS = {"starts": THAT_DAY, "ends": THAT_DAY + timedelta(days=7), "on_paper": PAPER}
LAW = the_law(Regime.HCMC2022)
DESK = Addressee(Office.AGENCY_HEAD, WARD)


def announce(**fields: Any) -> AnnounceAbsence:
    act = an_act(AnnounceAbsence, **{**DAYS, **fields})
    assert isinstance(act, AnnounceAbsence)
    return act


def told(act: Any, who: str = "head", paper: SigningPaper = BLANK, directory: Directory | None = None, law: Law = LAW) -> Any:
    return decide(Filed("TN-1", paper.number, act, who, FRIDAY), paper, law, directory or a_directory())


def why(act: Any, who: str = "head", paper: SigningPaper = BLANK, directory: Directory | None = None) -> Reason | None:
    try:
        told(act, who, paper, directory)
    except Refused as refused:
        return refused.reason
    return None


def after_it(act: AnnounceAbsence | None = None, directory: Directory | None = None, on: date = THAT_DAY) -> Directory:
    """The directory of a day, once that absence was announced."""
    before = directory or a_directory()
    leave, away = in_directory(after(told(act or announce(), directory=before), BLANK))
    assert away
    given = (*before.delegations, *((leave,) if leave else ()))
    now = tuple(each for each in given if in_force(each, on))
    return replace(before, delegations=now, idle=tuple(each for each in given if each not in now), away=(away,), day=on)


def leave(**fields: Any) -> Delegation:
    given: dict[str, Any] = {"person": "deputy2", "held": Office.DEPUTY_HEAD, "held_at": WARD, "capacity": Capacity.KT, "agency": WARD}
    return Delegation(**{**given, "given_by": "head", "number": "5", "issued_on": date(2026, 7, 1), "starts": date(2026, 7, 1), **fields})


def test_by_their_own_order_somebody_is_given_leave_for_that_time_and_becomes_no_head() -> None:
    fact = told(announce())
    assert isinstance(fact, AbsenceAnnounced)
    assert (fact.absent, fact.substitute, fact.held, fact.capacity, fact.chosen) == (
        "head",
        "deputy",
        Office.DEPUTY_HEAD,
        Capacity.KT,
        StandIn.ORDER,
    )
    paper = after(fact, BLANK)
    assert (paper.stage, paper.agency, paper.title, paper.named) == (SigningStage.ABSENT, WARD, "9/TB-UBND", ("deputy",))
    given, away = in_directory(paper)
    assert given
    assert away
    assert (given.person, given.starts, given.ends, given.acts, given.source) == ("deputy", DAYS["starts"], DAYS["ends"], (), "UQ-7")
    away_now = after_it()
    assert away_now.head(WARD) == "head"
    assert away_today(WARD, away_now) == away


def test_whoever_holds_leave_for_all_of_that_time_signs_by_it_and_is_given_no_other() -> None:
    holds = replace(a_directory(), delegations=(leave(),))
    fact = told(announce(person="deputy2"), directory=holds)
    assert (fact.substitute, fact.capacity) == ("deputy2", None)
    assert in_directory(after(fact, BLANK))[0] is None
    shorter = replace(a_directory(), delegations=(leave(ends=THAT_DAY + timedelta(days=1)),))
    assert why(announce(person="deputy2"), directory=shorter) == Reason.DELEGATION_OVERLAPS, "for a part of it only"


def test_where_nobody_is_named_the_rules_name_the_deputy_first_in_the_directory_or_nobody_and_never_silently() -> None:
    silent = announce(person=None)
    fact = told(silent)
    assert (fact.substitute, fact.chosen, fact.capacity) == ("deputy", StandIn.RULE, Capacity.KT)
    rule = LAW.published.stands_in
    assert rule
    assert rule.provisional
    nobody = replace(LAW, published=LAW.published.model_copy(update={"stands_in": rule.model_copy(update={"value": StandInRule.NOBODY})}))
    earlier = replace(LAW, published=LAW.published.model_copy(update={"stands_in": None}))
    for law in (nobody, earlier):
        left = told(silent, law=law)
        assert (left.substitute, left.chosen, left.capacity) == ("", StandIn.NOBODY, None)
        assert in_directory(after(left, BLANK))[0] is None
    alone = told(silent, directory=a_directory(gone={"deputy", "deputy2"}))
    assert (alone.substitute, alone.chosen) == ("", StandIn.NOBODY)


def test_the_second_deputy_takes_it_where_the_first_may_not_have_the_leave() -> None:
    scoped = replace(a_directory(), delegations=(leave(person="deputy", ends=THAT_DAY),))
    assert told(announce(person=None), directory=scoped).substitute == "deputy2"


@pytest.mark.parametrize(
    ("fields", "who", "reason"),
    [
        pytest.param({"starts": THAT_DAY - timedelta(days=1)}, "head", Reason.ABSENCE_BEFORE_ITS_PAPER, id="before its paper"),
        pytest.param({"starts": THAT_DAY + timedelta(days=9)}, "head", Reason.ABSENCE_ENDS_FIRST, id="it ends before it begins"),
        pytest.param(
            {"starts": date(2026, 7, 1), "ends": THAT_DAY - timedelta(days=1), "on_paper": {**PAPER, "issued_on": "2026-07-01"}},
            "head",
            Reason.ABSENCE_ENDS_FIRST,
            id="it is over",
        ),
        pytest.param({"person": "clerk"}, "head", Reason.DELEGATE_WITHOUT_OFFICE, id="somebody without the office"),
        pytest.param({"person": "deputy_th1"}, "head", Reason.DELEGATE_WITHOUT_OFFICE, id="a deputy of another ward"),
        pytest.param({"person": "nobody"}, "head", Reason.UNKNOWN_PERSON, id="somebody nobody knows"),
        pytest.param({"person": "head"}, "head", Reason.DELEGATE_WITHOUT_OFFICE, id="themselves"),
        pytest.param({"capacity": "q"}, "head", Reason.POST_NOT_VACANT, id="the post is not vacant"),
        pytest.param({}, "deputy", Reason.NOT_YOUR_OFFICE, id="a deputy announces nobody's absence"),
        pytest.param({}, "chair", Reason.NOT_YOUR_OFFICE, id="nor does the head above"),
        pytest.param({"person": "clerk", "capacity": "tuq"}, "head", None, id="an officer by authorisation"),
    ],
)
def test_what_is_wrong_with_an_absence_is_refused(fields: dict[str, Any], who: str, reason: Reason | None) -> None:
    assert why(announce(**fields), who, directory=a_directory(a_term("clerk", Office.AGENCY_OFFICER))) == reason


def test_two_at_once_overlap_and_one_that_is_over_stands_in_nobodys_way() -> None:
    gone = after_it()
    again = announce(person="deputy2", starts=THAT_DAY + timedelta(days=7), ends=THAT_DAY + timedelta(days=9))
    assert why(again, directory=gone) == Reason.ABSENCE_OVERLAPS
    back = replace(gone, away=tuple(each.model_copy(update={"ended_at": FRIDAY}) for each in gone.away))
    assert why(again, directory=back) is None


def test_they_are_back_from_the_second_it_is_received_and_the_leave_given_for_it_is_over() -> None:
    paper = after(told(announce()), BLANK)
    fact = told(EndAbsence(reason="Về sớm."), paper=paper)
    assert isinstance(fact, AbsenceEnded)
    back = after(fact, paper)
    given, away = in_directory(back)
    assert given
    assert away
    second = timedelta(seconds=1)
    assert [in_force(each, THAT_DAY, FRIDAY - second) for each in (given, away)] == [True, True]
    assert [in_force(each, THAT_DAY, FRIDAY) for each in (given, away)] == [False, False]
    assert why(EndAbsence(reason="x"), paper=back) == Reason.NOT_OPEN_IN_STAGE
    assert why(EndAbsence(reason="x"), "deputy", paper) == Reason.NOT_YOUR_OFFICE
    signing = after_it()
    assert why(EndAbsence(reason="x"), "deputy", paper, signing) == Reason.IN_PERSON_ONLY, (
        "who takes the work does not keep it by their own hand"
    )


def test_who_takes_it_is_told_by_name_and_the_head_by_office() -> None:
    fact = told(announce())
    ended = told(EndAbsence(reason="x"), paper=after(fact, BLANK))
    assert [(each.told, each.told_by_name) for each in (fact, ended)] == [((Office.AGENCY_HEAD,), ("deputy",))] * 2
    assert told(announce(person=None), directory=a_directory(gone={"deputy", "deputy2"})).told_by_name == ()


def lay(case: Any, since: date, on: date, directory: Directory | None = None) -> list[tuple[str, str, date, date]]:
    seen = directory or after_it(announce(starts=THAT_DAY + timedelta(days=2)), on=on)
    return [(each.absent, each.taken_by, each.since, each.until) for each in days_away(DESK, since, Standpoint(case, seen))]


def test_a_clock_says_at_whose_desk_it_lay_on_which_days() -> None:
    case, day = a_case(Stage.AGENCY_REVIEW), timedelta(days=1)
    away, last = THAT_DAY + 2 * day, THAT_DAY + 7 * day
    assert lay(case, THAT_DAY, THAT_DAY + day) == [], "before it begins it lies with the head"
    assert lay(case, THAT_DAY, THAT_DAY + 4 * day) == [("head", "deputy", away, THAT_DAY + 4 * day)], "so far"
    assert lay(case, THAT_DAY, THAT_DAY + 20 * day) == [("head", "deputy", away, last)], "and afterwards"
    assert lay(case, THAT_DAY + 5 * day, THAT_DAY + 20 * day) == [("head", "deputy", THAT_DAY + 5 * day, last)], "since it came there"
    gone = after_it(announce(starts=away), on=THAT_DAY + 20 * day)
    back = tuple(each.model_copy(update={"ended_at": FRIDAY + 3 * day}) for each in gone.away)
    assert lay(case, THAT_DAY, gone.day or THAT_DAY, replace(gone, away=back)) == [("head", "deputy", away, THAT_DAY + 3 * day)]
    somebody_else = replace(gone, terms=tuple(each for each in gone.terms if each.person != "head"))
    assert lay(case, THAT_DAY, gone.day or THAT_DAY, somebody_else) == [], "whoever heads it now was not away"


@pytest.mark.parametrize(
    ("case", "directory", "taken"),
    [
        pytest.param(a_case(Stage.AGENCY_REVIEW), after_it(), "deputy", id="it moves"),
        pytest.param(a_case(Stage.AGENCY_REVIEW, proposers=("deputy",)), after_it(), "", id="not to whoever has a part in it"),
        pytest.param(a_case(Stage.AGENCY_REVIEW, recused=("deputy",)), after_it(), "", id="nor to whoever has stepped aside"),
        pytest.param(
            a_case(Stage.AGENCY_REVIEW), replace(after_it(), delegations=()), "", id="nor to whoever has no leave to sign any more"
        ),
        pytest.param(
            a_case(Stage.AGENCY_REVIEW),
            after_it(announce(person="deputy2"), replace(a_directory(), delegations=(leave(cases=("SK-2026-26743-9",)),))),
            "",
            id="nor where their leave is of another case",
        ),
    ],
)
def test_a_case_does_not_move_to_whoever_may_not_take_it(case: Any, directory: Directory, taken: str) -> None:
    away = away_today(WARD, directory)
    assert isinstance(away, HeadAway)
    assert taken_by(away, Standpoint(case, directory)) == taken
    [days] = days_away(DESK, THAT_DAY, Standpoint(case, directory))
    assert days.taken_by == taken, "and it is told so"


def test_whoever_takes_it_signs_for_the_head_and_for_nobody_a_day_later() -> None:
    case = a_case(Stage.AGENCY_REVIEW)
    signs = Standpoint(case, after_it()).delegated("deputy", Office.AGENCY_HEAD, Approve)
    assert signs
    assert (signs.given_by, signs.number) == ("head", "9/TB-UBND")
    later = after_it(on=THAT_DAY + timedelta(days=8))
    assert Standpoint(case, later).delegated("deputy", Office.AGENCY_HEAD, Approve) is None
    assert away_today(WARD, later) is None

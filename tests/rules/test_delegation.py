"""Who signs for the head of an agency, by which paper, for how long and of what; and what nobody does for another."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from domain.acts import ACTS, AnswerConsultation, Approve, ApprovePlan, Decision, DetermineCause, Recuse, Refuse, Vote
from domain.facts import Approved
from domain.people.delegation import begins, fault_of, in_force, is_of_another_directory
from domain.people.directory import Delegation, Directory
from domain.people.standpoint import Standpoint
from domain.procedure.decide import openings
from domain.refusals import Reason, Refused
from domain.streams.initiative import Initiative
from domain.time.reminders import desks
from domain.vocabulary import Capacity, ClockKind, Office, OpinionFor, PartyOpinion, Stage
from tests.builders import CITY, FRIDAY, THAT_DAY, WARD, a_case, a_directory, a_paper, a_term, an_act, decided, refusal

ASKED = {OpinionFor.APPROVAL: PartyOpinion.AGREES}
CARRIED = a_case(Stage.AGENCY_REVIEW, carried=True, opinions=ASKED, focus_area="digital")
MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
MID_YEAR = date(2026, 7, 1)


def leave(**fields: Any) -> Delegation:
    """The head of the ward lets a deputy sign for them."""
    given: dict[str, Any] = {"person": "deputy", "held": Office.DEPUTY_HEAD, "held_at": WARD, "capacity": Capacity.KT, "agency": WARD}
    return Delegation(**{**given, "given_by": "head", "number": "5/QĐ-UBND", "issued_on": MID_YEAR, "starts": MID_YEAR, **fields})


def signing(*given: Delegation, directory: Directory | None = None, moment: datetime = FRIDAY) -> Directory:
    """The directory with these; what is not in force at that moment stands idle, as the store tells it."""
    now = tuple(each for each in given if in_force(each, THAT_DAY, moment))
    return replace(directory or a_directory(), delegations=now, idle=tuple(each for each in given if each not in now))


def why(given: Delegation, act: type[Any] = Approve, who: str = "deputy", case: Initiative = CARRIED, **more: Any) -> Reason | None:
    return refusal(case, an_act(act), who, directory=signing(given, **more))


def test_a_deputy_decides_for_the_head_and_the_record_names_both() -> None:
    fact = decided(CARRIED, an_act(Approve), "deputy", directory=signing(leave()))
    assert isinstance(fact, Approved)
    assert fact.by
    assert fact.by.on_behalf
    assert (fact.by.person, fact.by.office, fact.by.agency, fact.by.answers) == ("deputy", Office.AGENCY_HEAD, WARD, "head")
    behalf = fact.by.on_behalf
    assert (behalf.capacity, behalf.held, behalf.person, behalf.number) == (Capacity.KT, Office.DEPUTY_HEAD, "head", "5/QĐ-UBND")


def test_without_leave_a_deputy_decides_nothing_and_the_head_goes_on_deciding_beside_one() -> None:
    assert refusal(CARRIED, an_act(Approve), "deputy") == Reason.NOT_YOUR_OFFICE
    assert why(leave(), who="deputy2") == Reason.NOT_YOUR_OFFICE
    fact = decided(CARRIED, an_act(Approve), "head", directory=signing(leave()))
    assert fact.by
    assert fact.by.on_behalf is None


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        pytest.param(leave(ends=THAT_DAY), None, id="its last day is included"),
        pytest.param(leave(ends=THAT_DAY - timedelta(days=1)), Reason.DELEGATION_NOT_IN_FORCE, id="a day after"),
        pytest.param(leave(starts=THAT_DAY + timedelta(days=1)), Reason.DELEGATION_NOT_IN_FORCE, id="a day before"),
        pytest.param(leave(ended_at=FRIDAY + timedelta(seconds=1)), None, id="a second before it was ended"),
        pytest.param(leave(ended_at=FRIDAY - timedelta(seconds=1)), Reason.DELEGATION_NOT_IN_FORCE, id="a second after"),
        pytest.param(leave(given_by="hoa"), Reason.DELEGATION_NOT_IN_FORCE, id="whoever gave it heads the agency no more"),
        pytest.param(leave(held=Office.AGENCY_OFFICER), Reason.DELEGATION_NOT_IN_FORCE, id="who signs holds that office no more"),
        pytest.param(leave(acts=("approve", "refuse")), None, id="of this act"),
        pytest.param(leave(acts=("refuse",)), Reason.DELEGATION_DOES_NOT_COVER, id="of another act"),
        pytest.param(leave(cases=(CARRIED.number,)), None, id="of this case"),
        pytest.param(leave(cases=("SK-2026-26743-9",)), Reason.DELEGATION_DOES_NOT_COVER, id="of another case"),
        pytest.param(leave(fields=("digital",)), None, id="of this field"),
        pytest.param(leave(fields=("land",)), Reason.DELEGATION_DOES_NOT_COVER, id="of another field"),
    ],
)
def test_leave_to_sign_is_for_a_time_and_of_some_of_the_work(given: Delegation, reason: Reason | None) -> None:
    assert why(given) == reason


def test_a_case_whose_field_nobody_has_said_is_of_no_field() -> None:
    assert (
        why(leave(fields=("digital",)), case=a_case(Stage.AGENCY_REVIEW, carried=True, opinions=ASKED)) == Reason.DELEGATION_DOES_NOT_COVER
    )


def test_whoever_is_kept_from_a_matter_does_not_reach_it_through_a_deputy() -> None:
    of_the_head = replace(CARRIED, proposers=("head",))
    assert why(leave(), case=of_the_head) == Reason.NOT_YOUR_OFFICE, "the head above decides"
    assert refusal(of_the_head, an_act(Approve), "chair", directory=signing(leave())) is None
    for_the_chair = leave(person="vicechair", held_at=CITY, agency=CITY, given_by="chair")
    assert why(for_the_chair, who="vicechair", case=of_the_head) is None, "and whoever signs for the head above"


def test_nor_where_no_head_above_takes_the_place_of_whoever_is_kept_from_it() -> None:
    """A department is asked as it is: the head who is a party cannot have a deputy answer for it."""
    asked = a_case(Stage.CITY_APPRAISAL, consultations={"STC": None})
    given = leave(person="deputy_finance", held_at="STC", agency="STC", given_by="finance")
    assert why(given, AnswerConsultation, "deputy_finance", asked) is None
    of_the_head = replace(asked, proposers=("finance",))
    assert why(given, AnswerConsultation, "deputy_finance", of_the_head) == Reason.DELEGATION_OF_THE_EXCLUDED


def test_no_deputy_signs_what_they_are_kept_from_themselves() -> None:
    assert why(leave(), case=replace(CARRIED, proposers=("deputy",))) == Reason.PARTY_MAY_NOT_DECIDE


def test_who_has_recommended_signs_for_nobody_who_decides() -> None:
    class Sat(Initiative):
        have_sat = ("deputy",)

    sat = Sat(**{name: getattr(CARRIED, name) for name in CARRIED.__dataclass_fields__})
    standpoint = Standpoint(sat, signing(leave()))
    assert not standpoint.is_held_by("deputy", Office.AGENCY_HEAD, Approve)
    assert standpoint.why_not_signed("deputy", (Office.AGENCY_HEAD,), Approve) == Reason.DELEGATION_OF_THE_EXCLUDED


def test_who_stands_in_for_a_vacant_post_heads_the_agency_and_without_one_nobody_does() -> None:
    vacant = a_directory(gone={"head"})
    q = leave(capacity=Capacity.Q, given_by="")
    assert why(q, directory=vacant) is None
    assert why(q) == Reason.DELEGATION_NOT_IN_FORCE, "once somebody heads it, nobody stands in"
    assert why(leave(), directory=vacant) == Reason.DELEGATION_NOT_IN_FORCE, "who signs for somebody signs for nobody once they have left"
    assert Standpoint(replace(CARRIED, proposers=("deputy",)), signing(q, directory=vacant)).authority == CITY, "nor in their own matter"


def test_a_vote_a_statement_and_a_seat_on_a_body_are_nobody_elses() -> None:
    voting = a_case(Stage.AGENCY_REVIEW)
    tl = leave(person="clerk", held=Office.AGENCY_OFFICER, capacity=Capacity.TL)
    assert why(tl, Approve, "clerk", CARRIED) is None
    assert why(tl, Vote, "clerk", voting) == Reason.IN_PERSON_ONLY, "no vote by proxy"
    assert why(tl, Recuse, "clerk", voting) == Reason.IN_PERSON_ONLY
    assert set(Standpoint(voting, signing(tl)).holders(Office.LEADERSHIP)) == {"head", "deputy", "deputy2"}
    assert all(issubclass(act, Decision) for act in ACTS.values() if act.signed_for)
    in_person = {"vote", "recuse", "give_statement", "challenge", "recommend", "appeal", "register", "withdraw", "file_complaint"}
    assert not any(ACTS[name].signed_for for name in in_person)


def test_what_is_asked_of_the_head_is_on_both_desks_and_both_are_told() -> None:
    directory = signing(leave())
    for who in ("head", "deputy"):
        [approve] = [each for each in openings(Standpoint(CARRIED, directory), who) if each.act is Approve]
        assert (approve.open, approve.awaited) == (True, True)
    assert set(Standpoint(CARRIED, directory).holders(Office.AGENCY_HEAD)) == {"head", "deputy"}


def test_the_clock_says_who_else_could_have_signed_it_at_that_desk() -> None:
    """A head who is away leaves the clock running: the record of the silence names those who could have acted for them."""
    [clock] = [each for each in CARRIED.clocks if each.kind is ClockKind.DECISION]
    [desk] = desks(clock, Standpoint(CARRIED, signing(leave())))
    assert (desk.office, desk.agency, desk.signers) == (Office.AGENCY_HEAD, WARD, ("deputy",))
    others = (a_directory(), signing(leave(ends=THAT_DAY - timedelta(days=1))), signing(leave(cases=("SK-2026-26743-9",))))
    assert [desks(clock, Standpoint(CARRIED, each))[0].signers for each in others] == [(), (), ()]
    assert desks(clock, Standpoint(replace(CARRIED, proposers=("deputy",)), signing(leave())))[0].signers == (), "not in their own matter"


def test_who_signs_reads_what_the_head_reads() -> None:
    elsewhere = leave(person="stranger", held=Office.AGENCY_OFFICER, held_at=WARD, capacity=Capacity.TUQ)
    with_office = a_directory(a_term("stranger", Office.AGENCY_OFFICER))
    reads = Standpoint(CARRIED, signing(elsewhere, directory=with_office)).needs_to_know
    assert reads("stranger")
    assert not Standpoint(CARRIED, with_office).needs_to_know("stranger")


# From paper.


def signed(**fields: Any) -> Any:
    return an_act(Approve, on_paper=a_paper("deputy", **fields))


def test_what_a_deputy_signed_for_the_head_is_entered_as_it_was_signed() -> None:
    fact = decided(CARRIED, signed(capacity="kt", signer="Trần B"), "clerk", MONDAY, directory=signing(leave()))
    assert fact.by
    assert fact.recorded_by
    assert (fact.by.person, fact.by.answers, fact.recorded_by.person) == ("deputy", "head", "clerk")
    with pytest.raises(Refused) as other:
        decided(CARRIED, signed(capacity="tuq"), "clerk", MONDAY, directory=signing(leave()))
    assert other.value.reason == Reason.SIGNED_IN_ANOTHER_CAPACITY


def test_a_paper_is_judged_by_whose_leave_was_in_force_on_the_day_it_was_signed() -> None:
    ended = leave(ended_at=MONDAY - timedelta(hours=1))
    received = signing(ended, moment=MONDAY)
    of_the_day = signing(ended, moment=begins(THAT_DAY))
    assert is_of_another_directory(MONDAY.date(), MONDAY.date(), received), "of two papers of a day, one is of before and one of after"
    assert decided(CARRIED, signed(), "clerk", MONDAY, directory=received, signed=of_the_day)
    with pytest.raises(Refused, match="delegation-not-in-force"):
        decided(CARRIED, signed(issued_on=MONDAY.date()), "clerk", MONDAY, directory=received, signed=received)
    with pytest.raises(Refused, match="delegation-not-in-force"):  # who signs in person signs now
        decided(
            CARRIED,
            an_act(Approve, on_paper={"number": "1", "issued_on": THAT_DAY}),
            "deputy",
            MONDAY,
            directory=received,
            signed=of_the_day,
        )


def test_an_act_of_another_stage_is_told_of_by_the_stage() -> None:
    assert why(leave(), ApprovePlan) == Reason.NOT_OPEN_IN_STAGE
    assert why(leave(), Refuse) == Reason.CARRIED_BINDS
    assert why(leave(), DetermineCause) == Reason.NOT_UNDER_THESE_RULES


# Giving it.

TERMS = a_directory().terms
BESIDE = [leave(person="deputy2", number="6/QĐ-UBND")]


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        pytest.param(leave(), None, id="two deputies at once"),
        pytest.param(leave(starts=date(2026, 6, 30)), Reason.DELEGATION_BEFORE_ITS_PAPER, id="before its paper"),
        pytest.param(leave(ends=date(2026, 6, 30)), Reason.DELEGATION_ENDS_FIRST, id="it ends before it begins"),
        pytest.param(leave(person="deputy2"), Reason.DELEGATION_OVERLAPS, id="twice to one person at once"),
        pytest.param(leave(person="clerk"), Reason.DELEGATE_WITHOUT_OFFICE, id="somebody without the office"),
        pytest.param(leave(given_by="deputy2"), Reason.DELEGATION_CHAINED, id="given on by a deputy"),
        pytest.param(leave(given_by=""), Reason.DELEGATION_CHAINED, id="given by nobody"),
        pytest.param(leave(capacity=Capacity.TL), Reason.CAPACITY_DOES_NOT_FIT, id="a deputy does not sign by order"),
        pytest.param(leave(office=Office.PARTY_SECRETARY), Reason.CAPACITY_DOES_NOT_FIT, id="no office of the Party"),
        pytest.param(leave(person="head", held=Office.AGENCY_HEAD, capacity=Capacity.TUQ), Reason.CAPACITY_DOES_NOT_FIT, id="to oneself"),
        pytest.param(leave(capacity=Capacity.Q, given_by=""), Reason.POST_NOT_VACANT, id="a post that somebody holds"),
        pytest.param(leave(capacity=Capacity.Q, given_by="", acts=("approve",)), Reason.CAPACITY_DOES_NOT_FIT, id="half a vacant post"),
        pytest.param(leave(held_at=CITY, person="vicechair"), Reason.CAPACITY_DOES_NOT_FIT, id="a deputy of another agency"),
    ],
)
def test_leave_to_sign_is_given_by_the_head_to_who_may_have_it(given: Delegation, reason: Reason | None) -> None:
    assert fault_of(given, BESIDE, TERMS) == reason


def test_by_authorisation_the_head_of_an_agency_right_below_signs_too() -> None:
    below = leave(person="head", held=Office.AGENCY_HEAD, held_at=WARD, capacity=Capacity.TUQ, agency=CITY, given_by="chair")
    assert fault_of(below, (), TERMS, superior=CITY) is None
    assert fault_of(below, (), TERMS, superior="SNV") == Reason.CAPACITY_DOES_NOT_FIT


def test_nobody_is_in_force_twice_in_one_vacant_post() -> None:
    vacant = tuple(term for term in TERMS if term.person != "head")
    first, second = (leave(person=who, capacity=Capacity.Q, given_by="") for who in ("deputy", "deputy2"))
    assert fault_of(second, [first], vacant) == Reason.DELEGATION_OVERLAPS
    assert fault_of(second, [first.model_copy(update={"ended_at": FRIDAY})], vacant) is None

"""How near somebody is to a matter: each rule of conflict, what keeps from which body, and that what nobody knows is told as unknown."""

from dataclasses import replace

import pytest

from domain.acts import AppointPanel, ConveneCouncil, Evaluate, Recuse, Supersede
from domain.family import consequences
from domain.matter import RecordExcerpt
from domain.people.conflicts import NO_TIES, Before, Declared, Ties, first_that_holds, holds, weighed
from domain.people.directory import Directory
from domain.people.standpoint import Standpoint
from domain.procedure.chapters import after
from domain.procedure.decide import decide, openings
from domain.refusals import Refused
from domain.streams.review import Review
from domain.vocabulary import Answer, Conflict, Office, Relation, ReviewStage, Role, Stage, Verdict
from tests.builders import CITY, THAT_DAY, a_case, a_directory, a_term, an_act, filed, the_law
from tests.builders import decided as decided_of_a_case
from tests.builders import then as a_case_later
from tests.reviews import a_review, decided, then

TRIAGED = a_review(ReviewStage.CAUSE)
SITTING = a_review(ReviewStage.FINDINGS)
AT_VOTE = a_case(Stage.AGENCY_REVIEW)


def before(review: Review = TRIAGED, ties: Ties = NO_TIES, *, directory: Directory | None = None) -> Before:
    known = directory or a_directory()
    return Standpoint(review, known).before("head", known, the_law().kinship, ties)


@pytest.mark.parametrize(
    ("rule", "person", "review"),
    [
        pytest.param(Conflict.PROPOSER, "lan", TRIAGED, id="proposes it"),
        pytest.param(Conflict.IMPLEMENTER, "tam", TRIAGED, id="carries it out"),
        pytest.param(Conflict.UNDER_REVIEW, "tam", TRIAGED, id="is under review"),
        pytest.param(Conflict.SET_ASIDE, "hoa", replace(TRIAGED, set_aside=("hoa",)), id="has stepped aside in the initiative"),
        pytest.param(Conflict.LEFT_FOR_BIAS, "focal", then(SITTING, an_act(Recuse), "focal"), id="has left the panel"),
        pytest.param(Conflict.REPORTED, "deputy", TRIAGED, id="reported it"),
        pytest.param(Conflict.APPROVED, "deputy2", replace(TRIAGED, approvers=("deputy2",)), id="approved it"),
        pytest.param(Conflict.EVALUATED, "hoa", replace(TRIAGED, evaluators=("hoa",)), id="evaluated the work"),
        pytest.param(Conflict.SITS, "focal", SITTING, id="sits on its panel"),
        pytest.param(Conflict.SAT_BEFORE, "hoa", replace(TRIAGED, sat_before=("hoa",)), id="sat on an earlier panel"),
        pytest.param(Conflict.DECIDED, "head", a_review(ReviewStage.DECIDED), id="decided it"),
        pytest.param(Conflict.DECIDES, "head", TRIAGED, id="decides it"),
        pytest.param(Conflict.DECIDES, "chair", TRIAGED, id="would answer an appeal"),
        pytest.param(Conflict.LINE_MANAGER, "deputy2", TRIAGED, id="leads the agency whose matter it is"),
    ],
)
def test_a_rule_of_conflict_holds_of_whoever(rule: Conflict, person: str, review: Review) -> None:
    assert holds(rule, person, before(review)) is Answer.YES
    assert holds(rule, "stranger", before(review)) is Answer.NO, "and of nobody else"


def test_who_leads_another_agency_at_which_the_person_serves_is_a_line_manager_too() -> None:
    serves = a_directory(a_term("tam", Office.AGENCY_OFFICER, CITY))
    assert holds(Conflict.LINE_MANAGER, "vicechair", before(directory=serves)) is Answer.YES
    assert holds(Conflict.LINE_MANAGER, "vicechair", before()) is Answer.NO


def test_who_shares_another_open_matter_with_somebody_concerned_is_told_by_the_record_beside() -> None:
    assert holds(Conflict.SHARED_MATTER, "hoa", before(ties=Ties(shared=frozenset({"hoa"})))) is Answer.YES
    assert holds(Conflict.SHARED_MATTER, "hoa", before()) is Answer.NO


@pytest.mark.parametrize(
    ("declared", "relative", "interest"),
    [
        pytest.param({}, Answer.UNKNOWN, Answer.UNKNOWN, id="nobody has declared anything"),
        pytest.param({"hoa": Declared()}, Answer.NO, Answer.NO, id="declared that there is nothing"),
        pytest.param({"hoa": Declared({"tam": Relation.SPOUSE})}, Answer.YES, Answer.NO, id="declared to be married to the person"),
        pytest.param({"tam": Declared({"hoa": Relation.SPOUSE})}, Answer.YES, Answer.UNKNOWN, id="the person has declared it"),
        pytest.param({"hoa": Declared({"stranger": Relation.SPOUSE})}, Answer.NO, Answer.NO, id="married to somebody else"),
        pytest.param({"hoa": Declared({"tam": Relation.LINKED_TO_THE_ACT})}, Answer.NO, Answer.NO, id="a relation that does not count"),
        pytest.param({"hoa": Declared(interests=frozenset({"lan"}))}, Answer.NO, Answer.YES, id="has an interest with a party"),
        pytest.param({"hoa": Declared(interests=frozenset({TRIAGED.family}))}, Answer.NO, Answer.YES, id="or in the initiative"),
    ],
)
def test_kin_and_interests_are_known_as_far_as_they_are_declared(declared: dict[str, Declared], relative: Answer, interest: Answer) -> None:
    kinship = [each for each in the_law().kinship if each is not Relation.LINKED_TO_THE_ACT]
    seen = Standpoint(TRIAGED, a_directory()).before("head", a_directory(), kinship, Ties(declared))
    assert (holds(Conflict.RELATIVE, "hoa", seen), holds(Conflict.INTEREST, "hoa", seen)) == (relative, interest)


def test_every_rule_can_be_weighed_and_who_has_no_part_in_it_is_kept_from_nothing() -> None:
    """A rule that no table knows would raise here."""
    assert set(weighed("stranger", Conflict, before())) == set(Conflict)
    assert first_that_holds("stranger", Conflict, before()) is None


def test_the_first_rule_that_holds_is_the_one_that_is_told() -> None:
    assert first_that_holds("tam", (Conflict.REPORTED, Conflict.UNDER_REVIEW, Conflict.IMPLEMENTER), before()) is Conflict.UNDER_REVIEW


@pytest.mark.parametrize(
    ("ties", "evaluators", "which"),
    [
        pytest.param(Ties(), (), None, id="of whom nothing is known may sit"),
        pytest.param(Ties(shared=frozenset({"hoa"})), (), Conflict.SHARED_MATTER, id="who shares another matter may not"),
        pytest.param(Ties(), ("hoa",), Conflict.EVALUATED, id="nor who evaluated it"),
    ],
)
def test_whoever_appoints_is_told_which_rule_keeps_somebody_from_the_panel(
    ties: Ties, evaluators: tuple[str, ...], which: Conflict | None
) -> None:
    review, law = replace(TRIAGED, evaluators=evaluators), the_law()
    act = filed(an_act(AppointPanel), "head", case=review.number)
    assert law.conflicts
    if which is None:
        decide(act, review, law, a_directory(), RecordExcerpt(ties=ties))
        return
    with pytest.raises(Refused) as refused:
        decide(act, review, law, a_directory(), RecordExcerpt(ties=ties))
    assert dict(refused.value.params) == {"person": "hoa", "conflict": which}
    assert refused.value.basis == law.conflicts.bars[Role.PANEL_MEMBER].basis


def test_who_leads_the_proposer_may_advise_on_the_proposal_and_not_judge_the_person() -> None:
    assert decided_of_a_case(AT_VOTE, an_act(ConveneCouncil, members=["deputy", "hoa"]), "head")
    voted_otherwise = replace(TRIAGED, approvers=())
    assert first_that_holds("deputy2", the_law().keeps_from(Role.PANEL_MEMBER), before(voted_otherwise)) is Conflict.LINE_MANAGER


def test_a_review_knows_who_evaluated_the_work_it_is_about() -> None:
    case = a_case(Stage.IMPLEMENTING)
    fact = decided_of_a_case(case, an_act(Evaluate, verdict=Verdict.NOT, happened_on=THAT_DAY), "head")
    [(number, opened)] = [each for each in consequences(fact, case, after(fact, case), the_law().calendar) if each[0] != case.number]
    review = after(opened, Review(number=number))
    assert review.evaluators == ("head",)
    assert a_case_later(case, an_act(Evaluate), "head").evaluators == ("head",)


def test_a_review_that_takes_the_place_of_another_knows_who_sat_on_that_panel() -> None:
    first = a_review(ReviewStage.DECIDED)
    fact = decided(first, an_act(Supersede), "head")
    opened = next(each for _, each in consequences(fact, first, after(fact, first), the_law().calendar) if each.kind == "review_opened")
    assert set(after(opened, Review(number=f"{first.family}-R2")).sat_before) == set(first.have_sat)


def test_a_case_goes_to_the_next_head_who_is_kept_from_nothing_and_where_none_is_left_it_says_so() -> None:
    free, head, both = (replace(AT_VOTE, proposers=who) for who in (("lan",), ("lan", "head"), ("head", "chair")))
    assert [Standpoint(each, a_directory()).authority for each in (free, head, both)] == ["26743", CITY, ""]
    assert [Standpoint(each, a_directory()).nobody_left for each in (free, head, both)] == [False, False, True]
    another = a_directory(a_term("stranger", Office.AGENCY_HEAD, CITY), gone=("chair",))
    assert Standpoint(both, another).authority == CITY, "once somebody else heads the city, they decide"


def test_where_nobody_is_left_nobody_decides_in_their_place() -> None:
    both = replace(AT_VOTE, proposers=("head", "chair"))
    may = {
        who
        for who in a_directory().people
        if any(o.open and o.office is Office.AGENCY_HEAD for o in openings(Standpoint(both, a_directory()), who))
    }
    assert may == set()

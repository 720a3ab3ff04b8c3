"""Who looks into it: people with no part in the matter, none of whom will decide on it or answer an appeal."""

from dataclasses import replace
from typing import Any

import pytest

from domain.acts import AppointPanel, Challenge, Decide, DecideChallenge, Recommend, Recuse, Supersede, Triage
from domain.facts import PanelAppointed
from domain.family import consequences
from domain.law.policy import Law
from domain.people.standpoint import Standpoint
from domain.procedure.chapters import after
from domain.procedure.decide import decide
from domain.procedure.waiting import waits
from domain.refusals import Reason, Refused
from domain.streams.review import Review
from domain.vocabulary import ClockKind, Office, Relation, ReviewStage
from tests.builders import CITY, WARD, a_directory, a_policy, a_term, an_act, filed, the_law
from tests.reviews import R2, REASONS, a_review, became, decided, for_each, gathered, refusal, then

TRIAGED = a_review(ReviewStage.CAUSE)
SITTING = a_review(ReviewStage.FINDINGS)
ACCUSED = then(SITTING, an_act(Challenge), "tam")
WITHOUT_ONE = then(SITTING, an_act(Recuse), "focal")
INQUIRY = pytest.mark.parametrize("stage", [ReviewStage.CAUSE, ReviewStage.FINDINGS])


@INQUIRY
@pytest.mark.parametrize(
    ("who", "why"),
    [
        pytest.param("head", None, id="the head"),
        pytest.param("chair", Reason.NOT_YOUR_OFFICE, id="not the superior"),
        pytest.param("tam", Reason.NOT_YOUR_OFFICE, id="not the person under review"),
    ],
)
def test_the_panel_is_appointed_by(who: str, why: Reason | None, stage: ReviewStage) -> None:
    assert refusal(a_review(stage), an_act(AppointPanel), who) == why


@pytest.mark.parametrize(
    ("members", "why"),
    [
        pytest.param(["hoa", "focal", "clerk_th"], None, id="people with no part in it"),
        pytest.param(["hoa", "focal", "stranger", "auditor"], None, id="as many as one likes"),
        pytest.param(["hoa", "focal"], Reason.PANEL_TOO_SMALL, id="not fewer than the rules ask for"),
        pytest.param(["hoa", "hoa", "focal"], Reason.PANEL_TOO_SMALL, id="nobody counted twice"),
        pytest.param(["focal", "clerk_th", "stranger"], Reason.CHAIR_NOT_A_MEMBER, id="not without its own chair"),
        pytest.param(["hoa", "focal", "nobody-at-all"], Reason.UNKNOWN_PERSON, id="nobody unknown"),
        pytest.param(["hoa", "focal", "tam"], Reason.CONFLICT_OF_INTEREST, id="not the person under review"),
        pytest.param(["hoa", "focal", "lan"], Reason.CONFLICT_OF_INTEREST, id="not the proposer"),
        pytest.param(["hoa", "focal", "deputy"], Reason.CONFLICT_OF_INTEREST, id="not who reported it"),
        pytest.param(["hoa", "focal", "head"], Reason.CONFLICT_OF_INTEREST, id="not the head, who decides"),
        pytest.param(["hoa", "focal", "chair"], Reason.CONFLICT_OF_INTEREST, id="nor their superior, who answers an appeal"),
    ],
)
def test_on_it_sit(members: list[str], why: Reason | None) -> None:
    assert refusal(TRIAGED, an_act(AppointPanel, members=members), "head") == why


def test_an_earlier_set_goes_on_as_it_was_published() -> None:
    """It knows fewer rules of conflict, and says one reason for all."""
    older, stranger = Law(a_policy("nd73-2023-3"), the_law().calendar), replace(TRIAGED, approvers=("deputy2",))
    panel = filed(an_act(AppointPanel, members=["hoa", "focal", "deputy2"]), "head", case=TRIAGED.number)
    decide(panel, stranger, older, a_directory())
    with pytest.raises(Refused) as refused:
        decide(filed(an_act(AppointPanel, members=["hoa", "focal", "tam"]), "head", case=TRIAGED.number), TRIAGED, older, a_directory())
    assert (refused.value.reason, refused.value.basis, dict(refused.value.params)) == (
        Reason.MAY_NOT_SIT,
        "house: review",
        {"person": "tam"},
    )


def test_who_left_a_panel_for_bias_sits_on_none_of_the_review_that_takes_its_place() -> None:
    """Kinship decided once holds."""
    decided_without = a_review(ReviewStage.DECIDED, recused=("focal",))
    fact = decided(decided_without, an_act(Supersede), "head")
    told = dict(consequences(fact, decided_without, after(fact, decided_without), the_law().calendar))
    anew = then(became(told[R2], Review(number=R2)), an_act(Triage, persons=("tam",)), "head")
    assert refusal(anew, an_act(AppointPanel), "head") == Reason.CONFLICT_OF_INTEREST
    assert refusal(anew, an_act(AppointPanel, members=["hoa", "clerk_th", "auditor"]), "head") == Reason.CONFLICT_OF_INTEREST, "sat before"
    assert refusal(anew, an_act(AppointPanel, chair="doctor", members=["doctor", "stranger", "auditor"]), "head") is None


def test_it_is_replaced_as_a_whole_and_who_left_it_for_bias_does_not_come_back() -> None:
    assert WITHOUT_ONE.sitting == ("hoa", "clerk_th")
    assert refusal(WITHOUT_ONE, an_act(AppointPanel), "head") == Reason.CONFLICT_OF_INTEREST
    anew = then(WITHOUT_ONE, an_act(AppointPanel, members=["hoa", "clerk_th", "auditor"]), "head")
    assert anew.sitting == ("hoa", "clerk_th", "auditor")
    assert set(anew.have_sat) == {"hoa", "focal", "clerk_th", "auditor"}


def test_the_fact_keeps_the_names_borne_that_day() -> None:
    fact = decided(TRIAGED, an_act(AppointPanel), "head")
    assert isinstance(fact, PanelAppointed)
    assert set(fact.names) == {"hoa", "focal", "clerk_th"}


@INQUIRY
@pytest.mark.parametrize(
    ("who", "why"),
    [
        pytest.param("focal", None, id="a member"),
        pytest.param("hoa", None, id="the chair"),
        pytest.param("head", Reason.NOT_YOUR_OFFICE, id="nobody else"),
        pytest.param("tam", Reason.NOT_YOUR_OFFICE, id="not the person under review"),
    ],
)
def test_who_leaves_unasked_is(who: str, why: Reason | None, stage: ReviewStage) -> None:
    review = a_review(stage)
    sitting = review if review.panel else then(review, an_act(AppointPanel), "head")
    assert refusal(sitting, an_act(Recuse), who) == why


def test_who_has_left_acts_no_more() -> None:
    assert refusal(WITHOUT_ONE, an_act(Recuse), "focal") == Reason.NOT_YOUR_OFFICE


@pytest.mark.parametrize(
    ("who", "member", "why"),
    [
        pytest.param("tam", "hoa", None, id="by the person under review, a member"),
        pytest.param("focal", "hoa", None, id="by another member"),
        pytest.param("tam", "head", Reason.NOT_SITTING, id="not somebody who does not sit"),
        pytest.param("lan", "hoa", Reason.NOT_YOUR_OFFICE, id="not by a proposer who is not under review"),
        pytest.param("head", "hoa", Reason.NOT_YOUR_OFFICE, id="not by the head, who appoints them"),
    ],
)
def test_a_member_is_challenged(who: str, member: str, why: Reason | None) -> None:
    assert refusal(SITTING, an_act(Challenge, member=member), who) == why


def test_a_challenge_is_made_once_and_answered_once() -> None:
    assert refusal(ACCUSED, an_act(Challenge), "focal") == Reason.CHALLENGE_OPEN
    assert refusal(ACCUSED, an_act(DecideChallenge), "head") is None
    assert refusal(ACCUSED, an_act(DecideChallenge, member="focal"), "head") == Reason.NO_CHALLENGE
    assert refusal(SITTING, an_act(DecideChallenge), "head") == Reason.NO_CHALLENGE


@pytest.mark.parametrize(
    ("who", "why"),
    [
        pytest.param("head", None, id="the head"),
        pytest.param("hoa", Reason.NOT_YOUR_OFFICE, id="not the one challenged"),
        pytest.param("focal", Reason.NOT_YOUR_OFFICE, id="not a member"),
        pytest.param("tam", Reason.NOT_YOUR_OFFICE, id="not the person under review"),
    ],
)
def test_a_challenge_is_decided_by(who: str, why: Reason | None) -> None:
    assert refusal(ACCUSED, an_act(DecideChallenge), who) == why


@pytest.mark.parametrize(
    ("fields", "sitting"),
    [
        pytest.param({"upheld": True}, ("focal", "clerk_th"), id="upheld: they are off the panel"),
        pytest.param({"upheld": False}, ("hoa", "focal", "clerk_th"), id="not upheld: they stay"),
    ],
)
def test_of_a_challenge(fields: dict[str, Any], sitting: tuple[str, ...]) -> None:
    answered = then(ACCUSED, an_act(DecideChallenge, **fields), "head")
    assert (answered.sitting, answered.challenged) == (sitting, ())


@pytest.mark.parametrize("relation", Relation)
def test_whom_the_laws_list_keeps_from_judging_stays_only_if_the_relation_is_refuted(relation: Relation) -> None:
    """Decree 234/2026 Art. 2.11: over kinship the head has no discretion."""
    kin = then(SITTING, an_act(Challenge, relation=relation), "tam")
    assert refusal(kin, an_act(DecideChallenge, upheld=False), "head") == Reason.RELATION_TO_REFUTE
    refuted = then(kin, an_act(DecideChallenge, upheld=False, evidence=["Giấy xác nhận."]), "head")
    assert (refuted.sitting, refuted.related) == (SITTING.sitting, {})
    assert "hoa" not in then(kin, an_act(DecideChallenge), "head").sitting


def test_what_is_no_relation_is_the_heads_to_weigh() -> None:
    assert refusal(ACCUSED, an_act(DecideChallenge, upheld=False), "head") is None


def test_a_challenged_member_who_leaves_settles_it() -> None:
    left = then(ACCUSED, an_act(Recuse), "hoa")
    assert (left.challenged, left.sitting) == ((), ("focal", "clerk_th"))


@pytest.mark.parametrize(
    ("members", "open_still"),
    [
        pytest.param(["focal", "clerk_th", "auditor"], (), id="it is settled for who does not sit any more"),
        pytest.param(["hoa", "clerk_th", "auditor"], ("hoa",), id="and open for who still does"),
    ],
)
def test_of_a_challenge_when_a_new_panel_is_appointed(members: list[str], open_still: tuple[str, ...]) -> None:
    anew = then(ACCUSED, an_act(AppointPanel, chair=members[0], members=members), "head")
    assert anew.challenged == open_still


READY = gathered(SITTING)


@pytest.mark.parametrize(
    ("review", "who", "why"),
    [
        pytest.param(READY, "hoa", None, id="with all its members"),
        pytest.param(then(READY, an_act(Challenge), "tam"), "hoa", Reason.CHALLENGE_OPEN, id="not while a challenge is open"),
        pytest.param(then(READY, an_act(Recuse), "focal"), "hoa", Reason.PANEL_INCOMPLETE, id="not with too few left"),
        pytest.param(then(READY, an_act(Recuse), "hoa"), "focal", Reason.NOT_YOUR_OFFICE, id="not without its chair"),
    ],
)
def test_the_panel_recommends(review: Review, who: str, why: Reason | None) -> None:
    assert refusal(review, an_act(Recommend), who) == why


@pytest.mark.parametrize(
    ("review", "wanted"),
    [
        pytest.param(a_review(ReviewStage.FINDINGS, panel=(), chair=""), True, id="while there is none"),
        pytest.param(SITTING, False, id="not while it sits"),
        pytest.param(WITHOUT_ONE, True, id="again when too few are left"),
    ],
)
def test_the_head_is_waited_for_to_appoint_it(review: Review, wanted: bool) -> None:
    assert ((Office.AGENCY_HEAD, WARD, "") in waits(Standpoint(review, a_directory()))) == wanted


def test_a_member_who_becomes_the_head_does_not_decide_what_their_panel_recommended() -> None:
    recommended = a_review(ReviewStage.RECOMMENDED)
    promoted = a_directory(a_term("hoa", Office.AGENCY_HEAD), gone={"head"})
    act = an_act(Decide, outcomes=for_each(recommended.recommended[0].outcome, "tam"), departure_reason=REASONS)
    assert Standpoint(recommended, promoted).authority == CITY
    assert refusal(recommended, act, "hoa", directory=promoted) == Reason.NOT_YOUR_OFFICE
    assert refusal(recommended, act, "chair", directory=promoted) is None


def test_while_nobody_chairs_it_the_clock_of_its_recommendation_asks_whoever_appoints_it() -> None:
    asked = {
        name: [review.waited_for(clock) for clock in review.clocks if clock.kind is ClockKind.RECOMMENDATION]
        for name, review in (
            ("sits", SITTING),
            ("nobody", replace(SITTING, panel=(), chair="")),
            ("chair left", then(SITTING, an_act(Recuse), "hoa")),
        )
    }
    assert asked == {"sits": [(Office.PANEL_CHAIR,)], "nobody": [(Office.AGENCY_HEAD,)], "chair left": [(Office.AGENCY_HEAD,)]}

"""What members of a panel or a council say of themselves, and challenges to either: who has said nothing is unknown, and after the vote nothing is taken."""

from dataclasses import replace
from typing import Any

import pytest

from domain.across.impartiality import declarations_are_awaited, undeclared
from domain.acts import AppointPanel, Challenge, ConveneCouncil, DecideChallenge, DeclareImpartiality, Recommend, RecordCouncilConclusion
from domain.law.policy import Law
from domain.people.standpoint import Standpoint
from domain.procedure.chapters import after
from domain.procedure.decide import decide, openings
from domain.refusals import Reason
from domain.streams.initiative import Initiative
from domain.streams.meeting import Meeting
from domain.streams.review import Review
from domain.vocabulary import BodyKind, Relation, ReviewStage, Stage, VoteOutcome
from tests.builders import THAT_DAY, a_case, a_directory, an_act, filed, the_law
from tests.builders import refusal as refusal_of_a_case
from tests.builders import then as a_case_later
from tests.reviews import a_review, for_each, gathered, refusal, then

SITTING = a_review(ReviewStage.FINDINGS)
CONVENED = a_case_later(a_case(Stage.AGENCY_REVIEW), an_act(ConveneCouncil, members=["hoa", "focal", "doctor"]), "head")
RELATED: dict[str, Any] = {"declares": "related", "relation": "spouse"}


def strict() -> Law:
    """The same set, by which a body waits for what each of its members says."""
    law = the_law()
    assert law.conflicts
    asked = law.conflicts.model_copy(update={"declared_first": law.conflicts.declared_first.model_copy(update={"value": True})})
    return replace(law, published=law.published.model_copy(update={"conflicts": asked}))


def test_who_has_said_nothing_is_unknown_and_nobody_waits_for_it_where_the_set_does_not() -> None:
    assert undeclared(SITTING) == SITTING.sitting
    assert undeclared(then(SITTING, an_act(DeclareImpartiality), "focal")) == ("hoa", "clerk_th")
    assert not declarations_are_awaited(SITTING)


def test_a_panel_recommends_nothing_before_each_has_said_it_where_the_set_asks_so() -> None:
    triaged = a_review(ReviewStage.CAUSE)
    appointed = after(decide(filed(an_act(AppointPanel), "head", case=triaged.number), triaged, strict(), a_directory()), triaged)
    assert isinstance(appointed, Review)
    assert appointed.declares_first
    ready = replace(gathered(SITTING), declares_first=True)
    outcome = an_act(Recommend, outcomes=for_each(next(iter(the_law().review.protects.value)), "tam"))
    assert refusal(ready, outcome, "hoa") == Reason.MEMBERS_NOT_DECLARED
    for member in ready.sitting:
        ready = then(ready, an_act(DeclareImpartiality), member)
    assert refusal(ready, outcome, "hoa") != Reason.MEMBERS_NOT_DECLARED


def test_who_names_a_relation_of_themselves_waits_for_the_head_and_is_kept_only_with_evidence() -> None:
    related = then(SITTING, an_act(DeclareImpartiality, **RELATED), "focal")
    assert (related.challenged, related.related) == (("focal",), {"focal": Relation.SPOUSE})
    keeps = an_act(DecideChallenge, member="focal", upheld=False, evidence=[])
    assert refusal(related, keeps, "head") == Reason.RELATION_TO_REFUTE
    assert then(related, an_act(DecideChallenge, member="focal"), "head").sitting == ("hoa", "clerk_th")


def test_who_stands_aside_sits_no_more() -> None:
    assert then(SITTING, an_act(DeclareImpartiality, declares="stands_aside"), "focal").sitting == ("hoa", "clerk_th")
    assert a_case_later(CONVENED, an_act(DeclareImpartiality, declares="stands_aside"), "focal").sitting == ("hoa", "doctor")


def voted() -> Review:
    meeting = Meeting(
        number="H1", body=BodyKind.PANEL, chair="hoa", summoned=SITTING.sitting, meets_on=THAT_DAY, outcome=VoteOutcome.CARRIED
    )
    return replace(SITTING, meetings=(meeting,))


@pytest.mark.parametrize(
    ("review", "who", "fields", "why"),
    [
        pytest.param(SITTING, "focal", {}, None, id="a member"),
        pytest.param(SITTING, "tam", {}, Reason.NOT_YOUR_OFFICE, id="nobody else"),
        pytest.param(SITTING, "focal", {"declares": "related"}, Reason.RELATION_IF_RELATED, id="a relation without saying which"),
        pytest.param(SITTING, "focal", {"relation": "spouse"}, Reason.RELATION_IF_RELATED, id="no relation, and which"),
        pytest.param(voted(), "focal", {}, Reason.DECLARED_AFTER_THE_VOTE, id="after the vote"),
        pytest.param(a_review(ReviewStage.RECOMMENDED), "focal", {}, Reason.NOT_OPEN_IN_STAGE, id="after the recommendation"),
    ],
)
def test_it_is_said_before_the_vote_by(review: Review, who: str, fields: dict[str, Any], why: Reason | None) -> None:
    assert refusal(review, an_act(DeclareImpartiality, **fields), who) == why


def of_the_council(case: Initiative, kind: Any, who: str, **fields: Any) -> Reason | None:
    return refusal_of_a_case(case, an_act(kind, **fields), who)


def test_a_council_concludes_nothing_while_a_challenge_waits_and_is_convened_anew_without_whom_it_removed() -> None:
    challenged = a_case_later(CONVENED, an_act(Challenge, member="focal", relation="sibling"), "lan")
    assert of_the_council(challenged, RecordCouncilConclusion, "head") == Reason.CHALLENGE_OPEN
    assert of_the_council(challenged, DecideChallenge, "lan", member="focal") == Reason.NOT_YOUR_OFFICE
    without = a_case_later(challenged, an_act(DecideChallenge, member="focal"), "head")
    assert without.sitting == ("hoa", "doctor")
    assert of_the_council(without, ConveneCouncil, "head", members=["hoa", "doctor", "focal"]) == Reason.CONFLICT_OF_INTEREST
    anew = a_case_later(without, an_act(ConveneCouncil, members=["hoa", "doctor", "stranger"]), "head")
    assert anew.sitting == ("hoa", "doctor", "stranger")
    assert of_the_council(anew, ConveneCouncil, "head", members=["hoa"]) == Reason.COUNCIL_ALREADY_CONVENED


def test_after_a_council_has_concluded_nobody_says_anything_of_themselves() -> None:
    concluded = a_case_later(CONVENED, an_act(RecordCouncilConclusion), "head")
    assert of_the_council(concluded, DeclareImpartiality, "hoa") == Reason.COUNCIL_HAS_CONCLUDED


def test_members_are_asked_for_it_where_the_set_waits() -> None:
    waiting = replace(SITTING, declares_first=True)
    awaited = {who: [o.act for o in openings(Standpoint(waiting, a_directory()), who) if o.awaited and o.open] for who in ("focal", "head")}
    assert DeclareImpartiality in awaited["focal"]
    assert DeclareImpartiality not in awaited["head"]

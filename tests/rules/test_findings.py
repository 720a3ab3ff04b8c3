"""What is so: every person heard in their own words, every fact about them established on evidence, the Party committee asked."""

from dataclasses import replace
from typing import Any

import pytest

from domain.acts import Establish, GiveStatement, Recommend, RecordPartyOpinion
from domain.facts import FactEstablished
from domain.law.policy import Law
from domain.people.standpoint import Standpoint
from domain.procedure.decide import decide
from domain.procedure.waiting import waits
from domain.refusals import Reason
from domain.vocabulary import Answer, Finding, ForceMajeureGround, Office, OpinionFor, PartyOpinion, Regime, ReviewStage
from tests.builders import a_directory, a_policy, an_act, filed, the_law
from tests.reviews import BOTH, a_review, decided, gathered, refusal, then

TWO = a_review(ReviewStage.FINDINGS, persons=("tam", "lan"))
ABSENT = {"about": "tam", "statement": "", "absence_reason": "Đã mời hai lần, không đến."}
in_both_regimes = pytest.mark.parametrize("regime", BOTH)


@pytest.mark.parametrize(
    ("who", "fields", "why"),
    [
        pytest.param("tam", {}, None, id="the person themselves, in their own words"),
        pytest.param("tam", {"about": "tam"}, None, id="naming themselves or not"),
        pytest.param("tam", {"about": "lan"}, Reason.STATEMENT_BY_THE_WRONG_PERSON, id="not for another"),
        pytest.param("tam", {"statement": ""}, Reason.STATEMENT_BY_THE_WRONG_PERSON, id="not without a word"),
        pytest.param("tam", ABSENT, Reason.STATEMENT_BY_THE_WRONG_PERSON, id="not to say why they do not speak"),
        pytest.param("hoa", ABSENT, None, id="that is for the chair to say"),
        pytest.param("hoa", {"about": "tam"}, Reason.STATEMENT_BY_THE_WRONG_PERSON, id="who does not speak for them"),
        pytest.param("hoa", ABSENT | {"about": "deputy"}, Reason.STATEMENT_BY_THE_WRONG_PERSON, id="nor of somebody not under review"),
        pytest.param("hoa", ABSENT | {"about": None}, Reason.STATEMENT_BY_THE_WRONG_PERSON, id="nor of nobody"),
        pytest.param("focal", ABSENT, Reason.NOT_YOUR_OFFICE, id="not another member"),
        pytest.param("head", {"about": "tam"}, Reason.NOT_YOUR_OFFICE, id="not the head"),
        pytest.param("deputy", {"about": "tam"}, Reason.NO_SUCH_CASE, id="not who reported it, who does not read it"),
    ],
)
def test_a_statement_is_given_by(who: str, fields: dict[str, Any], why: Reason | None) -> None:
    assert refusal(TWO, an_act(GiveStatement, **fields), who) == why


def test_the_person_may_speak_as_soon_as_they_are_under_review_and_again_later() -> None:
    early = then(a_review(ReviewStage.CAUSE), an_act(GiveStatement), "tam")
    assert early.statements == {"tam": True}
    assert refusal(early, an_act(GiveStatement, statement="Tôi bổ sung."), "tam") is None


def test_who_was_said_to_be_silent_may_still_speak_and_who_has_spoken_is_not_said_to_be_silent() -> None:
    silent = then(TWO, an_act(GiveStatement, **ABSENT), "hoa")
    assert silent.statements == {"tam": False}
    spoken = then(silent, an_act(GiveStatement), "tam")
    assert spoken.statements == {"tam": True}
    assert refusal(spoken, an_act(GiveStatement, **ABSENT), "hoa") == Reason.HAS_SPOKEN


def test_nobody_waits_for_statements_once_all_are_heard() -> None:
    def awaited(review: Any) -> bool:
        return any(office == Office.PERSON_REVIEWED for office, _, _ in waits(Standpoint(review, a_directory())))

    one = then(TWO, an_act(GiveStatement), "tam")
    assert awaited(TWO)
    assert awaited(one)
    assert not awaited(then(one, an_act(GiveStatement), "lan"))


@pytest.mark.parametrize(
    ("who", "fields", "why"),
    [
        pytest.param("focal", {}, None, id="a member of the panel, on evidence"),
        pytest.param("hoa", {"about": "lan"}, None, id="the chair, about another person"),
        pytest.param("focal", {"evidence": []}, Reason.EVIDENCE_NEEDED, id="not without evidence"),
        pytest.param("focal", {"evidence": [], "value": "yes"}, Reason.EVIDENCE_NEEDED, id="for them or against them"),
        pytest.param("focal", {"evidence": [], "value": "unknown"}, None, id="that it is unknown needs none"),
        pytest.param("focal", {"about": "deputy"}, Reason.NOT_UNDER_REVIEW, id="not about somebody not under review"),
        pytest.param("tam", {}, Reason.NOT_YOUR_OFFICE, id="not by the person themselves"),
        pytest.param("head", {}, Reason.NOT_YOUR_OFFICE, id="not by the head"),
    ],
)
def test_a_fact_is_established_by(who: str, fields: dict[str, Any], why: Reason | None) -> None:
    assert refusal(TWO, an_act(Establish, **fields), who) == why


def test_a_member_who_turns_out_to_be_under_review_establishes_nothing_about_themselves() -> None:
    own = replace(TWO, persons=("tam", "focal"))
    assert refusal(own, an_act(Establish, about="focal"), "focal") == Reason.PARTY_MAY_NOT_DECIDE


def test_what_is_found_later_about_the_same_thing_takes_its_place_and_about_another_stands_beside_it() -> None:
    first = then(TWO, an_act(Establish, value="unknown", evidence=[]), "focal")
    again = then(first, an_act(Establish, value="no"), "hoa")
    [one] = again.established
    assert (one.value, one.by, one.deed) == (Answer.NO, "hoa", "A1")
    assert len(then(again, an_act(Establish, deed="A2", deed_called="Chi ngoài dự toán"), "focal").established) == 2
    assert len(then(again, an_act(Establish, about="lan"), "focal").established) == 2


@pytest.mark.parametrize(
    ("finding", "over_all"),
    [
        pytest.param(Finding.PURE_MOTIVE, Answer.NO, id="what must speak for them speaks only if it does in every deed"),
        pytest.param(Finding.PERSONAL_GAIN, Answer.YES, id="what speaks against them does so if it does in one"),
    ],
)
def test_over_all_their_deeds_the_answer_least_in_their_favour_counts(finding: Finding, over_all: Answer) -> None:
    review = TWO
    for deed, value in (("A1", "yes"), ("A2", "no"), ("A3", "unknown")):
        review = then(review, an_act(Establish, fact=finding, deed=deed, deed_called=f"Việc {deed}", value=value), "focal")
    assert review.value_of("tam", finding) is over_all


def test_the_fact_says_on_what_and_by_whom() -> None:
    fact = decided(TWO, an_act(Establish), "focal")
    assert isinstance(fact, FactEstablished)
    assert (fact.about, fact.fact, fact.value, fact.evidence) == ("tam", Finding.PERSONAL_GAIN, Answer.NO, ("E1",))
    assert fact.by is not None
    assert fact.by.office is Office.PANEL_MEMBER


MAJEURE: dict[str, Any] = {
    "fact": "force_majeure",
    "value": "yes",
    "excused_by": "objective_obstacle",
    "confirmed_by": "Ủy ban nhân dân Thành phố",
}


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        pytest.param({}, None, id="one of the three cases, confirmed by the competent level"),
        pytest.param({"excused_by": None}, Reason.GROUND_NOT_CONFIRMED, id="not without saying which"),
        pytest.param({"confirmed_by": ""}, Reason.GROUND_NOT_CONFIRMED, id="nor unconfirmed"),
        pytest.param({"value": "no", "excused_by": None, "confirmed_by": ""}, None, id="that there was none needs neither"),
    ],
)
def test_force_majeure_is(fields: dict[str, Any], why: Reason | None) -> None:
    act = an_act(Establish, **{**MAJEURE, **fields})
    assert refusal(TWO, act, "focal") == why
    older = Law(a_policy("nd73-2023-3"), the_law().calendar)
    decide(filed(act, "focal", case=TWO.number), TWO, older, a_directory())


def test_of_force_majeure_it_stays_known_which_and_by_whom() -> None:
    [found] = then(TWO, an_act(Establish, **MAJEURE), "focal").established
    assert (found.excused_by, found.confirmed_by) == (ForceMajeureGround.OBJECTIVE_OBSTACLE, "Ủy ban nhân dân Thành phố")


OPINION = {"before": "review"}
PAPER = {"number": "12-CV/ĐU", "issued_on": "2026-11-19", "sha256": "a" * 64}


@in_both_regimes
@pytest.mark.parametrize(
    ("who", "fields", "why"),
    [
        pytest.param("secretary", OPINION, None, id="the committee's secretary"),
        pytest.param("clerk", OPINION | {"paper": PAPER}, None, id="an officer, from the paper"),
        pytest.param("clerk", OPINION, Reason.PAPER_NEEDED, id="not without it"),
        pytest.param("secretary", {"before": "evaluation"}, Reason.OPINION_NOT_ASKED_NOW, id="not before another occasion"),
        pytest.param("secretary", OPINION | {"opinion": "absent"}, Reason.ABSENCE_NEEDS_REASON, id="that there is none, with a reason"),
        pytest.param("hoa", OPINION, Reason.NOT_YOUR_OFFICE, id="not the panel"),
    ],
)
def test_the_party_committees_opinion_on_a_review_is_recorded_by(
    who: str, fields: dict[str, Any], why: Reason | None, regime: Regime
) -> None:
    assert refusal(a_review(ReviewStage.FINDINGS, regime), an_act(RecordPartyOpinion, **fields), who) == why


def test_it_is_asked_once() -> None:
    asked = then(TWO, an_act(RecordPartyOpinion, **OPINION), "secretary")
    assert asked.opinions == {OpinionFor.REVIEW: PartyOpinion.AGREES}
    assert refusal(asked, an_act(RecordPartyOpinion, **OPINION), "secretary") == Reason.OPINION_ALREADY_RECORDED


READY = gathered(a_review(ReviewStage.FINDINGS))


@pytest.mark.parametrize(
    ("missing", "why"),
    [
        pytest.param({}, None, id="all that is needed"),
        pytest.param({"statements": {}}, Reason.STATEMENT_MISSING, id="nobody is judged unheard"),
        pytest.param({"statements": {"tam": False}}, None, id="it is enough that their silence is on record"),
        pytest.param({"established": READY.established[1:]}, Reason.FACTS_NOT_ESTABLISHED, id="not before every fact is looked at"),
        pytest.param({"opinions": {}}, Reason.PARTY_OPINION_MISSING, id="nor before the Party committee is asked"),
        pytest.param({"opinions": {OpinionFor.REVIEW: PartyOpinion.DISAGREES}}, None, id="whose opinion binds nobody"),
        pytest.param({"opinions": {OpinionFor.REVIEW: PartyOpinion.ABSENT}}, None, id="or may be missing for a recorded reason"),
        pytest.param({"result": None}, Reason.RESULT_NOT_KNOWN, id="nor before the result, on which the decree turns"),
    ],
)
def test_the_panel_recommends_on(missing: dict[str, Any], why: Reason | None) -> None:
    assert refusal(replace(READY, **missing), an_act(Recommend), "hoa") == why


def test_every_person_is_heard_and_looked_at_alone() -> None:
    ready = gathered(TWO)
    only_tams = tuple(each for each in ready.established if each.about == "tam")
    assert refusal(replace(ready, statements={"tam": True}), an_act(Recommend), "hoa") == Reason.STATEMENT_MISSING
    assert refusal(replace(ready, established=only_tams), an_act(Recommend), "hoa") == Reason.FACTS_NOT_ESTABLISHED


@pytest.mark.parametrize(("first", "then_"), [("personal_gain", "pure_motive"), ("pure_motive", "personal_gain")])
def test_of_one_act_gain_and_a_pure_motive_are_not_both_so(first: str, then_: str) -> None:
    found = then(TWO, an_act(Establish, about="tam", fact=first, value="yes"), "hoa")
    second = {"about": "tam", "fact": then_}
    assert refusal(found, an_act(Establish, **second, value="yes"), "hoa") == Reason.FACTS_CONTRADICT
    assert refusal(found, an_act(Establish, **second, value="no"), "hoa") is None
    assert refusal(found, an_act(Establish, **second, value="yes", deed="A2", deed_called="Chi ngoài dự toán"), "hoa") is None, (
        "another act"
    )
    assert refusal(found, an_act(Establish, **{**second, "about": "lan"}, value="yes"), "hoa") is None, "another person"
    corrected = then(found, an_act(Establish, about="tam", fact=first, value="no"), "hoa")
    assert refusal(corrected, an_act(Establish, **second, value="yes"), "hoa") is None


def test_each_of_several_acts_of_a_person_is_called_by_what_it_was() -> None:
    first = then(a_review(ReviewStage.FINDINGS), an_act(Establish), "focal")
    assert refusal(first, an_act(Establish, deed="A2"), "focal") is Reason.DEED_NEEDS_A_NAME
    second = then(first, an_act(Establish, deed="A2", deed_called="Chi ngoài dự toán"), "focal")
    assert refusal(second, an_act(Establish), "focal") is Reason.DEED_NEEDS_A_NAME, "nor can the first then go without"
    later = decided(second, an_act(Establish, deed="A2", fact="corruption", value="unknown"), "focal")
    assert isinstance(later, FactEstablished)
    assert later.deed_called == "Chi ngoài dự toán", "said once, it stands wherever the act is meant"


def test_under_an_earlier_set_an_act_may_go_without_a_name() -> None:
    assert a_policy("nd73-2023-3").completed_by(the_law().policy).review == a_policy("nd73-2023-3").review

"""Once it is established what is prohibited, no protection of that person is open to anybody (ND73 Art. 6; Decree 234/2026 Art. 4.2.a)."""

from dataclasses import replace

import pytest

from domain.acts import Act, Decide, DecideAppeal, ProposeUpward, Recommend
from domain.facts import Recommended
from domain.law.policy import Law
from domain.procedure.decide import decide
from domain.refusals import Reason, Refused
from domain.streams.review import Established, Review
from domain.vocabulary import Answer, Finding, LiabilityOutcome, PersonnelKind, Regime, ReviewStage
from tests.builders import a_directory, a_policy, an_act, filed, the_law
from tests.reviews import BOTH, a_review, for_each, gathered, refusal

YES, NO = Answer.YES, Answer.NO
ORDINARY, ASKS = LiabilityOutcome.ORDINARY_HANDLING, LiabilityOutcome.RECOMMENDED_EXEMPTED
PROTECTS = {
    Regime.ND73: [each for each in LiabilityOutcome if each is not ORDINARY],
    Regime.HCMC2022: [LiabilityOutcome.EXEMPTED, LiabilityOutcome.MITIGATED, ASKS, LiabilityOutcome.RECOMMENDED_MITIGATED],
}
PROHIBITED = (Finding.PERSONAL_GAIN, Finding.CORRUPTION, Finding.NEGATIVITY, Finding.FRAUD, Finding.WILFUL_BREACH)
READY = {regime: gathered(a_review(ReviewStage.FINDINGS, regime)) for regime in BOTH}
whatever_is_prohibited = pytest.mark.parametrize("finding", PROHIBITED)
in_both_regimes = pytest.mark.parametrize("regime", BOTH)


def found(review: Review, finding: Finding, value: Answer = YES, deed: str = "A1", about: str = "tam") -> Review:
    others = (each for each in review.established if (each.about, each.deed, each.fact) != (about, deed, finding))
    return replace(review, established=(*others, Established(about=about, deed=deed, fact=finding, value=value, by="focal")))


def recommends(outcome: LiabilityOutcome, *persons: str) -> Act:
    return an_act(Recommend, outcomes=for_each(outcome, *(persons or ("tam",))))


@whatever_is_prohibited
@in_both_regimes
def test_no_protection_is_recommended_of_whom_it_is_established(regime: Regime, finding: Finding) -> None:
    review = found(READY[regime], finding)
    assert {refusal(review, recommends(outcome), "hoa") for outcome in PROTECTS[regime]} == {Reason.PROTECTION_CLOSED}
    assert refusal(review, recommends(ORDINARY), "hoa") is None
    shown_not_to_be_so = found(review, finding, NO)
    assert Reason.PROTECTION_CLOSED not in {refusal(shown_not_to_be_so, recommends(outcome), "hoa") for outcome in PROTECTS[regime]}


def test_of_one_of_several_acts_is_enough() -> None:
    review = found(READY[Regime.ND73], Finding.FRAUD, deed="A2")
    assert refusal(review, recommends(LiabilityOutcome.EXCLUDED), "hoa") is Reason.PROTECTION_CLOSED


def test_the_others_keep_their_own_finding() -> None:
    two = found(gathered(a_review(ReviewStage.FINDINGS, persons=("tam", "lan"))), Finding.CORRUPTION)
    apart = an_act(Recommend, outcomes=[*for_each(ORDINARY, "tam"), *for_each(LiabilityOutcome.EXCLUDED, "lan")])
    assert refusal(two, apart, "hoa") is None
    assert refusal(two, recommends(LiabilityOutcome.EXCLUDED, "tam", "lan"), "hoa") is Reason.PROTECTION_CLOSED


@whatever_is_prohibited
@pytest.mark.parametrize("personnel", [None, *PersonnelKind])
@pytest.mark.parametrize("opened_by", [Finding.FORCE_MAJEURE, Finding.ORDER_UNDER_PROTEST])
def test_the_law_of_their_own_kind_does_not_open_it(personnel: PersonnelKind | None, opened_by: Finding, finding: Finding) -> None:
    here = a_directory()
    directory = replace(here, people={**here.people, "tam": here.people["tam"].model_copy(update={"personnel": personnel})})
    review = found(found(READY[Regime.ND73], opened_by), finding)
    assert refusal(review, recommends(LiabilityOutcome.EXCLUDED), "hoa", directory=directory) is Reason.PROTECTION_CLOSED


@whatever_is_prohibited
@in_both_regimes
def test_nor_is_it_decided_proposed_upward_or_granted_on_appeal(regime: Regime, finding: Finding) -> None:
    """However the panel voted."""
    kind = LiabilityOutcome.EXEMPTED
    recommended = found(a_review(ReviewStage.RECOMMENDED, regime, outcome=kind), finding)
    assert refusal(recommended, an_act(Decide, outcomes=for_each(kind, "tam")), "head") is Reason.PROTECTION_CLOSED
    upward = an_act(ProposeUpward, outcomes=for_each(ASKS, "tam"), departure_reason="Vượt thẩm quyền.")
    assert refusal(recommended, upward, "head") is Reason.PROTECTION_CLOSED
    appealed = found(a_review(ReviewStage.APPEALED, regime, outcome=ORDINARY), finding)
    assert refusal(appealed, an_act(DecideAppeal, outcome=LiabilityOutcome.MITIGATED), "chair") is Reason.PROTECTION_CLOSED


def test_the_refusal_names_the_text_and_what_was_found() -> None:
    review = found(READY[Regime.ND73], Finding.NEGATIVITY)
    with pytest.raises(Refused) as refused:
        decide(filed(recommends(LiabilityOutcome.EXCLUDED), "hoa", case=review.number), review, the_law(), a_directory())
    assert (refused.value.basis, refused.value.params) == ("ND73 Art. 6", {"person": "tam", "finding": "negativity"})


def test_under_an_older_set_it_stays_as_that_set_promised() -> None:
    older, review = Law(a_policy("nd73-2023-3"), the_law().calendar), found(READY[Regime.ND73], Finding.FRAUD)
    fact = decide(filed(recommends(LiabilityOutcome.EXCLUDED), "hoa", case=review.number), review, older, a_directory())
    assert isinstance(fact, Recommended)
    assert [each.outcome for each in fact.outcomes] == [LiabilityOutcome.EXCLUDED]


def test_a_foreseen_risk_with_a_wrong_step_still_goes_upward_under_the_plan() -> None:
    """The source gives the foreseen lane no condition; right policy and pure motive are asked of the unforeseen alone."""
    foreseen = found(gathered(a_review(ReviewStage.FINDINGS, Regime.HCMC2022, foreseen=True)), Finding.RIGHT_POLICY, NO)
    assert refusal(foreseen, recommends(ASKS), "hoa") is None
    assert refusal(foreseen, recommends(LiabilityOutcome.EXEMPTED), "hoa") is Reason.FORESEEN_GOES_UPWARD
    unforeseen = found(READY[Regime.HCMC2022], Finding.RIGHT_POLICY, NO)
    assert refusal(unforeseen, recommends(ASKS), "hoa") is Reason.FINDING_AGAINST
    unknown = found(foreseen, Finding.PERSONAL_GAIN, Answer.UNKNOWN)
    assert refusal(unknown, recommends(ASKS), "hoa") is Reason.FINDING_UNKNOWN


@pytest.mark.parametrize("finding", [Finding.NEGATIVITY, Finding.FRAUD, Finding.WILFUL_BREACH])
def test_what_is_prohibited_bars_from_rewards_too(finding: Finding) -> None:
    handled = found(a_review(ReviewStage.DECIDED, outcome=ORDINARY), finding)
    assert handled.barred == ("tam",)
    assert replace(handled, bars=(Finding.PERSONAL_GAIN, Finding.CORRUPTION)).barred == (), "as a review that an older set opened"

"""A table computed again from what is recorded: the same, or every difference by its name."""

from dataclasses import replace

from domain.acts import Recommend
from domain.facts import Recommended
from domain.streams.review import Review
from domain.vocabulary import LiabilityOutcome, Regime, ReviewStage
from store.upkeep.recompute import differences, recomputed
from tests.builders import an_act, the_law
from tests.reviews import BOTH, a_review, decided, for_each, gathered

EXCLUDED, ORDINARY = LiabilityOutcome.EXCLUDED, LiabilityOutcome.ORDINARY_HANDLING
READY = {regime: gathered(a_review(ReviewStage.FINDINGS, regime)) for regime in BOTH}
LANE = {Regime.ND73: "nd73", Regime.HCMC2022: "plan2022"}


def recommended(review: Review, outcome: LiabilityOutcome) -> Recommended:
    fact = decided(review, an_act(Recommend, outcomes=for_each(outcome, *review.persons)), "hoa")
    assert isinstance(fact, Recommended)
    return fact


def test_computed_again_it_is_the_same() -> None:
    fact = recommended(READY[Regime.ND73], EXCLUDED)
    assert differences(fact.assessed, recomputed(fact, READY[Regime.ND73], the_law(Regime.ND73))) == ()


def test_what_differs_is_named() -> None:
    fact = recommended(READY[Regime.ND73], EXCLUDED)
    other = replace(READY[Regime.ND73], damage_dong=0)
    found = differences(fact.assessed, recomputed(fact, other, the_law(Regime.ND73)))
    assert any(each.startswith("tam A1 nd73: row: damage -> no-damage") for each in found)


def test_a_table_that_is_gone_is_named() -> None:
    fact = recommended(READY[Regime.ND73], EXCLUDED)
    law = the_law(Regime.ND73)
    without = replace(law, published=law.published.model_copy(update={"liability": {}}), completing=None)
    assert "tam A1 nd73: is not computed any more" in differences(fact.assessed, recomputed(fact, READY[Regime.ND73], without))

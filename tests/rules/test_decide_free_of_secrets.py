"""Where the pinned set asks for it, whoever writes freely of the work or of people confirms that no State secret stands in it."""

import pytest

from domain import acts
from domain.law.policy import Law
from domain.refusals import Reason
from domain.vocabulary import Regime, Stage
from tests.builders import a_case, a_policy, an_act, refusal, the_law

BOTH = pytest.mark.parametrize("regime", Regime)


@BOTH
def test_a_plan_is_not_taken_until_its_sender_confirms_that_no_secret_stands_in_it(regime: Regime) -> None:
    case = a_case(Stage.PLANNING, regime=regime)
    assert refusal(case, an_act(acts.SubmitPlan, no_secrets=False), "lan") is Reason.SECRETS_NOT_RULED_OUT
    assert refusal(case, an_act(acts.SubmitPlan, no_secrets=True), "lan") is None


@BOTH
@pytest.mark.parametrize("act", [acts.ReportIncident, acts.ReportObstruction])
def test_nor_what_is_reported_of_an_incident_or_of_a_person(act: type[acts.Act], regime: Regime) -> None:
    case = a_case(Stage.IMPLEMENTING, regime=regime)
    assert refusal(case, an_act(act, no_secrets=False), "lan") is Reason.SECRETS_NOT_RULED_OUT


@pytest.mark.parametrize("older", ["nd73-2023-3", "hcmc-plan-2022-2"])
def test_a_case_under_an_older_set_is_asked_for_nothing(older: str) -> None:
    policy = a_policy(older)
    assert Law(policy, the_law().calendar, the_law(policy.regime).policy).dossier.free_of_secrets is None


@BOTH
def test_every_act_of_which_it_is_asked_can_say_it(regime: Regime) -> None:
    asked = the_law(regime).dossier.free_of_secrets
    assert asked
    assert asked.provisional
    for name in asked.value:
        assert issubclass(acts.ACTS[name], acts.FreeOfSecrets), name


def test_what_is_not_said_is_left_out_so_that_an_act_sent_before_is_the_same_act() -> None:
    assert "no_secrets" not in an_act(acts.ReportObstruction, no_secrets=False).model_dump(mode="json")

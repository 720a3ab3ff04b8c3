"""Where the pinned set asks for it, whoever writes freely of the work or of people confirms that no State secret stands in it."""

import pytest

from domain import acts
from domain.law.policy import Law
from domain.refusals import Reason
from domain.streams.initiative import Initiative
from domain.vocabulary import Regime, ReviewStage, Stage
from tests.builders import ASKED_BY_THE_PLAN, NUMBER, a_case, a_policy, an_act, refusal, the_law, then
from tests.reviews import a_review
from tests.reviews import refusal as of_review

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


@BOTH
def test_nor_a_dossier_or_a_finding_about_a_person(regime: Regime) -> None:
    asked = ASKED_BY_THE_PLAN if regime is Regime.HCMC2022 else {}
    dossier = {name: said for name, said in asked.items() if name in acts.Resubmit.model_fields}
    returned = then(a_case(Stage.REGISTERED, regime=regime), an_act(acts.ReturnDossier), "clerk")
    told = [
        (
            refusal(Initiative(number=NUMBER), an_act(acts.Register, **asked, no_secrets=said), "lan"),
            refusal(returned, an_act(acts.Resubmit, **dossier, no_secrets=said), "lan"),
            of_review(a_review(ReviewStage.FINDINGS, regime), an_act(acts.Establish, no_secrets=said), "focal"),
        )
        for said in (False, True)
    ]
    assert told == [(Reason.SECRETS_NOT_RULED_OUT,) * 3, (None,) * 3]


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

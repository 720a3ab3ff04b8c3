"""What the rules named do not cover is answered with every ground and the way that is left; what is above the agency is sent on."""

from dataclasses import replace

import pytest

from domain.acts import AcceptDossier, DeclareOutOfScope, Forward, SubmitToCity
from domain.facts import DeclaredOutOfScope, Forwarded
from domain.procedure.waiting import at_rest
from domain.refusals import Reason
from domain.streams.initiative import Initiative
from domain.vocabulary import Outcome, Regime, Route, ScopeGround, Stage
from tests.builders import CITY, WARD, a_case, a_policy, an_act, decided, refusal, the_law, then

WAITING = a_case(Stage.REGISTERED)
UNDER_THE_PLAN = a_case(Stage.REGISTERED, regime=Regime.HCMC2022)
BY_DOCTOR = replace(WAITING, proposers=("doctor",))


@pytest.mark.parametrize("kind", [DeclareOutOfScope, Forward])
@pytest.mark.parametrize(
    ("who", "why"),
    [
        pytest.param("clerk", None, id="the receiving office"),
        pytest.param("head", None, id="the head"),
        pytest.param("deputy", Reason.NOT_YOUR_OFFICE, id="not a deputy"),
        pytest.param("doctor", Reason.NOT_YOUR_OFFICE, id="not the proposer"),
        pytest.param("lan", Reason.NO_SUCH_CASE, id="not whom it does not concern"),
        pytest.param("focal", Reason.NOT_YOUR_OFFICE, id="not the focal point"),
    ],
)
def test_it_is_said_by(kind: type[DeclareOutOfScope] | type[Forward], who: str, why: Reason | None) -> None:
    assert refusal(BY_DOCTOR, an_act(kind), who) == why


@pytest.mark.parametrize(
    ("proposers", "why"),
    [
        pytest.param(("doctor",), None, id="a public employee without a managing post"),
        pytest.param(("tam",), None, id="a civil servant without one"),
        pytest.param(("lan", "tam"), None, id="one of two"),
        pytest.param(("secretary",), None, id="of whom the directory does not say: the receiving office judges"),
        pytest.param(("lan",), Reason.PERSON_IS_COVERED, id="not a managing civil servant"),
        pytest.param(("head", "lan"), Reason.PERSON_IS_COVERED, id="not when all are covered"),
    ],
)
def test_the_decree_does_not_cover(proposers: tuple[str, ...], why: Reason | None) -> None:
    case = replace(WAITING, proposers=proposers)
    who = "chair" if "head" in proposers else "clerk"
    assert refusal(case, an_act(DeclareOutOfScope, grounds=["person_not_covered"]), who) == why


def test_the_plan_covers_everybody_in_public_service() -> None:
    case = replace(UNDER_THE_PLAN, proposers=("doctor",))
    assert refusal(case, an_act(DeclareOutOfScope, grounds=["person_not_covered"]), "clerk") == Reason.PERSON_IS_COVERED
    assert refusal(case, an_act(DeclareOutOfScope, grounds=["breaches_superior_law"]), "clerk") is None


@pytest.mark.parametrize(
    ("case", "grounds", "routes"),
    [
        pytest.param(BY_DOCTOR, ["person_not_covered"], (Route.HCMC2022,), id="the plan takes whom the decree does not"),
        pytest.param(BY_DOCTOR, ["regulated_already"], (Route.HCMC2022,), id="and what has outdated rules"),
        pytest.param(BY_DOCTOR, ["pilot_normative_document"], (Route.PILOT_PERMISSION,), id="a pilot needs leave"),
        pytest.param(
            BY_DOCTOR,
            ["breaches_superior_law", "person_not_covered"],
            (Route.HCMC2022, Route.PILOT_PERMISSION),
            id="two grounds, both told, and both ways",
        ),
        pytest.param(UNDER_THE_PLAN, ["regulated_already"], (), id="the rules named are no way out of themselves"),
    ],
)
def test_the_way_that_is_left(case: Initiative, grounds: list[str], routes: tuple[Route, ...]) -> None:
    fact = decided(case, an_act(DeclareOutOfScope, grounds=grounds), "clerk")
    assert isinstance(fact, DeclaredOutOfScope)
    assert fact.routes == routes
    assert fact.grounds == tuple(ground for ground in ScopeGround if ground in grounds)


@pytest.mark.parametrize(
    ("case", "bases"),
    [
        pytest.param(BY_DOCTOR, ["ND73 Art. 3", "ND73 Art. 5", "ND73 Art. 4", "ND73 Art. 1"], id="under the decree"),
        pytest.param(
            UNDER_THE_PLAN, ["HCMC2022: conditions", "house: scope", "house: scope"], id="under the plan, which covers the person"
        ),
    ],
)
def test_each_ground_is_told_with_the_article_it_stands_on(case: Initiative, bases: list[str]) -> None:
    grounds = [ground for ground in ScopeGround if case is BY_DOCTOR or ground is not ScopeGround.PERSON_NOT_COVERED]
    fact = decided(case, an_act(DeclareOutOfScope, grounds=grounds), "clerk")
    assert isinstance(fact, DeclaredOutOfScope)
    assert list(fact.cites) == bases


def test_of_a_case_that_pinned_an_earlier_set_the_right_article_is_told_too() -> None:
    earlier = a_policy("nd73-2023-2").completed_by(the_law().policy)
    assert earlier.scope == the_law().scope


@pytest.mark.parametrize(("kind", "outcome"), [(DeclareOutOfScope, Outcome.OUT_OF_SCOPE), (Forward, Outcome.FORWARDED)])
def test_the_case_ends_there(kind: type[DeclareOutOfScope] | type[Forward], outcome: Outcome) -> None:
    ended = then(BY_DOCTOR, an_act(kind), "clerk")
    assert (ended.stage, ended.outcome, at_rest(ended)) == (Stage.CLOSED, outcome, True)


@pytest.mark.parametrize(
    ("to", "why"),
    [
        pytest.param(CITY, None, id="to an agency of the directory"),
        pytest.param("SYT", Reason.UNKNOWN_AGENCY, id="not to one nobody knows"),
        pytest.param(WARD, Reason.UNKNOWN_AGENCY, id="not to itself"),
    ],
)
def test_a_proposal_is_sent_on(to: str, why: Reason | None) -> None:
    assert refusal(WAITING, an_act(Forward, to=to), "clerk") == why


def test_whoever_it_is_sent_to_is_told_by_name() -> None:
    fact = decided(WAITING, an_act(Forward), "clerk")
    assert isinstance(fact, Forwarded)
    assert fact.names == {CITY: "Ủy ban nhân dân Thành phố Hồ Chí Minh"}


def test_once_accepted_it_is_within_the_scope() -> None:
    accepted = then(WAITING, AcceptDossier(), "clerk")
    assert refusal(accepted, an_act(DeclareOutOfScope), "clerk") == Reason.NOT_OPEN_IN_STAGE


def test_what_is_no_part_of_the_rules_named_is_said_to_be_none() -> None:
    assert refusal(a_case(Stage.AGENCY_REVIEW), an_act(SubmitToCity), "head") == Reason.NOT_UNDER_THESE_RULES

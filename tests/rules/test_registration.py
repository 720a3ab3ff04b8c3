"""Registering a proposal, finding its dossier complete (ND73 Art. 7), and taking it back."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from domain.acts import AcceptDossier, Register, Resubmit, ReturnDossier, Withdraw
from domain.canonical import digest
from domain.facts import DossierResubmitted, Registered
from domain.law.policy import Law, Policy
from domain.law.registration_law import FocusArea
from domain.people.directory import Directory
from domain.refusals import Reason, Refused
from domain.streams.initiative import Initiative
from domain.vocabulary import ClockKind, Office, Outcome, ProposedAs, Regime, Stage
from tests.builders import (
    ASKED_BY_THE_PLAN,
    CITY,
    FRIDAY,
    WARD,
    a_case,
    a_directory,
    a_policy,
    a_term,
    an_act,
    decided,
    refusal,
    the_law,
    then,
)

NEW = a_case()
WAITING = a_case(Stage.REGISTERED)
RETURNED = then(WAITING, an_act(ReturnDossier), by="clerk")
MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("who", "proposers", "why"),
    [
        pytest.param("lan", (), None, id="anybody may propose for themselves"),
        pytest.param("lan", ("lan", "tam"), None, id="one of several proposers may file for all"),
        pytest.param("clerk", ("lan",), None, id="an officer of the agency may file for another"),
        pytest.param("clerk_th", ("lan",), Reason.NOT_YOUR_OFFICE, id="an officer of another agency may not"),
        pytest.param("stranger", ("lan",), Reason.NOT_YOUR_OFFICE, id="nobody may propose in another's name"),
        pytest.param("nobody", (), Reason.NOT_IN_THE_DIRECTORY, id="who is not in the directory may not"),
        pytest.param("lan", ("lan", "nobody"), Reason.UNKNOWN_PERSON, id="every proposer must be in the directory"),
    ],
)
def test_who_may_register(who: str, proposers: tuple[str, ...], why: Reason | None) -> None:
    assert refusal(NEW, an_act(Register, proposers=proposers), who) == why


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        pytest.param({}, None, id="a ward of the directory"),
        pytest.param({"agency": "99999"}, Reason.UNKNOWN_AGENCY, id="an agency nobody knows"),
        pytest.param({"implementers": ("nobody",)}, Reason.UNKNOWN_PERSON, id="an implementer nobody knows"),
        pytest.param({"title": "x" * 300}, None, id="a title as long as it may be"),
        pytest.param({"title": "x" * 301}, Reason.TOO_LONG, id="a title one character longer"),
        pytest.param({"purpose": "x" * 20_000}, None, id="a text as long as it may be"),
        pytest.param({"purpose": "x" * 20_001}, Reason.TOO_LONG, id="a text one character longer"),
    ],
)
def test_what_may_be_registered(fields: dict[str, Any], why: Reason | None) -> None:
    assert refusal(NEW, an_act(Register, **fields), "lan") == why


@pytest.mark.parametrize(
    ("moment", "why"),
    [
        pytest.param(datetime(2023, 9, 28, 16, 59, tzinfo=UTC), Reason.REGIME_NOT_IN_FORCE, id="on the last minute of the eve in Vietnam"),
        pytest.param(datetime(2023, 9, 28, 17, 0, tzinfo=UTC), None, id="on the first minute of the day it came into force in Vietnam"),
    ],
)
def test_a_proposal_is_registered_under_rules_in_force_that_day(moment: datetime, why: Reason | None) -> None:
    assert refusal(NEW, an_act(Register), "lan", moment) == why


def test_who_is_not_named_otherwise_proposes_and_carries_out() -> None:
    case = then(NEW, an_act(Register), "lan")
    assert (case.proposers, case.implementers) == (("lan",), ("lan",))


def test_a_name_given_twice_counts_once() -> None:
    assert then(NEW, an_act(Register, proposers=("lan", "tam", "lan")), "lan").proposers == ("lan", "tam")


@pytest.mark.parametrize(
    ("who", "addressed_to"),
    [
        pytest.param("lan", WARD, id="to the head of their agency"),
        pytest.param("deputy", WARD, id="a deputy's too"),
        pytest.param("head", CITY, id="the head's own to the superior agency's head"),
    ],
)
def test_a_proposal_is_addressed(who: str, addressed_to: str) -> None:
    assert then(NEW, an_act(Register), who).addressed_to == addressed_to


@pytest.mark.parametrize(
    ("who", "fields"),
    [
        pytest.param("chair", {"agency": CITY}, id="the head of the highest agency proposes"),
        pytest.param("head", {"implementers": ("chair",)}, id="the head proposes and their superior carries it out"),
    ],
)
def test_a_proposal_that_leaves_nobody_to_decide_is_refused(who: str, fields: dict[str, Any]) -> None:
    assert refusal(NEW, an_act(Register, **fields), who) == Reason.NO_SUPERIOR_TO_DECIDE


def test_the_record_says_what_was_filed_under_which_set_and_by_whom() -> None:
    fact = decided(NEW, an_act(Register), "lan")
    assert isinstance(fact, Registered)
    assert fact.policy == the_law().policy.id
    assert fact.dossier_sha256 == digest(fact.dossier)
    assert fact.by is not None
    assert (fact.by.person, fact.by.name, fact.by.office) == ("lan", "Nguyễn Thị Lan (DEMO)", Office.PROPOSER)
    assert fact.at == FRIDAY


def test_a_case_is_registered_once() -> None:
    assert refusal(WAITING, an_act(Register), "lan") == Reason.ALREADY_REGISTERED


def test_nothing_can_be_done_in_a_case_that_is_not_there() -> None:
    assert refusal(NEW, AcceptDossier(), "head") == Reason.NO_SUCH_CASE


@pytest.mark.parametrize(
    ("who", "why"),
    [
        pytest.param("clerk", None, id="an officer of the agency addressed"),
        pytest.param("head", None, id="its head"),
        pytest.param("deputy", Reason.NOT_YOUR_OFFICE, id="not a deputy"),
        pytest.param("lan", Reason.NOT_YOUR_OFFICE, id="not the proposer"),
        pytest.param("clerk_th", Reason.NO_SUCH_CASE, id="not an officer of another ward"),
        pytest.param("chair", Reason.NOT_YOUR_OFFICE, id="not the superior"),
    ],
)
@pytest.mark.parametrize("kind", [AcceptDossier, ReturnDossier])
def test_a_dossier_is_received_by(kind: type[AcceptDossier] | type[ReturnDossier], who: str, why: Reason | None) -> None:
    assert refusal(WAITING, an_act(kind), who) == why


@pytest.mark.parametrize("kind", [AcceptDossier, ReturnDossier])
def test_a_returned_dossier_is_with_the_proposer(kind: type[AcceptDossier] | type[ReturnDossier]) -> None:
    assert RETURNED.examination.missing == ("nguồn lực",)
    assert refusal(RETURNED, an_act(kind), "clerk") == Reason.DOSSIER_WAS_RETURNED


@pytest.mark.parametrize(
    ("case", "who", "why"),
    [
        pytest.param(RETURNED, "lan", None, id="the proposer, once it was returned"),
        pytest.param(RETURNED, "tam", Reason.NOT_YOUR_OFFICE, id="not the implementer"),
        pytest.param(RETURNED, "clerk", Reason.NOT_YOUR_OFFICE, id="not the officer"),
        pytest.param(WAITING, "lan", Reason.DOSSIER_NOT_RETURNED, id="not while it is being examined"),
        pytest.param(a_case(Stage.AGENCY_REVIEW), "lan", Reason.NOT_OPEN_IN_STAGE, id="not once it was accepted"),
    ],
)
def test_a_dossier_is_resubmitted_by(case: Initiative, who: str, why: Reason | None) -> None:
    assert refusal(case, an_act(Resubmit), who) == why


def test_what_is_resubmitted_takes_the_place_of_what_was_returned() -> None:
    fact = decided(RETURNED, an_act(Resubmit, resources="Ngân sách phường"), "lan", MONDAY)
    assert isinstance(fact, DossierResubmitted)
    case = then(RETURNED, an_act(Resubmit, resources="Ngân sách phường"), "lan", MONDAY)
    assert case.dossier == fact.dossier
    assert case.dossier_sha256 == digest(fact.dossier) != RETURNED.dossier_sha256
    assert (case.examination.missing, case.stage, case.filed_at) == ((), Stage.REGISTERED, MONDAY)


def test_a_return_stops_the_decision_clock_and_the_resubmission_starts_a_new_one() -> None:
    assert WAITING.waits_on(ClockKind.DECISION)
    assert not RETURNED.waits_on(ClockKind.DECISION)
    resubmitted = then(RETURNED, an_act(Resubmit), "lan", MONDAY)
    assert [(clock.kind, clock.since) for clock in resubmitted.clocks] == [(ClockKind.DECISION, MONDAY)]


def test_accepting_late_gains_no_time() -> None:
    accepted = then(WAITING, AcceptDossier(), "clerk", MONDAY)
    assert accepted.stage is Stage.AGENCY_REVIEW
    assert accepted.clocks == WAITING.clocks
    assert accepted.clocks[0].since == FRIDAY


def test_a_clerk_does_not_receive_their_own_proposal() -> None:
    own = then(NEW, an_act(Register), "clerk")
    assert refusal(own, AcceptDossier(), "clerk") == Reason.PARTY_MAY_NOT_DECIDE
    assert refusal(own, AcceptDossier(), "stranger", directory=a_directory(a_term("stranger", Office.AGENCY_OFFICER))) is None


@pytest.mark.parametrize(
    ("stage", "who", "why"),
    [
        pytest.param(Stage.REGISTERED, "lan", None, id="the proposer takes it back while it is examined"),
        pytest.param(Stage.AGENCY_REVIEW, "lan", None, id="and while it is decided on"),
        pytest.param(Stage.PLANNING, "lan", None, id="and while it is planned"),
        pytest.param(Stage.IMPLEMENTING, "lan", Reason.NOT_OPEN_IN_STAGE, id="not once the work has begun"),
        pytest.param(Stage.REGISTERED, "tam", Reason.NOT_YOUR_OFFICE, id="an implementer may not"),
        pytest.param(Stage.REGISTERED, "head", Reason.NOT_YOUR_OFFICE, id="nor may the head: they refuse, with reasons"),
    ],
)
def test_who_may_withdraw(stage: Stage, who: str, why: Reason | None) -> None:
    assert refusal(a_case(stage), an_act(Withdraw), who) == why


def test_a_withdrawn_case_is_at_rest_and_owes_nobody_an_answer() -> None:
    withdrawn = then(WAITING, an_act(Withdraw), by="lan")

    assert (withdrawn.stage, withdrawn.outcome, withdrawn.clocks) == (Stage.CLOSED, Outcome.WITHDRAWN, ())


@pytest.mark.parametrize(
    ("who", "agency", "why"),
    [
        pytest.param("head", "27475", Reason.NOT_THEIR_AGENCY, id="a head does not take their proposal to another ward's head"),
        pytest.param("chair", "SNV", Reason.NOT_THEIR_AGENCY, id="nor to somebody below them"),
        pytest.param("head", WARD, None, id="but to their own agency, and so to their superior"),
        pytest.param("lan", "27475", None, id="of whom no office is known the directory cannot say where they serve"),
    ],
)
def test_one_proposes_where_one_serves(who: str, agency: str, why: Reason | None) -> None:
    assert refusal(NEW, an_act(Register, agency=agency), who) == why


# --- Under the plan of 2022 ---


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        pytest.param({}, None, id="with all it asks"),
        pytest.param({"worst_case": ""}, Reason.DOSSIER_PART_MISSING, id="not without the worst case"),
        pytest.param({"remedy": ""}, Reason.DOSSIER_PART_MISSING, id="nor a remedy"),
        pytest.param({"commitment": ""}, Reason.DOSSIER_PART_MISSING, id="nor a commitment"),
        pytest.param({"grounding": ""}, Reason.DOSSIER_PART_MISSING, id="nor what science and practice say for it"),
        pytest.param({"gap": None}, Reason.DOSSIER_PART_MISSING, id="nor what the rules in force leave open"),
        pytest.param({"focus_area": None}, Reason.FOCUS_AREA_NEEDED, id="nor the programme it belongs to"),
        pytest.param({"focus_area": "gardening"}, Reason.UNKNOWN_FOCUS_AREA, id="which is one the city has named"),
        pytest.param({"focus_area": "city_management"}, Reason.UNKNOWN_FOCUS_AREA, id="and whose term has not ended"),
        pytest.param({"implementers": ("chair",)}, Reason.CITY_WOULD_DECIDE_ITS_OWN, id="and not for the chair, who decides, to carry out"),
    ],
)
def test_the_plan_asks_more_of_a_dossier(fields: dict[str, Any], why: Reason | None) -> None:
    assert refusal(NEW, an_act(Register, **{**ASKED_BY_THE_PLAN, **fields}), "lan") == why


def test_the_decree_asks_none_of_it() -> None:
    assert refusal(NEW, an_act(Register), "lan") is None
    assert refusal(NEW, an_act(Register, focus_area="gardening"), "lan") == Reason.UNKNOWN_FOCUS_AREA


def test_what_is_resubmitted_holds_all_of_it_too() -> None:
    returned = then(a_case(Stage.REGISTERED, regime=Regime.HCMC2022), an_act(ReturnDossier), "clerk")
    whole = {part: ASKED_BY_THE_PLAN[part] for part in the_law(Regime.HCMC2022).dossier.required.value}
    assert refusal(returned, an_act(Resubmit), "lan") == Reason.DOSSIER_PART_MISSING
    assert refusal(returned, an_act(Resubmit, **whole), "lan") is None


def test_a_registration_pins_the_set_of_its_regime() -> None:
    case = then(NEW, an_act(Register, **ASKED_BY_THE_PLAN), "lan")
    assert (case.regime, case.policy, case.focus_area) == (Regime.HCMC2022, "hcmc-plan-2022.3", "institutions_policies")


OF_THE_TERM = ["city_management", "infrastructure", "human_resources_culture", "key_products"]
OF_THE_NEXT = ["institutions_policies", "infrastructure_2025", "human_resources"]


@pytest.mark.parametrize(
    ("day", "programmes"),
    [
        pytest.param(date(2023, 3, 1), OF_THE_TERM, id="while the term of 2020 to 2025 runs"),
        pytest.param(date(2025, 11, 1), [*OF_THE_TERM, *OF_THE_NEXT], id="in the last months of that term, after the next congress"),
        pytest.param(date(2027, 3, 1), OF_THE_NEXT, id="once it is over"),
    ],
)
@pytest.mark.parametrize("regime", Regime)
def test_the_programmes_of_a_congress_end_with_its_term(day: date, programmes: list[str], regime: Regime) -> None:
    assert list(the_law(regime).policy.areas_open_on(day)) == [*programmes, "legal_obstacles"]


def test_who_names_a_programme_that_has_ended_is_told_those_that_are_open() -> None:
    with pytest.raises(Refused) as refused:
        decided(NEW, an_act(Register, **{**ASKED_BY_THE_PLAN, "focus_area": "city_management"}), "lan")
    assert refused.value.params["areas"] == ", ".join((*OF_THE_NEXT, "legal_obstacles"))


def test_a_case_under_an_earlier_set_keeps_the_programmes_it_was_promised() -> None:
    earlier = a_policy("hcmc-plan-2022-2").completed_by(the_law(Regime.HCMC2022).policy)
    assert "city_management" in earlier.areas_open_on(FRIDAY.date())
    assert earlier.dossier
    assert (earlier.dossier.required.value, earlier.dossier.plan_form_required) == (("worst_case", "remedy", "commitment"), None)


def with_a_component() -> Law:
    law = the_law(Regime.HCMC2022)
    ring_road = FocusArea(
        title_vi="Dự án Vành đai (DEMO)",
        title_en="Ring road (DEMO)",
        basis="house: focus",
        valid_from=date(2026, 1, 1),
        part_of="infrastructure_2025",
    )
    return replace(law, published=law.published.model_copy(update={"focus_areas": {**law.focus_areas, "ring_road": ring_road}}))


def test_a_component_programme_the_city_names_is_chosen_like_any_other() -> None:
    law, act = with_a_component(), an_act(Register, **{**ASKED_BY_THE_PLAN, "focus_area": "ring_road"})
    fact = decided(NEW, act, "lan", law=law)
    assert isinstance(fact, Registered)
    assert fact.focus_area == "ring_road"


def test_a_component_of_nothing_is_no_rule_set() -> None:
    content = with_a_component().published.content
    content["focus_areas"]["ring_road"]["part_of"] = "nowhere"
    with pytest.raises(ValidationError, match=r"ring_road: is part of nowhere"):
        Policy.model_validate(content)


def test_the_record_says_as_what_and_for_whom_it_was_proposed() -> None:
    told = {"proposed_as": "solution", "on_behalf_of": "Tổ cải cách hành chính của phường", "component": "Đề án chính quyền số"}
    case = then(NEW, an_act(Register, **ASKED_BY_THE_PLAN, **told), "lan")
    assert (case.proposed_as, case.on_behalf_of) == (ProposedAs.SOLUTION, told["on_behalf_of"])
    assert case.dossier
    assert case.dossier.component == told["component"]


@pytest.mark.parametrize(("regime", "unverified"), [(Regime.HCMC2022, True), (Regime.ND73, False)])
def test_a_registration_says_that_nobody_has_verified_whether_the_plan_still_stands(regime: Regime, unverified: bool) -> None:
    asked = {**ASKED_BY_THE_PLAN, "regime": regime}
    fact = decided(NEW, an_act(Register, **asked), "lan")
    assert isinstance(fact, Registered)
    assert fact.unverified is unverified


def test_what_a_registration_does_not_say_of_what_came_later_leaves_its_hash_as_it_was() -> None:
    later = {"grounding", "gap", "component", "legal_issue", "proposed_as", "on_behalf_of"}
    assert later.isdisjoint(an_act(Register).model_dump())
    assert decided(NEW, an_act(Register), "lan").model_dump()["dossier"].keys().isdisjoint(later)
    assert {"gap", "grounding"} <= an_act(Register, **ASKED_BY_THE_PLAN).model_dump().keys()


def managed(**by: str) -> Directory:
    here = a_directory()
    people = {person: here.people[person].model_copy(update={"managed_by": agency}) for person, agency in by.items()}
    return replace(here, people={**here.people, **people})


@pytest.mark.parametrize(
    ("managers", "addressed_to"),
    [
        pytest.param({}, WARD, id="as before where the directory does not say who manages them"),
        pytest.param({"lan": WARD}, WARD, id="to their own head where their own agency manages them"),
        pytest.param({"lan": CITY}, CITY, id="to the city where the city does"),
        pytest.param({"lan": WARD, "tam": CITY}, CITY, id="of several to the highest"),
        pytest.param({"lan": "27475"}, WARD, id="not to an agency that does not stand above theirs"),
    ],
)
def test_under_the_plan_a_proposal_goes_to_whoever_manages_the_proposer(managers: dict[str, str], addressed_to: str) -> None:
    act = an_act(Register, **ASKED_BY_THE_PLAN, proposers=("lan", "tam"))
    assert then(NEW, act, "lan", directory=managed(**managers)).addressed_to == addressed_to


def test_where_the_head_of_the_managing_agency_carries_it_out_the_next_above_decides() -> None:
    act = an_act(Register, **ASKED_BY_THE_PLAN, implementers=("head",))
    assert then(NEW, act, "lan", directory=managed(lan=WARD)).addressed_to == CITY


def test_under_the_decree_it_goes_to_the_head_of_their_agency_whoever_manages_them() -> None:
    assert then(NEW, an_act(Register), "lan", directory=managed(lan=CITY)).addressed_to == WARD

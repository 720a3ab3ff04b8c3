"""A registration campaign: who owes what, who may open, chase, waive and close it, and that no debt is overlooked."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from domain.acts import Act, CloseCampaign, ExtendCampaign, IncludeAgency, OpenCampaign, Register, RemindAgencies, Waive
from domain.campaigns.duty import fulfilled_by
from domain.facts import AgenciesReminded, CampaignClosed, CampaignOpened, Fact, Move, Registered, Rehomed
from domain.filing import Filed
from domain.matter import RecordExcerpt
from domain.people.directory import Directory
from domain.people.standpoint import Standpoint
from domain.procedure.chapters import after
from domain.procedure.decide import decide
from domain.procedure.waiting import at_rest
from domain.refusals import Reason, Refused
from domain.streams.campaign import Campaign
from domain.streams.clocks import next_due
from domain.streams.initiative import Initiative
from domain.streams.stream import Stream
from domain.time.reminders import desks, fact_of
from domain.vocabulary import AgencyKind, CampaignStage, ClockKind, LeftOut, Office, Regime
from tests.builders import ASKED_BY_THE_PLAN, CITY, FRIDAY, NUMBER, WARD, a_directory, an_act, the_law

LAW, OTHER, DUTY = the_law(Regime.HCMC2022), "27475", ("26743", "27475", "STC")
LAST_DAY = date(2026, 12, 31)


def directory(**kinds: AgencyKind) -> Directory:
    known = a_directory()
    wards = {code: known.agencies[code].model_copy(update={"kind": AgencyKind.WARD}) for code in (WARD, OTHER)}
    return Directory({**known.agencies, **wards}, known.people, known.terms)


def decided(stream: Stream, act: Act, by: str, *others: Campaign, at: datetime = FRIDAY) -> Fact:
    law = the_law(act.regime) if isinstance(act, Register) else LAW
    return decide(Filed("TN-20261120-0000000001", stream.number, act, by, at), stream, law, directory(), RecordExcerpt(campaigns=others))


def refused(stream: Stream, act: Act, by: str, *others: Campaign, at: datetime = FRIDAY) -> Reason | None:
    try:
        decided(stream, act, by, *others, at=at)
    except Refused as why:
        return why.reason
    return None


def opening(**fields: Any) -> OpenCampaign:
    act = an_act(OpenCampaign, **{"kinds": ["ward"], "agencies": ["STC"], **fields})
    assert isinstance(act, OpenCampaign)
    return act


def opened(number: str = "CD-1", **fields: Any) -> Campaign:
    campaign: Campaign = after(decided(Campaign(number=number), opening(**fields), "focal"), Campaign(number=number))
    return campaign


def then(campaign: Campaign, act: Act, by: str = "focal", at: datetime = FRIDAY) -> Campaign:
    changed: Campaign = after(decided(campaign, act, by, at=at), campaign)
    return changed


def registered(agency: str = WARD, campaign: str = "CD-1", **fields: Any) -> Registered:
    fact = decided(Initiative(number=NUMBER), an_act(Register, agency=agency, campaign=campaign, **fields), "lan", opened(campaign))
    assert isinstance(fact, Registered)
    return fact


def counted(campaign: Campaign, agency: str = WARD) -> Campaign:
    done = fulfilled_by(registered(agency), NUMBER, campaign)
    changed: Campaign = after(done, campaign) if done else campaign
    return changed


def over(campaign: Campaign) -> Campaign:
    """After its window: everything its clock had to say by then, said."""
    limit = datetime(2027, 1, 1, tzinfo=UTC)
    while (rung := next_due(campaign.clocks, LAW)) and rung.at <= limit:
        campaign = after(fact_of(rung, campaign, LAW, desks(rung.clock, Standpoint(campaign, directory()))), campaign)
    return campaign


OPEN = opened()
CLOSING = over(OPEN)
NOT_OPENED = Campaign(number="CD-2")


# --- Opening ---


def test_a_directive_opens_it_at_once_for_the_agencies_named_and_those_of_a_kind() -> None:
    fact = decided(NOT_OPENED, opening(), "focal")
    assert isinstance(fact, CampaignOpened)
    assert (fact.duty, fact.closes_on, fact.by and fact.by.office) == (DUTY, LAST_DAY, Office.HOME_AFFAIRS)
    assert (OPEN.stage, OPEN.owing, OPEN.names["STC"]) == (CampaignStage.OPEN, DUTY, "Sở Tài chính")
    assert [(clock.kind, clock.until) for clock in OPEN.clocks] == [(ClockKind.REGISTRATION, LAST_DAY)]


@pytest.mark.parametrize(
    ("fields", "by", "why"),
    [
        pytest.param({}, "chair", None, id="the city's chair may"),
        pytest.param({}, "head", Reason.NOT_YOUR_OFFICE, id="no head of an agency"),
        pytest.param({"on_paper": {"number": "05/CT", "issued_on": "2026-11-18"}}, "chair", None, id="and so may a paper signed before"),
        pytest.param({"closes_on": "2026-11-20"}, "focal", Reason.DAY_NOT_AHEAD, id="not to close the day it opens"),
        pytest.param({"closes_on": "2026-11-01"}, "focal", Reason.DAY_NOT_AHEAD, id="nor before"),
        pytest.param({"agencies": ["SYT"]}, "focal", Reason.UNKNOWN_AGENCY, id="not for whom nobody knows"),
        pytest.param({"agencies": ["STC", "STP", "STC"]}, "focal", Reason.AGENCY_TWICE, id="nobody twice"),
        pytest.param({"agencies": [], "kinds": ["enterprise"]}, "focal", Reason.NOBODY_UNDER_DUTY, id="not for nobody"),
        pytest.param({"focus_area": "nothing_named"}, "focal", Reason.UNKNOWN_FOCUS_AREA, id="for a programme the city has named"),
    ],
)
def test_a_campaign_is_opened_by(fields: dict[str, Any], by: str, why: Reason | None) -> None:
    assert refused(NOT_OPENED, opening(**fields), by) == why


def test_two_directives_on_the_same_matter_do_not_ask_the_same_agency() -> None:
    assert refused(NOT_OPENED, opening(), "focal", OPEN) is Reason.CAMPAIGNS_OVERLAP
    assert refused(NOT_OPENED, opening(kinds=[], agencies=["STP"]), "focal", OPEN) is None
    assert refused(NOT_OPENED, opening(focus_area="institutions_policies"), "focal", OPEN) is None, "another matter"
    yearly = replace(OPEN, number="DK-2026", year=2026)
    assert refused(NOT_OPENED, opening(), "focal", yearly) is None, "beside the yearly one"


def test_it_is_opened_once() -> None:
    assert refused(OPEN, opening(), "focal") is Reason.ALREADY_REGISTERED
    assert refused(NOT_OPENED, an_act(Waive), "focal") is Reason.NO_SUCH_CASE


# --- Registrations ---


def test_a_registration_is_told_to_it_only_while_that_agency_owes_one() -> None:
    once = counted(OPEN)
    assert (once.owing, once.fulfilled, once.sequence) == ((OTHER, "STC"), (WARD,), OPEN.sequence + 1)
    assert counted(once) is once, "a second one leaves no entry: it grows with the agencies, not with the registrations"
    assert counted(CLOSING).fulfilled == (WARD,), "late ones count, until it is closed"


def test_where_two_are_asked_each_of_the_two_counts() -> None:
    twice = counted(opened(at_least=2))
    assert (twice.owes[WARD], twice.fulfilled) == (1, ())
    assert counted(twice).fulfilled == (WARD,)


def test_it_answers_the_campaign_it_names_or_else_the_yearly_one_that_is_open_to_the_agency() -> None:
    yearly = replace(opened("DK-2026"), year=2026)

    def answered(**fields: Any) -> str:
        fact = decided(Initiative(number=NUMBER), an_act(Register, **fields), "lan", OPEN, yearly)
        assert isinstance(fact, Registered)
        return fact.campaign

    assert (answered(), answered(campaign="CD-1"), answered(agency="STP")) == ("DK-2026", "CD-1", "")


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        pytest.param({"campaign": "CD-9"}, Reason.CAMPAIGN_NOT_OPEN, id="not one that is not open"),
        pytest.param({"campaign": "CD-1", "agency": "STP"}, Reason.CAMPAIGN_NOT_OPEN, id="not one that does not ask the agency"),
        pytest.param({"campaign": "CD-3"}, Reason.CAMPAIGN_WANTS_FOCUS, id="not one about something else"),
    ],
)
def test_a_registration_answers_no_other_campaign(fields: dict[str, Any], why: Reason) -> None:
    focused = opened("CD-3", focus_area="institutions_policies")
    assert refused(Initiative(number=NUMBER), an_act(Register, **fields), "lan", OPEN, focused) is why


def test_that_a_campaign_does_not_ask_the_agency_is_told_to_whoever_may_read_the_campaign() -> None:
    elsewhere = an_act(Register, campaign="CD-1", agency="SNV")
    assert refused(Initiative(number=NUMBER), elsewhere, "focal", OPEN) is Reason.NOT_ASKED_BY_CAMPAIGN


def test_a_component_of_the_programme_a_campaign_is_about_answers_it() -> None:
    broad = LAW.focus_areas["institutions_policies"]
    areas = {**LAW.focus_areas, "land": broad.model_copy(update={"part_of": "institutions_policies"})}
    law = replace(LAW, published=LAW.published.model_copy(update={"focus_areas": areas}))
    act = an_act(Register, **{**ASKED_BY_THE_PLAN, "focus_area": "land", "campaign": "CD-3"})
    focused = RecordExcerpt(campaigns=(opened("CD-3", focus_area="institutions_policies"),))
    fact = decide(Filed("TN-20261120-0000000001", NUMBER, act, "lan", FRIDAY), Initiative(number=NUMBER), law, directory(), focused)
    assert isinstance(fact, Registered)
    assert fact.campaign == "CD-3"


def test_how_many_a_campaign_asks_for_that_does_not_say_is_the_sets_convention() -> None:
    fact, asked = decided(NOT_OPENED, opening(), "focal"), LAW.campaigns.at_least
    assert isinstance(fact, CampaignOpened)
    assert (fact.at_least, asked.provisional) == (asked.value, True)


# --- Chasing ---


def test_reminders_go_to_the_heads_of_those_missing_and_then_to_their_superiors() -> None:
    standpoint = Standpoint(counted(OPEN), directory())
    assert standpoint.holders(Office.AGENCY_HEAD) == ("head_th", "finance")
    assert standpoint.holders(Office.SUPERIOR_HEAD) == ("chair",)
    rung = next_due(standpoint.stream.clocks, LAW)
    assert rung
    assert [desk.agency for desk in desks(rung.clock, standpoint)] == [OTHER, "STC"]
    assert rung.clock.basis(LAW) == "HCMC2022: road map", "and no plan of an initiative"


def test_when_its_window_is_over_it_waits_for_somebody_to_close_it_and_decides_nothing() -> None:
    assert (CLOSING.stage, CLOSING.owing, at_rest(CLOSING)) == (CampaignStage.CLOSING, DUTY, False)
    assert not at_rest(over(counted(OPEN)))


def test_whoever_is_chased_by_hand_owes_something_and_each_is_answered_for() -> None:
    campaign = then(counted(OPEN), an_act(Waive, agency="STC"))
    fact = decided(campaign, an_act(RemindAgencies, agencies=[WARD, OTHER, "STC", "SNV"]), "focal")
    assert isinstance(fact, AgenciesReminded)
    assert (fact.agencies, fact.also_told) == ((OTHER,), ((Office.AGENCY_HEAD, OTHER),))
    assert {each.agency: each.because for each in fact.not_reminded} == {
        WARD: LeftOut.REGISTERED,
        "STC": LeftOut.WAIVED,
        "SNV": LeftOut.NOT_UNDER_DUTY,
    }
    everybody = decided(OPEN, an_act(RemindAgencies, agencies=[]), "focal")
    assert isinstance(everybody, AgenciesReminded)
    assert everybody.agencies == DUTY
    vacant = opened(agencies=["STC", CITY])
    gone = Directory(directory().agencies, directory().people, tuple(t for t in directory().terms if t.person != "chair"))
    fact = decide(Filed("TN-1", "CD-1", an_act(RemindAgencies, agencies=[CITY]), "focal", FRIDAY), vacant, LAW, gone)
    assert isinstance(fact, AgenciesReminded)
    assert [each.because for each in fact.not_reminded] == [LeftOut.NOBODY_HEADS_IT]


# --- Duties change ---


def test_a_waiver_has_its_reason_and_ends_the_duty() -> None:
    waived = then(OPEN, an_act(Waive, agency=WARD), "chair")
    assert (waived.owing, list(waived.waived)) == ((OTHER, "STC"), [WARD])
    assert refused(waived, an_act(Waive, agency=WARD), "focal") is Reason.OWES_NOTHING
    assert refused(OPEN, an_act(Waive, agency=WARD), "head") is Reason.NOT_YOUR_OFFICE


def test_an_agency_that_appears_is_included_by_a_person_and_a_waived_one_may_be_asked_again() -> None:
    assert "SNV" in then(OPEN, an_act(IncludeAgency, agency="SNV")).owing
    assert refused(OPEN, an_act(IncludeAgency, agency=WARD), "focal") is Reason.UNDER_DUTY_ALREADY
    again = then(then(OPEN, an_act(Waive, agency=WARD)), an_act(IncludeAgency, agency=WARD))
    assert (again.owing, again.waived) == (DUTY, {})


def merged(campaign: Campaign, was: str = WARD, now: str = OTHER) -> Campaign:
    moved: Campaign = after(Rehomed(at=FRIDAY, moves=(Move(was=was, now=now),)), campaign)
    return moved


def test_when_agencies_merge_what_either_registered_counts_for_the_one_that_is_left() -> None:
    assert merged(OPEN).owing == (OTHER, "STC")
    assert merged(counted(OPEN)).fulfilled == (OTHER,)
    assert merged(counted(OPEN, OTHER)).fulfilled == (OTHER,)
    assert merged(counted(opened(at_least=2))).owes[OTHER] == 1
    assert merged(OPEN).heir(WARD) == OTHER
    assert WARD not in merged(OPEN).duty


def test_a_duty_or_a_waiver_passes_to_a_successor_that_had_none() -> None:
    assert "SNV" in merged(OPEN, now="SNV").owing
    waived = then(OPEN, an_act(Waive, agency=WARD))
    assert "SNV" in merged(waived, now="SNV").waived
    assert OTHER in merged(waived).owing, "what the successor owed itself it still owes"
    assert OTHER in merged(then(OPEN, an_act(Waive, agency=OTHER))).waived
    assert merged(OPEN, was="STP").duty == OPEN.duty, "whoever was not under duty leaves none"


def test_it_is_extended_to_a_later_day_and_those_missing_are_reminded_anew() -> None:
    longer = then(CLOSING, an_act(ExtendCampaign), at=datetime(2027, 1, 2, tzinfo=UTC))
    assert (longer.stage, longer.closes_on) == (CampaignStage.OPEN, date(2027, 1, 15))
    assert [(clock.until, clock.rungs_spoken) for clock in longer.clocks] == [(date(2027, 1, 15), 0)]
    assert refused(OPEN, an_act(ExtendCampaign, closes_on="2026-12-30"), "focal") is Reason.NOT_AN_EXTENSION


# --- Closing ---


@pytest.mark.parametrize(
    ("campaign", "owing", "by", "why"),
    [
        pytest.param(CLOSING, DUTY, "focal", None, id="with those that owe, each named"),
        pytest.param(CLOSING, ("STC", OTHER, WARD), "chair", None, id="in any order"),
        pytest.param(CLOSING, DUTY[:2], "focal", Reason.DEBTS_NOT_LISTED, id="not with one left out"),
        pytest.param(CLOSING, (*DUTY, "SNV"), "focal", Reason.DEBTS_NOT_LISTED, id="nor with one too many"),
        pytest.param(CLOSING, (), "focal", Reason.DEBTS_NOT_LISTED, id="nor silently"),
        pytest.param(CLOSING, DUTY, "head", Reason.NOT_YOUR_OFFICE, id="not by an agency"),
        pytest.param(OPEN, DUTY, "focal", Reason.WINDOW_STILL_OPEN, id="not while its window is open and somebody owes"),
        pytest.param(counted(counted(then(OPEN, an_act(Waive, agency="STC"))), OTHER), (), "focal", None, id="early once nobody owes"),
    ],
)
def test_a_campaign_is_closed(campaign: Campaign, owing: tuple[str, ...], by: str, why: Reason | None) -> None:
    assert refused(campaign, an_act(CloseCampaign, owing=owing), by) == why


def test_its_report_has_who_owes_by_name_and_how_many_registered_and_were_waived() -> None:
    campaign = over(counted(then(OPEN, an_act(Waive, agency="STC"))))
    fact = decided(campaign, an_act(CloseCampaign, owing=[OTHER]), "focal")
    assert isinstance(fact, CampaignClosed)
    assert (fact.under_duty, fact.registered, fact.waived, fact.names) == (3, 1, 1, {OTHER: "Ủy ban nhân dân phường Tân Hưng"})
    closed: Campaign = after(fact, campaign)
    assert (closed.stage, at_rest(closed), counted(closed).sequence) == (CampaignStage.CLOSED, True, closed.sequence)
    assert refused(closed, an_act(RemindAgencies), "focal") is Reason.NOT_OPEN_IN_STAGE


def test_when_nobody_owes_nobody_is_reminded_or_waived() -> None:
    done = counted(opened(kinds=[], agencies=[WARD]))
    assert refused(done, an_act(RemindAgencies, agencies=[]), "focal") is Reason.NOBODY_OWES
    assert refused(done, an_act(Waive, agency=WARD), "focal") is Reason.NOBODY_OWES


def test_agencies_under_duty_read_it_and_others_do_not() -> None:
    standpoint = Standpoint(OPEN, directory())
    assert [standpoint.may_read(person) for person in ("head", "clerk_th", "focal", "chair", "justice", "stranger")] == [
        *(True, True, True, True),
        *(False, False),
    ]


def test_its_silence_is_noted_at_the_desk_of_each_that_let_the_day_pass() -> None:
    [silence] = over(counted(OPEN)).silences
    assert [desk.agency for desk in silence.asked] == [OTHER, "STC"]
    assert silence.noted_at == silence.due

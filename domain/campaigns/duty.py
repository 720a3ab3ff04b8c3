"""Opening, extending, chasing and closing a registration campaign; and what a registration does to an agency's duty."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from domain.acts import CloseCampaign, ExtendCampaign, IncludeAgency, OpenCampaign, RemindAgencies, Waive
from domain.chapter import Chapter, change, conclusion, unchanged
from domain.facts import (
    AgenciesReminded,
    AgencyIncluded,
    CampaignClosed,
    CampaignExtended,
    CampaignOpened,
    DutyFulfilled,
    NotReminded,
    Registered,
    Waived,
    YearlyDefinition,
)
from domain.law.policy import Law
from domain.matter import Matter
from domain.people.directory import Directory
from domain.refusals import Reason, Refused
from domain.streams.campaign import Campaign
from domain.values import unique
from domain.vocabulary import CampaignStage, ClockKind, LeftOut


def as_opened(campaign: Campaign, act: OpenCampaign) -> Campaign:
    """The campaign as this directive would open it, so that offices relative to it mean something already."""
    return replace(campaign, agency=act.agency, addressed_to=act.agency)


def somebody_owes(campaign: Campaign) -> Reason | None:
    return None if campaign.owing else Reason.NOBODY_OWES


def nobody_owes(campaign: Campaign) -> Reason | None:
    """Before its window is over it may be closed only once nobody owes anything."""
    return Reason.WINDOW_STILL_OPEN if campaign.owing else None


def open_campaign(act: OpenCampaign, matter: Matter[Campaign]) -> CampaignOpened:
    matter.refuse_unless_ahead(act.closes_on, "closes_on")
    if act.focus_area:
        matter.refuse_unless_open(act.focus_area, matter.basis)
    twice = next((code for n, code in enumerate(act.agencies) if code in act.agencies[:n]), None)
    if twice:
        raise Refused(Reason.AGENCY_TWICE, matter.basis, agency=twice)
    known = matter.directory.agencies
    of_kind = (code for code, agency in known.items() if agency.kind in act.kinds and not agency.successor)
    duty = tuple(sorted({*(matter.agency(code).code for code in act.agencies), *of_kind}))
    if not duty:
        raise Refused(Reason.NOBODY_UNDER_DUTY, matter.basis)
    for other in matter.excerpt.campaigns:
        if other.year is None and other.focus_area == (act.focus_area or "") and (both := {*duty} & {*other.duty}):
            raise Refused(Reason.CAMPAIGNS_OVERLAP, matter.basis, campaign=other.number, agency=min(both))
    return CampaignOpened(
        **matter.signature_fields,
        regime=matter.stream.regime,
        policy=matter.law.id,
        calendar=matter.law.calendar.id,
        agency=act.agency,
        heading=act.heading,
        directive=act.directive,
        closes_on=act.closes_on,
        duty=duty,
        at_least=act.at_least or matter.law.campaigns.at_least.value,
        focus_area=act.focus_area or "",
        names={code: known[code].name for code in (*duty, act.agency)},
    )


def opened_by_the_calendar(
    campaign: YearlyDefinition, definition: int, year: int, at: datetime, asked: Iterable[str], law: Law, directory: Directory
) -> CampaignOpened:
    """The yearly campaign's day has come. Nobody's hand is under it: whoever set it up decided it then, in that definition."""
    duty = tuple(sorted({heir for code in asked if (heir := directory.heir(code)) in directory.agencies}))
    return CampaignOpened(
        at=at,
        regime=law.regime,
        policy=law.id,
        calendar=law.calendar.id,
        agency=campaign.agency,
        heading=f"{campaign.heading} {year}",
        directive=campaign.directive,
        closes_on=campaign.closes_in(year),
        duty=duty,
        at_least=campaign.at_least,
        year=year,
        definition=definition,
        names={code: directory.agencies[code].name for code in (*duty, campaign.agency) if code in directory.agencies},
    )


def campaign_opened(fact: CampaignOpened, campaign: Campaign) -> Campaign:
    return replace(
        campaign,
        stage=CampaignStage.OPEN,
        regime=fact.regime,
        policy=fact.policy,
        calendar=fact.calendar,
        agency=fact.agency,
        addressed_to=fact.agency,
        heading=fact.heading,
        directive=fact.directive,
        year=fact.year,
        opened_on=fact.at,
        closes_on=fact.closes_on,
        focus_area=fact.focus_area,
        at_least=fact.at_least,
        owes=dict.fromkeys(fact.duty, fact.at_least),
        names=fact.names,
    ).starting(ClockKind.REGISTRATION, fact.at, until=fact.closes_on)


def fulfilled_by(fact: Registered, initiative: str, campaign: Campaign) -> DutyFulfilled | None:
    """What the campaign hears of a registration: nothing, where the agency owes none any more. It counts whatever becomes of it later (ADR 18)."""
    agency = campaign.heir(fact.agency)
    left = campaign.owes.get(agency, 0)
    if not campaign.is_open or not left:
        return None
    return DutyFulfilled(
        at=fact.at,
        follows=f"{initiative}/1",
        agency=agency,
        initiative=initiative,
        left=left - 1,
        names={agency: campaign.names.get(agency, agency)},
    )


def duty_fulfilled(fact: DutyFulfilled, campaign: Campaign) -> Campaign:
    owes = {code: fact.left if code == fact.agency else left for code, left in campaign.owes.items()}
    if fact.left:
        return replace(campaign, owes=owes)
    del owes[fact.agency]
    return replace(campaign, owes=owes, fulfilled=(*campaign.fulfilled, fact.agency))


def extend_campaign(act: ExtendCampaign, matter: Matter[Campaign]) -> CampaignExtended:
    matter.refuse_unless_ahead(act.closes_on, "closes_on")
    closes_on = matter.stream.closes_on
    if closes_on and act.closes_on <= closes_on:
        raise Refused(Reason.NOT_AN_EXTENSION, matter.basis, day=closes_on.isoformat())
    return CampaignExtended(**matter.signature_fields, closes_on=act.closes_on, reasons=act.reasons)


def campaign_extended(fact: CampaignExtended, campaign: Campaign) -> Campaign:
    return replace(campaign, stage=CampaignStage.OPEN, closes_on=fact.closes_on).starting(
        ClockKind.REGISTRATION, fact.at, until=fact.closes_on
    )


def waive(act: Waive, matter: Matter[Campaign]) -> Waived:
    if not matter.stream.owes.get(act.agency):
        raise Refused(Reason.OWES_NOTHING, matter.basis, agency=act.agency)
    return Waived(
        **matter.signature_fields,
        agency=act.agency,
        reasons=act.reasons,
        names={act.agency: matter.stream.names.get(act.agency, act.agency)},
    )


def waived(fact: Waived, campaign: Campaign) -> Campaign:
    owes = {code: left for code, left in campaign.owes.items() if code != fact.agency}
    return replace(campaign, owes=owes, waived={**campaign.waived, fact.agency: fact.reasons})


def include_agency(act: IncludeAgency, matter: Matter[Campaign]) -> AgencyIncluded:
    agency = matter.agency(act.agency)
    if act.agency in matter.stream.owes or act.agency in matter.stream.fulfilled:
        raise Refused(Reason.UNDER_DUTY_ALREADY, matter.basis, agency=act.agency)
    return AgencyIncluded(**matter.signature_fields, agency=act.agency, reasons=act.reasons, names={agency.code: agency.name})


def agency_included(fact: AgencyIncluded, campaign: Campaign) -> Campaign:
    waived = {code: reasons for code, reasons in campaign.waived.items() if code != fact.agency}
    owes = {**campaign.owes, fact.agency: campaign.at_least}
    return replace(campaign, owes=owes, waived=waived, names={**campaign.names, **fact.names})


def remind_agencies(act: RemindAgencies, matter: Matter[Campaign]) -> AgenciesReminded:
    campaign, named = matter.stream, unique(*act.agencies) or matter.stream.owing
    left_out = tuple(NotReminded(agency=code, because=why) for code in named if (why := _why_not(code, matter)))
    reminded = tuple(code for code in named if code not in {each.agency for each in left_out})
    names = {code: campaign.names[code] for code in named if code in campaign.names}
    return AgenciesReminded(**matter.signature_fields, agencies=reminded, not_reminded=left_out, message=act.message, names=names)


def _why_not(agency: str, matter: Matter[Campaign]) -> LeftOut | None:
    """None where its head is told."""
    campaign = matter.stream
    if agency in campaign.waived:
        return LeftOut.WAIVED
    if agency in campaign.fulfilled:
        return LeftOut.REGISTERED
    if agency not in campaign.owes:
        return LeftOut.NOT_UNDER_DUTY
    return None if matter.directory.head(agency) else LeftOut.NOBODY_HEADS_IT


def close_campaign(act: CloseCampaign, matter: Matter[Campaign]) -> CampaignClosed:
    campaign = matter.stream
    if {*act.owing} != {*campaign.owing}:
        raise Refused(Reason.DEBTS_NOT_LISTED, matter.basis, agencies=", ".join(campaign.owing) or "-")
    return CampaignClosed(
        **matter.signature_fields,
        owing=campaign.owing,
        under_duty=len(campaign.duty),
        registered=len(campaign.fulfilled),
        waived=len(campaign.waived),
        remarks=act.remarks,
        names={code: campaign.names.get(code, code) for code in campaign.owing},
    )


def campaign_closed(fact: CampaignClosed, campaign: Campaign) -> Campaign:
    return replace(campaign, stage=CampaignStage.CLOSED).stopping(ClockKind.REGISTRATION)


CHAPTER = Chapter(
    concludes=(
        conclusion(OpenCampaign, open_campaign),
        conclusion(ExtendCampaign, extend_campaign),
        conclusion(Waive, waive),
        conclusion(IncludeAgency, include_agency),
        conclusion(RemindAgencies, remind_agencies),
        conclusion(CloseCampaign, close_campaign),
    ),
    changes=(
        change(CampaignOpened, campaign_opened),
        change(DutyFulfilled, duty_fulfilled),
        change(CampaignExtended, campaign_extended),
        change(Waived, waived),
        change(AgencyIncluded, agency_included),
        change(AgenciesReminded, unchanged),
        change(CampaignClosed, campaign_closed),
    ),
)

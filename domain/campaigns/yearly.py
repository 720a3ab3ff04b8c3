"""The yearly campaign: set up, changed, paused and resumed by Home Affairs. Whoever sets it up decides; the calendar only opens what was decided."""

from dataclasses import replace
from datetime import date

from domain.acts import ChangeYearlyCampaign, PauseYearlyCampaign, ResumeYearlyCampaign, SetUpYearlyCampaign
from domain.acts.yearly import YearlyWindow
from domain.chapter import Chapter, change, conclusion
from domain.facts import (
    Fact,
    YearlyCampaignChanged,
    YearlyCampaignPaused,
    YearlyCampaignResumed,
    YearlyCampaignSetUp,
    YearlyDefinition,
)
from domain.matter import Matter
from domain.refusals import Reason, Refused
from domain.streams.yearly import YearlyCampaign
from domain.vocabulary import YearlyStage

A_LEAP_YEAR, AN_ORDINARY_YEAR = 2024, 2025


def as_opened(campaign: YearlyCampaign, act: SetUpYearlyCampaign) -> YearlyCampaign:
    """The campaign as it would be set up, so that offices relative to it mean something already."""
    return replace(campaign, agency=act.agency, addressed_to=act.agency)


def _defined(act: YearlyWindow, matter: Matter[YearlyCampaign]) -> tuple[YearlyDefinition, dict[str, str]]:
    """The definition it asks for, with the names of the agencies in it, or Refused: a window every year has, and somebody who is asked."""
    for day in (act.opens, act.closes):
        if not _is_a_day(day, AN_ORDINARY_YEAR):
            why = Reason.NOT_EVERY_YEAR if _is_a_day(day, A_LEAP_YEAR) else Reason.NO_SUCH_DAY
            raise Refused(why, matter.basis, date=day)
    if act.opens_at.microsecond or act.opens_at.tzinfo:
        raise Refused(Reason.NO_SUCH_HOUR, matter.basis)
    if act.closes < act.opens:
        raise Refused(Reason.CLOSES_BEFORE_IT_OPENS, matter.basis)
    if not act.kinds and not act.agencies:
        raise Refused(Reason.NOBODY_UNDER_DUTY, matter.basis)
    if twice := next((code for n, code in enumerate(act.agencies) if code in act.agencies[:n]), None):
        raise Refused(Reason.AGENCY_TWICE, matter.basis, agency=twice)
    names = {code: matter.agency(code).name for code in act.mentions_agencies()}
    definition = YearlyDefinition(
        agency=act.agency,
        heading=act.heading,
        directive=act.directive,
        opens=act.opens,
        opens_at=act.opens_at,
        closes=act.closes,
        kinds=act.kinds,
        agencies=act.agencies,
        at_least=act.at_least or matter.law.campaigns.at_least.value,
    )
    return definition, names


def _is_a_day(day: str, year: int) -> bool:
    try:
        date.fromisoformat(f"{year}-{day}")
    except ValueError:
        return False
    return True


def set_up_yearly_campaign(act: SetUpYearlyCampaign, matter: Matter[YearlyCampaign]) -> YearlyCampaignSetUp:
    definition, names = _defined(act, matter)
    calendar = matter.law.calendar.id
    return YearlyCampaignSetUp(**matter.signature_fields, definition=definition, policy=matter.law.id, calendar=calendar, names=names)


def yearly_campaign_set_up(fact: YearlyCampaignSetUp, campaign: YearlyCampaign) -> YearlyCampaign:
    begun = replace(campaign, stage=YearlyStage.RUNNING, set_up_at=fact.at, policy=fact.policy, calendar=fact.calendar)
    return _holding(fact.definition, fact, begun)


def change_yearly_campaign(act: ChangeYearlyCampaign, matter: Matter[YearlyCampaign]) -> YearlyCampaignChanged:
    definition, names = _defined(act, matter)
    return YearlyCampaignChanged(**matter.signature_fields, definition=definition, names=names)


def yearly_campaign_changed(fact: YearlyCampaignChanged, campaign: YearlyCampaign) -> YearlyCampaign:
    """Changed or not, a paused campaign stays paused: another officer may have paused it for another reason."""
    return _holding(fact.definition, fact, campaign)


def _holding(definition: YearlyDefinition, fact: Fact, campaign: YearlyCampaign) -> YearlyCampaign:
    held = replace(campaign, definition=definition, entry=campaign.sequence, agency=definition.agency, addressed_to=definition.agency)
    return _by(fact, held)


def pause_yearly_campaign(act: PauseYearlyCampaign, matter: Matter[YearlyCampaign]) -> YearlyCampaignPaused:
    return YearlyCampaignPaused(**matter.signature_fields, note=act.note)


def yearly_campaign_paused(fact: YearlyCampaignPaused, campaign: YearlyCampaign) -> YearlyCampaign:
    return _by(fact, replace(campaign, stage=YearlyStage.PAUSED, note=fact.note))


def resume_yearly_campaign(act: ResumeYearlyCampaign, matter: Matter[YearlyCampaign]) -> YearlyCampaignResumed:
    return YearlyCampaignResumed(**matter.signature_fields, note=act.note)


def yearly_campaign_resumed(fact: YearlyCampaignResumed, campaign: YearlyCampaign) -> YearlyCampaign:
    return _by(fact, replace(campaign, stage=YearlyStage.RUNNING, note=fact.note))


def _by(fact: Fact, campaign: YearlyCampaign) -> YearlyCampaign:
    return replace(campaign, changed_at=fact.at, changed_by=fact.by.person if fact.by else "")


CHAPTER = Chapter(
    concludes=(
        conclusion(SetUpYearlyCampaign, set_up_yearly_campaign),
        conclusion(ChangeYearlyCampaign, change_yearly_campaign),
        conclusion(PauseYearlyCampaign, pause_yearly_campaign),
        conclusion(ResumeYearlyCampaign, resume_yearly_campaign),
    ),
    changes=(
        change(YearlyCampaignSetUp, yearly_campaign_set_up),
        change(YearlyCampaignChanged, yearly_campaign_changed),
        change(YearlyCampaignPaused, yearly_campaign_paused),
        change(YearlyCampaignResumed, yearly_campaign_resumed),
    ),
)

"""The board of a campaign: how far it has come, by kind of agency and by superior, who owes, and what can be done about it, for many at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from fastapi import APIRouter, Request
from fastapi.responses import Response

import words
from api.pages.case import TABS
from api.pages.charts import Bar, columns, shares
from api.pages.look import AT, page
from api.pages.open_case import OpenCase, looked_at, opened
from api.pages.silences import list_of
from api.pages.visits import Visit, Visiting
from api.routers.streams import acts_in_words, in_labels
from api.signed_in import TheHouse
from api.views.campaigns import CoverageView
from domain.facts import AgenciesReminded, Fact
from domain.likeness import folded
from domain.numbers import PATHS
from domain.people.rights import SEND_LISTS
from domain.streams.campaign import Campaign
from domain.vocabulary import AgencyKind, Part, StreamKind
from domain.zone import CITY_ZONE
from store.reading.open_file import OpenFile
from store.reading.views import AgencyThatDay, Arrivals
from words import rendering

NONE = "-"  # in an address: of no kind, below nobody
BY_THE_DAY = 62  # days; what lasted longer is shown by the week


class Standing(StrEnum):
    """How an agency stands in a campaign."""

    OWING = "owing"
    REGISTERED = "registered"
    WAIVED = "waived"
    OUTSIDE = "outside"


COUNTED = (Standing.REGISTERED, Standing.WAIVED, Standing.OWING)  # in the order of every table
# What can be done for many agencies at once, the most usual first, and for which.
TOGETHER = {"remind_agencies": Standing.OWING, "waive": Standing.OWING, "include_agency": Standing.OUTSIDE}


@dataclass(frozen=True)
class AgencyLine:
    """`left`: how many it owes; `note`: why it was waived; `reminded`: on what day a person last reminded it, or ""."""

    code: str
    name: str
    kind: str
    superior: str
    standing: Standing
    left: int
    note: str
    reminded: str
    href: str


@dataclass(frozen=True)
class Coverage:
    """A line of a table of coverage: each number leads to the agencies it counts."""

    label: str
    bars: tuple[Bar, ...]
    counts: tuple[tuple[Standing, int, str], ...]


@dataclass(frozen=True)
class Asked:
    """What stands in the address: which agencies are shown."""

    standing: Standing | None = Standing.OWING
    kind: str = ""
    superior: str = ""
    name: str = ""

    def shows(self, line: AgencyLine) -> bool:
        if self.standing is not line.standing and not (self.standing is None and line.standing is not Standing.OUTSIDE):
            return False
        here = self.kind in ("", line.kind or NONE) and self.superior in ("", line.superior or NONE)
        return here and folded(self.name) in folded(line.name)


def _asked(request: Request, superiors: Iterable[str]) -> tuple[Asked, bool]:
    """And whether all of it could be understood. Without a word about it those are shown that owe."""
    query = request.query_params
    standing, kind, superior = query.get("standing", Standing.OWING), query.get("kind", ""), query.get("superior", "")
    wrong = standing not in ("", *Standing) or kind not in ("", NONE, *AgencyKind) or superior not in ("", NONE, *superiors)
    return (Asked(), True) if wrong else (Asked(Standing(standing) if standing else None, kind, superior, query.get("name", "")), False)


def last_reminded(facts: Iterable[Fact], campaign: Campaign) -> dict[str, datetime]:
    """When a person last reminded whoever has the duty now."""
    return {campaign.heir(code): fact.at for fact in facts if isinstance(fact, AgenciesReminded) for code in fact.agencies}


def agency_lines(file: OpenFile, house: TheHouse, visit: Visit) -> list[AgencyLine]:
    """Those of the campaign, and those that stand today and are not in it, by name."""
    campaign = file.stream
    assert isinstance(campaign, Campaign)
    known = {each.code: each for each in house.readings.agencies(visit.caller.today)}
    reminded = last_reminded((entry.fact for entry in house.readings.timeline(file, visit.caller)), campaign)
    outside = [code for code, each in known.items() if not each.ended and code not in campaign.duty]
    lines = (_line(code, known.get(code), campaign, reminded.get(code), visit.language) for code in (*campaign.duty, *outside))
    return sorted(lines, key=lambda line: folded(line.name))


def _line(code: str, agency: AgencyThatDay | None, campaign: Campaign, reminded: datetime | None, language: str) -> AgencyLine:
    left = campaign.owes.get(code, 0)
    return AgencyLine(
        code=code,
        name=agency.name if agency else campaign.names.get(code, code),
        kind=(agency.kind or "") if agency else "",
        superior=agency.superior if agency else "",
        standing=_standing(code, campaign),
        left=left,
        note=campaign.waived.get(code, ""),
        reminded=_day(reminded, language) if reminded else "",
        href=f"{AT}/initiatives?campaign={campaign.number}&agency={code}",
    )


def _day(moment: datetime, language: str) -> str:
    return rendering.day(moment.astimezone(CITY_ZONE).date(), language)


def _standing(code: str, campaign: Campaign) -> Standing:
    if code in campaign.waived:
        return Standing.WAIVED
    if campaign.owes.get(code):
        return Standing.OWING
    return Standing.REGISTERED if code in campaign.duty else Standing.OUTSIDE


def _coverage(views: Iterable[CoverageView], name: str) -> list[Coverage]:
    found = []
    for each in views:
        counted = dict(zip(COUNTED, (each.registered, each.waived, each.missing), strict=True))
        leads = f"?{name}={each.of or NONE}&standing="
        counts = tuple((standing, count, f"{leads}{standing}#agencies") for standing, count in counted.items())
        found.append(Coverage(each.label, shares({str(standing): count for standing, count in counted.items()}), counts))
    return found


def by_day_or_week(arrivals: Iterable[Arrivals]) -> list[tuple[date, int]]:
    """Every day from the first arrival to the last, those without one too; of more than two months every week, by its Monday."""
    counted = {each.day: each.registered for each in arrivals}
    if not counted:
        return []
    first, step = min(counted), timedelta(days=1)
    if max(counted) - first >= timedelta(days=BY_THE_DAY):
        weeks: dict[date, int] = {}
        for day, count in counted.items():
            weeks[day - timedelta(days=day.weekday())] = weeks.get(day - timedelta(days=day.weekday()), 0) + count
        first, step, counted = min(weeks), timedelta(days=7), weeks
    return [(day, counted.get(day, 0)) for n in range((max(counted) - first) // step + 1) for day in [first + n * step]]


def board(number: str, request: Request, house: TheHouse, visit: Visiting) -> Response:
    """Raises Refusal (404)."""
    case, language = OpenCase(opened(number, StreamKind.CAMPAIGN, house, visit, Part.CONTENTS), house, visit), visit.language
    file, lines, campaign = case.file, case.lines, case.file.stream
    assert isinstance(campaign, Campaign)
    agencies = agency_lines(file, house, visit)
    progress = in_labels(house.readings.progress(campaign, visit.caller), language)
    superiors = {line.superior: lines.agency(line.superior) for line in agencies if line.superior}
    asked, wrong = _asked(request, superiors)
    acts = {act.act: act for act in acts_in_words(file, house, language) if act.open}
    arrivals = by_day_or_week(progress.arrivals)
    answer = page(
        request,
        "campaign.html",
        visit,
        status=422 if wrong else 200,
        here=PATHS[StreamKind.CAMPAIGN],
        line=lines.of(file.card),
        campaign=campaign,
        tab="board",
        tabs=TABS[StreamKind.CAMPAIGN],
        totals=[(standing, sum(line.standing is standing for line in agencies)) for standing in COUNTED],
        counted=COUNTED,
        by_kind=_coverage(progress.by_kind, "kind"),
        by_superior=_coverage(progress.by_superior, "superior"),
        arrivals=list(zip(arrivals, columns(count for _, count in arrivals), strict=True)),
        waiting=[(each, _day(each.longest_since, language)) for each in progress.waiting],
        silences=[(each, list_of(each, campaign=number), list_of(each, unanswered=True, campaign=number)) for each in progress.silences],
        shown=[line for line in agencies if asked.shows(line)],
        asked=asked,
        wrong=wrong,
        standings=list(Standing),
        kinds={kind: words.label("agency_kinds", kind, language) for kind in AgencyKind},
        superiors=superiors,
        all_chosen=request.query_params.get("chosen") == "all",
        all_address=str(request.url.include_query_params(chosen="all").query),
        together=[name for name, standing in TOGETHER.items() if standing is asked.standing and name in acts],
        open_acts=[*acts.values()],
        may_send=SEND_LISTS.is_held(visit.caller.terms),
        href=case.href,
    )
    answer.background = looked_at(number, file.card.updated_at, house, visit)
    return answer


def routes() -> APIRouter:
    router = APIRouter()
    router.get(f"/{PATHS[StreamKind.CAMPAIGN]}/{{number}}")(board)
    return router

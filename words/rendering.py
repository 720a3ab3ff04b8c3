"""Putting values into sentences: codes become labels, days and moments are written as people write them, and a missing value never crashes."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal
from pydantic import BaseModel

from domain import vocabulary as v
from domain.facts import (
    Absence,
    DayMoved,
    Dissent,
    Dossier,
    Minutes,
    Move,
    NotReminded,
    Paper,
    PastCase,
    PersonOutcome,
    Plan,
    Signatory,
    YearlyDefinition,
)
from domain.templates import OPTIONAL, SLOT, slots
from domain.zone import CITY_ZONE

Book = Mapping[str, Any]  # one language's sections, as in words/vi/

SECTIONS: dict[type[StrEnum], str] = {
    v.Stage: "stages",
    v.Office: "offices",
    v.BodyKind: "bodies",
    v.Outcome: "outcomes",
    v.Ballot: "ballots",
    v.VoteOutcome: "vote_outcomes",
    v.PartyOpinion: "party_opinions",
    v.OpinionFor: "opinions_for",
    v.Verdict: "verdicts",
    v.Result: "results",
    v.Tier: "tiers",
    v.RewardStage: "reward_stages",
    v.RewardKind: "reward_kinds",
    v.RewardStatus: "reward_statuses",
    v.CommendationForm: "commendation_forms",
    v.TrainingPlace: "training_places",
    v.Beneficiary: "beneficiaries",
    v.HeadsDeed: "heads_deeds",
    v.Hold: "holds",
    v.LiabilityOutcome: "liability_outcomes",
    v.ClockKind: "clocks",
    v.Regime: "regimes",
    v.Flag: "flags",
    v.StreamKind: "stream_kinds",
    v.ProposedAs: "proposed_as",
    v.Gap: "gaps",
    v.PlanForm: "plan_forms",
    v.ScopeGround: "scope_grounds",
    v.Route: "routes",
    v.PersonnelKind: "personnel_kinds",
    v.Position: "positions",
    v.Appraisal: "appraisals",
    v.IntegrityGround: "integrity_grounds",
    v.ReportedAs: "reported_as",
    v.ReviewStage: "review_stages",
    v.ReviewOutcome: "review_outcomes",
    v.ReviewAbout: "review_abouts",
    v.Cause: "causes",
    v.Finding: "findings_of_fact",
    v.Answer: "answers",
    v.Circumstance: "circumstances",
    v.RuleSet: "rule_sets",
    v.Counting: "countings",
    v.AgencyKind: "agency_kinds",
    v.FileKind: "file_kinds",
    v.FileState: "file_states",
    v.Capacity: "capacities",
    v.LeaveState: "leave_states",
    v.StandIn: "stand_ins",
    v.StandInRule: "stand_in_rules",
    v.CampaignStage: "campaign_stages",
    v.YearlyStage: "yearly_stages",
    v.SigningStage: "signing_stages",
    v.DeclarationStage: "declaration_stages",
    v.LeftOut: "left_out",
    v.ReportSection: "report_sections",
    v.DisciplineStep: "discipline_steps",
    v.DisciplineForm: "discipline_forms",
    v.SkipGround: "skip_grounds",
    v.NoLimitation: "no_limitations",
    v.Attendance: "attendances",
    v.ComplaintFinding: "complaint_findings",
    v.CouncilRole: "council_roles",
    v.StayGround: "stay_grounds",
    v.Relation: "relations",
    v.Conflict: "conflicts",
    v.Impartial: "impartials",
    v.Role: "roles",
    v.LiabilityKind: "liability_kinds",
    v.ForceMajeureGround: "force_majeure_grounds",
    v.Part: "parts",
    v.Knowledge: "knowledge",
}
# What the head of an agency of a kind is called under a document; of every other kind, just that.
_TITLED_AS = {
    **dict.fromkeys((v.AgencyKind.COMMITTEE, v.AgencyKind.WARD, v.AgencyKind.COMMUNE, v.AgencyKind.SPECIAL_ZONE), "committee"),
    v.AgencyKind.DEPARTMENT: "department",
}
# A stage is one of its kind of stream; a code that several kinds have means the same in each.
STAGES = ("stages", "review_stages", "reward_stages", "campaign_stages", "yearly_stages", "signing_stages", "declaration_stages")
# A refusal's params come back from storage as plain strings: what kind of code they are is told by their name.
_CODES = {
    "stage": "stages",
    "stages": "stages",
    "before": "opinions_for",
    "regime": "regimes",
    "field": "fields",
    "act": "acts",
    "acts": "acts",
    "office": "offices",
    "reward": "reward_kinds",
    "status": "reward_statuses",
    "commendation_form": "commendation_forms",
    "beneficiary": "beneficiaries",
    "tier": "tiers",
    "outcome": "liability_outcomes",
    "result": "results",
    "finding": "findings_of_fact",
    "other": "findings_of_fact",
    "step": "discipline_steps",
    "form": "discipline_forms",
    "forms": "discipline_forms",
    "roles": "council_roles",
    "personnel": "personnel_kinds",
    "relation": "relations",
    "capacity": "capacities",
    "conflict": "conflicts",
}
_DAYS = frozenset({"day", "first", "last"})
NAMED = frozenset(
    {
        "proposers",
        "implementers",
        "present",
        "person",
        "persons",
        "not_handled",
        "awaits",
        "about",
        "members",
        "secretary",
        "summoned",
        "voted",
        "agency",
        "addressed_to",
        "handled_by",
        "to",
        "departments",
        "department",
        "chair",
        "member",
        "adviser",
        "agencies",
        "owing",
        "area",
        "areas",
        "focus_areas",
        "given_by",
        "absent",
        "substitute",
        "held_at",
    }
)
_CALENDARS = frozenset({"calendar", "was"})  # known by their ids alone, each of which begins with that word
TITLED = frozenset({"item", "items", "risk"})  # what has a code and a title in a plan
_LONGEST_TITLE = 80  # characters of it behind the code

_UNSAID_IF_NONE = frozenset({"cost_dong", "approved_dong", "damage_dong", "left"})  # nothing is said of no money, and of nothing left

MISSING = "…"
LONGEST = 300  # characters of one value in a sentence, which must fit a subject line and a timeline; the record has it whole
# As people here write a day. What CLDR has by itself for `vi` is "2 thg 3, 2026", and for `en` the American "Mar 2, 2026".
_DAY = {"vi": "dd/MM/y", "en": "d MMM y"}
_DAY_OF_EVERY_YEAR = {"vi": "dd/MM", "en": "d MMM"}
_ANY_YEAR = 2025


def fill(template: str, value: Callable[[str], str]) -> str:
    """The template with its values, in one pass: braces or brackets inside a value mean nothing."""

    def kept(found: re.Match[str]) -> str:
        return found[1] if all(value(name) for name in slots(found[1])) else ""

    def put(found: re.Match[str]) -> str:
        text = value(found[1]) or MISSING
        if found[2] in (";", ","):
            return text.removesuffix(".") + found[2]
        return text if text.endswith((".", "!", "?", MISSING)) else text + found[2]

    return SLOT.sub(put, OPTIONAL.sub(kept, template))


def day(value: date, language: str) -> str:
    return format_date(value, _DAY[language], locale=language)


def month(value: datetime, language: str) -> str:
    """The month it fell in here, as the head of a group of entries."""
    return format_date(value.astimezone(CITY_ZONE), "'Tháng' MM/y" if language == "vi" else "LLLL y", locale=language)


def moment(value: datetime, language: str) -> str:
    local = value.astimezone(CITY_ZONE)
    return f"{local:%H:%M} {day(local, language)}"


def last_moment(value: datetime, language: str) -> str:
    """A deadline at midnight is the end of its last day: 24:00 of that day, which nobody reads as a day more."""
    local = value.astimezone(CITY_ZONE)
    return f"24:00 {day(local - timedelta(days=1), language)}" if (local.hour, local.minute) == (0, 0) else moment(value, language)


def whole_number(value: int, language: str) -> str:
    return format_decimal(value, locale=language)


def size(in_bytes: int, language: str) -> str:
    """Of a file, as people speak of it."""
    if in_bytes < 1_000_000:
        return f"{whole_number(max(1, round(in_bytes / 1_000)), language)} KB"
    return f"{format_decimal(in_bytes / 1_000_000, '#,##0.0', locale=language)} MB"


def day_in_document(value: date, language: str) -> str:
    """As documents are dated: in Vietnamese a zero only before days 1 to 9 and the months January and February."""
    vietnamese = "dd 'tháng' MM 'năm' y" if value.month < 3 else "dd 'tháng' M 'năm' y"
    return format_date(value, vietnamese if language == "vi" else "d MMMM y", locale=language)


def _shortened(text: str, most: int) -> str:
    """On one line."""
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1].rstrip() + MISSING


def above_the_name(hand: Signatory, book: Book) -> tuple[str, str]:
    """In what capacity and in which post somebody signed for another, as it stands above their name (Decree 30/2020, Art. 13); ("", "") for themselves."""
    leave = hand.on_behalf
    if leave is None:
        return "", ""
    titles = titles_at(leave.agency_kind, book)
    mark = f"{leave.capacity.upper()}."
    if leave.capacity is v.Capacity.Q:
        return "", f"{mark} {titles['agency_head']}"
    whose = titles["body" if leave.capacity is v.Capacity.TM else "agency_head"]
    return f"{mark} {whose}", titles["head_below" if leave.held is v.Office.AGENCY_HEAD else leave.held]


def titles_at(kind: v.AgencyKind | None, book: Book) -> Mapping[str, str]:
    """What those who sign are called at an agency of that kind."""
    titles: Mapping[str, str] = book["signing_titles"][_TITLED_AS.get(kind, "other") if kind else "other"]
    return titles


def as_signed(hand: Signatory, book: Book) -> str:
    """A signature as it stands under a document: the name, and before it the capacity where somebody signed for another."""
    capacity, post = above_the_name(hand, book)
    return " ".join(part for part in (f"{capacity}," if capacity else "", post, hand.name) if part)


class Writer:
    """Writes values in one language. `names`: of persons, agencies and programmes, by id; `titles`: of work items and risks, by code. What is in neither
    stays as it is."""

    def __init__(self, book: Book, language: str, names: Mapping[str, str], titles: Mapping[str, str]) -> None:
        self._book, self._language, self._names, self._titles = book, language, names, titles

    def write(self, name: str, value: object) -> str:
        """The value of the field or param `name`; empty for what is not there."""
        match value:
            case None:
                return ""
            case bool():
                return str(self._book[name]["yes" if value else "no"])
            case StrEnum():
                return str(self._book[SECTIONS[type(value)]][value])
            case str():
                return self._text(name, value)
            case 0 if name in _UNSAID_IF_NONE:
                return ""
            case int() if name.endswith("_dong"):  # CLDR has the symbol ₫, or "Đồng Việt Nam": no document here writes either
                return f"{whole_number(value, self._language)} {self._book['pages']['dong']}"
            case int():
                return whole_number(value, self._language)
            case datetime():
                return (last_moment if name == "due" else moment)(value, self._language)
            case date():
                return day(value, self._language)
            case BaseModel():
                return self._whole(value)
            case tuple() | list():
                return "; ".join(self.write(name, each) for each in value)
            case _:
                return str(value)

    def _text(self, name: str, value: str) -> str:
        if name in _CODES:
            return "; ".join(self._code(_CODES[name], code) for code in value.split(", "))
        if name in TITLED or name in NAMED:  # a refusal names several in one text
            return "; ".join(self._called(name, code) for code in value.split(", "))
        if name in _CALENDARS:
            return value.removeprefix("calendar-")
        if name in _DAYS:
            try:
                return day(date.fromisoformat(value), self._language)
            except ValueError:
                return value
        return self.at_length(value)

    def at_length(self, text: str) -> str:
        """A text as long as there is room for: here one line of a timeline."""
        return _shortened(text, LONGEST)

    def _called(self, name: str, code: str) -> str:
        title = self._titles.get(code, "") if name in TITLED else ""
        return f"{code} “{_shortened(title, _LONGEST_TITLE)}”" if title else self._names.get(code, self.at_length(code))

    def _every_year(self, value: str) -> str:
        """A day as MM-DD, which every year has."""
        return format_date(date.fromisoformat(f"{_ANY_YEAR}-{value}"), _DAY_OF_EVERY_YEAR[self._language], locale=self._language)

    def _code(self, section: str, code: str) -> str:
        """A refusal must be told even if it names a code this release has no word for."""
        sections = STAGES if section == "stages" else (section,)
        word = next((self._book[each][code] for each in sections if code in self._book[each]), code)
        return str(word["title"] if isinstance(word, Mapping) else word)

    def _whole(self, value: BaseModel) -> str:
        """What a sentence says of a value that has parts."""
        match value:
            case Dossier() | PastCase():
                return self._text("title", value.title)
            case Plan():
                return self.write("plan", tuple(f"{item.code} “{item.title}”" for item in value.items))
            case Signatory():
                return as_signed(value, self._book)
            case PersonOutcome():
                outcome = "; ".join(
                    (self.write("outcome", value.outcome), *(self.write("liabilities", kind) for kind in value.liabilities))
                )
                return f"{self._text('person', value.person)}: {outcome} ({self._text('reasons', value.reasons)})"
            case DayMoved():
                item = f" ({value.item})" if value.item else ""
                return f"{self.write('clock', value.clock)}{item} {day(value.was, self._language)} → {day(value.now, self._language)}"
            case Move():
                return f"{self._text('agency', value.was)} → {self._text('agency', value.now)}"
            case NotReminded():
                return f"{self._text('agency', value.agency)} ({self.write('because', value.because)})"
            case YearlyDefinition():
                return f"{self._text('heading', value.heading)}, {value.opens_at:%H:%M} {self._every_year(value.opens)} → {self._every_year(value.closes)}"
            case Minutes():
                absent = self.write("absent", value.absent)
                beside = f"; {self._book['attendances']['absent']}: {absent}" if absent else ""
                return f"{value.number} ({day(value.issued_on, self._language)}{beside})"
            case Absence():
                return f"{self._text('member', value.member)} ({self._text('reason', value.reason)})"
            case Dissent():
                return f"{self._text('member', value.member)}: {self._text('view', value.view)}"
            case Paper():
                # Before the name as on the document itself, where the mark stands as it is in every language.
                signed = " ".join(part for part in (f"{value.capacity.upper()}." if value.capacity else "", value.signer) if part)
                return f"{value.number} ({day(value.issued_on, self._language)}{f'; {signed}' if signed else ''})"
            case _:
                raise KeyError(type(value).__name__)

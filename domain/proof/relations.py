"""Who reads what and who is asked for what, as what they are to a case: asked of the rules themselves, on the street on which the procedure is walked."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Any

from domain.people.access import Unread, why_unread
from domain.people.directory import Delegation, Directory, Tenure
from domain.people.standpoint import Standpoint
from domain.procedure.table import PROCEDURE
from domain.proof.street import CITY, FINANCE, SINCE, WARD, the_street
from domain.streams.campaign import Campaign
from domain.streams.declaration import Declaration
from domain.streams.hanging import ReviewSummary
from domain.streams.initiative import Initiative
from domain.streams.review import Adviser, Review
from domain.streams.reward_file import RewardFile
from domain.streams.signing import SigningPaper
from domain.streams.stages import CityRound, Deliberation
from domain.streams.stream import Stream
from domain.streams.yearly import YearlyCampaign
from domain.vocabulary import (
    CampaignStage,
    Capacity,
    DeclarationStage,
    Office,
    Regime,
    ReviewStage,
    RewardStage,
    SigningStage,
    Stage,
    StreamKind,
    YearlyStage,
)

# What somebody is to the case, by its key in words/ [relations_to_a_case], and who on the street is that.
RELATIONS: dict[str, str] = {
    "proposer": "lan",
    "implementer": "tam",
    "panel": "hoa",
    "council": "stranger",
    "adviser": "doctor",
    "head": "head",
    "deputy": "deputy",
    "signs_for_head": "deputy2",
    "officer": "desk",
    "review_officer": "clerk",
    "secretary": "secretary",
    "city_chair": "chair",
    "city_deputy": "vicechair",
    "city_officer": "city_clerk",
    "focal_point": "focal",
    "inspectorate": "inspector",
    "auditor": "auditor",
    "emulation_council": "emulation",
    "appointing_authority": "appointing",
    "consulted": "finance",
    "other_head": "head_th",
    "other_officer": "clerk_th",
    "nobody": "station_union",
}
# Of whatever is for a time alone.
LAST_DAY = date(2026, 11, 20)
_CASE: dict[str, Any] = {"agency": WARD, "addressed_to": WARD, "proposers": ("lan",), "implementers": ("tam",)}


@dataclass(frozen=True)
class Given:
    """What a relation gives in a kind of case: why it is not read, or None; whether it is read also before and after the term of what they are; and which
    acts are asked of it once their stage has come."""

    why_unread: Unread | None
    out_of_term: bool
    acts: tuple[str, ...]

    @property
    def reads(self) -> bool:
        return self.why_unread is None


def given(kind: StreamKind) -> dict[str, Given]:
    """By relation."""
    standpoint = Standpoint(_a_case(kind), _the_directory())
    return {relation: _given(person, kind, standpoint) for relation, person in RELATIONS.items()}


def _given(person: str, kind: StreamKind, standpoint: Standpoint) -> Given:
    if why := why_unread(person, standpoint):
        return Given(why, False, ())
    held = {
        row.act.name: None
        for row in PROCEDURE[kind]
        for office in row.offices
        if standpoint.is_held_by(person, office, row.act) and not standpoint.conflicted(person, office)
    }
    return Given(None, Standpoint(standpoint.stream, out_of_term(person)).may_read(person), tuple(held))


@cache
def out_of_term(person: str) -> Directory:
    """The directory of a day on which nothing of theirs has begun, or all of it is over."""
    directory = _the_directory()
    terms = tuple(term for term in directory.terms if term.person != person)
    signing = tuple(each for each in directory.delegations if each.person != person)
    return replace(directory, terms=terms, delegations=signing, day=LAST_DAY + timedelta(days=1))


@cache
def _the_directory() -> Directory:
    street = the_street()
    desk = Tenure(person="desk", office=Office.AGENCY_OFFICER, agency=WARD, starts=SINCE)
    signs = Delegation(
        person="deputy2",
        held=Office.DEPUTY_HEAD,
        held_at=WARD,
        capacity=Capacity.KT,
        agency=WARD,
        given_by="head",
        number="5/QĐ-UBND",
        issued_on=SINCE,
        starts=SINCE,
    )
    return replace(street, terms=(*street.terms, desk), delegations=(signs,), day=LAST_DAY)


def _a_case(kind: StreamKind) -> Stream:
    """One of each kind in which somebody is everything that somebody can be."""
    match kind:
        case StreamKind.INITIATIVE:
            reviews = {"SK-2026-26743-1-R1": ReviewSummary(panel=("hoa",))}
            met: dict[str, Any] = {"city": CityRound(consultations={FINANCE: None}), "deliberation": Deliberation(council=("stranger",))}
            return Initiative(number="SK-2026-26743-1", stage=Stage.CITY_APPRAISAL, regime=Regime.HCMC2022, reviews=reviews, **met, **_CASE)
        case StreamKind.REVIEW:
            sits: dict[str, Any] = {"persons": ("tam",), "panel": ("hoa",), "chair": "hoa", "have_sat": ("hoa",)}
            sits["advisers"] = {"tam": Adviser(person="doctor", until=LAST_DAY)}
            return Review(number="SK-2026-26743-1-R1", stage=ReviewStage.FINDINGS, **_CASE, **sits)
        case StreamKind.REWARD_FILE:
            return RewardFile(number="SK-2026-26743-1-K", stage=RewardStage.PROPOSED, **_CASE)
        case StreamKind.CAMPAIGN:
            return Campaign(number="CD-1", stage=CampaignStage.OPEN, agency=CITY, addressed_to=CITY, owes={WARD: 1})
        case StreamKind.SIGNING:
            return SigningPaper(number="UQ-1", stage=SigningStage.GIVEN, agency=WARD, addressed_to=WARD)
        case StreamKind.DECLARATION:
            return Declaration(number="KK-lan", stage=DeclarationStage.STANDS, person="lan", agency=WARD, addressed_to=WARD)
        case StreamKind.YEARLY:
            return YearlyCampaign(number="DK", stage=YearlyStage.RUNNING, agency=CITY, addressed_to=CITY)

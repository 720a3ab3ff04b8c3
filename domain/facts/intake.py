"""What is recorded of how a liability review begins."""

from collections.abc import Mapping
from datetime import date

from domain.facts.fact import FIRST_CALENDAR, FOCAL, HEAD, SUPERIOR, Fact
from domain.facts.planning import PlanVersion
from domain.vocabulary import Office, Regime, Result, ReviewAbout

REVIEWED, PANEL = Office.PERSON_REVIEWED, Office.PANEL_MEMBER


class ReviewOpened(Fact):
    """Everything of the initiative that the review must know, as it stood then: it never looks into another ledger.

    `register`: the version in force on the day it happened, if a plan was approved by then. `result`: of the initiative, once known.
    `approvers`: who approved what came of it, or voted for it. `recused`: who has left the panel of the review whose place this one takes.
    `evaluators`: who evaluated the work. `sat_before`: who sat on an earlier panel of the family.
    """

    kind = "review_opened"
    tells = (HEAD, SUPERIOR, FOCAL)

    about: ReviewAbout
    what: str
    happened_on: date
    item: str = ""
    damage_dong: int = 0
    evidence: tuple[str, ...] = ()
    reporter: str = ""
    title: str = ""
    regime: Regime
    policy: str
    agency: str
    addressed_to: str
    proposers: tuple[str, ...]
    implementers: tuple[str, ...]
    set_aside: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    register_version: PlanVersion | None = None
    result: Result | None = None
    none_will_come: bool = False
    supersedes: str = ""
    approvers: tuple[str, ...] = ()
    recused: tuple[str, ...] = ()
    evaluators: tuple[str, ...] = ()
    sat_before: tuple[str, ...] = ()
    calendar: str = FIRST_CALENDAR


class ReviewTriaged(Fact):
    kind = "review_triaged"
    tells = (REVIEWED, FOCAL)

    to_review: bool
    reasons: str
    persons: tuple[str, ...] = ()
    names: Mapping[str, str] = {}

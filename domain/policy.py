"""The numbers a decision stands on: one dated set per regime, each number with its basis. The sets are data, in policies/."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Generic, TypeVar

import rfc8785
from pydantic import BaseModel, ConfigDict

from domain.vocabulary import ClockKind, Regime
from domain.working_days import Calendar

V = TypeVar("V")


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Parameter(_Data, Generic[V]):
    """One number of the law. `provisional` says that nobody has decided it yet: it is ours, to be replaced, and is shown as such."""

    value: V
    basis: str
    unit: str = ""
    provisional: bool = False
    note: str = ""


class Document(_Data):
    """A legal text as it must always be cited: type and number, date, issuer (numbers are used again, law.md 0.6)."""

    number: str
    issued_on: date | None = None
    issuer: str
    title_vi: str
    title_en: str


class Voting(_Data):
    """ND73 Art. 8.1: what carries a vote of the leadership, counted over those entitled."""

    more_than_percent: Parameter[int]
    quorum_more_than_percent: Parameter[int]
    tie_follows_head: Parameter[bool]


class Ladder(_Data):
    """When a clock speaks. It reminds and escalates; it never decides."""

    remind_working_days_before: Parameter[int]


class Caps(_Data):
    """How long a text may be, in characters; how far ahead a day may be named, in years."""

    title: Parameter[int]
    text: Parameter[int]
    years_ahead: Parameter[int]


class Policy(_Data):
    """One rule set. A case pins the set of its registration for life."""

    id: str
    regime: Regime
    valid_from: date
    valid_to: date | None = None
    documents: Mapping[str, Document]
    terms: Mapping[ClockKind, Parameter[int]]
    voting: Voting
    ladder: Ladder
    caps: Caps

    @property
    def content(self) -> dict[str, Any]:
        """What was published, and no default of a later release: its hash must stay what it was."""
        return self.model_dump(mode="json", exclude_unset=True)

    @cached_property
    def content_hash(self) -> str:
        return hashlib.sha256(rfc8785.dumps(self.content)).hexdigest()

    def in_force(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True)
class Law:
    """What a decision looks up: the case's pinned set, and the working calendar."""

    policy: Policy
    calendar: Calendar

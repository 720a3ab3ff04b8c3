"""What a decision may look at, all of it, and the one place where a chapter of the law turns an act into a fact."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import singledispatch
from typing import Any

from domain.acts import Act
from domain.campaign import Campaign
from domain.case import Case
from domain.facts import Fact, Hand, Paper
from domain.filing import Filed
from domain.people import Agency, Directory, Standpoint
from domain.policy import Law
from domain.refusals import Reason, Refused
from domain.review import Review
from domain.reward_file import RewardFile
from domain.stream import Stream


def standing(code: str, directory: Directory, basis: str) -> Agency:
    """That agency, as it stands today. Raises Refused: nobody knows it, or it has ended, and then who took over is told."""
    known = directory.agencies.get(code)
    if known is None:
        raise Refused(Reason.UNKNOWN_AGENCY, basis, agency=code)
    heir = directory.agencies[directory.heir(code)]
    if heir is not known:
        raise Refused(Reason.AGENCY_ENDED, basis, agency=code, name=known.name, successor=heir.code, successor_name=heir.name)
    return known


@dataclass(frozen=True)
class Beside:
    """What of the record lies beside the stream when an act is weighed. `entry`: the one a correction is about, under its number in the ledger,
    which for the sender may be another (domain/hiding.py). `next_review`: the family's next free number for a liability review.
    `campaigns`: those that are open.
    """

    entry: Fact | None = None
    entry_number: int = 0
    next_review: str = ""
    campaigns: tuple[Campaign, ...] = ()


NOTHING_BESIDE = Beside()


@dataclass(frozen=True)
class Matter:
    """A filing before the case it is about, with the pinned law and the directory of that day. `by` is the office the act is open to.

    `recorder` and `paper`: the clerk who enters what `by` decided on paper.
    """

    filed: Filed[Act]
    standpoint: Standpoint
    law: Law
    by: Hand
    basis: str
    recorder: Hand | None = None
    paper: Paper | None = None
    beside: Beside = NOTHING_BESIDE
    hidden_obstructions: int = 0

    @property
    def stream(self) -> Stream:
        return self.standpoint.case

    @property
    def case(self) -> Case:
        """The stream, where it is an initiative."""
        assert isinstance(self.stream, Case)
        return self.stream

    @property
    def review(self) -> Review:
        assert isinstance(self.stream, Review)
        return self.stream

    @property
    def reward_file(self) -> RewardFile:
        assert isinstance(self.stream, RewardFile)
        return self.stream

    @property
    def campaign(self) -> Campaign:
        assert isinstance(self.stream, Campaign)
        return self.stream

    @property
    def directory(self) -> Directory:
        return self.standpoint.directory

    @property
    def at(self) -> datetime:
        return self.filed.received_at

    @property
    def today(self) -> date:
        return self.law.calendar.local_day(self.at)

    @property
    def obstructions_so_far(self) -> int:
        """How many were reported, those too that this sender must not know of: a number is given once."""
        return self.hidden_obstructions + len(self.case.obstructions)

    def agency(self, code: str) -> Agency:
        """That agency, as it stands today. Raises Refused: nobody knows it, or it has ended, and then who took over is told."""
        return standing(code, self.directory, self.basis)

    def refuse_unless_open(self, focus_area: str, basis: str) -> None:
        """A focus area is one the city has named and that stands on that day."""
        known = self.law.policy.focus_areas
        if focus_area not in known or not known[focus_area].open_on(self.today):
            raise Refused(Reason.UNKNOWN_FOCUS_AREA, basis, areas=", ".join(known))

    def refuse_unless_ahead(self, day: date) -> None:
        """A day somebody names for something to be done lies ahead, and not so far that it must be a slip."""
        farthest = self.today.replace(month=1, day=1) + self.law.policy.caps.years_ahead.value * timedelta(days=365)
        if not self.today < day <= farthest:
            raise Refused(Reason.DATE_OUT_OF_RANGE, self.basis, day=day.isoformat())

    @property
    def signed(self) -> dict[str, Any]:
        """What every fact carries: its legal time and its hand."""
        return {"at": self.at, "by": self.by, "recorded_by": self.recorder, "paper": self.paper}


@singledispatch
def conclude(act: Act, matter: Matter) -> Fact:
    """The fact an act becomes, or Refused. Office, stage and conflict have been weighed before (domain/procedure.py)."""
    raise NotImplementedError(f"no chapter concludes {act.name}")

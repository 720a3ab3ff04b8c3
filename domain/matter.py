"""What a decision may look at, all of it, and the one place where a chapter of the law turns an act into a fact."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import singledispatch
from typing import Any

from domain.acts import Act
from domain.case import Case
from domain.facts import Fact, Hand
from domain.filing import Filed
from domain.people import Directory, Standpoint
from domain.policy import Law
from domain.refusals import Reason, Refused


@dataclass(frozen=True)
class Matter:
    """A filing before the case it is about, with the pinned law and the directory of that day. `by` is the office the act is open to."""

    filed: Filed[Act]
    standpoint: Standpoint
    law: Law
    by: Hand
    basis: str

    @property
    def case(self) -> Case:
        return self.standpoint.case

    @property
    def directory(self) -> Directory:
        return self.standpoint.directory

    @property
    def at(self) -> datetime:
        return self.filed.received_at

    @property
    def today(self) -> date:
        return self.law.calendar.local_day(self.at)

    def refuse_unless_ahead(self, day: date) -> None:
        """A day somebody names for something to be done lies ahead, and not so far that it must be a slip."""
        farthest = self.today.replace(month=1, day=1) + self.law.policy.caps.years_ahead.value * timedelta(days=365)
        if not self.today < day <= farthest:
            raise Refused(Reason.DATE_OUT_OF_RANGE, self.basis, day=day.isoformat())

    @property
    def signed(self) -> dict[str, Any]:
        """What every fact carries: its legal time and its hand."""
        return {"at": self.at, "by": self.by}


@singledispatch
def conclude(act: Act, matter: Matter) -> Fact:
    """The fact an act becomes, or Refused. Office, stage and conflict have been weighed before (domain/procedure.py)."""
    raise NotImplementedError(f"no chapter concludes {act.name}")

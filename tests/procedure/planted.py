"""A rule broken on purpose, one for each invariant: the lives of families must find it out, or they prove nothing.

Only the rule is broken; what the lives assert is left alone. `planted` puts it back.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from domain import acts, deciding, people
from domain.acts import Act
from domain.case import Case
from domain.facts import AmendmentApproved, BallotCast, Escalated, Fact, PlanReturned
from domain.people import OPEN_TO_PARTIES
from domain.refusals import Reason
from domain.rows import Row
from domain.stream import Stream, after
from domain.vocabulary import Office, Stage

Plant = Callable[[pytest.MonkeyPatch], None]


def _afterwards(kind: type[Fact], broken: Callable[[Any], Any]) -> None:
    """With another `after` for that kind of fact; the dispatch is registered again at the end (`planted`)."""
    right = after.dispatch(kind)
    after.register(kind)(lambda fact, stream: broken(right(fact, stream)))


def parties_decide(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(people, "OPEN_TO_PARTIES", OPEN_TO_PARTIES | {Office.AGENCY_HEAD, Office.LEADERSHIP, Office.PANEL_CHAIR})


def protection_without_an_opinion(patch: pytest.MonkeyPatch) -> None:
    waived = {Reason.PARTY_OPINION_MISSING}
    right = Row.first_obstacle

    def waiving(row: Row, stream: Stream) -> Reason | None:
        found = right(row, stream)
        return None if row.act is acts.Recommend and found in waived else found

    patch.setattr(Row, "first_obstacle", waiving)


def an_amendment_overwrites_the_baseline(_: pytest.MonkeyPatch) -> None:
    _afterwards(AmendmentApproved, lambda case: case.model_copy(update={"plan": None}))


def flags_hold_nothing(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Case, "holds", property(lambda _: ()))


def an_expired_term_decides(_: pytest.MonkeyPatch) -> None:
    _afterwards(Escalated, lambda stream: stream.model_copy(update={"stage": Stage.CLOSED}) if isinstance(stream, Case) else stream)


def asking_leaves_a_mark(patch: pytest.MonkeyPatch) -> None:
    right = deciding.rows_of

    def marking(stream: Stream) -> tuple[Row, ...]:
        stream.__dict__["policy"] = "another"
        return right(stream)

    patch.setattr(deciding, "rows_of", marking)


def what_is_told_depends_on_the_day(_: pytest.MonkeyPatch) -> None:
    told: list[int] = []

    def counting(case: Case) -> Case:
        told.append(1)
        return case.model_copy(update={"scope": str(len(told))})

    _afterwards(BallotCast, counting)


def a_fact_does_not_count(_: pytest.MonkeyPatch) -> None:
    _afterwards(PlanReturned, lambda case: case.model_copy(update={"sequence": case.sequence - 1}))


# Each with the act before which the lives begin, so that it is near.
PLANTED: dict[Plant, type[Act]] = {
    parties_decide: acts.Register,
    protection_without_an_opinion: acts.RecordPartyOpinion,
    an_amendment_overwrites_the_baseline: acts.ApproveAmendment,
    flags_hold_nothing: acts.Grant,
    an_expired_term_decides: acts.AcceptDossier,
    asking_leaves_a_mark: acts.Vote,
    what_is_told_depends_on_the_day: acts.Vote,
    a_fact_does_not_count: acts.ApprovePlan,
}


@contextmanager
def planted(plant: Plant) -> Iterator[None]:
    kinds = {kind: after.dispatch(kind) for kind in (AmendmentApproved, Escalated, BallotCast, PlanReturned)}
    with pytest.MonkeyPatch.context() as patch:
        plant(patch)
        try:
            yield
        finally:
            for kind, right in kinds.items():
                after.register(kind)(right)

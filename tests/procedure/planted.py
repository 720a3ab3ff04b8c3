"""A rule broken on purpose, one for each invariant: the lives of families must find it out, or they prove nothing.

Only the rule is broken; what the lives assert is left alone. `planted` puts it back.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest

from domain import acts
from domain.acts import Act
from domain.facts import AmendmentApproved, BallotCast, Escalated, Fact, PlanReturned
from domain.law.liability_table import Assessment
from domain.people import standpoint
from domain.people.standpoint import OPEN_TO_PARTIES
from domain.procedure import chapters, decide
from domain.procedure.rows import Row
from domain.refusals import Reason
from domain.streams.initiative import Initiative
from domain.streams.stages import Approval, Draft
from domain.streams.stream import Stream
from domain.vocabulary import Office, Stage

Plant = Callable[[pytest.MonkeyPatch], None]


def _afterwards(patch: pytest.MonkeyPatch, kind: type[Fact], broken: Callable[[Any], Any]) -> None:
    """With another change for that kind of fact."""
    right = chapters.CHANGES[kind]
    patch.setitem(chapters.CHANGES, kind, lambda fact, stream: broken(right(fact, stream)))


def parties_decide(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(standpoint, "OPEN_TO_PARTIES", OPEN_TO_PARTIES | {Office.AGENCY_HEAD, Office.LEADERSHIP, Office.PANEL_CHAIR})


def protection_without_an_opinion(patch: pytest.MonkeyPatch) -> None:
    waived = {Reason.PARTY_OPINION_MISSING}
    right = Row.first_obstacle

    def waiving(row: Row[Any], stream: Stream) -> Reason | None:
        found = right(row, stream)
        return None if row.act is acts.Recommend and found in waived else found

    patch.setattr(Row, "first_obstacle", waiving)


def an_amendment_overwrites_the_baseline(patch: pytest.MonkeyPatch) -> None:
    _afterwards(patch, AmendmentApproved, lambda initiative: replace(initiative, draft=Draft()))


def flags_hold_nothing(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Initiative, "frozen_by", property(lambda _: ()))


def an_expired_term_decides(patch: pytest.MonkeyPatch) -> None:
    _afterwards(patch, Escalated, lambda stream: replace(stream, stage=Stage.CLOSED) if isinstance(stream, Initiative) else stream)


def what_is_prohibited_closes_nothing(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Assessment, "bound_by", property(lambda _: None))


def nothing_open_holds_a_conclusion(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Initiative, "something_is_open_about", lambda _, __: False)


def asking_leaves_a_mark(patch: pytest.MonkeyPatch) -> None:
    right = decide.rows_of

    def marking(stream: Stream) -> tuple[Row[Any], ...]:
        stream.__dict__["policy"] = "another"
        return right(stream)

    patch.setattr(decide, "rows_of", marking)


def what_is_told_depends_on_the_day(patch: pytest.MonkeyPatch) -> None:
    told: list[int] = []

    def counting(case: Initiative) -> Initiative:
        told.append(1)
        return replace(case, approval=Approval(scope=str(len(told))))

    _afterwards(patch, BallotCast, counting)


def a_fact_does_not_count(patch: pytest.MonkeyPatch) -> None:
    _afterwards(patch, PlanReturned, lambda initiative: replace(initiative, sequence=initiative.sequence - 1))


# Each with the act before which the lives begin, so that it is near.
PLANTED: dict[Plant, type[Act]] = {
    parties_decide: acts.Register,
    protection_without_an_opinion: acts.RecordPartyOpinion,
    an_amendment_overwrites_the_baseline: acts.ApproveAmendment,
    flags_hold_nothing: acts.Grant,
    an_expired_term_decides: acts.AcceptDossier,
    what_is_prohibited_closes_nothing: acts.RecordPartyOpinion,
    nothing_open_holds_a_conclusion: acts.EvaluateResult,
    asking_leaves_a_mark: acts.Vote,
    what_is_told_depends_on_the_day: acts.Vote,
    a_fact_does_not_count: acts.ApprovePlan,
}


@contextmanager
def planted(plant: Plant) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        plant(patch)
        yield

"""A case of earlier years, entered from its papers: a record of what was, from which nothing follows.

It starts no clock, and no review and no reward can grow from it: none of what those rest on was decided here (ADR 33).
"""

from dataclasses import replace
from datetime import UTC, datetime, time

from domain.acts import EnterPastCase
from domain.chapter import Chapter, change, conclusion
from domain.facts import PastCase, PastCaseEntered, PastStep
from domain.matter import Matter
from domain.refusals import Reason, Refused
from domain.streams.initiative import Initiative
from domain.values import unique
from domain.vocabulary import Outcome, Stage
from domain.zone import CITY_ZONE


def as_opened(initiative: Initiative, act: EnterPastCase) -> Initiative:
    """The case as it would be entered, so that offices relative to it mean something already."""
    return replace(initiative, regime=act.regime, agency=act.agency, addressed_to=act.agency, proposers=unique(*act.proposers))


def _refuse_unless_told_in_order(act: EnterPastCase, matter: Matter[Initiative]) -> None:
    first = act.steps[0]
    if first.stage is not Stage.REGISTERED:
        raise Refused(Reason.PAST_BEGINS_REGISTERED, matter.basis)
    before = first.happened_on
    for step in act.steps:
        matter.refuse_unless_between(before, step.happened_on, "happened_on")
        matter.refuse_unless_between(None, step.issued_on, "issued_on")
        before = step.happened_on


def enter_past_case(act: EnterPastCase, matter: Matter[Initiative]) -> PastCaseEntered:
    law, registered_on = matter.law, act.steps[0].happened_on
    until = law.past.registered_until
    _refuse_unless_told_in_order(act, matter)
    if registered_on > until.value:
        raise Refused(Reason.NOT_PAST, until.basis, day=until.value.isoformat())
    if not law.in_force(registered_on):
        raise Refused(Reason.REGIME_NOT_IN_FORCE, matter.basis, regime=act.regime, day=registered_on.isoformat())
    if act.focus_area:
        matter.refuse_unless_open(act.focus_area, matter.basis, registered_on)
    if act.tier and act.outcome is not Outcome.COMPLETED:
        raise Refused(Reason.TIER_ONLY_IF_COMPLETED, matter.basis)
    proposers = matter.stream.proposers
    return PastCaseEntered(
        **matter.signature_fields,
        regime=act.regime,
        policy=law.id,
        agency=act.agency,
        addressed_to=act.agency,
        proposers=proposers,
        past=PastCase(
            title=act.title,
            solution=act.solution,
            people=act.people,
            steps=tuple(PastStep(**{**step.model_dump(), "sha256": step.sha256 or ""}) for step in act.steps),
            kept_at=act.kept_at,
            agency_then=act.agency_then,
            tier=act.tier,
        ),
        registered_on=registered_on,
        outcome=act.outcome,
        focus_area=act.focus_area or "",
        calendar=law.calendar.id,
        names={**matter.names_of(*proposers), act.agency: matter.directory.agencies[act.agency].name},
    )


def past_case_entered(fact: PastCaseEntered, initiative: Initiative) -> Initiative:
    """Closed from the beginning, and of its own year wherever years are counted."""
    return replace(
        initiative.closed_as(fact.outcome),
        past=fact.past,
        regime=fact.regime,
        policy=fact.policy,
        agency=fact.agency,
        addressed_to=fact.addressed_to,
        proposers=fact.proposers,
        focus_area=fact.focus_area,
        calendar=fact.calendar,
        registered_at=datetime.combine(fact.registered_on, time(), CITY_ZONE).astimezone(UTC),
    )


CHAPTER = Chapter(concludes=(conclusion(EnterPastCase, enter_past_case),), changes=(change(PastCaseEntered, past_case_entered),))

"""Where a review ends in ordinary handling, discipline may follow: 90 days from the discovery, 150 if extended, the lawful stays not counted; and for public
employees the steps of Decree 234/2026, each with a day of its own. A clock that runs out reminds and escalates: late authority must still decide (Art. 5).
"""

from collections.abc import Callable
from typing import Any

from domain.acts import (
    ConcludeDiscipline,
    ExtendDiscipline,
    HandOverDiscipline,
    OpenDiscipline,
    RecordDisciplineStep,
    ResumeDiscipline,
    StayDiscipline,
)
from domain.clocks import Clock
from domain.facts import (
    DisciplineConcluded,
    DisciplineExtended,
    DisciplineHandedOver,
    DisciplineOpened,
    DisciplineResumed,
    DisciplineStayed,
    DisciplineStepTaken,
)
from domain.matter import Matter, conclude
from domain.refusals import Reason, Refused
from domain.review import Discipline, Review
from domain.stream import after
from domain.vocabulary import ClockKind, DisciplineStep, LiabilityOutcome, Office

STEPS = tuple(DisciplineStep)
# What each step sets running: the next one's term.
NEXT = {
    DisciplineStep.MEETING: ClockKind.MEETING_REPORT,
    DisciplineStep.REPORT: ClockKind.DISCIPLINE_COUNCIL,
    DisciplineStep.COUNCIL: ClockKind.COUNCIL_RECOMMENDATION,
    DisciplineStep.RECOMMENDATION: ClockKind.DISCIPLINE_DECISION,
}


def somebody_to_discipline(review: Review) -> Reason | None:
    handled = any(each.outcome is LiabilityOutcome.ORDINARY_HANDLING for each in review.decided)
    return None if handled else Reason.NOT_ORDINARY_HANDLING


def discipline_runs(review: Review) -> Reason | None:
    return None if any(not each.form for each in review.disciplines.values()) else Reason.NO_DISCIPLINE


def _running(matter: Matter, number: str, *, stayed: bool = False) -> Discipline:
    """That proceeding, if it goes on; if nothing stays it, or if something does."""
    found = matter.review.disciplines.get(number)
    if found is None or found.form:
        raise Refused(Reason.NO_DISCIPLINE, matter.basis, discipline=number)
    if found.handled_by and not matter.directory.holds(matter.by.person, (Office.AGENCY_HEAD,), found.handled_by):
        raise Refused(Reason.HANDED_OVER, matter.basis, discipline=number, agency=found.handled_by)
    if not found.handled_by and matter.by.office is Office.HANDLING_HEAD:
        raise Refused(Reason.NOT_YOUR_OFFICE, matter.basis)
    if bool(found.stayed) is not stayed:
        raise Refused(Reason.DISCIPLINE_IS_STAYED if found.stayed else Reason.DISCIPLINE_NOT_STAYED, matter.basis, discipline=number)
    return found


@conclude.register
def _(act: OpenDiscipline, matter: Matter) -> DisciplineOpened:
    review, people = matter.review, matter.directory.people
    if review.outcome_for(act.about) is not LiabilityOutcome.ORDINARY_HANDLING:
        raise Refused(Reason.NOT_ORDINARY_HANDLING, matter.basis)
    if review.discipline_of(act.about):
        raise Refused(Reason.DISCIPLINE_OPEN_ALREADY, matter.basis, person=act.about)
    if act.discovered_on > matter.today or (review.happened_on and act.discovered_on < review.happened_on):
        raise Refused(Reason.DATE_OUT_OF_RANGE, matter.basis, day=act.discovered_on.isoformat())
    personnel = people[act.about].personnel if act.about in people else None
    return DisciplineOpened(
        **matter.signed,
        discipline=f"D{len(review.disciplines) + 1}",
        about=act.about,
        discovered_on=act.discovered_on,
        personnel=personnel,
        inner_steps=personnel in matter.law.discipline.steps_for.value,
        names={act.about: people[act.about].name} if act.about in people else {},
    )


@after.register
def _(fact: DisciplineOpened, review: Review) -> Review:
    opened = Discipline(person=fact.about, discovered_on=fact.discovered_on, inner_steps=fact.inner_steps)
    return _noting(review, fact.discipline, opened).starting(ClockKind.DISCIPLINE, fact.at, item=fact.discipline, day=fact.discovered_on)


@conclude.register
def _(act: ExtendDiscipline, matter: Matter) -> DisciplineExtended:
    if _running(matter, act.discipline).extended:
        raise Refused(Reason.EXTENDED_ALREADY, matter.basis, discipline=act.discipline)
    return DisciplineExtended(**matter.signed, discipline=act.discipline, reasons=act.reasons)


@after.register
def _(fact: DisciplineExtended, review: Review) -> Review:
    """The longer term from the same day, less the same stays; its ladder begins anew."""
    extended = _changing(review, fact.discipline, extended=True)
    fresh = {"kind": ClockKind.DISCIPLINE_EXTENDED, "opened_by": extended.sequence, "rungs": 0, "late": False}
    return _with_clocks(extended, fact.discipline, lambda c: c.model_copy(update=fresh) if c.kind is ClockKind.DISCIPLINE else c)


@conclude.register
def _(act: StayDiscipline, matter: Matter) -> DisciplineStayed:
    _running(matter, act.discipline)
    return DisciplineStayed(**matter.signed, discipline=act.discipline, ground=act.ground, evidence=act.evidence)


@after.register
def _(fact: DisciplineStayed, review: Review) -> Review:
    return _with_clocks(_changing(review, fact.discipline, stayed=fact.ground), fact.discipline, lambda clock: clock.pausing(fact.at))


@conclude.register
def _(act: ResumeDiscipline, matter: Matter) -> DisciplineResumed:
    _running(matter, act.discipline, stayed=True)
    return DisciplineResumed(**matter.signed, discipline=act.discipline, reasons=act.reasons)


@after.register
def _(fact: DisciplineResumed, review: Review) -> Review:
    return _with_clocks(_changing(review, fact.discipline, stayed=None), fact.discipline, lambda clock: clock.resuming(fact.at))


@conclude.register
def _(act: HandOverDiscipline, matter: Matter) -> DisciplineHandedOver:
    _running(matter, act.discipline)
    to = matter.agency(act.to)
    if matter.directory.head(act.to) in (*matter.standpoint.excluded, ""):
        raise Refused(Reason.NO_SUPERIOR_TO_DECIDE, matter.basis, agency=act.to)
    return DisciplineHandedOver(**matter.signed, discipline=act.discipline, to=act.to, files=act.files, names={act.to: to.name})


@after.register
def _(fact: DisciplineHandedOver, review: Review) -> Review:
    return _changing(review, fact.discipline, handled_by=fact.to)


@conclude.register
def _(act: RecordDisciplineStep, matter: Matter) -> DisciplineStepTaken:
    running = _running(matter, act.discipline)
    due = next((step for step in STEPS if step not in running.steps), None)
    if act.step is not due:
        raise Refused(Reason.STEP_OUT_OF_ORDER, matter.basis, step=due or act.step)
    if act.held_on > matter.today or act.held_on < running.discovered_on:
        raise Refused(Reason.DATE_OUT_OF_RANGE, matter.basis, day=act.held_on.isoformat())
    members = tuple(dict.fromkeys(act.members))
    if act.step is DisciplineStep.COUNCIL:
        _refuse_unless_a_council(members, matter)
    _refuse_a_wrong_vote(act, running, matter)
    names = {person: matter.directory.people[person].name for person in members if person in matter.directory.people}
    return DisciplineStepTaken(
        **matter.signed,
        discipline=act.discipline,
        step=act.step,
        held_on=act.held_on,
        minutes=act.minutes,
        members=members,
        ballots=act.ballots,
        names=names,
    )


def _refuse_unless_a_council(members: tuple[str, ...], matter: Matter) -> None:
    for person in members:
        if person not in matter.directory.people:
            raise Refused(Reason.UNKNOWN_PERSON, matter.basis, person=person)
        if person in matter.review.recused:
            raise Refused(Reason.MAY_NOT_SIT, matter.basis, person=person)
        if person in matter.standpoint.parties:
            raise Refused(Reason.PARTY_MAY_NOT_DECIDE, matter.basis, person=person)
    needs = matter.law.discipline.council_at_least
    if len(members) < needs.value:
        raise Refused(Reason.COUNCIL_TOO_SMALL, needs.basis, needs=needs.value)


def _refuse_a_wrong_vote(act: RecordDisciplineStep, running: Discipline, matter: Matter) -> None:
    """The meeting does not vote; the council votes in secret, and as many as must be there at least have voted."""
    if act.step is not DisciplineStep.RECOMMENDATION:
        if act.ballots:
            raise Refused(Reason.NO_VOTE_HERE, matter.basis, step=act.step)
        return
    cast, needs = sum(act.ballots.values()), matter.law.discipline.quorum
    if not needs.value <= cast <= len(running.council):
        raise Refused(Reason.BALLOT_NEEDED, needs.basis, needs=needs.value, members=len(running.council))


@after.register
def _(fact: DisciplineStepTaken, review: Review) -> Review:
    before = review.disciplines[fact.discipline]
    changes: dict[str, Any] = {"steps": (*before.steps, fact.step)}
    if fact.step is DisciplineStep.COUNCIL:
        changes["council"] = fact.members
    taken = _changing(review, fact.discipline, **changes)
    for kind in NEXT.values():
        taken = taken.answering(kind, fact.discipline)
    return taken.starting(NEXT[fact.step], fact.at, item=fact.discipline) if before.inner_steps else taken


@conclude.register
def _(act: ConcludeDiscipline, matter: Matter) -> DisciplineConcluded:
    running = _running(matter, act.discipline)
    if running.inner_steps and DisciplineStep.RECOMMENDATION not in running.steps and not act.steps_skipped_because:
        raise Refused(Reason.STEPS_MISSING, matter.basis, step=next(step for step in STEPS if step not in running.steps))
    return DisciplineConcluded(
        **matter.signed,
        discipline=act.discipline,
        form=act.form,
        reasons=act.reasons,
        steps_skipped_because=act.steps_skipped_because,
    )


@after.register
def _(fact: DisciplineConcluded, review: Review) -> Review:
    concluded = _changing(review, fact.discipline, form=fact.form)
    return concluded.model_copy(update={"clocks": tuple(c for c in concluded.clocks if not _is_of(c, fact.discipline))})


OF_DISCIPLINE = frozenset((ClockKind.DISCIPLINE, ClockKind.DISCIPLINE_EXTENDED, *NEXT.values()))


def _is_of(clock: Clock, discipline: str) -> bool:
    return clock.kind in OF_DISCIPLINE and clock.item == discipline


def _noting(review: Review, number: str, discipline: Discipline) -> Review:
    return review.then(disciplines={**review.disciplines, number: discipline})


def _changing(review: Review, number: str, **changes: Any) -> Review:
    return _noting(review, number, review.disciplines[number].model_copy(update=changes))


def _with_clocks(review: Review, number: str, change: Callable[[Clock], Clock]) -> Review:
    return review.model_copy(update={"clocks": tuple(change(clock) if _is_of(clock, number) else clock for clock in review.clocks)})

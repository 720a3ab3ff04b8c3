"""Where a review ends in ordinary handling, discipline may follow: 90 days from the discovery, 150 if extended, the lawful stays not counted; and for public
employees the steps of Decree 234/2026, each with a day of its own. A clock that runs out reminds and escalates: late authority must still decide (Art. 5).
"""

from dataclasses import replace

from domain.acts import (
    ConcludeDiscipline,
    ExtendDiscipline,
    HandOverDiscipline,
    OpenDiscipline,
    RecordDisciplineStep,
    ResumeDiscipline,
    StayDiscipline,
)
from domain.chapter import Chapter, change, conclusion
from domain.facts import (
    DisciplineConcluded,
    DisciplineExtended,
    DisciplineHandedOver,
    DisciplineOpened,
    DisciplineResumed,
    DisciplineStayed,
    DisciplineStepTaken,
)
from domain.matter import Matter
from domain.refusals import Reason, Refused
from domain.streams.clocks import Clock
from domain.streams.review import Discipline, Review
from domain.values import unique
from domain.vocabulary import ClockKind, DisciplineStep, LiabilityOutcome, Office

STEPS = tuple(DisciplineStep)
# What each step sets running: the next one's term.
NEXT = {
    DisciplineStep.MEETING: ClockKind.MEETING_REPORT,
    DisciplineStep.REPORT: ClockKind.DISCIPLINE_COUNCIL,
    DisciplineStep.COUNCIL: ClockKind.COUNCIL_RECOMMENDATION,
    DisciplineStep.RECOMMENDATION: ClockKind.DISCIPLINE_DECISION,
}

OF_DISCIPLINE = frozenset((ClockKind.DISCIPLINE, ClockKind.DISCIPLINE_EXTENDED, *NEXT.values()))


def somebody_to_discipline(review: Review) -> Reason | None:
    handled = any(each.outcome is LiabilityOutcome.ORDINARY_HANDLING for each in review.decided)
    return None if handled else Reason.NOT_ORDINARY_HANDLING


def discipline_runs(review: Review) -> Reason | None:
    return None if any(not each.form for each in review.disciplines.values()) else Reason.NO_DISCIPLINE


def _running(matter: Matter[Review], number: str, *, stayed: bool = False) -> Discipline:
    """That proceeding, if it goes on; if nothing stays it, or if something does."""
    found = matter.stream.disciplines.get(number)
    if found is None or found.form:
        raise Refused(Reason.NO_DISCIPLINE, matter.basis, discipline=number)
    if found.handled_by and not matter.standpoint.directory.has_office(matter.by.person, (Office.AGENCY_HEAD,), found.handled_by):
        raise Refused(Reason.HANDED_OVER, matter.basis, discipline=number, agency=found.handled_by)
    if not found.handled_by and matter.by.office is Office.HANDLING_HEAD:
        raise Refused(Reason.NOT_YOUR_OFFICE, matter.basis)
    if bool(found.stayed) is not stayed:
        raise Refused(Reason.DISCIPLINE_IS_STAYED if found.stayed else Reason.DISCIPLINE_NOT_STAYED, matter.basis, discipline=number)
    return found


def open_discipline(act: OpenDiscipline, matter: Matter[Review]) -> DisciplineOpened:
    review, people = matter.stream, matter.directory.people
    if review.outcome_for(act.about) is not LiabilityOutcome.ORDINARY_HANDLING:
        raise Refused(Reason.NOT_ORDINARY_HANDLING, matter.basis)
    if review.discipline_of(act.about):
        raise Refused(Reason.DISCIPLINE_OPEN_ALREADY, matter.basis, person=act.about)
    matter.refuse_unless_between(review.happened_on, act.discovered_on)
    personnel = people[act.about].personnel if act.about in people else None
    return DisciplineOpened(
        **matter.signature_fields,
        discipline=f"D{len(review.disciplines) + 1}",
        about=act.about,
        discovered_on=act.discovered_on,
        personnel=personnel,
        inner_steps=personnel in matter.law.discipline.steps_for.value,
        names={act.about: people[act.about].name} if act.about in people else {},
    )


def discipline_opened(fact: DisciplineOpened, review: Review) -> Review:
    opened = Discipline(person=fact.about, discovered_on=fact.discovered_on, inner_steps=fact.inner_steps)
    return review.with_discipline(fact.discipline, opened).starting(
        ClockKind.DISCIPLINE, fact.at, item=fact.discipline, day=fact.discovered_on
    )


def extend_discipline(act: ExtendDiscipline, matter: Matter[Review]) -> DisciplineExtended:
    if _running(matter, act.discipline).extended:
        raise Refused(Reason.EXTENDED_ALREADY, matter.basis, discipline=act.discipline)
    return DisciplineExtended(**matter.signature_fields, discipline=act.discipline, reasons=act.reasons)


def discipline_extended(fact: DisciplineExtended, review: Review) -> Review:
    """The longer term from the same day, less the same stays; its ladder begins anew."""
    running = review.disciplines[fact.discipline]

    def longer(clock: Clock) -> Clock:
        return replace(clock, kind=ClockKind.DISCIPLINE_EXTENDED, opened_by=review.sequence, rungs_spoken=0, late=False)

    extended = review.with_discipline(fact.discipline, replace(running, extended=True))
    return extended.with_clocks_of(fact.discipline, frozenset({ClockKind.DISCIPLINE}), longer)


def stay_discipline(act: StayDiscipline, matter: Matter[Review]) -> DisciplineStayed:
    _running(matter, act.discipline)
    return DisciplineStayed(**matter.signature_fields, discipline=act.discipline, ground=act.ground, evidence=act.evidence)


def discipline_stayed(fact: DisciplineStayed, review: Review) -> Review:
    stayed = review.with_discipline(fact.discipline, replace(review.disciplines[fact.discipline], stayed=fact.ground))
    return stayed.with_clocks_of(fact.discipline, OF_DISCIPLINE, lambda clock: clock.pausing(fact.at))


def resume_discipline(act: ResumeDiscipline, matter: Matter[Review]) -> DisciplineResumed:
    _running(matter, act.discipline, stayed=True)
    return DisciplineResumed(**matter.signature_fields, discipline=act.discipline, reasons=act.reasons)


def discipline_resumed(fact: DisciplineResumed, review: Review) -> Review:
    resumed = review.with_discipline(fact.discipline, replace(review.disciplines[fact.discipline], stayed=None))
    return resumed.with_clocks_of(fact.discipline, OF_DISCIPLINE, lambda clock: clock.resuming(fact.at))


def hand_over_discipline(act: HandOverDiscipline, matter: Matter[Review]) -> DisciplineHandedOver:
    _running(matter, act.discipline)
    to = matter.agency(act.to)
    if matter.directory.head(act.to) in (*matter.standpoint.excluded, ""):
        raise Refused(Reason.NO_SUPERIOR_TO_DECIDE, matter.basis, agency=act.to)
    return DisciplineHandedOver(**matter.signature_fields, discipline=act.discipline, to=act.to, files=act.files, names={act.to: to.name})


def discipline_handed_over(fact: DisciplineHandedOver, review: Review) -> Review:
    return review.with_discipline(fact.discipline, replace(review.disciplines[fact.discipline], handled_by=fact.to))


def record_discipline_step(act: RecordDisciplineStep, matter: Matter[Review]) -> DisciplineStepTaken:
    running = _running(matter, act.discipline)
    due = next((step for step in STEPS if step not in running.steps), None)
    if act.step is not due:
        raise Refused(Reason.STEP_OUT_OF_ORDER, matter.basis, step=due or act.step)
    matter.refuse_unless_between(running.discovered_on, act.held_on)
    members = unique(*act.members)
    if act.step is DisciplineStep.COUNCIL:
        _refuse_unless_a_council(members, matter)
    _refuse_a_wrong_vote(act, running, matter)
    names = {person: matter.directory.people[person].name for person in members if person in matter.directory.people}
    return DisciplineStepTaken(
        **matter.signature_fields,
        discipline=act.discipline,
        step=act.step,
        held_on=act.held_on,
        minutes=act.minutes,
        members=members,
        ballots=act.ballots,
        names=names,
    )


def _refuse_unless_a_council(members: tuple[str, ...], matter: Matter[Review]) -> None:
    for person in members:
        matter.person(person)
        if person in matter.stream.recused:
            raise Refused(Reason.MAY_NOT_SIT, matter.basis, person=person)
        if person in matter.standpoint.parties:
            raise Refused(Reason.PARTY_MAY_NOT_DECIDE, matter.basis, person=person)
    needs = matter.law.discipline.council_at_least
    if len(members) < needs.value:
        raise Refused(Reason.COUNCIL_TOO_SMALL, needs.basis, needs=needs.value)


def _refuse_a_wrong_vote(act: RecordDisciplineStep, running: Discipline, matter: Matter[Review]) -> None:
    """The meeting does not vote; the council votes in secret, and as many as must be there at least have voted."""
    if act.step is not DisciplineStep.RECOMMENDATION:
        if act.ballots:
            raise Refused(Reason.NO_VOTE_HERE, matter.basis, step=act.step)
        return
    cast, needs = sum(act.ballots.values()), matter.law.discipline.quorum
    if not needs.value <= cast <= len(running.council):
        raise Refused(Reason.BALLOT_NEEDED, needs.basis, needs=needs.value, members=len(running.council))


def discipline_step_taken(fact: DisciplineStepTaken, review: Review) -> Review:
    before = review.disciplines[fact.discipline]
    council = fact.members if fact.step is DisciplineStep.COUNCIL else before.council
    taken = review.with_discipline(fact.discipline, replace(before, steps=(*before.steps, fact.step), council=council))
    for kind in NEXT.values():
        taken = taken.stopping(kind, fact.discipline)
    return taken.starting(NEXT[fact.step], fact.at, item=fact.discipline) if before.inner_steps else taken


def conclude_discipline(act: ConcludeDiscipline, matter: Matter[Review]) -> DisciplineConcluded:
    running = _running(matter, act.discipline)
    if running.inner_steps and DisciplineStep.RECOMMENDATION not in running.steps and not act.steps_skipped_because:
        raise Refused(Reason.STEPS_MISSING, matter.basis, step=next(step for step in STEPS if step not in running.steps))
    return DisciplineConcluded(
        **matter.signature_fields,
        discipline=act.discipline,
        form=act.form,
        reasons=act.reasons,
        steps_skipped_because=act.steps_skipped_because,
    )


def discipline_concluded(fact: DisciplineConcluded, review: Review) -> Review:
    concluded = review.with_discipline(fact.discipline, replace(review.disciplines[fact.discipline], form=fact.form))
    for kind in OF_DISCIPLINE:
        concluded = concluded.stopping(kind, fact.discipline)
    return concluded


CHAPTER = Chapter(
    concludes=(
        conclusion(OpenDiscipline, open_discipline),
        conclusion(ExtendDiscipline, extend_discipline),
        conclusion(StayDiscipline, stay_discipline),
        conclusion(ResumeDiscipline, resume_discipline),
        conclusion(HandOverDiscipline, hand_over_discipline),
        conclusion(RecordDisciplineStep, record_discipline_step),
        conclusion(ConcludeDiscipline, conclude_discipline),
    ),
    changes=(
        change(DisciplineOpened, discipline_opened),
        change(DisciplineExtended, discipline_extended),
        change(DisciplineStayed, discipline_stayed),
        change(DisciplineResumed, discipline_resumed),
        change(DisciplineHandedOver, discipline_handed_over),
        change(DisciplineStepTaken, discipline_step_taken),
        change(DisciplineConcluded, discipline_concluded),
    ),
)

"""Where a review ends in ordinary handling, discipline may follow, by the law of the person: its terms, the lawful stays not counted, its steps, its forms,
and whose it is. A clock that runs out reminds and escalates: late authority must still decide.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

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
from domain.law.discipline_law import DisciplineLaw
from domain.law.working_days import months_later
from domain.liability.discipline_steps import EARLIER_NEXT, discipline_step_taken, missing, record_discipline_step
from domain.liability.proceedings import by_that_law, competent, law_for, law_of, running
from domain.matter import Matter
from domain.refusals import Reason, Refused
from domain.streams.clocks import Clock
from domain.streams.review import Discipline, Review
from domain.vocabulary import ClockKind, DisciplineForm, LiabilityOutcome

TERMS = frozenset((ClockKind.DISCIPLINE, ClockKind.DISCIPLINE_EXTENDED))
OF_DISCIPLINE = TERMS.union(EARLIER_NEXT.values())


def somebody_to_discipline(review: Review) -> Reason | None:
    handled = any(each.outcome is LiabilityOutcome.ORDINARY_HANDLING for each in review.decided)
    return None if handled else Reason.NOT_ORDINARY_HANDLING


def discipline_runs(review: Review) -> Reason | None:
    return None if any(not each.form for each in review.disciplines.values()) else Reason.NO_DISCIPLINE


def open_discipline(act: OpenDiscipline, matter: Matter[Review]) -> DisciplineOpened:
    review, people = matter.stream, matter.directory.people
    if review.outcome_for(act.about) is not LiabilityOutcome.ORDINARY_HANDLING:
        raise Refused(Reason.NOT_ORDINARY_HANDLING, matter.basis)
    if review.discipline_of(act.about):
        raise Refused(Reason.DISCIPLINE_OPEN_ALREADY, matter.basis, person=act.about)
    matter.refuse_unless_between(review.happened_on, act.discovered_on, "discovered_on")
    if act.ended_on:
        matter.refuse_unless_between(review.happened_on, act.ended_on, "ended_on")
    personnel = people[act.about].personnel if act.about in people else None
    name = law_for(act.about, personnel, matter)
    law = law_of(name, matter)
    whose = competent(act.about, personnel, act.employed_at or "", law, by_that_law(law, matter)) if law and personnel else ""
    lapses = _lapses(act, law, review)
    if lapses:
        _refuse_if_lapsed(max(lapses, key=lambda form: lapses[form]), lapses, act.discovered_on, law)
    named = {code: agency.name for code, agency in matter.directory.agencies.items() if code == whose}
    return DisciplineOpened(
        **matter.signature_fields,
        discipline=f"D{len(review.disciplines) + 1}",
        about=act.about,
        discovered_on=act.discovered_on,
        personnel=personnel,
        inner_steps=personnel in matter.law.discipline.steps_for.value,
        law=name,
        ended_on=act.ended_on,
        no_limitation=act.no_limitation,
        lapses=lapses,
        handled_by=whose,
        names={**named, **({act.about: people[act.about].name} if act.about in people else {})},
    )


def _lapses(act: OpenDiscipline, law: DisciplineLaw | None, review: Review) -> dict[DisciplineForm, date]:
    """By form, the last day of its limitation, from the day the act ended. Stays come later than the discovery, up to which alone it is compared."""
    ended = act.ended_on or review.happened_on
    if law is None or ended is None or act.no_limitation:
        return {}
    return {form: months_later(ended, months.value) for form, months in law.limitation.items()}


def _refuse_if_lapsed(form: DisciplineForm, lapses: Mapping[DisciplineForm, date], discovered_on: date, law: DisciplineLaw | None) -> None:
    if law and form in lapses and lapses[form] < discovered_on:
        raise Refused(Reason.LIMITATION_OVER, law.limitation[form].basis, form=form, day=lapses[form].isoformat())


def discipline_opened(fact: DisciplineOpened, review: Review) -> Review:
    opened = Discipline(
        person=fact.about,
        discovered_on=fact.discovered_on,
        personnel=fact.personnel,
        law=fact.law,
        lapses=fact.lapses,
        inner_steps=fact.inner_steps,
        handled_by=fact.handled_by,
    )
    return review.with_discipline(fact.discipline, opened).starting_under(
        fact.law, ClockKind.DISCIPLINE, fact.at, item=fact.discipline, day=fact.discovered_on
    )


def extend_discipline(act: ExtendDiscipline, matter: Matter[Review]) -> DisciplineExtended:
    proceeding, matter = running(matter, act.discipline)
    if proceeding.extended:  # once: our reading, which no text says
        raise Refused(Reason.EXTENDED_ALREADY, "house: discipline", discipline=act.discipline)
    return DisciplineExtended(**matter.signature_fields, discipline=act.discipline, reasons=act.reasons)


def discipline_extended(fact: DisciplineExtended, review: Review) -> Review:
    """The longer term from the same day, less the same stays; its ladder begins anew."""
    running = review.disciplines[fact.discipline]

    def longer(clock: Clock) -> Clock:
        return replace(clock, kind=ClockKind.DISCIPLINE_EXTENDED, opened_by=review.sequence, rungs_spoken=0, late=False)

    extended = review.with_discipline(fact.discipline, replace(running, extended=True))
    return extended.with_clocks_of(fact.discipline, frozenset({ClockKind.DISCIPLINE}), longer)


def stay_discipline(act: StayDiscipline, matter: Matter[Review]) -> DisciplineStayed:
    running(matter, act.discipline)
    return DisciplineStayed(**matter.signature_fields, discipline=act.discipline, ground=act.ground, evidence=act.evidence)


def discipline_stayed(fact: DisciplineStayed, review: Review) -> Review:
    stayed = review.with_discipline(fact.discipline, replace(review.disciplines[fact.discipline], stayed=fact.ground))
    return stayed.with_clocks_of(fact.discipline, OF_DISCIPLINE, lambda clock: clock.pausing(fact.at))


def resume_discipline(act: ResumeDiscipline, matter: Matter[Review]) -> DisciplineResumed:
    running(matter, act.discipline, stayed=True)
    return DisciplineResumed(**matter.signature_fields, discipline=act.discipline, reasons=act.reasons)


def discipline_resumed(fact: DisciplineResumed, review: Review) -> Review:
    """But where it is handled anew its term goes on standing still: until the new decision no day of it counts."""
    before = review.disciplines[fact.discipline]
    resumed = review.with_discipline(fact.discipline, replace(before, stayed=None))
    kinds = OF_DISCIPLINE - TERMS if before.anew else OF_DISCIPLINE
    return resumed.with_clocks_of(fact.discipline, kinds, lambda clock: clock.resuming(fact.at))


def hand_over_discipline(act: HandOverDiscipline, matter: Matter[Review]) -> DisciplineHandedOver:
    _, matter = running(matter, act.discipline)
    to = matter.agency(act.to)
    if matter.directory.head(act.to) in (*matter.standpoint.excluded, ""):
        raise Refused(Reason.NO_HEAD_TO_TAKE_OVER, matter.basis, agency=act.to)
    return DisciplineHandedOver(**matter.signature_fields, discipline=act.discipline, to=act.to, files=act.files, names={act.to: to.name})


def discipline_handed_over(fact: DisciplineHandedOver, review: Review) -> Review:
    return review.with_discipline(fact.discipline, replace(review.disciplines[fact.discipline], handled_by=fact.to))


def conclude_discipline(act: ConcludeDiscipline, matter: Matter[Review]) -> DisciplineConcluded:
    proceeding, matter = running(matter, act.discipline)
    law = law_of(proceeding.law, matter)
    left = missing(proceeding, law, act.skip_ground) if law or proceeding.inner_steps else ()
    if left and not (law is None and act.steps_skipped_because):
        raise Refused(Reason.STEPS_MISSING, law.steps.basis if law else matter.basis, step=left[0])
    _refuse_unless_their_form(act.form, proceeding, law)
    _refuse_if_lapsed(act.form, proceeding.lapses, proceeding.discovered_on, law)
    effective = act.effective_on or matter.today
    return DisciplineConcluded(
        **matter.signature_fields,
        discipline=act.discipline,
        form=act.form,
        reasons=act.reasons,
        steps_skipped_because=act.steps_skipped_because,
        skip_ground=act.skip_ground,
        effective_on=effective if law else None,
        effect_until=_effect_until(effective, act.form, law),
    )


def _refuse_unless_their_form(form: DisciplineForm, proceeding: Discipline, law: DisciplineLaw | None) -> None:
    theirs = law.forms.get(proceeding.personnel) if law and proceeding.personnel else None
    if theirs and form not in (*theirs.value, DisciplineForm.NO_VIOLATION):
        raise Refused(Reason.FORM_NOT_THEIRS, theirs.basis, form=form, forms=", ".join(theirs.value))


def _effect_until(effective: date, form: DisciplineForm, law: DisciplineLaw | None) -> date | None:
    if law is None or law.effect_months is None or form is DisciplineForm.NO_VIOLATION:
        return None
    return months_later(effective, law.effect_months.value)


def discipline_concluded(fact: DisciplineConcluded, review: Review) -> Review:
    ended = replace(
        review.disciplines[fact.discipline],
        form=fact.form,
        effect_until=fact.effect_until,
        decided_by=fact.by.person if fact.by else "",
        decided_at=fact.by.agency if fact.by else "",
        concluded_at=fact.at,
    )
    concluded = review.with_discipline(fact.discipline, ended)
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

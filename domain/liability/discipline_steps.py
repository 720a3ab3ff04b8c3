"""The steps before a decision on discipline, as the person's own law orders them (Decree 234/2026 Art. 13-18).

A step that is not required may be left out, and cannot be made up for once a later one is taken. A proceeding opened under a set that names no laws goes
by the four steps it was opened with.
"""

from dataclasses import replace

from domain.acts import RecordDisciplineStep
from domain.bodies.minutes import as_minuted, refuse_more_votes_than
from domain.bodies.rules import of_the_disciplinary_council
from domain.bodies.tally import Votes, tallied
from domain.facts import DisciplineStepTaken, Minutes
from domain.law.discipline_law import DisciplineLaw, DisciplineRule
from domain.liability.proceedings import law_of, running
from domain.matter import Matter
from domain.people.directory import LEADERS
from domain.refusals import Reason, Refused
from domain.streams.review import Discipline, Review
from domain.values import unique
from domain.vocabulary import Attendance, ClockKind, CouncilRole, DisciplineForm, DisciplineStep, SkipGround

ORDER = tuple(step for step in DisciplineStep if step is not DisciplineStep.SUMMONS)
MEETINGS = (DisciplineStep.MEETING, DisciplineStep.COUNCIL_MEETING)
# What each step sets running where the law gives days: the next one's term.
NEXT = {
    DisciplineStep.MEETING: ClockKind.MEETING_REPORT,
    DisciplineStep.REPORT: ClockKind.DISCIPLINE_COUNCIL,
    DisciplineStep.COUNCIL_MEETING: ClockKind.COUNCIL_RECOMMENDATION,
    DisciplineStep.RECOMMENDATION: ClockKind.DISCIPLINE_DECISION,
}
# The same in a proceeding without a law of its own.
EARLIER_ORDER = tuple(step for step in ORDER if step is not DisciplineStep.COUNCIL_MEETING)
EARLIER_NEXT = {**NEXT, DisciplineStep.COUNCIL: ClockKind.COUNCIL_RECOMMENDATION}


def missing(proceeding: Discipline, law: DisciplineLaw | None, ground: SkipGround | None = None) -> tuple[DisciplineStep, ...]:
    """The steps still required before a decision, in order."""
    required = law.steps.value if law else EARLIER_ORDER
    away = (*proceeding.fell_away, *_fallen(law, ground))
    return tuple(step for step in ORDER if step in required and step not in away and step not in proceeding.steps)


def _fallen(law: DisciplineLaw | None, ground: SkipGround | None) -> tuple[DisciplineStep, ...]:
    fallen = law.falls_away.get(ground) if law and ground else None
    return fallen.value if fallen else ()


def record_discipline_step(act: RecordDisciplineStep, matter: Matter[Review]) -> DisciplineStepTaken:
    proceeding, matter = running(matter, act.discipline)
    law = law_of(proceeding.law, matter)
    _refuse_unless_next(act, proceeding, law, matter)
    matter.refuse_unless_between(proceeding.discovered_on, act.held_on, "held_on")
    council = unique(*act.members, *act.council.values())
    if act.step is DisciplineStep.COUNCIL:
        _refuse_unless_a_council(act, council, proceeding, law, matter)
    if law and act.step in MEETINGS:
        _refuse_unless_summoned(act, proceeding, law, matter)
    asked, sits = (
        law.minuted if law and act.step in MEETINGS else None,
        proceeding.council if act.step is DisciplineStep.COUNCIL_MEETING else (),
    )
    minuted = as_minuted(act.minuted, asked, act.held_on, sits, (), matter)
    _refuse_a_wrong_vote(act, proceeding, law, matter)
    for cast in (sum(each or 0 for each in (act.for_discipline, act.against_discipline)), sum(act.ballots.values())):
        refuse_more_votes_than(minuted, cast, asked.basis if asked else matter.basis)
    _refuse_unless_theirs(act, proceeding, minuted, matter)
    known = matter.directory.people
    starts = NEXT.get(act.step) if law else None
    runs = starts if law and starts in law.terms else None
    return DisciplineStepTaken(
        **matter.signature_fields,
        discipline=act.discipline,
        step=act.step,
        held_on=act.held_on,
        minutes=act.minutes,
        minuted=minuted,
        members=council,
        council=act.council,
        secretary=act.secretary or "",
        attendance=act.attendance,
        for_discipline=act.for_discipline,
        against_discipline=act.against_discipline,
        ballots=act.ballots,
        voted=unique(*act.voted),
        skip_ground=act.skip_ground,
        fell_away=_fallen(law, act.skip_ground),
        starts=runs,
        starts_from=act.held_on if runs and act.step in MEETINGS else None,
        names={person: known[person].name for person in (*council, *act.voted) if person in known},
    )


def _refuse_unless_next(act: RecordDisciplineStep, proceeding: Discipline, law: DisciplineLaw | None, matter: Matter[Review]) -> None:
    """Nothing required lies before it, and neither it nor what comes after it is taken. A summons is to the meeting ahead."""
    ahead = missing(proceeding, law, act.skip_ground)
    if law is None:
        fits = act.step in ahead[:1]
    else:
        summons = act.step is DisciplineStep.SUMMONS
        place = ORDER.index(_meeting_ahead(proceeding) if summons else act.step)
        fits = all(ORDER.index(each) < place for each in proceeding.steps) and (
            summons or all(ORDER.index(each) >= place for each in ahead)
        )
    if not fits:
        raise Refused(Reason.STEP_OUT_OF_ORDER, matter.basis, step=next(iter(ahead), act.step))


def _meeting_ahead(proceeding: Discipline) -> DisciplineStep:
    return DisciplineStep.COUNCIL_MEETING if DisciplineStep.COUNCIL in proceeding.steps else DisciplineStep.MEETING


def _refuse_unless_a_council(
    act: RecordDisciplineStep, council: tuple[str, ...], proceeding: Discipline, law: DisciplineLaw | None, matter: Matter[Review]
) -> None:
    """Nobody on it is a party or was found biased; the roles are those of the law, each in its own hands, and the authority's own leader presides."""
    for person in council:
        matter.person(person)
        if person in matter.stream.recused:
            raise Refused(Reason.MAY_NOT_SIT, matter.basis, person=person)
        if person in matter.standpoint.parties:
            raise Refused(Reason.PARTY_MAY_NOT_DECIDE, matter.basis, person=person)
    roles = law.council.get(proceeding.personnel) if law and proceeding.personnel else None
    if roles is None:
        at_least = matter.law.discipline.council_at_least
        if law is None and len(council) < at_least.value:
            raise Refused(Reason.COUNCIL_TOO_SMALL, at_least.basis, needs=at_least.value)
        return
    if {*act.council} != {*roles.value} or len(council) != len(roles.value):
        raise Refused(Reason.COUNCIL_ROLES, roles.basis, roles=", ".join(roles.value))
    authority = proceeding.handled_by or matter.standpoint.authority
    if not matter.standpoint.directory.has_office(act.council[CouncilRole.CHAIR], LEADERS, authority):
        raise Refused(Reason.COUNCIL_CHAIR, roles.basis, agency=authority)
    if not act.secretary or act.secretary in council or act.secretary in matter.standpoint.parties:
        raise Refused(Reason.SECRETARY_NEEDED, roles.basis)
    matter.person(act.secretary)


def _refuse_unless_summoned(act: RecordDisciplineStep, proceeding: Discipline, law: DisciplineLaw, matter: Matter[Review]) -> None:
    """The council's meeting is not held before the person had the days to prepare; who is absent is summoned once more."""
    if law.summoned and act.step is DisciplineStep.COUNCIL_MEETING:
        if not proceeding.summoned:
            raise Refused(Reason.STEP_OUT_OF_ORDER, law.summoned.basis, step=DisciplineStep.SUMMONS)
        first = law.summoned.last_day(proceeding.summoned[-1], matter.law.calendar)
        if act.held_on < first:
            raise Refused(Reason.SUMMONED_TOO_LATE, law.summoned.basis, day=first.isoformat(), needs=law.summoned.value)
    if law.absence_counts is None:
        return
    if act.attendance is None:
        raise Refused(Reason.ATTENDANCE_NEEDED, law.absence_counts.basis, step=act.step)
    if act.attendance is Attendance.ABSENT and len(proceeding.summoned) < law.absence_counts.value:
        raise Refused(Reason.SUMMON_AGAIN, law.absence_counts.basis, needs=law.absence_counts.value)


def _refuse_a_wrong_vote(act: RecordDisciplineStep, proceeding: Discipline, law: DisciplineLaw | None, matter: Matter[Review]) -> None:
    """The review meeting does not vote. The council votes in secret, and as many as must be there at least have voted."""
    votes = DisciplineStep.COUNCIL_MEETING if law else DisciplineStep.RECOMMENDATION
    said = (act.for_discipline, act.against_discipline)
    if act.step is not votes:
        if act.ballots or said != (None, None):
            raise Refused(Reason.NO_VOTE_HERE, matter.basis, step=act.step)
    elif law is None:
        _refuse_unless_cast(sum(act.ballots.values()), proceeding, matter.law.discipline)
    elif law.votes_twice and law.votes_twice.value and law.quorum:
        whether = Votes(votes_for=said[0] or 0, against=said[1] or 0)
        _refuse_unless_cast(whether.cast, proceeding, law)
        to_be_disciplined = tallied(len(proceeding.council), whether, of_the_disciplinary_council(law)).carried
        if to_be_disciplined:
            _refuse_unless_cast(sum(act.ballots.values()), proceeding, law)
        if bool(act.ballots) != to_be_disciplined or DisciplineForm.NO_VIOLATION in act.ballots:
            raise Refused(Reason.VOTE_TWICE, law.votes_twice.basis)


def _refuse_unless_theirs(act: RecordDisciplineStep, proceeding: Discipline, minuted: Minutes | None, matter: Matter[Review]) -> None:
    """Who voted in secret sits on the council and was there, and no more ballots are counted than were cast."""
    if not act.voted:
        return
    for member in act.voted:
        if member not in proceeding.council:
            raise Refused(Reason.NOT_SITTING, matter.basis, person=member)
        if minuted and member not in minuted.present:
            raise Refused(Reason.ATTENDANCE_DISAGREES, matter.basis, person=member)
    cast, whether = len({*act.voted}), Votes(act.for_discipline or 0, act.against_discipline or 0)
    if most := max((count for count in (whether.cast, sum(act.ballots.values())) if count > cast), default=0):
        raise Refused(Reason.TALLY_DISAGREES, matter.basis, cast=cast, members=most)


def _refuse_unless_cast(cast: int, proceeding: Discipline, rule: DisciplineRule | DisciplineLaw) -> None:
    members = len(proceeding.council)
    if rule.quorum and not (of_the_disciplinary_council(rule).quorum.is_reached(cast, members) and cast <= members):
        raise Refused(Reason.BALLOT_NEEDED, rule.quorum.basis, needs=rule.quorum.value, members=members)


def discipline_step_taken(fact: DisciplineStepTaken, review: Review) -> Review:
    before = review.disciplines[fact.discipline]
    if fact.step is DisciplineStep.SUMMONS:
        return review.with_discipline(fact.discipline, replace(before, summoned=(*before.summoned, fact.held_on)))
    after = replace(
        before,
        steps=(*before.steps, fact.step),
        council=fact.members if fact.step is DisciplineStep.COUNCIL else before.council,
        fell_away=unique(*before.fell_away, *fact.fell_away),
        summoned=(),
    )
    taken = review.with_discipline(fact.discipline, after)
    for kind in NEXT.values():
        taken = taken.stopping(kind, fact.discipline)
    starts = EARLIER_NEXT[fact.step] if before.inner_steps and not before.law else fact.starts
    if starts is None:
        return taken
    return taken.starting_under(before.law, starts, fact.at, item=fact.discipline, day=fact.starts_from)

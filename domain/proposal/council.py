"""The council that the head convenes for a wide or complex proposal (our convention: Art. 8.2 was not read). It advises the leadership; it does not decide."""

from dataclasses import replace

from domain.across.impartiality import everybody_declared, no_challenge_waits
from domain.acts import ConveneCouncil, RecordCouncilConclusion
from domain.bodies.minutes import as_minuted, minutes_of
from domain.chapter import Chapter, change, conclusion
from domain.facts import CouncilConcluded, CouncilConvened
from domain.matter import Matter
from domain.refusals import Reason, Refused
from domain.streams.initiative import Initiative
from domain.streams.meeting import Meeting
from domain.vocabulary import BodyKind, Role


def council_missing(initiative: Initiative) -> Reason | None:
    """Once somebody has left it, it is convened anew as a whole, until it has concluded."""
    council, concluded = initiative.deliberation.council, initiative.deliberation.council_favourable is not None
    sits = council and (concluded or initiative.sitting == council)
    return Reason.COUNCIL_ALREADY_CONVENED if sits else None


def council_was_heard(initiative: Initiative) -> Reason | None:
    """Where a council was convened, the leadership hears it before it concludes the vote."""
    heard = not initiative.deliberation.council or initiative.deliberation.council_favourable is not None
    return None if heard else Reason.COUNCIL_NOT_CONCLUDED


def council_does_not_meet(initiative: Initiative) -> Reason | None:
    """It is not convened anew over its own meeting, and concludes once that is over."""
    return Reason.MEETING_RUNS if initiative.meeting and initiative.meeting.body is BodyKind.COUNCIL else None


def council_may_meet(initiative: Initiative) -> Reason | None:
    """Of its own meeting: nobody on it is challenged, and each has said that nothing ties them where that is asked."""
    return (no_challenge_waits(initiative) or everybody_declared(initiative)) if council_does_not_meet(initiative) else None


def council_was_heard_first(initiative: Initiative) -> Reason | None:
    """Before the leadership's meeting is closed; its own comes before."""
    return None if council_does_not_meet(initiative) else council_was_heard(initiative)


def convene_council(act: ConveneCouncil, matter: Matter[Initiative]) -> CouncilConvened:
    names = matter.names_of(*act.members)
    matter.refuse_if_kept_from(Role.COUNCIL_MEMBER, *names)
    return CouncilConvened(
        **matter.signature_fields, members=tuple(names), reasons=act.reasons, names=names, declares_first=matter.law.declared_first
    )


def council_convened(fact: CouncilConvened, initiative: Initiative) -> Initiative:
    """A challenge stays open where the member does; who left for bias has left for good."""
    seated = initiative.seating(
        declares_first=fact.declares_first, challenged=tuple(each for each in initiative.challenged if each in fact.members)
    )
    return replace(seated, deliberation=replace(seated.deliberation, council=fact.members, council_met=""))


def record_council_conclusion(act: RecordCouncilConclusion, matter: Matter[Initiative]) -> CouncilConcluded:
    council, asked, met = matter.stream.sitting, matter.law.minuted.get(act.name), _meeting_of_it(matter.stream)
    if met and met.carried != act.favourable:
        raise Refused(Reason.MEETING_SAID_OTHERWISE, matter.basis, meeting=met.number)
    of_its_meeting = minutes_of(met, act.minuted, (), matter) if met else None
    return CouncilConcluded(
        **matter.signature_fields,
        favourable=act.favourable,
        conclusion=act.conclusion,
        minutes=act.minutes,
        minuted=of_its_meeting or as_minuted(act.minuted, asked, None, council, (), matter),
    )


def _meeting_of_it(initiative: Initiative) -> Meeting | None:
    """That in which the council came to a vote, where it met."""
    return next((each for each in initiative.meetings if each.number == initiative.deliberation.council_met), None)


def council_concluded(fact: CouncilConcluded, initiative: Initiative) -> Initiative:
    return replace(initiative, deliberation=replace(initiative.deliberation, council_favourable=fact.favourable))


CHAPTER = Chapter(
    concludes=(
        conclusion(ConveneCouncil, convene_council),
        conclusion(RecordCouncilConclusion, record_council_conclusion),
    ),
    changes=(
        change(CouncilConvened, council_convened),
        change(CouncilConcluded, council_concluded),
    ),
)

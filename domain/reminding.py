"""What the clock does when a rung is due: it reminds, and once the day has passed it tells the superior or notes the silence. It decides nothing."""

from domain.campaign import Campaign
from domain.clocks import WAITING_FOR, Clock, Due, Silence
from domain.facts import Escalated, Fact, Reminded, SilenceNoted
from domain.facts.clock import Desk, Spoken
from domain.people import Standpoint
from domain.policy import Law
from domain.review import Review
from domain.stream import Stream, after
from domain.vocabulary import CampaignStage, ClockKind, Office


def desks(clock: Clock, standpoint: Standpoint) -> tuple[Desk, ...]:
    """Whose silence it is, where one would knock today. Of a consultation, the one department; of a proceeding handed over, its new head."""
    found = [each for office in WAITING_FOR[clock.kind] for each in standpoint.awaited(office)]
    case = standpoint.case
    taken = case.disciplines.get(clock.item) if isinstance(case, Review) else None
    if taken and taken.handled_by:
        return (Desk(office=Office.AGENCY_HEAD, agency=taken.handled_by),)
    lying = [each for each in found if clock.kind is not ClockKind.CONSULTATION or each.agency == clock.item]
    return tuple(dict.fromkeys(Desk(office=each.office, agency=each.agency, person=each.person) for each in lying))


def speak(rung: Due, stream: Stream, law: Law, asked: tuple[Desk, ...] = ()) -> Fact:
    """The fact a due rung leaves behind. Its legal time is the rung's own moment, however late somebody looked."""
    clock = rung.clock
    late = SilenceNoted if clock.kind is ClockKind.CONSULTATION else Escalated
    return (Reminded if rung.rung.says == "remind" else late)(
        at=rung.at,
        clock=clock.kind,
        item=clock.item,
        due=clock.due(law),
        waiting_for=WAITING_FOR[clock.kind],
        beside=rung.rung.tells,
        asked=asked,
        not_for=stream.hidden_from(clock),
    )


def rung_id(stream: Stream, rung: Due) -> str:
    """The name of a rung for ever: it derives from the fact that started the clock, so a second look finds the first one's entry."""
    clock = rung.clock
    return f"{stream.number}/{clock.opened_by}-{clock.kind}{'-' + clock.item if clock.item else ''}/{rung.rung.name}"


def _moved_on(stream: Stream, fact: Spoken) -> Stream:
    late, clocks, silences = not isinstance(fact, Reminded), list[Clock](), list(stream.silences)
    for clock in stream.clocks:
        if (clock.kind, clock.item) == (fact.clock, fact.item):
            if late and not clock.late:
                silences.append(_silence(fact, clock))
            clock = clock.model_copy(update={"rungs": clock.rungs + 1, "late": clock.late or late})
        clocks.append(clock)
    return stream.then(clocks=tuple(clocks), silences=tuple(silences)).hiding(fact)


def _silence(fact: Spoken, clock: Clock) -> Silence:
    return Silence(
        clock=clock.kind,
        item=clock.item,
        opened_by=clock.opened_by,
        since=clock.since,
        due=fact.due,
        noted_at=fact.at,
        asked=fact.asked,
        not_for=fact.not_for,
    )


@after.register
def _(fact: Reminded, stream: Stream) -> Stream:
    return _moved_on(stream, fact)


@after.register
def _(fact: Escalated, stream: Stream) -> Stream:
    moved = _moved_on(stream, fact)
    if isinstance(moved, Campaign) and moved.stage is CampaignStage.OPEN:  # its window is over; a person closes it
        return moved.model_copy(update={"stage": CampaignStage.CLOSING, "reached": (*moved.reached, CampaignStage.CLOSING)})
    return moved


@after.register
def _(fact: SilenceNoted, stream: Stream) -> Stream:
    return _moved_on(stream, fact)

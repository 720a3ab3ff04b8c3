"""The proof put together: every stream walked in every situation, and where a claim does not hold there."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from domain import acts, numbers
from domain.acts import Act
from domain.bodies.rules import BODIES
from domain.facts import Signatory, Withdrawn
from domain.law.policy import Law
from domain.people.directory import Directory
from domain.procedure.chapters import after
from domain.procedure.decide import rows_of
from domain.proof.claims import Claim, Ends, Gap, council_has_concluded, gaps, has_met, is_over, nothing_left_open, shortest
from domain.proof.situations import ORDINARY, SITUATIONS, Situation
from domain.proof.street import the_street
from domain.proof.walk import FIRST_DAY, Walk, asked, walk
from domain.proof.ways import ASKED_BY_THE_PLAN, FOCUS, OF_ALARMS, OF_COUNCILS, OF_INITIATIVES, Way, Ways
from domain.proof.ways_of_meetings import OF_COUNCIL_MEETINGS, OF_MEETINGS
from domain.proof.ways_of_reviews import OF_PROCEEDINGS, OF_REVIEWS
from domain.proof.ways_of_the_rest import OF_ABSENCES, OF_CAMPAIGNS, OF_DECLARATIONS, OF_REWARD_FILES, OF_SIGNING, OF_YEARLY
from domain.refusals import Refused
from domain.streams.initiative import Initiative
from domain.streams.kinds import blank
from domain.streams.review import Review
from domain.streams.stream import Stream
from domain.vocabulary import LiabilityOutcome, Office, Regime, ReviewStage, StreamKind

NUMBER, CAMPAIGN, YEARLY, SIGNING, DECLARED = "SK-2026-26743-1", "CD-1", "DK", f"{numbers.SIGNING}-1", f"{numbers.DECLARED_BY}-lan"


@dataclass(frozen=True)
class Walked:
    """One kind of stream in one situation, under one law. `refused`: why none could begin there, so that nothing was walked."""

    situation: str
    regime: Regime
    kind: StreamKind
    states: int = 0
    steps: int = 0
    gaps: tuple[Gap, ...] = ()
    refused: str = ""


def stored(walks: Iterable[Walked]) -> list[dict[str, Any]]:
    """As JSON keeps it."""
    return [asdict(walked) for walked in walks]


def from_stored(kept: Iterable[dict[str, Any]]) -> tuple[Walked, ...]:
    """What was kept, again. Raises TypeError or ValueError where it is something else."""
    return tuple(
        Walked(
            **{
                **walked,
                "regime": Regime(walked["regime"]),
                "kind": StreamKind(walked["kind"]),
                "gaps": tuple(_gap(gap) for gap in walked["gaps"]),
            }
        )
        for walked in kept
    )


def _gap(kept: dict[str, Any]) -> Gap:
    typed = {"claim": Claim(kept["claim"]), "kind": StreamKind(kept["kind"]), "regime": Regime(kept["regime"])}
    return Gap(**{**kept, **typed, "what": tuple(kept["what"]), "path": tuple(kept["path"])})


def proved(laws: Mapping[Regime, Law]) -> tuple[Walked, ...]:
    """Under each law: all ways where nothing is out of the ordinary, and in every other situation the usual ones."""
    return tuple(walked for law in laws.values() for situation in SITUATIONS for walked in walked_in(situation, law))


def walked_in(situation: Situation, law: Law) -> Iterator[Walked]:
    directory = situation.directory()
    try:
        begun = registered(situation, law)
    except Refused as refused:
        yield Walked(situation.name, law.regime, StreamKind.INITIATIVE, refused=refused.reason)
        return
    for kind, walks in walks_of_a_family(begun, law, directory, everything=situation is ORDINARY).items():
        found = shortest(gap for each, ends in walks for gap in gaps(each, directory, ends))
        states, steps = sum(len(each.found) for each, _ in walks), sum(len(each.steps) for each, _ in walks)
        if kind is StreamKind.INITIATIVE:
            found = (*found, *corrected(begun, law, directory))
        yield Walked(situation.name, law.regime, kind, states, steps, found)


def registered(situation: Situation, law: Law) -> Stream:
    """The initiative as it begins in that situation. Raises Refused."""
    said = {"agency": situation.agency, "regime": law.regime, "proposers": situation.proposers, "implementers": situation.implementers}
    more = {**ASKED_BY_THE_PLAN, **(FOCUS if law.regime is Regime.HCMC2022 else {})}
    act = acts.Register.model_validate({**acts.Register.example, **more, **said})
    begun = _after(act, situation.proposers[0], blank(NUMBER), law, the_street() if situation.merged else situation.directory())
    return situation.marked(begun) if situation.marked else begun


def _after(act: Act, by: str, stream: Stream, law: Law, directory: Directory) -> Stream:
    return after(asked(act, by, stream, law, directory), stream)


def walks_of_a_family(
    begun: Stream, law: Law, directory: Directory, *, everything: bool
) -> dict[StreamKind, tuple[tuple[Walk, Ends], ...]]:
    """The initiative, the first review and the reward file it opens; and, under the plan, a campaign and the yearly one."""

    def chosen(ways: Ways) -> tuple[Way, ...]:
        return ways.every if everything else ways.usual

    initiative = walk(begun, law, directory, chosen(OF_INITIATIVES))
    walks = {StreamKind.INITIATIVE: ((initiative, is_over), *_with_alarms(initiative, law, directory))}
    first = {stream.kind: stream for number, fact in reversed(initiative.opened.items()) for stream in (after(fact, blank(number)),)}
    if review := first.get(StreamKind.REVIEW):
        panel = walk(review, law, directory, chosen(OF_REVIEWS))
        walks[StreamKind.REVIEW] = (
            (panel, is_over),
            *((walk(each, law, directory, chosen(OF_PROCEEDINGS), path), is_over) for path, each in _to_be_disciplined(panel)),
        )
    if rewards := first.get(StreamKind.REWARD_FILE):
        walks[StreamKind.REWARD_FILE] = ((walk(rewards, law, directory, chosen(OF_REWARD_FILES)), is_over),)
    if everything:
        for kind in (each for each in BODIES if each in walks):
            walks[kind] = (*walks[kind], *_with_a_meeting(walks[kind][0][0], law, directory))
    if law.regime is Regime.HCMC2022:  # the decree knows no campaigns
        campaign = _after(acts.OpenCampaign.model_validate(acts.OpenCampaign.example), "focal", blank(CAMPAIGN), law, the_street())
        yearly = _after(
            acts.SetUpYearlyCampaign.model_validate(acts.SetUpYearlyCampaign.example), "focal", blank(YEARLY), law, the_street()
        )
        walks[StreamKind.CAMPAIGN] = ((walk(campaign, law, directory, chosen(OF_CAMPAIGNS)), is_over),)
        walks[StreamKind.YEARLY] = ((walk(yearly, law, directory, chosen(OF_YEARLY)), is_over),)
    if everything:
        walks |= _beside_cases(law, directory)
    return walks


def _beside_cases(law: Law, directory: Directory) -> dict[StreamKind, tuple[tuple[Walk, Ends], ...]]:
    """What stands beside all cases: who signs for whom, and what somebody declares of themselves."""
    begun: dict[StreamKind, tuple[tuple[str, type[Act], str, Ways], ...]] = {
        StreamKind.DECLARATION: ((DECLARED, acts.DeclareTies, "lan", OF_DECLARATIONS),)
    }
    if law.regime is Regime.HCMC2022:
        leave, absence = (SIGNING, acts.GiveLeaveToSign, "head", OF_SIGNING), (SIGNING, acts.AnnounceAbsence, "head", OF_ABSENCES)
        begun[StreamKind.SIGNING] = (leave, absence)

    def walked(number: str, act: type[Act], by: str, ways: Ways) -> Walk:
        return walk(_after(act.model_validate(act.example), by, blank(number), law, directory), law, directory, ways.every)

    return {kind: tuple((walked(*each), is_over) for each in those) for kind, those in begun.items()}


def _with_alarms(walked: Walk, law: Law, directory: Directory) -> Iterator[tuple[Walk, Ends]]:
    """What crosses all stages, from the first state of each, before and after a plan was approved."""
    every = ((state, stream) for state, stream in reversed(walked.found.items()) if isinstance(stream, Initiative))
    fresh = {(stream.stage, bool(stream.baseline_sha256)): (state, stream) for state, stream in every}
    return ((walk(stream, law, directory, OF_ALARMS.every, walked.path_to(state)), nothing_left_open) for state, stream in fresh.values())


def _with_a_meeting(walked: Walk, law: Law, directory: Directory) -> Iterator[tuple[Walk, Ends]]:
    """From the first state in which its body may be summoned; of a council, from the first in which one of it may be challenged, and in which it may
    conclude."""
    of_councils = ((acts.Challenge, OF_COUNCILS), (acts.RecordCouncilConclusion, OF_COUNCIL_MEETINGS))
    for act, ways, ends in ((acts.SummonMeeting, OF_MEETINGS, has_met), *((*each, council_has_concluded) for each in of_councils)):
        for state, stream in walked.found.items():
            if (act is acts.SummonMeeting or isinstance(stream, Initiative)) and _is_open(act, stream):
                yield walk(stream, law, directory, ways.every, walked.path_to(state)), ends
                break


def _is_open(act: type[Act], stream: Stream) -> bool:
    return any(row.act is act and stream.stage in row.stages and not row.first_obstacle(stream) for row in rows_of(stream))


def _to_be_disciplined(walked: Walk) -> Iterator[tuple[tuple[str, ...], Stream]]:
    """The first review that decided that somebody is handled in the ordinary way, and what had led there."""
    for state, stream in walked.found.items():
        handled = isinstance(stream, Review) and any(told.outcome is LiabilityOutcome.ORDINARY_HANDLING for told in stream.decided)
        if handled and stream.stage is ReviewStage.DECIDED:
            yield walked.path_to(state), stream
            return


def corrected(begun: Stream, law: Law, directory: Directory) -> Iterator[Gap]:
    """Who puts right what each head of the line wrote: somebody must be able to."""
    for agency in directory.line(begun.addressed_to):
        made = Signatory(person=directory.head(agency), name="", office=Office.AGENCY_HEAD, agency=agency)
        if made.person and not any(_corrects(person, made, begun, law, directory) for person in directory.people):
            yield Gap(Claim.CORRECTED, begun.kind, begun.regime, str(begun.stage), (agency,))


def _corrects(person: str, made: Signatory, begun: Stream, law: Law, directory: Directory) -> bool:
    act = acts.Correct.model_validate({**acts.Correct.example, "on_paper": None})
    try:
        asked(act, person, begun, law, directory, entry=Withdrawn(at=FIRST_DAY, by=made, reason=""))
    except Refused:
        return False
    return True

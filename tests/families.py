"""A whole family in memory: an initiative with its reviews and its reward file, kept as the registrar keeps them, without a database."""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from domain import acts
from domain.acts import Act
from domain.facts import Fact
from domain.family import consequences
from domain.filing import Filed
from domain.law.policy import Law
from domain.matter import RecordExcerpt
from domain.people.directory import Directory
from domain.procedure.chapters import after
from domain.procedure.decide import decide
from domain.refusals import Reason, Refused
from domain.streams.clocks import next_due
from domain.streams.initiative import Initiative
from domain.streams.kinds import blank
from domain.streams.review import Review
from domain.streams.reward_file import RewardFile
from domain.streams.stream import Stream
from domain.time.reminders import fact_of, rung_id
from domain.vocabulary import Regime, StreamKind
from tests.builders import ASKED_BY_THE_PLAN, FRIDAY, NUMBER, a_directory, an_act, the_law


@dataclass
class Recorded:
    """One entry of one stream's ledger, with the stream before and after it."""

    number: str
    fact: Fact
    before: Stream
    after: Stream


@dataclass
class Family:
    """`ledgers`: every stream's facts in order. `rungs`: the names of what the clock has said."""

    regime: Regime = Regime.ND73
    now: datetime = FRIDAY
    number: str = NUMBER
    directory: Directory = field(default_factory=a_directory)
    streams: dict[str, Stream] = field(default_factory=dict)
    ledgers: dict[str, list[Fact]] = field(default_factory=dict)
    rungs: list[str] = field(default_factory=list)

    @property
    def law(self) -> Law:
        return the_law(self.regime)

    @property
    def case(self) -> Initiative:
        found = self.stream(self.number)
        assert isinstance(found, Initiative)
        return found

    @property
    def reviews(self) -> list[Review]:
        return [stream for stream in self.streams.values() if isinstance(stream, Review)]

    @property
    def reward_file(self) -> RewardFile | None:
        return next((stream for stream in self.streams.values() if isinstance(stream, RewardFile)), None)

    def stream(self, number: str) -> Stream:
        return self.streams.get(number) or blank(number)

    def ask(self, who: str, act: Act, number: str = "") -> list[Recorded]:
        """Everything that is recorded because of it; raises Refused. What was due is said first, as the registrar does."""
        number = number or self.number
        self.tick(number)
        return self.record(number, self.answer(who, act, number))

    def answer(self, who: str, act: Act, number: str) -> Fact:
        """The fact it would become. Raises Refused."""
        stream = self.stream(number)
        about = act.about_entry
        ledger = self.ledgers.get(number, [])
        entry = ledger[about - 1] if about and about <= len(ledger) else None
        beside = RecordExcerpt(entry=entry, next_review=self.case.next_review if stream.kind is StreamKind.REVIEW else "")
        filing = f"TN-20261120-{sum(map(len, self.ledgers.values())):010X}"
        return decide(Filed(filing, number, act, who, self.now), stream, self.law, self.directory, beside)

    def refusal(self, who: str, act: Act, number: str = "") -> Refused | None:
        try:
            self.answer(who, act, number or self.number)
        except Refused as refused:
            return refused
        return None

    def record(self, number: str, fact: Fact) -> list[Recorded]:
        done, ahead = list[Recorded](), deque([(number, fact)])
        while ahead:
            stream, each = ahead.popleft()
            before = self.stream(stream)
            self.streams[stream] = now = after(each, before)
            self.ledgers.setdefault(stream, []).append(each)
            done.append(Recorded(stream, each, before, now))
            ahead.extend(consequences(each, before, now, self.law.calendar))
        return done

    def tick(self, number: str) -> list[Recorded]:
        """Let the clock say what is due in one stream by now."""
        said = list[Recorded]()
        while (rung := next_due(self.stream(number).clocks, self.law)) is not None and rung.at <= self.now:
            self.rungs.append(rung_id(self.stream(number), rung))
            said += self.record(number, fact_of(rung, self.stream(number), self.law))
        return said


# The way things go, and how they go wrong: who asks what of which stream. From anywhere on it a test may go on as it likes.
Step = tuple[str, str, type[Act], Mapping[str, object]]


def the_way(regime: Regime, *, ill: bool) -> list[Step]:
    """Step by step: well, to rewards that are paid for; ill, through a review that is decided, appealed and superseded."""
    plan2022 = regime is Regime.HCMC2022
    decider = "chair" if plan2022 else "head"
    asked = {name: value for name, value in ASKED_BY_THE_PLAN.items() if name != "regime"}
    city: list[Step] = [
        ("head", "", acts.SubmitToCity, {}),
        ("focal", "", acts.Consult, {}),
        ("finance", "", acts.AnswerConsultation, {}),
        ("justice", "", acts.AnswerConsultation, {}),
        ("focal", "", acts.Appraise, {}),
    ]
    begun: list[Step] = [
        ("lan", "", acts.Register, {"regime": regime, "implementers": ["tam"], **asked}),
        ("clerk", "", acts.AcceptDossier, {}),
        ("secretary", "", acts.RecordPartyOpinion, {"before": "approval"}),
        *((who, "", acts.Vote, {}) for who in ("head", "deputy", "deputy2")),
        ("head", "", acts.ConcludeVote, {}),
        *(city if plan2022 else ()),
        (decider, "", acts.Approve, {}),
        ("lan", "", acts.SubmitPlan, {}),
        (decider, "", acts.ApprovePlan, {}),
        ("tam", "", acts.ProposeAmendment, {}),
        (decider, "", acts.ApproveAmendment, {}),
    ]
    incident: Step = ("tam", "", acts.ReportIncident, {})
    evaluated: Mapping[str, object] = (
        {"result": "partly_completed", "tier": None, "causes": "khách quan", "happened_on": "2026-11-20"} if ill else {"tier": "typical"}
    )
    ended: list[Step] = [
        ("head", "", acts.Evaluate, {"verdict": "full"}),
        ("tam", "", acts.Finish, {}),
        ("lan", "", acts.SubmitResultReport, {}),
        ("secretary", "", acts.RecordPartyOpinion, {"before": "evaluation"}),
        ("head", "", acts.EvaluateResult, evaluated),
        *(() if plan2022 else (("head", "", acts.NotifyResult, {}),)),
    ]
    return [*begun, incident, *ended, *_reviewed()] if ill else [*begun, *ended, *_rewarded(plan2022)]


def _reviewed() -> list[Step]:
    outcomes = [{"person": "tam", "outcome": "mitigated", "reasons": "đủ điều kiện"}]
    good = {"right_policy": "yes", "pure_motive": "yes", "common_good": "yes", "within_approval": "yes", "personal_gain": "no"}
    return [
        ("head", "-R1", acts.Triage, {"persons": ["tam"]}),
        ("head", "-R1", acts.DetermineCause, {"risk": None, "mapping_reasons": ""}),
        ("head", "-R1", acts.AppointPanel, {"chair": "hoa", "members": ["hoa", "doctor", "clerk_th"]}),
        ("tam", "-R1", acts.GiveStatement, {}),
        *(("hoa", "-R1", acts.Establish, {"about": "tam", "fact": fact, "value": value}) for fact, value in good.items()),
        ("secretary", "-R1", acts.RecordPartyOpinion, {"before": "review"}),
        ("hoa", "-R1", acts.Recommend, {"outcomes": outcomes}),
        ("head", "-R1", acts.Decide, {"outcomes": outcomes}),
        ("tam", "-R1", acts.Appeal, {}),
        ("chair", "-R1", acts.DecideAppeal, {"outcome": "exempted"}),
        ("head", "", acts.Close, {}),
    ]


def _rewarded(plan2022: bool) -> list[Step]:
    trained: list[Step] = [
        ("head", "-K", acts.ProposeReward, {"reward": "training", "cost_dong": 100, "place": "at_home"}),
        ("focal", "-K", acts.Consider, {"proposal": "P3"}),
        ("chair", "-K", acts.Grant, {"proposal": "P3", "approved_dong": 100}),
        ("tam", "-K", acts.Accept, {"proposal": "P3"}),
        ("focal", "-K", acts.CommitTraining, {"proposal": "P3", "amount_dong": 100}),
        ("focal", "-K", acts.PayTraining, {"proposal": "P3", "amount_dong": 60}),
    ]
    commendation, in_their_career = ("commendation_outside_rounds", "promotion") if plan2022 else ("commendation", "appointment_priority")
    return [
        ("head", "-K", acts.ProposeReward, {"reward": commendation, "commendation_form": "certificate"}),
        ("head", "-K", acts.ProposeReward, {"reward": in_their_career, "person": "lan"}),
        ("emulation", "-K", acts.Consider, {"proposal": "P1"}),
        ("secretary", "-K", acts.Consider, {"proposal": "P2"}),
        ("head", "-K", acts.Grant, {"proposal": "P1"}),
        ("appointing", "-K", acts.Grant, {"proposal": "P2"}),
        ("tam", "-K", acts.Accept, {"proposal": "P1"}),
        *(trained if plan2022 else ()),
        ("head", "", acts.Close, {}),
    ]


def on_the_way(regime: Regime, *, ill: bool, steps: int) -> Family:
    """A family that has come so many steps along it."""
    family = Family(regime=regime)
    for who, stream, kind, fields in the_way(regime, ill=ill)[:steps]:
        hashes: dict[type[Act], str] = {
            acts.ApprovePlan: family.case.draft.sha256,
            acts.ApproveAmendment: family.case.work.amendment.sha256,
        }
        named = {"plan_sha256": hashes[kind]} if kind in hashes else {}
        family.ask(who, an_act(kind, **fields, **named), family.number + stream)
    return family


def just_before(kind: type[Act], *, ill: bool, regime: Regime = Regime.ND73) -> Family:
    """A family on its usual way, the next act being that one (the last of its kind)."""
    way = [each for _, _, each, _ in the_way(regime, ill=ill)]
    return on_the_way(regime, ill=ill, steps=len(way) - 1 - way[::-1].index(kind))


def why_not(family: Family, who: str, act: Act, stream: str = "") -> Reason | None:
    refused = family.refusal(who, act, family.number + stream)
    return refused.reason if refused else None

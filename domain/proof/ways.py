"""What people may ask of an initiative on that street: enough acts to go every way its table has. What is not open under a regime is refused there."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from domain import acts
from domain.acts import Act
from domain.people.standpoint import Standpoint
from domain.streams.initiative import Initiative
from domain.vocabulary import Office, Stage

Said = Mapping[str, Any]

# What the plan of 2022 asks of a dossier beside what the decree asks: given always, so that one dossier serves both.
ASKED_BY_THE_PLAN: Said = {
    "worst_case": "Phải quay lại cách làm cũ.",
    "remedy": "Giữ song song cách làm cũ trong ba tháng đầu.",
    "commitment": "Làm đúng phạm vi được duyệt, không vụ lợi.",
    "grounding": "Ba phường đã làm thử, có số liệu đối chiếu.",
    "gap": "unregulated",
}
FOCUS = {"focus_area": "institutions_policies"}
THAT_DAY = "2026-11-20"


@dataclass(frozen=True)
class Way:
    """An act as it may be asked. `says`: what it says beside its example; several where one hand asks one after the other.

    `told`: the same, where it depends on the case; nothing where it is not asked now. `by`: through which of the offices of its row, all where none is
    named; `only`: by whom of the street. `each`: whoever may ask it does, one after the other; `together`: all of them,
    in one step; otherwise the first whom the rules hear. `days`: how long after the first day.
    """

    act: type[Act]
    says: tuple[Said, ...] = ({},)
    told: Callable[[Standpoint[Any]], Iterable[Said]] | None = None
    by: tuple[Office, ...] = ()
    only: tuple[str, ...] = ()
    each: bool = False
    together: bool = False
    days: int = 0

    def as_asked(self, standpoint: Standpoint[Any]) -> tuple[Act, ...]:
        return self._saying(self.told(standpoint)) if self.told else self._always

    @cached_property
    def _always(self) -> tuple[Act, ...]:
        return self._saying(self.says)

    def _saying(self, said: Iterable[Said]) -> tuple[Act, ...]:
        return tuple(self.act.model_validate({**self.act.example, **each}) for each in said)


@dataclass(frozen=True)
class Ways:
    """`usual`: enough to come from the beginning to the end. `beside`: every other."""

    usual: tuple[Way, ...]
    beside: tuple[Way, ...] = ()

    @property
    def every(self) -> tuple[Way, ...]:
        return (*self.usual, *self.beside)


def one(act: type[Act], **says: Any) -> Way:
    """That act with these words."""
    return Way(act, (says,))


def opinion(before: str) -> tuple[Way, ...]:
    """Said by the secretary of the committee, or entered by an officer from its paper."""
    paper = {"number": "07-CV/ĐU", "issued_on": THAT_DAY}
    by_officer = Way(acts.RecordPartyOpinion, ({"before": before, "paper": paper},), by=(Office.AGENCY_OFFICER,))
    return Way(acts.RecordPartyOpinion, ({"before": before},), by=(Office.PARTY_SECRETARY,)), by_officer


Of = Standpoint[Initiative]


def _plan(of: Of) -> Iterable[Said]:
    items = acts.SubmitPlan.example["items"]
    return ({"items": [{**each, "implementer": of.stream.implementers[0]} for each in items]},)


def _plan_that_waits(of: Of) -> Iterable[Said]:
    return ({"plan_sha256": of.stream.draft.sha256},)


def _amendment_that_waits(of: Of) -> Iterable[Said]:
    return ({"plan_sha256": of.stream.work.amendment.sha256},)


def _whose_conclusion_waits(of: Of) -> Iterable[Said]:
    return ({"persons": of.stream.to_conclude},)


def _of_a_full_council(of: Of) -> Iterable[Said]:
    """Once, before anybody has said anything or left: what several say one after the other leads nowhere else."""
    seats = of.stream.deliberation.seats
    return ({"declares": "no_relation"},) if not (seats.impartial or seats.left or seats.challenged) else ()


def _of_a_full_council_member(of: Of) -> Iterable[Said]:
    seats = of.stream.deliberation.seats
    return () if seats.impartial or seats.left or seats.challenged else ({"member": each} for each in of.stream.sitting)


def _who_is_challenged(of: Of, upheld: bool) -> Iterable[Said]:
    return ({"member": each, "upheld": upheld, "evidence": ["E1"]} for each in of.stream.challenged)


def _a_first_one(of: Of) -> Iterable[Said]:
    """That a second member of the leadership steps aside as well is the same step again."""
    return () if of.stream.recused else ({},)


def _completed(of: Of) -> Iterable[Said]:
    return ({"causes": CAUSES, "present": of.holders(Office.LEADERSHIP)},)


def _completed_in_part(of: Of) -> Iterable[Said]:
    return ({**each, "result": "partly_completed", "tier": None, "happened_on": THAT_DAY} for each in _completed(of))


CAUSES = "Chủ quan và khách quan."
DEPARTING = {"departure_reason": "Vì cấp bách."}
OF_INITIATIVES = Ways(
    usual=(
        one(acts.AcceptDossier),
        *opinion("approval"),
        Way(acts.Vote, ({"ballot": "for"},), each=True),
        one(acts.ConcludeVote),
        one(acts.SubmitToCity),
        one(acts.Consult, departments=["STC", "STP"]),
        Way(acts.AnswerConsultation, each=True),
        one(acts.Appraise),
        one(acts.Approve, **DEPARTING),
        one(acts.Refuse, **DEPARTING),
        Way(acts.SubmitPlan, told=_plan),
        Way(acts.ApprovePlan, told=_plan_that_waits),
        one(acts.Evaluate, verdict="partly", happened_on=THAT_DAY),
        one(acts.Finish),
        one(acts.SubmitResultReport),
        *opinion("evaluation"),
        Way(acts.EvaluateResult, told=_completed),
        Way(acts.EvaluateResult, told=_completed_in_part),
        one(acts.NotifyResult),
        Way(acts.ConcludeNotHandled, told=_whose_conclusion_waits),
        one(acts.Close),
    ),
    beside=(
        one(acts.ReturnDossier),
        one(acts.DeclareOutOfScope, grounds=["regulated_already"]),
        one(acts.Forward),
        one(acts.Resubmit, **ASKED_BY_THE_PLAN),
        one(acts.AskPartyOpinion, before="approval"),
        one(acts.ConveneCouncil, members=["hoa"]),
        Way(acts.DeclareImpartiality, told=_of_a_full_council),
        Way(acts.Challenge, told=_of_a_full_council_member),
        Way(acts.DecideChallenge, told=partial(_who_is_challenged, upheld=True)),
        Way(acts.DecideChallenge, told=partial(_who_is_challenged, upheld=False)),
        Way(acts.DeclareImpartiality, together=True),
        one(acts.RecordCouncilConclusion),
        Way(acts.Vote, ({"ballot": "against"},), each=True),
        Way(acts.Recuse, told=_a_first_one, only=("deputy2",)),
        one(acts.Override),
        one(acts.ReturnToAgency),
        one(acts.ReturnPlan),
        Way(acts.ProposeAmendment, told=_plan),
        Way(acts.ApproveAmendment, told=_amendment_that_waits),
        one(acts.RefuseAmendment),
        one(acts.RequestExtension),
        one(acts.GrantExtension),
        one(acts.RefuseExtension),
        one(acts.Suspend),
        one(acts.Resume),
        one(acts.Stop),
        one(acts.AskPartyOpinion, before="evaluation"),
        one(acts.Withdraw),
        *(one(acts.Reopen, back_to=stage) for stage in Stage),
    ),
)
# What may happen at any stage and leads to no other: walked by itself from each.
OF_ALARMS = Ways(
    (
        one(acts.ReportIncident),
        Way(acts.ReportObstruction, ({"about": "head"},)),
        one(acts.AnswerObstruction),
        one(acts.RaiseIntegrityFlag),
        one(acts.ClearIntegrityFlag),
        one(acts.Refer),
        one(acts.RecordReferralOutcome),
        one(acts.OpenRewardsFromStart),
    )
)
# Against a member of a council: walked by itself from the first council that sits, to its conclusion.
OF_COUNCILS = Ways(
    (
        Way(acts.DeclareImpartiality, together=True),
        Way(acts.Challenge, ({"member": "hoa"},), by=(Office.PROPOSER,)),
        one(acts.DecideChallenge, upheld=False, evidence=["E1"]),
        one(acts.RecordCouncilConclusion),
    )
)

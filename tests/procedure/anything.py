"""An act of any kind, as likely to be sensible as not: what whoever tries everything would send."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any, TypeVar

from domain import acts
from domain.acts import Act
from domain.people.standpoint import Standpoint
from domain.streams.meeting import MeetingStream
from domain.streams.review import AGAINST, Review
from domain.streams.reward_file import RewardFile
from domain.streams.stream import Stream
from domain.vocabulary import (
    Answer,
    Attendance,
    Ballot,
    Cause,
    ComplaintFinding,
    DisciplineForm,
    DisciplineStep,
    Finding,
    LiabilityOutcome,
    Office,
    OpinionFor,
    PartyOpinion,
    Position,
    Result,
    RewardKind,
    ScopeGround,
    SkipGround,
    Stage,
    Tier,
    Verdict,
)
from tests.builders import FRIDAY, WARD, an_act
from tests.families import Family
from tests.reward_files import ALSO_SAID

T = TypeVar("T")
Pick = Callable[[Sequence[T]], T]

PARTIES = ("lan", "tam", "head", "deputy")
PEOPLE = (
    *("lan", "tam", "clerk", "head", "deputy", "deputy2", "secretary", "chair", "vicechair", "city_secretary", "hoa", "doctor", "head_th"),
    *("station_head", "station_union", "station_clerk"),
    *("clerk_th", "focal", "inspector", "emulation", "appointing", "finance", "justice", "auditor", "stranger"),
)
PAPER = {"number": "01/QĐ", "issued_on": "2026-11-20", "sha256": "a" * 64}


def anything(kind: type[Act], stream: Stream, family: Family, pick: Any) -> Act:
    """Of that kind, about that stream; `pick` chooses one of several."""
    fields = _fields(kind, stream, family, pick)
    if issubclass(kind, acts.Decision) and pick((False,) * 9 + (True,)):
        fields["on_paper"] = {**PAPER, "decided_by": pick(PEOPLE)}
    return an_act(kind, **fields)


def _fields(kind: type[Act], stream: Stream, family: Family, pick: Any) -> dict[str, Any]:
    case, today = family.case, family.law.calendar.local_day(family.now)
    soon = today + timedelta(days=pick((-2, 3, 40, 90)))
    plan = case.plan_in_force.model_dump(mode="json") if case.plan_in_force else {}
    happened = {"happened_on": pick((None, today, today, today - timedelta(days=5)))}
    leaders = Standpoint(case, family.directory).holders(Office.LEADERSHIP) or ("head",)
    match kind.__name__:
        case "DeclareOutOfScope":
            return {"grounds": [pick(tuple(ScopeGround))]}
        case "Forward":
            return {"to": pick(("UBNDTP", "SNV", "NOWHERE"))}
        case "RecordPartyOpinion":
            opinion = pick(tuple(PartyOpinion))
            asked = {"final_evaluation": OpinionFor.EVALUATION, "findings": OpinionFor.REVIEW}.get(str(stream.stage), OpinionFor.APPROVAL)
            return {"before": pick((asked, asked, OpinionFor.REVIEW)), "opinion": opinion, "absence_reason": pick(("", "chưa họp"))}
        case "AskPartyOpinion":
            return {"before": pick(tuple(OpinionFor))}
        case "ConveneCouncil":
            return {"members": [pick(PEOPLE)]}
        case "Vote":
            return {"ballot": pick((Ballot.FOR, *Ballot))}
        case "SummonMeeting" | "PostponeMeeting":
            ahead = tuple(family.law.calendar.add(today, days) for days in (1, 1, 0, 3))
            about = {"proposal": pick(tuple(stream.proposals))} if isinstance(stream, RewardFile) and stream.proposals else {}
            asked_once = (
                {"secret": pick((False, False, True)), "council": pick((False, False, True)), **about} if kind is acts.SummonMeeting else {}
            )
            return {"meets_on": pick(ahead), **asked_once}
        case "OpenMeeting":
            return {"absent": pick(((), (), ({"member": pick(PEOPLE), "reason": "đi công tác"},)))}
        case "CastBallot":
            return {"ballot": pick((Ballot.FOR, *Ballot))}
        case "CloseMeeting":
            return _as_counted(stream, today, pick)
        case "AnswerConsultation":
            return {"position": pick(tuple(Position))}
        case "Approve" | "Refuse":
            return {"departure_reason": pick(("", "vì cấp bách"))}
        case "SubmitPlan":
            own = case.implementers[0] if case.implementers else "tam"
            item = acts.SubmitPlan.example["items"][0] | {"implementer": own, "evaluate_by": soon, "evaluator": pick((None, None, "hoa"))}
            return {"items": [item]}
        case "ProposeAmendment" if plan:
            risk = acts.SubmitPlan.example["risks"][0] | {"code": pick(("R1", "R7", "R8"))}
            risks = [*plan["risks"], *([risk] if all(r["code"] != risk["code"] for r in plan["risks"]) else [])]
            items = [{**item, "evaluator": item["evaluator"] or None} for item in plan["items"]]
            return {"items": items, "risks": pick((risks, [risk])), "no_risks_because": ""}
        case "ApprovePlan":
            return {"plan_sha256": case.draft.sha256 or "0" * 64}
        case "ApproveAmendment":
            return {"plan_sha256": case.work.amendment.sha256 or "0" * 64, "effective_on": pick((None, today - timedelta(days=3), today))}
        case "RequestExtension":
            return {"item": pick(("W1", "W1", "W2")), "evaluate_by": soon + timedelta(days=pick((-60, 60, 90)))}
        case "GrantExtension":
            days = [each.evaluate_by for each in case.work.extensions.values()]
            return {"evaluate_by": pick((*days, soon))}
        case "Evaluate":
            return {"item": pick(("W1", "W1", "W2")), "verdict": pick(tuple(Verdict)), "next_by": pick((None, soon)), **happened}
        case "Finish":
            return {"finished_on": today - timedelta(days=pick((-1, 0, 0, 1)))}
        case "EvaluateResult":
            met = [pick((*leaders, pick(PEOPLE)))]
            result = pick((Result.COMPLETED, *Result))
            tier = pick((None, *Tier)) if result is Result.COMPLETED else None
            return {"result": result, "tier": tier, "causes": pick(("", "có", "có")), "present": [*leaders[:2], *met], **happened}
        case "NotifyResult":
            return {"notified_on": today - timedelta(days=pick((-1, 0, 0, 1)))}
        case "ConcludeNotHandled":
            return {"persons": [pick(("lan", "tam"))]}
        case "Reopen":
            return {"back_to": pick(tuple(Stage))}
        case "Correct":
            return {"entry": pick((1, 2, 12)), "finished_on": pick((None, None, today)), "on_paper": None}
        case "AttachPaper":
            return {"entry": pick((1, 2, 12))}
        case "ReportIncident":
            return {"happened_on": today - timedelta(days=pick((-1, 0, 0, 5)))}
        case "ReportObstruction":
            return {"about": pick(PEOPLE)}
        case "AnswerObstruction":
            reports = tuple(each.report for each in case.obstructions)
            return {"report": pick((*reports, *reports, "O1"))}
        case "RaiseIntegrityFlag":
            return {"persons": [pick(("lan", "tam", "head"))], **happened}
        case "Refer" | "RecordReferralOutcome":
            return {"to": pick(("Cơ quan điều tra", "Thanh tra"))}
    return _in_another_stream(kind, stream, pick)


def _as_counted(stream: Stream, today: date, pick: Any) -> dict[str, Any]:
    """Mostly what the ballots say."""
    meeting = stream.meeting if isinstance(stream, MeetingStream) else None
    cast = [ballot or Ballot.FOR for ballot in meeting.ballots.values()] if meeting else []
    minuted = {"minutes_number": "05/BB", "minutes_on": today}
    return {
        "minuted": minuted,
        "votes_for": cast.count(Ballot.FOR) + pick((0, 0, 0, 1)),
        "against": cast.count(Ballot.AGAINST),
        "abstained": cast.count(Ballot.ABSTAIN),
    }


def _in_another_stream(kind: type[Act], stream: Stream, pick: Any) -> dict[str, Any]:
    persons = (stream.persons if isinstance(stream, Review) else ()) or ("lan", "tam")
    sitting = (stream.sitting if isinstance(stream, Review) else ()) or ("hoa",)
    proposals = tuple(stream.proposals) if isinstance(stream, RewardFile) else ()
    proposal, member = pick((*proposals, "P1")), pick((*sitting, "head"))
    outcomes = [
        {"person": p, "outcome": pick(tuple(LiabilityOutcome)), "reasons": "theo hồ sơ", "liabilities": ["disciplinary"]} for p in persons
    ]
    match kind.__name__:
        case "Triage":
            return {"to_review": pick((True, True, True, False)), "persons": pick(((), ("tam",), ("head", "lan")))}
        case "DetermineCause":
            return {"cause": pick(tuple(Cause)), "risk": pick((None, "R1", "R7")), "mapping_reasons": pick(("", "đúng rủi ro này"))}
        case "AppointPanel":
            return {
                "chair": "hoa",
                "members": pick((("hoa", "doctor", "clerk_th"), ("hoa", "head_th", "clerk_th"), ("hoa", pick(PEOPLE), "doctor"))),
            }
        case "Challenge" | "DecideChallenge":
            return {"member": member, **({"upheld": pick((True, False))} if kind is acts.DecideChallenge else {})}
        case "GiveStatement":
            own = {"about": None, "statement": "Tôi đã làm đúng.", "absence_reason": ""}
            return dict(pick((own, own, {"about": pick(persons), "statement": "", "absence_reason": "vắng mặt"})))
        case "Establish":
            finding = pick(
                (Finding.RIGHT_POLICY, Finding.PURE_MOTIVE, Finding.COMMON_GOOD, Finding.WITHIN_APPROVAL, *([pick(tuple(AGAINST))] * 3))
            )
            good = Answer.NO if finding in AGAINST else Answer.YES
            value = pick((good, good, Answer.YES) if finding in AGAINST else (good, good, *Answer))
            return {"about": pick((*persons, pick(PEOPLE))), "fact": finding, "value": value}
        case "Recommend":
            return {"outcomes": outcomes, "present": pick(((), (), (), sitting))}  # by minutes, mostly
        case "Decide" | "ProposeUpward" | "RecordAnswer":
            return {"outcomes": outcomes, **({} if kind is acts.RecordAnswer else {"departure_reason": pick(("", "có lý do"))})}
        case "DecideAppeal":
            return {"person": pick(persons), "upheld": pick((True, False)), "outcome": pick((None, *LiabilityOutcome))}
        case "OpenDiscipline":
            return {
                "about": pick(persons),
                "discovered_on": pick((stream.happened_on,)) if isinstance(stream, Review) and stream.happened_on else FRIDAY.date(),
                "employed_at": pick((None, None, "TYT-BT")),
            }
        case "RecordDisciplineStep":
            step = pick(tuple(DisciplineStep))
            roles = {"chair": pick(("station_head", "head")), "representative": "station_union", "personnel": "station_clerk"}
            council = (
                pick(({"members": ("hoa", pick(PEOPLE))}, {"council": roles, "secretary": "hoa"})) if step is DisciplineStep.COUNCIL else {}
            )
            form = pick(tuple(DisciplineForm))
            votes = pick(({"ballots": {form: pick((0, 3))}}, {"for_discipline": 2, "against_discipline": 1, "ballots": {form: 3}}))
            voted = votes if step in (DisciplineStep.COUNCIL_MEETING, DisciplineStep.RECOMMENDATION) else {}
            said = {"attendance": pick((None, *Attendance)), "skip_ground": pick((None, None, *SkipGround))}
            return {"discipline": pick(("D1", "D1", "D2")), "step": step, "held_on": FRIDAY.date(), **council, **voted, **said}
        case "DecideComplaint":
            return {"finding": pick(tuple(ComplaintFinding))}
        case "ConcludeDiscipline":
            return {"form": pick(tuple(DisciplineForm)), "skip_ground": pick((None, *SkipGround))}
        case "ProposeReward":
            reward = pick(tuple(RewardKind))
            said = {**ALSO_SAID.get(reward, {}), **pick(({}, {}, {"commendation_form": "diploma"}))}
            whose = pick(({"person": "lan"}, {"person": "tam"}, {"person": pick(("hoa", "head"))}, {"person": None, "agency": WARD}))
            return {**whose, **said, "reward": reward, "cost_dong": 100 if reward is RewardKind.TRAINING else 0}
        case "Consider" | "RefuseReward" | "Accept" | "Decline" | "Reverse":
            return {"proposal": proposal}
        case "Grant":
            return {"proposal": proposal, "approved_dong": pick((0, 0, 80)), "less_because": pick(("", "có hạn"))}
        case "CommitTraining" | "PayTraining":
            return {"proposal": proposal, "amount_dong": pick((1, 40, 90))}
    return {}

"""Every state an initiative can come to, and every step between two of them: what holds of all of these holds of every case.

What crosses all stages (incidents, flags, corrections) leads to no other stage, so it is walked once from each of them.
"""

from collections import deque
from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from typing import Any

from domain import acts
from domain.acts import Act
from domain.facts import DossierAccepted, Fact, ReviewNoted, Signatory
from domain.procedure.chapters import after
from domain.procedure.decide import rows_of
from domain.refusals import Refused
from domain.streams.initiative import Initiative
from domain.vocabulary import Office, Regime, ReviewStage, Stage
from tests.builders import ASKED_BY_THE_PLAN, FRIDAY, WARD, a_case, an_act, decided, the_approval_of_the_plan, the_usual_way, then

State = tuple[object, ...]
Step = tuple[State, type[Act] | type[Fact], State]

# Who may do what: enough to go every way the table has. What is not open under a regime is refused there.
WAYS: tuple[tuple[str, type[Act], dict[str, Any]], ...] = (
    ("clerk", acts.AcceptDossier, {}),
    ("clerk", acts.ReturnDossier, {}),
    ("clerk", acts.DeclareOutOfScope, {"grounds": ["regulated_already"]}),
    ("clerk", acts.Forward, {}),
    ("head", acts.AskPartyOpinion, {"before": "approval"}),
    ("secretary", acts.RecordPartyOpinion, {"before": "approval"}),
    ("head", acts.ConveneCouncil, {"members": ["hoa"]}),
    ("head", acts.RecordCouncilConclusion, {}),
    ("head", acts.Vote, {"ballot": "for"}),
    ("deputy", acts.Vote, {"ballot": "for"}),
    ("deputy", acts.Vote, {"ballot": "against"}),
    ("deputy2", acts.Vote, {"ballot": "against"}),
    ("deputy2", acts.Recuse, {}),
    ("head", acts.ConcludeVote, {}),
    ("head", acts.Override, {}),
    ("head", acts.SubmitToCity, {}),
    ("focal", acts.Consult, {}),
    ("finance", acts.AnswerConsultation, {}),
    ("justice", acts.AnswerConsultation, {}),
    ("focal", acts.Appraise, {}),
    ("chair", acts.ReturnToAgency, {}),
    *((who, kind, {"departure_reason": "Vì cấp bách."}) for kind in (acts.Approve, acts.Refuse) for who in ("head", "chair")),
    ("lan", acts.SubmitPlan, {}),
    *((who, kind, {}) for kind in (acts.ReturnPlan, acts.ApprovePlan) for who in ("head", "chair")),
    ("head", acts.Evaluate, {"verdict": "partly", "happened_on": "2026-11-20"}),
    ("tam", acts.ProposeAmendment, {}),
    *((who, kind, {}) for kind in (acts.ApproveAmendment, acts.RefuseAmendment) for who in ("head", "chair")),
    ("tam", acts.RequestExtension, {}),
    *((who, kind, {}) for kind in (acts.GrantExtension, acts.RefuseExtension) for who in ("head", "chair")),
    *((who, kind, {}) for kind in (acts.Suspend, acts.Resume, acts.Stop) for who in ("head", "chair")),
    ("tam", acts.Finish, {}),
    ("lan", acts.SubmitResultReport, {}),
    ("head", acts.AskPartyOpinion, {"before": "evaluation"}),
    ("secretary", acts.RecordPartyOpinion, {"before": "evaluation"}),
    ("head", acts.EvaluateResult, {"causes": "Chủ quan và khách quan."}),
    (
        "head",
        acts.EvaluateResult,
        {"causes": "Chủ quan và khách quan.", "result": "partly_completed", "tier": None, "happened_on": "2026-11-20"},
    ),
    ("head", acts.NotifyResult, {}),
    ("head", acts.ConcludeNotHandled, {"persons": ["lan", "tam"]}),
    ("lan", acts.Withdraw, {}),
    ("head", acts.Close, {}),
    *((who, acts.Reopen, {"back_to": stage}) for who in ("head", "chair") for stage in Stage),
)
ENTERED = DossierAccepted(at=FRIDAY, by=Signatory(person="clerk", name="clerk", office=Office.RECEIVING_OFFICE, agency=WARD))
CROSSING: tuple[tuple[str, type[Act], dict[str, Any]], ...] = (
    ("tam", acts.ReportIncident, {}),
    ("lan", acts.ReportObstruction, {}),
    ("inspector", acts.AnswerObstruction, {}),
    ("inspector", acts.RaiseIntegrityFlag, {}),
    ("inspector", acts.ClearIntegrityFlag, {}),
    ("head", acts.Refer, {}),
    ("head", acts.RecordReferralOutcome, {}),
    ("head", acts.OpenRewardsFromStart, {}),
    ("head", acts.Correct, {"on_paper": None}),
)


def what_matters(case: Initiative) -> State:
    """Two cases alike in this are open to the same acts: a ballot means nothing once the vote is concluded, nor the vote once a plan is frozen."""
    ballots = frozenset(case.deliberation.ballots.items()) if case.deliberation.carried is None else frozenset()
    council = (
        bool(case.deliberation.council),
        case.deliberation.council_favourable,
        frozenset(case.city.consultations.items()),
        case.city.appraisal,
    )
    before = (
        case.recused,
        ballots,
        case.deliberation.carried,
        case.deliberation.overridden,
        *council,
        case.examination.missing,
        case.draft.sha256,
        frozenset(case.opinions),
    )
    work = (
        frozenset(case.work.verdicts),
        case.work.amendment.sha256,
        bool(case.work.extensions),
        case.suspended,
        case.ending.stopped,
        case.ending.report_sha256,
        case.to_conclude,
    )
    end = case.recused, case.result, bool(case.open_reviews), OPINIONS_LEFT & frozenset(case.opinions)
    return case.stage, frozenset(case.reached), case.regime, case.is_only_a_record, *(work + end if case.baseline_sha256 else before)


# From the stage in which the leadership votes: by the rules of a meeting, up to its close. Of a whole day each, and so walked beside the rest.
MEETING: tuple[tuple[str, type[Act], dict[str, Any]], ...] = (
    ("head", acts.SummonMeeting, {"meets_on": "2026-11-23"}),
    ("head", acts.PostponeMeeting, {"meets_on": "2026-11-30"}),
    ("head", acts.ConveneCouncil, {"members": ["hoa"]}),
    ("head", acts.OpenMeeting, {}),
    ("head", acts.CastBallot, {}),
    ("deputy", acts.CastBallot, {}),
    ("deputy2", acts.CastBallot, {"ballot": "against"}),
    ("head", acts.RecordCouncilConclusion, {}),
    ("head", acts.CloseMeeting, {"minuted": {"minutes_number": "05/BB", "minutes_on": "2026-11-30"}}),
)
OPINIONS_LEFT = frozenset(("evaluation",))


def registered(regime: Regime) -> Act:
    return an_act(acts.Register, implementers=("tam",), **(ASKED_BY_THE_PLAN if regime is Regime.HCMC2022 else {}))


def of_an_earlier_year(regime: Regime) -> Act:
    told = [{**step, "happened_on": "2024-03-01"} for step in acts.EnterPastCase.example["steps"]]
    return an_act(acts.EnterPastCase, regime=regime, steps=told)


@cache
def asked() -> tuple[tuple[str, Act], ...]:
    """Every way as an act; what is resubmitted holds all that either regime asks."""
    parts = {name: value for name, value in ASKED_BY_THE_PLAN.items() if name in acts.Resubmit.model_fields}
    return (*((who, an_act(kind, **fields)) for who, kind, fields in WAYS), ("lan", an_act(acts.Resubmit, **parts)))


def naming_what_waits(act: Act, case: Initiative) -> Act:
    match act:
        case acts.ApprovePlan() if case.draft.sha256:
            return the_approval_of_the_plan(case)
        case acts.ApproveAmendment() if case.work.amendment.sha256:
            return an_act(acts.ApproveAmendment, plan_sha256=case.work.amendment.sha256)
        case _:
            return act


def ahead_of(case: Initiative) -> Iterator[tuple[type[Act] | type[Fact], Initiative]]:
    """Every step from here; that the reviews come to their decision is told from without."""
    possible = {row.act for row in rows_of(case) if case.stage in row.stages and not row.first_obstacle(case)}
    for who, act in asked():
        if type(act) not in possible:
            continue
        try:
            fact = decided(case, naming_what_waits(act, case), who)
        except Refused:
            continue
        yield type(act), after(fact, case)
    if case.open_reviews:
        for review in case.open_reviews:
            case = after(ReviewNoted(at=FRIDAY, review=review, stage=ReviewStage.DECIDED), case)
        yield ReviewNoted, case


@cache
def the_walk(regime: Regime) -> tuple[dict[State, Initiative], list[Step]]:
    start = a_case(regime=regime)
    first = after(decided(start, registered(regime), "lan"), start)
    past = after(decided(start, of_an_earlier_year(regime), "focal"), start)
    found = {what_matters(case): case for case in (start, first, past)}
    steps: list[Step] = [
        (what_matters(start), acts.Register, what_matters(first)),
        (what_matters(start), acts.EnterPastCase, what_matters(past)),
    ]
    ahead = deque([first])
    while ahead:
        case = ahead.popleft()
        here = what_matters(case)
        for kind, there in ahead_of(case):
            steps.append((here, kind, what_matters(there)))
            if what_matters(there) not in found:
                found[what_matters(there)] = there
                ahead.append(there)
    return found, steps


@cache
def the_meeting(regime: Regime) -> list[tuple[Initiative, type[Act], Initiative]]:
    """One that is postponed once, and hears a council."""
    case, walked, at = a_case(Stage.AGENCY_REVIEW, regime=regime), [], FRIDAY
    for who, kind, fields in MEETING:
        at = at if kind is not acts.OpenMeeting else FRIDAY + timedelta(days=10)
        there = after(decided(case, an_act(kind, **fields), who, at), case)
        walked.append((case, kind, there))
        case = there
    return walked


@cache
def the_crossings(regime: Regime) -> list[tuple[Initiative, type[Act], Initiative]]:
    """From each stage: what may happen at any time, one after the other; and from a case that was closed with a report still unanswered."""
    crossed = [*the_meeting(regime)]
    reported = then(a_case(Stage.REGISTERED, regime=regime), an_act(acts.ReportObstruction), "lan")
    fresh = {case.stage: case for _, case in the_usual_way(regime) if case.stage}
    for case in (*fresh.values(), then(reported, an_act(acts.Withdraw), "lan")):
        for who, kind, fields in CROSSING:
            act = an_act(kind, **fields)
            try:
                there: Initiative = after(decided(case, act, who, entry=ENTERED if kind is acts.Correct else None), case)
            except Refused:
                continue
            crossed.append((case, kind, there))
            case = there
    return crossed

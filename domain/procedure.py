"""The procedure: one list of who may ask what, when, and on what basis. docs/procedure.md is printed from it.

Offices are relative to the case (domain/people.py): "head" is the head of the agency addressed, the superior's if its own head is a party.
Of the city's plan of 2022 neither number nor articles were found: it is cited by subject. "house:" is our own convention where texts are silent.
"""

from domain import acts
from domain.alarms import no_flag, no_obstruction, nothing_referred
from domain.amendments import amendment_missing, amendment_waits
from domain.appeal import decided, has_appealed, not_superseded
from domain.campaign import BASIS
from domain.campaigning import nobody_owes, somebody_owes
from domain.city import (
    agency_stands_behind_it,
    answers_missing,
    appraisal_missing,
    appraised,
    consultations_settled,
    council_concluded,
    council_missing,
    council_sits,
    not_consulted,
)
from domain.discipline import discipline_runs, somebody_to_discipline
from domain.early_rewards import no_reward_file
from domain.findings import everybody_heard, everything_established, has_spoken, somebody_is_unheard, something_is_open
from domain.panel import challenge_waits, no_challenge_waits, panel_is_wanted, panel_sits
from domain.party_opinion import opinion_missing, opinion_recorded
from domain.planning import plan_missing, plan_waits
from domain.protection import result_known_where_it_matters
from domain.registration import dossier_waits, dossier_was_returned
from domain.result import every_item_evaluated, items_left, nothing_open, report_missing, report_waits, result_known
from domain.review_decision import not_proposed, proposed
from domain.rewarding import (
    not_held,
    nothing_granted_to,
    nothing_is_proposed,
    nothing_proposed,
    something_considered,
    something_granted,
    something_proposed,
    something_to_decline,
    something_to_reverse,
    something_unanswered,
)
from domain.rows import Basis, Row, both, nd73, plan
from domain.suspension import not_suspended, suspended
from domain.training import training_goes_on, training_to_commit, training_to_pay
from domain.vocabulary import CampaignStage, Office, ReviewStage, RewardStage, Stage, StreamKind
from domain.voting import carried_or_overridden, has_voted, not_carried, vote_failed, vote_open

# Chapters that open no row of their own, imported for what they register with `conclude` and `after`.
from domain import cause, correction, evaluation, recommending, recounting, rehoming, reminding, review_intake, scope  # noqa: F401  # isort: skip

REGISTERED, REVIEW, CITY, PLANNING = Stage.REGISTERED, Stage.AGENCY_REVIEW, Stage.CITY_APPRAISAL, Stage.PLANNING
IMPLEMENTING, FINAL, REWARDING, CLOSED = Stage.IMPLEMENTING, Stage.FINAL_EVALUATION, Stage.REWARDING, Stage.CLOSED
ANY, OPEN = tuple(Stage), tuple(stage for stage in Stage if stage is not CLOSED)
SINCE_APPROVED = (IMPLEMENTING, FINAL, REWARDING, CLOSED)  # before that no work was under way in which anything could happen

PROPOSER, IMPLEMENTER, EVALUATOR = (Office.PROPOSER,), (Office.IMPLEMENTER,), (Office.AGENCY_HEAD, Office.EVALUATOR)
FILER, AUTHORS = (Office.PROPOSER, Office.AGENCY_OFFICER), (Office.PROPOSER, Office.IMPLEMENTER)
LEAD_AGENCY = (Office.PROPOSER, Office.IMPLEMENTER, Office.AGENCY_OFFICER)
RECEIVING, LEADERSHIP, HEAD = (Office.RECEIVING_OFFICE,), (Office.LEADERSHIP,), (Office.AGENCY_HEAD,)
PARTY, DECIDED_OR_SUPERIOR = (Office.PARTY_SECRETARY, Office.AGENCY_OFFICER), (Office.AGENCY_HEAD, Office.SUPERIOR_HEAD)
FOCAL, CHAIR, DEPARTMENT = (Office.HOME_AFFAIRS,), (Office.CITY_CHAIR,), (Office.CONSULTED_DEPARTMENT,)
CONCERNED, WATCH = (Office.ANYONE_CONCERNED,), (Office.INSPECTORATE, Office.HOME_AFFAIRS)
ALERT = (Office.INSPECTORATE, Office.AGENCY_HEAD, Office.PANEL_MEMBER)
SUPERIORS = (Office.AGENCY_HEAD, Office.SUPERIOR_HEAD, Office.CITY_CHAIR)

REPORTED, CAUSE, FINDINGS = ReviewStage.REPORTED, ReviewStage.CAUSE, ReviewStage.FINDINGS
RECOMMENDED, DECIDED, APPEALED, ENDED = ReviewStage.RECOMMENDED, ReviewStage.DECIDED, ReviewStage.APPEALED, ReviewStage.CLOSED
INQUIRY = (CAUSE, FINDINGS)
REVIEWED, MEMBER, PANEL_CHAIR = (Office.PERSON_REVIEWED,), (Office.PANEL_MEMBER,), (Office.PANEL_CHAIR,)
HEAD_OR_PANEL, SPEAKERS = (Office.AGENCY_HEAD, Office.PANEL_CHAIR), (Office.PERSON_REVIEWED, Office.PANEL_CHAIR)
CHALLENGERS = (Office.PERSON_REVIEWED, Office.PANEL_MEMBER)
HANDLING = (Office.AGENCY_HEAD, Office.HANDLING_HEAD)
CLERK_OR_HEAD, ABOVE = (Office.AGENCY_HEAD, Office.AGENCY_OFFICER), (Office.SUPERIOR_HEAD, Office.CITY_CHAIR, Office.CITY_DEPUTY)


def at(stage: Stage, nd73: str, plan_2022: str = "") -> Basis:
    """What stands at many stages: under both regimes, but at the city's stage, which is the plan's alone."""
    return plan(plan_2022 or nd73) if stage is CITY else both(nd73, plan_2022)


INITIATIVE: tuple[Row, ...] = (
    Row(None, acts.Register, FILER, both("ND73 Art. 7.1", "HCMC2022: registration")),
    Row(REGISTERED, acts.AcceptDossier, RECEIVING, both("ND73 Art. 7.3", "HCMC2022: registration"), (dossier_waits,)),
    Row(REGISTERED, acts.ReturnDossier, RECEIVING, both("ND73 Art. 7.2", "HCMC2022: conditions"), (dossier_waits,)),
    Row(REGISTERED, acts.DeclareOutOfScope, RECEIVING, both("ND73 Art. 3", "HCMC2022: conditions"), (dossier_waits,), awaited=False),
    Row(REGISTERED, acts.Forward, RECEIVING, both("house: forwarding"), (dossier_waits,), awaited=False),
    Row(REGISTERED, acts.Resubmit, PROPOSER, both("ND73 Art. 7.2", "HCMC2022: conditions"), (dossier_was_returned,)),
    Row(REVIEW, acts.RecordPartyOpinion, PARTY, both("ND73 Art. 4", "house: party opinion"), (opinion_missing,)),
    Row(REVIEW, acts.ConveneCouncil, HEAD, both("ND73 Art. 8.2", "house: council"), (council_missing, vote_open), awaited=False),
    Row(REVIEW, acts.RecordCouncilConclusion, HEAD, both("ND73 Art. 8.2", "house: council"), (council_sits,)),
    *(Row(stage, acts.Recuse, LEADERSHIP, both("house: voting"), awaited=False) for stage in (REVIEW, FINAL)),
    Row(REVIEW, acts.Vote, LEADERSHIP, both("ND73 Art. 8.1", "house: voting"), (vote_open,), done_by=has_voted),
    Row(REVIEW, acts.ConcludeVote, HEAD, both("ND73 Art. 8.1", "house: voting"), (vote_open, council_concluded)),
    Row(REVIEW, acts.Override, HEAD, both("ND73 Art. 8.1", "house: voting"), (vote_failed,)),
    Row(REVIEW, acts.Approve, HEAD, nd73("ND73 Art. 8.1"), (carried_or_overridden, opinion_recorded)),
    Row(REVIEW, acts.Refuse, HEAD, both("ND73 Art. 8.1", "house: voting"), (not_carried,)),
    Row(REVIEW, acts.SubmitToCity, HEAD, plan("HCMC2022: city approval"), (agency_stands_behind_it, opinion_recorded)),
    Row(CITY, acts.Consult, FOCAL, plan("house: consultation"), (not_consulted, appraisal_missing), awaited=False),
    Row(CITY, acts.AnswerConsultation, DEPARTMENT, plan("house: consultation"), (appraisal_missing, answers_missing)),
    Row(CITY, acts.Appraise, FOCAL, plan("house: appraisal"), (appraisal_missing, consultations_settled)),
    Row(CITY, acts.Approve, CHAIR, plan("HCMC2022: city approval"), (appraised,)),
    Row(CITY, acts.ReturnToAgency, CHAIR, plan("HCMC2022: city approval"), (appraised,)),
    Row(CITY, acts.Refuse, CHAIR, plan("HCMC2022: city approval"), (appraised,)),
    Row(PLANNING, acts.SubmitPlan, LEAD_AGENCY, both("house: plan", "HCMC2022: scheme"), (plan_missing,)),
    *(Row(PLANNING, act, HEAD, nd73("house: plan"), (plan_waits,)) for act in (acts.ReturnPlan, acts.ApprovePlan)),
    *(Row(PLANNING, act, CHAIR, plan("HCMC2022: scheme"), (plan_waits,)) for act in (acts.ReturnPlan, acts.ApprovePlan)),
    *(Row(stage, acts.Withdraw, PROPOSER, at(stage, "house: withdrawal"), awaited=False) for stage in (REGISTERED, REVIEW, CITY, PLANNING)),
    Row(IMPLEMENTING, acts.Evaluate, EVALUATOR, both("ND73 Art. 11.4", "HCMC2022: evaluation"), (not_suspended,)),
    Row(IMPLEMENTING, acts.OpenRewardsFromStart, HEAD, plan("HCMC2022: rewards"), (no_reward_file,), awaited=False),
    Row(IMPLEMENTING, acts.ProposeAmendment, LEAD_AGENCY, both("house: amendment"), (amendment_missing,), awaited=False),
    *(Row(IMPLEMENTING, act, HEAD, nd73("house: amendment"), (amendment_waits,)) for act in (acts.ApproveAmendment, acts.RefuseAmendment)),
    *(Row(IMPLEMENTING, act, CHAIR, plan("house: amendment"), (amendment_waits,)) for act in (acts.ApproveAmendment, acts.RefuseAmendment)),
    Row(IMPLEMENTING, acts.Suspend, DECIDED_OR_SUPERIOR, nd73("ND73 Art. 6"), (not_suspended,), awaited=False),
    Row(IMPLEMENTING, acts.Suspend, CHAIR, plan("house: suspension"), (not_suspended,), awaited=False),
    Row(IMPLEMENTING, acts.Resume, DECIDED_OR_SUPERIOR, nd73("ND73 Art. 6"), (suspended,)),
    Row(IMPLEMENTING, acts.Resume, CHAIR, plan("house: suspension"), (suspended,)),
    Row(IMPLEMENTING, acts.Stop, DECIDED_OR_SUPERIOR, nd73("ND73 Art. 6"), awaited=False),
    Row(IMPLEMENTING, acts.Stop, CHAIR, plan("house: suspension"), awaited=False),
    Row(IMPLEMENTING, acts.Finish, IMPLEMENTER, both("ND73 Art. 18", "house: finish"), (not_suspended,)),
    Row(FINAL, acts.Evaluate, EVALUATOR, both("ND73 Art. 11.4", "HCMC2022: evaluation"), (items_left,)),
    Row(FINAL, acts.SubmitResultReport, AUTHORS, both("ND73 Art. 18", "house: finish"), (report_missing,)),
    Row(FINAL, acts.RecordPartyOpinion, PARTY, both("ND73 Art. 4", "house: party opinion"), (opinion_missing,)),
    Row(
        FINAL,
        acts.EvaluateResult,
        HEAD,
        both("ND73 Art. 18", "HCMC2022: evaluation"),
        (report_waits, every_item_evaluated, opinion_recorded),
    ),
    Row(FINAL, acts.Close, HEAD, both("house: closing"), (result_known, nothing_open)),
    Row(REWARDING, acts.Close, HEAD, both("house: closing"), (nothing_open,)),
    Row(CLOSED, acts.Reopen, DECIDED_OR_SUPERIOR, nd73("house: reopening"), awaited=False),
    Row(CLOSED, acts.Reopen, CHAIR, plan("house: reopening"), awaited=False),
    *(Row(stage, acts.ReportIncident, CONCERNED, both("ND73 Art. 11.4", "HCMC2022: cause"), awaited=False) for stage in SINCE_APPROVED),
    *(Row(stage, acts.ReportObstruction, CONCERNED, at(stage, "ND73 Art. 6", "house: obstruction"), awaited=False) for stage in OPEN),
    *(Row(stage, acts.AnswerObstruction, WATCH, at(stage, "ND73 Art. 6", "house: obstruction"), (no_obstruction,)) for stage in ANY),
    *(Row(stage, acts.RaiseIntegrityFlag, ALERT, at(stage, "ND73 Art. 6", "house: integrity"), awaited=False) for stage in ANY),
    *(Row(stage, acts.ClearIntegrityFlag, ALERT, at(stage, "house: integrity"), (no_flag,), awaited=False) for stage in ANY),
    *(Row(stage, acts.Refer, ALERT, at(stage, "ND73 Art. 6", "house: integrity"), awaited=False) for stage in ANY),
    *(Row(stage, acts.RecordReferralOutcome, ALERT, at(stage, "house: integrity"), (nothing_referred,), awaited=False) for stage in ANY),
    *(Row(stage, acts.Correct, SUPERIORS, at(stage, "house: correction"), awaited=False) for stage in ANY),
)

REVIEWS: tuple[Row, ...] = (
    Row(REPORTED, acts.Triage, HEAD, both("house: review")),
    Row(CAUSE, acts.DetermineCause, HEAD_OR_PANEL, both("ND73 Art. 11.4", "HCMC2022: cause")),
    *(Row(stage, acts.AppointPanel, HEAD, both("house: review"), wanted=panel_is_wanted) for stage in INQUIRY),
    *(Row(stage, acts.Recuse, MEMBER, both("house: review"), awaited=False) for stage in INQUIRY),
    *(Row(stage, acts.Challenge, CHALLENGERS, both("house: review"), awaited=False) for stage in INQUIRY),
    *(Row(stage, acts.DecideChallenge, HEAD, both("house: review"), (challenge_waits,)) for stage in INQUIRY),
    *(Row(stage, acts.GiveStatement, SPEAKERS, both("house: review"), wanted=somebody_is_unheard, done_by=has_spoken) for stage in INQUIRY),
    Row(FINDINGS, acts.Establish, MEMBER, both("ND73 Art. 11", "HCMC2022: unforeseen"), wanted=something_is_open),
    Row(FINDINGS, acts.RecordPartyOpinion, PARTY, both("ND73 Art. 4", "house: party opinion"), (opinion_missing,)),
    Row(
        FINDINGS,
        acts.Recommend,
        PANEL_CHAIR,
        both("ND73 Art. 11", "HCMC2022: cause"),
        (panel_sits, no_challenge_waits, everybody_heard, everything_established, opinion_recorded, result_known_where_it_matters),
    ),
    Row(RECOMMENDED, acts.Decide, HEAD, both("ND73 Art. 11", "HCMC2022: unforeseen"), (not_proposed,)),
    Row(RECOMMENDED, acts.ProposeUpward, HEAD, both("house: review", "HCMC2022: foreseen"), (not_proposed,)),
    Row(RECOMMENDED, acts.RecordAnswer, CLERK_OR_HEAD, both("house: review", "HCMC2022: foreseen"), (proposed,)),
    *(
        Row(stage, acts.Appeal, REVIEWED, both("house: appeal"), (decided,), awaited=False, done_by=has_appealed)
        for stage in (DECIDED, APPEALED, ENDED)
    ),
    *(
        Row(stage, act, who, both(basis), (guard,), awaited=False)
        for stage in (DECIDED, APPEALED, ENDED)
        for act, who, basis, guard in (
            (acts.OpenDiscipline, HEAD, "ND234 Art. 5", somebody_to_discipline),
            (acts.ExtendDiscipline, HANDLING, "ND234 Art. 5", discipline_runs),
            (acts.StayDiscipline, HANDLING, "ND234 Art. 3", discipline_runs),
            (acts.ResumeDiscipline, HANDLING, "ND234 Art. 3", discipline_runs),
            (acts.HandOverDiscipline, HANDLING, "ND234 Art. 2.10", discipline_runs),
            (acts.RecordDisciplineStep, (*CLERK_OR_HEAD, Office.HANDLING_HEAD), "ND234 Art. 13", discipline_runs),
            (acts.ConcludeDiscipline, HANDLING, "ND234 Art. 18", discipline_runs),
        )
    ),
    Row(APPEALED, acts.DecideAppeal, ABOVE, both("house: appeal")),
    *(
        Row(stage, acts.Supersede, DECIDED_OR_SUPERIOR, both("house: review"), (not_superseded,), awaited=False)
        for stage in (DECIDED, ENDED)
    ),
)

PROPOSED, CONSIDERED, GRANTING, SETTLED = RewardStage
AGENCY, COUNCIL = (Office.AGENCY_HEAD, Office.AGENCY_OFFICER), (Office.EMULATION_COUNCIL,)
GRANTERS = (Office.AGENCY_HEAD, Office.APPOINTING_AUTHORITY)
REVERSERS, REWARDED = (*GRANTERS, Office.SUPERIOR_HEAD), (Office.PROPOSER, Office.IMPLEMENTER)
REWARD, TRAINING, HOUSE = both("ND73 Art. 10", "HCMC2022: rewards"), plan("HCMC2022: rewards"), both("house: rewards")

REWARDS: tuple[Row, ...] = (
    *(Row(stage, acts.ProposeReward, AGENCY, REWARD, wanted=nothing_proposed) for stage in RewardStage),
    Row(PROPOSED, acts.DeclareNoReward, HEAD, HOUSE, (nothing_is_proposed,), awaited=False),
    *(Row(stage, acts.Consider, COUNCIL, HOUSE, (something_proposed,)) for stage in (PROPOSED, CONSIDERED, GRANTING)),
    *(Row(stage, acts.Grant, GRANTERS, REWARD, (something_considered, not_held)) for stage in (CONSIDERED, GRANTING)),
    *(
        Row(stage, acts.RefuseReward, GRANTERS, REWARD, (something_unanswered,), awaited=False)
        for stage in (PROPOSED, CONSIDERED, GRANTING)
    ),
    Row(GRANTING, acts.Accept, REWARDED, HOUSE, (something_granted, not_held), done_by=nothing_granted_to),
    Row(GRANTING, acts.Decline, REWARDED, HOUSE, (something_to_decline,), awaited=False),
    Row(GRANTING, acts.CommitTraining, AGENCY, TRAINING, (training_to_commit, not_held)),
    Row(GRANTING, acts.SettleTraining, GRANTERS, TRAINING, (training_goes_on, not_held), awaited=False),
    Row(GRANTING, acts.PayTraining, AGENCY, TRAINING, (training_to_pay, not_held)),
    *(Row(stage, acts.Reverse, REVERSERS, HOUSE, (something_to_reverse,), awaited=False) for stage in (GRANTING, SETTLED)),
    *(Row(stage, acts.StateWish, REWARDED, HOUSE, awaited=False) for stage in RewardStage),
)

DIRECTING, ROAD_MAP, HOUSE_CAMPAIGN = FOCAL + CHAIR, plan(BASIS), plan("house: campaigns")
OPENED, CLOSING = CampaignStage.OPEN, CampaignStage.CLOSING

CAMPAIGNS: tuple[Row, ...] = (
    Row(None, acts.OpenCampaign, DIRECTING, ROAD_MAP),
    *(Row(stage, acts.ExtendCampaign, DIRECTING, HOUSE_CAMPAIGN, awaited=False) for stage in (OPENED, CLOSING)),
    *(Row(stage, acts.Waive, DIRECTING, HOUSE_CAMPAIGN, (somebody_owes,), awaited=False) for stage in (OPENED, CLOSING)),
    *(Row(stage, acts.IncludeAgency, DIRECTING, HOUSE_CAMPAIGN, awaited=False) for stage in (OPENED, CLOSING)),
    *(Row(stage, acts.RemindAgencies, FOCAL, HOUSE_CAMPAIGN, (somebody_owes,), awaited=False) for stage in (OPENED, CLOSING)),
    Row(OPENED, acts.CloseCampaign, DIRECTING, HOUSE_CAMPAIGN, (nobody_owes,)),
    Row(CLOSING, acts.CloseCampaign, DIRECTING, HOUSE_CAMPAIGN),
)

PROCEDURE: dict[StreamKind, tuple[Row, ...]] = {
    StreamKind.INITIATIVE: INITIATIVE,
    StreamKind.REVIEW: REVIEWS,
    StreamKind.REWARD_FILE: REWARDS,
    StreamKind.CAMPAIGN: CAMPAIGNS,
}

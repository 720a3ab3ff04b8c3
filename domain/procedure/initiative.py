"""Who may ask what of an initiative, when, and on what basis."""

from domain import acts
from domain.across.impartiality import challenge_waits, declarations_are_awaited, everybody_declared, has_declared, no_challenge_waits
from domain.across.party_opinion import opinion_missing, opinion_recorded
from domain.bodies.meetings import (
    a_meeting_runs,
    everybody_has_voted,
    it_votes_by_name,
    meeting_is_open,
    meeting_is_summoned,
    no_meeting_runs,
    nothing_left_to_cast,
    somebody_has_not_voted,
)
from domain.bodies.rules import council_sits
from domain.procedure.at_any_stage import AT_ANY_STAGE
from domain.procedure.rows import Row
from domain.proposal.city import answers_missing, appraisal_missing, consultations_settled, has_been_appraised, not_consulted
from domain.proposal.council import (
    council_does_not_meet,
    council_may_meet,
    council_missing,
    council_was_heard,
    council_was_heard_first,
)
from domain.proposal.registration import dossier_waits, dossier_was_returned
from domain.proposal.voting import carried_or_overridden, has_voted, not_carried, vote_failed, vote_open
from domain.rewards.early_rewards import no_reward_file
from domain.streams.initiative import Initiative
from domain.vocabulary import Office, Stage
from domain.work.amendments import amendment_missing, amendment_waits
from domain.work.closing import nothing_open, result_known
from domain.work.extensions import extension_waits
from domain.work.planning import plan_missing, plan_waits
from domain.work.result import every_item_evaluated, items_left, notice_is_due, report_missing, report_waits, somebody_to_conclude
from domain.work.suspension import is_suspended, not_suspended

BEFORE_THE_WORK = (Stage.REGISTERED, Stage.AGENCY_REVIEW, Stage.CITY_APPRAISAL, Stage.PLANNING)

INITIATIVE: tuple[Row[Initiative], ...] = (
    Row(acts.Register, at=None, to=(Office.PROPOSER, Office.AGENCY_OFFICER), nd73="ND73 Art. 7.1", hcmc2022="HCMC2022: registration"),
    Row(acts.EnterPastCase, at=None, to=(Office.HOME_AFFAIRS, Office.AGENCY_OFFICER), both="house: past cases", on_worklist=False),
    Row(
        acts.AcceptDossier,
        at=Stage.REGISTERED,
        to=Office.RECEIVING_OFFICE,
        nd73="house: dossier",
        hcmc2022="HCMC2022: registration",
        guards=(dossier_waits,),
    ),
    Row(
        acts.ReturnDossier,
        at=Stage.REGISTERED,
        to=Office.RECEIVING_OFFICE,
        nd73="house: dossier",
        hcmc2022="HCMC2022: conditions",
        guards=(dossier_waits,),
    ),
    Row(
        acts.DeclareOutOfScope,
        at=Stage.REGISTERED,
        to=Office.RECEIVING_OFFICE,
        nd73="house: scope",
        hcmc2022="HCMC2022: conditions",
        guards=(dossier_waits,),
        on_worklist=False,
    ),
    Row(
        acts.Forward, at=Stage.REGISTERED, to=Office.RECEIVING_OFFICE, both="house: forwarding", guards=(dossier_waits,), on_worklist=False
    ),
    Row(
        acts.Resubmit,
        at=Stage.REGISTERED,
        to=Office.PROPOSER,
        nd73="house: dossier",
        hcmc2022="HCMC2022: conditions",
        guards=(dossier_was_returned,),
    ),
    Row(
        acts.AskPartyOpinion,
        at=(Stage.AGENCY_REVIEW, Stage.FINAL_EVALUATION),
        to=Office.AGENCY_HEAD,
        both="house: party opinion",
        guards=(opinion_missing,),
        on_worklist=False,
    ),
    Row(
        acts.RecordPartyOpinion,
        at=(Stage.AGENCY_REVIEW, Stage.FINAL_EVALUATION),
        to=(Office.PARTY_SECRETARY, Office.AGENCY_OFFICER),
        nd73="ND73 Art. 4",
        hcmc2022="house: party opinion",
        guards=(opinion_missing,),
    ),
    Row(
        acts.ConveneCouncil,
        at=Stage.AGENCY_REVIEW,
        to=Office.AGENCY_HEAD,
        both="house: council",
        guards=(council_missing, vote_open, council_does_not_meet),
        on_worklist=False,
    ),
    Row(
        acts.RecordCouncilConclusion,
        at=Stage.AGENCY_REVIEW,
        to=Office.AGENCY_HEAD,
        both="house: council",
        guards=(council_sits, no_challenge_waits, everybody_declared, council_does_not_meet),
    ),
    Row(
        acts.DeclareImpartiality,
        at=Stage.AGENCY_REVIEW,
        to=Office.COUNCIL_MEMBER,
        both="house: conflicts",
        guards=(council_sits,),
        wanted_when=declarations_are_awaited,
        already_done_by=has_declared,
    ),
    Row(
        acts.Challenge,
        at=Stage.AGENCY_REVIEW,
        to=(Office.PROPOSER, Office.COUNCIL_MEMBER),
        both="house: council",
        guards=(council_sits,),
        on_worklist=False,
    ),
    Row(acts.DecideChallenge, at=Stage.AGENCY_REVIEW, to=Office.AGENCY_HEAD, both="house: council", guards=(challenge_waits,)),
    Row(acts.Recuse, at=(Stage.AGENCY_REVIEW, Stage.FINAL_EVALUATION), to=Office.LEADERSHIP, both="house: voting", on_worklist=False),
    Row(
        acts.Vote,
        at=Stage.AGENCY_REVIEW,
        to=Office.LEADERSHIP,
        nd73="ND73 Art. 8.1",
        hcmc2022="house: voting",
        guards=(vote_open, no_meeting_runs),
        already_done_by=has_voted,
    ),
    Row(
        acts.ConcludeVote,
        at=Stage.AGENCY_REVIEW,
        to=Office.AGENCY_HEAD,
        nd73="ND73 Art. 8.1",
        hcmc2022="house: voting",
        guards=(vote_open, council_was_heard, no_meeting_runs),
    ),
    Row(
        acts.SummonMeeting,
        at=Stage.AGENCY_REVIEW,
        to=Office.AGENCY_HEAD,
        both="house: meetings",
        guards=(vote_open, no_meeting_runs),
        on_worklist=False,
    ),
    Row(
        acts.PostponeMeeting,
        at=Stage.AGENCY_REVIEW,
        to=Office.AGENCY_HEAD,
        both="house: meetings",
        guards=(a_meeting_runs,),
        on_worklist=False,
    ),
    Row(
        acts.OpenMeeting,
        at=Stage.AGENCY_REVIEW,
        to=Office.AGENCY_HEAD,
        both="house: meetings",
        guards=(meeting_is_summoned, council_may_meet),
    ),
    Row(
        acts.CastBallot,
        at=Stage.AGENCY_REVIEW,
        to=(Office.LEADERSHIP, Office.COUNCIL_MEMBER),
        nd73="ND73 Art. 8.1",
        hcmc2022="house: voting",
        guards=(it_votes_by_name,),
        wanted_when=somebody_has_not_voted,
        already_done_by=nothing_left_to_cast,
    ),
    Row(
        acts.CloseMeeting,
        at=Stage.AGENCY_REVIEW,
        to=Office.AGENCY_HEAD,
        both="house: meetings",
        guards=(meeting_is_open, council_was_heard_first),
        wanted_when=everybody_has_voted,
    ),
    Row(
        acts.Override, at=Stage.AGENCY_REVIEW, to=Office.AGENCY_HEAD, nd73="ND73 Art. 8.1", hcmc2022="house: voting", guards=(vote_failed,)
    ),
    Row(
        acts.Approve, at=Stage.AGENCY_REVIEW, to=Office.AGENCY_HEAD, nd73="ND73 Art. 8.1", guards=(carried_or_overridden, opinion_recorded)
    ),
    Row(acts.Refuse, at=Stage.AGENCY_REVIEW, to=Office.AGENCY_HEAD, nd73="ND73 Art. 8.1", hcmc2022="house: voting", guards=(not_carried,)),
    Row(
        acts.SubmitToCity,
        at=Stage.AGENCY_REVIEW,
        to=Office.AGENCY_HEAD,
        hcmc2022="HCMC2022: city approval",
        guards=(carried_or_overridden, opinion_recorded),
    ),
    Row(
        acts.Consult,
        at=Stage.CITY_APPRAISAL,
        to=Office.HOME_AFFAIRS,
        hcmc2022="house: consultation",
        guards=(not_consulted, appraisal_missing),
        on_worklist=False,
    ),
    Row(
        acts.AnswerConsultation,
        at=Stage.CITY_APPRAISAL,
        to=Office.CONSULTED_DEPARTMENT,
        hcmc2022="house: consultation",
        guards=(appraisal_missing, answers_missing),
    ),
    Row(
        acts.Appraise,
        at=Stage.CITY_APPRAISAL,
        to=Office.HOME_AFFAIRS,
        hcmc2022="house: appraisal",
        guards=(appraisal_missing, consultations_settled),
    ),
    Row(acts.Approve, at=Stage.CITY_APPRAISAL, to=Office.CITY_CHAIR, hcmc2022="HCMC2022: city approval", guards=(has_been_appraised,)),
    Row(
        acts.ReturnToAgency, at=Stage.CITY_APPRAISAL, to=Office.CITY_CHAIR, hcmc2022="HCMC2022: city approval", guards=(has_been_appraised,)
    ),
    Row(acts.Refuse, at=Stage.CITY_APPRAISAL, to=Office.CITY_CHAIR, hcmc2022="HCMC2022: city approval", guards=(has_been_appraised,)),
    Row(
        acts.SubmitPlan,
        at=Stage.PLANNING,
        to=(Office.PROPOSER, Office.IMPLEMENTER, Office.AGENCY_OFFICER),
        nd73="house: plan",
        hcmc2022="HCMC2022: scheme",
        guards=(plan_missing,),
    ),
    Row(acts.ReturnPlan, at=Stage.PLANNING, to=Office.AGENCY_HEAD, nd73="house: plan", guards=(plan_waits,)),
    Row(acts.ApprovePlan, at=Stage.PLANNING, to=Office.AGENCY_HEAD, nd73="house: plan", guards=(plan_waits,)),
    Row(acts.ReturnPlan, at=Stage.PLANNING, to=Office.CITY_CHAIR, hcmc2022="HCMC2022: scheme", guards=(plan_waits,)),
    Row(acts.ApprovePlan, at=Stage.PLANNING, to=Office.CITY_CHAIR, hcmc2022="HCMC2022: scheme", guards=(plan_waits,)),
    Row(acts.Withdraw, at=BEFORE_THE_WORK, to=Office.PROPOSER, both="house: withdrawal", on_worklist=False),
    Row(
        acts.Evaluate,
        at=Stage.IMPLEMENTING,
        to=(Office.AGENCY_HEAD, Office.EVALUATOR),
        nd73="house: evaluation",
        hcmc2022="HCMC2022: evaluation",
        guards=(not_suspended,),
    ),
    Row(
        acts.OpenRewardsFromStart,
        at=Stage.IMPLEMENTING,
        to=Office.AGENCY_HEAD,
        hcmc2022="HCMC2022: rewards",
        guards=(no_reward_file,),
        on_worklist=False,
    ),
    Row(
        acts.ProposeAmendment,
        at=Stage.IMPLEMENTING,
        to=(Office.PROPOSER, Office.IMPLEMENTER, Office.AGENCY_OFFICER),
        both="house: amendment",
        guards=(amendment_missing,),
        on_worklist=False,
    ),
    Row(acts.ApproveAmendment, at=Stage.IMPLEMENTING, to=Office.AGENCY_HEAD, nd73="house: amendment", guards=(amendment_waits,)),
    Row(acts.RefuseAmendment, at=Stage.IMPLEMENTING, to=Office.AGENCY_HEAD, nd73="house: amendment", guards=(amendment_waits,)),
    Row(acts.ApproveAmendment, at=Stage.IMPLEMENTING, to=Office.CITY_CHAIR, hcmc2022="house: amendment", guards=(amendment_waits,)),
    Row(acts.RefuseAmendment, at=Stage.IMPLEMENTING, to=Office.CITY_CHAIR, hcmc2022="house: amendment", guards=(amendment_waits,)),
    Row(
        acts.RequestExtension,
        at=Stage.IMPLEMENTING,
        to=(Office.PROPOSER, Office.IMPLEMENTER),
        both="house: extension",
        guards=(not_suspended,),
        on_worklist=False,
    ),
    Row(
        acts.GrantExtension, at=Stage.IMPLEMENTING, to=Office.AGENCY_HEAD, nd73="house: extension", guards=(extension_waits, not_suspended)
    ),
    Row(acts.RefuseExtension, at=Stage.IMPLEMENTING, to=Office.AGENCY_HEAD, nd73="house: extension", guards=(extension_waits,)),
    Row(
        acts.GrantExtension,
        at=Stage.IMPLEMENTING,
        to=Office.CITY_CHAIR,
        hcmc2022="house: extension",
        guards=(extension_waits, not_suspended),
    ),
    Row(acts.RefuseExtension, at=Stage.IMPLEMENTING, to=Office.CITY_CHAIR, hcmc2022="house: extension", guards=(extension_waits,)),
    Row(
        acts.Suspend,
        at=Stage.IMPLEMENTING,
        to=(Office.AGENCY_HEAD, Office.SUPERIOR_HEAD),
        nd73="house: suspension",
        guards=(not_suspended,),
        on_worklist=False,
    ),
    Row(
        acts.Suspend, at=Stage.IMPLEMENTING, to=Office.CITY_CHAIR, hcmc2022="house: suspension", guards=(not_suspended,), on_worklist=False
    ),
    Row(
        acts.Resume, at=Stage.IMPLEMENTING, to=(Office.AGENCY_HEAD, Office.SUPERIOR_HEAD), nd73="house: suspension", guards=(is_suspended,)
    ),
    Row(acts.Resume, at=Stage.IMPLEMENTING, to=Office.CITY_CHAIR, hcmc2022="house: suspension", guards=(is_suspended,)),
    Row(acts.Stop, at=Stage.IMPLEMENTING, to=(Office.AGENCY_HEAD, Office.SUPERIOR_HEAD), nd73="house: suspension", on_worklist=False),
    Row(acts.Stop, at=Stage.IMPLEMENTING, to=Office.CITY_CHAIR, hcmc2022="house: suspension", on_worklist=False),
    Row(acts.Finish, at=Stage.IMPLEMENTING, to=Office.IMPLEMENTER, nd73="ND73 Art. 18", hcmc2022="house: finish", guards=(not_suspended,)),
    Row(
        acts.Evaluate,
        at=Stage.FINAL_EVALUATION,
        to=(Office.AGENCY_HEAD, Office.EVALUATOR),
        nd73="house: evaluation",
        hcmc2022="HCMC2022: evaluation",
        guards=(items_left,),
    ),
    Row(
        acts.SubmitResultReport,
        at=Stage.FINAL_EVALUATION,
        to=(Office.PROPOSER, Office.IMPLEMENTER),
        nd73="ND73 Art. 18",
        hcmc2022="house: finish",
        guards=(report_missing,),
    ),
    Row(
        acts.EvaluateResult,
        at=Stage.FINAL_EVALUATION,
        to=Office.AGENCY_HEAD,
        nd73="ND73 Art. 18",
        hcmc2022="HCMC2022: evaluation",
        guards=(report_waits, every_item_evaluated, opinion_recorded),
    ),
    Row(
        acts.NotifyResult,
        at=(Stage.FINAL_EVALUATION, Stage.REWARDING),
        to=(Office.AGENCY_HEAD, Office.AGENCY_OFFICER),
        nd73="house: result notice",
        guards=(notice_is_due,),
    ),
    Row(acts.Close, at=Stage.FINAL_EVALUATION, to=Office.AGENCY_HEAD, both="house: closing", guards=(result_known, nothing_open)),
    Row(acts.ConcludeNotHandled, at=Stage.REWARDING, to=Office.AGENCY_HEAD, nd73="ND73 Art. 11.1", guards=(somebody_to_conclude,)),
    Row(acts.Close, at=Stage.REWARDING, to=Office.AGENCY_HEAD, both="house: closing", guards=(nothing_open,)),
    Row(acts.Reopen, at=Stage.CLOSED, to=(Office.AGENCY_HEAD, Office.SUPERIOR_HEAD), nd73="house: reopening", on_worklist=False),
    Row(acts.Reopen, at=Stage.CLOSED, to=Office.CITY_CHAIR, hcmc2022="house: reopening", on_worklist=False),
    *AT_ANY_STAGE,
)

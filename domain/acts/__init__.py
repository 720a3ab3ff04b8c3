"""What somebody may ask, in the imperative. An act is the HTTP body, the form and its validation, all at once.

The order of the chapters and of the classes in them is the order of the procedure. Who may ask what, and when, is in domain/procedure/.
"""

# ruff: noqa: I001 -- the order of the chapters is the order of the procedure
from domain.acts.act import ACTS, AbsenceSeen, Act, Decision, FreeOfSecrets, MinutesSeen, PaperDecision, PaperSeen
from domain.acts.registration import DossierFiled, Register, AcceptDossier, ReturnDossier, Resubmit, Withdraw
from domain.acts.past import PastStepTold, EnterPastCase
from domain.acts.scope import DeclareOutOfScope, Forward
from domain.acts.party_opinion import AskPartyOpinion, RecordPartyOpinion
from domain.acts.council import ConveneCouncil, RecordCouncilConclusion
from domain.acts.voting import Vote, ConcludeVote, Override, Approve, Refuse
from domain.acts.meetings import SummonMeeting, PostponeMeeting, OpenMeeting, CastBallot, CastSecretBallot, CloseMeeting
from domain.acts.recusal import Recuse
from domain.acts.city import SubmitToCity, Consult, AnswerConsultation, Appraise, ReturnToAgency
from domain.acts.planning import RiskForeseen, ItemPlanned, Planned, SubmitPlan, ReturnPlan, ApprovePlan
from domain.acts.evaluation import Evaluate
from domain.acts.amendments import ProposeAmendment, ApproveAmendment, RefuseAmendment
from domain.acts.extensions import RequestExtension, GrantExtension, RefuseExtension
from domain.acts.suspension import Suspend, Resume, Stop
from domain.acts.result import Finish, SubmitResultReport, EvaluateResult, NotifyResult, ConcludeNotHandled
from domain.acts.closing import Close, Reopen
from domain.acts.correction import Correct
from domain.acts.signed_papers import AttachPaper
from domain.acts.alarms import (
    ReportIncident,
    ReportObstruction,
    AnswerObstruction,
    RaiseIntegrityFlag,
    ClearIntegrityFlag,
    Refer,
    RecordReferralOutcome,
)
from domain.acts.intake import Triage
from domain.acts.cause import DetermineCause
from domain.acts.panel import AppointPanel, Challenge, DecideChallenge
from domain.acts.impartiality import DeclareImpartiality
from domain.acts.adviser import NameAdviser, DismissAdviser
from domain.acts.findings import GiveStatement, Establish
from domain.acts.recommendation import OutcomeFor, DissentOf, Recommend
from domain.acts.decision import Decide, ProposeUpward, RecordAnswer
from domain.acts.appeal import Appeal, DecideAppeal, Supersede
from domain.acts.discipline import (
    OpenDiscipline,
    ExtendDiscipline,
    StayDiscipline,
    ResumeDiscipline,
    HandOverDiscipline,
    RecordDisciplineStep,
    ConcludeDiscipline,
)
from domain.acts.complaints import FileComplaint, DecideComplaint, AnnulDiscipline, AnnounceCorrection, RecordCourtCase
from domain.acts.early_rewards import OpenRewardsFromStart
from domain.acts.grants import ProposeReward, Consider, Grant, RefuseReward, Accept, Decline, StateWish, DeclareNoReward, Reverse
from domain.acts.training import CommitTraining, PayTraining, SettleTraining
from domain.acts.duty import OpenCampaign, ExtendCampaign, Waive, IncludeAgency, RemindAgencies, CloseCampaign
from domain.acts.yearly import SetUpYearlyCampaign, ChangeYearlyCampaign, PauseYearlyCampaign, ResumeYearlyCampaign
from domain.acts.signing import GiveLeaveToSign, EndLeaveToSign
from domain.acts.absence import AnnounceAbsence, EndAbsence
from domain.acts.declarations import RelativeNamed, InterestNamed, TiesNamed, DeclareTies, ChangeTies

# Each of them begins an initiative, at an agency and under the rules it names.
BEGINS_INITIATIVES = (Register, EnterPastCase)

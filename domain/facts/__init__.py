"""What became true, in the past tense. A fact is the ledger's JSON, the 201 answer, the timeline entry and the notice, all at once.

Durable: a fact only gains fields with defaults; it is never renamed, retyped or removed, and a wrong one is answered by a new one.
"""

# ruff: noqa: I001 -- the order of the chapters is the order of the procedure
from domain.facts.fact import FACTS, FIRST_CALENDAR, Absence, Evidence, Fact, Minutes, OnBehalf, Opened, Paper, Sight, Signatory
from domain.facts.registration import Dossier, Registered, DossierAccepted, DossierReturned, DossierResubmitted, Withdrawn
from domain.facts.past import PastStep, PastCase, PastCaseEntered
from domain.facts.scope import DeclaredOutOfScope, Forwarded
from domain.facts.party_opinion import PartyOpinionAsked, PartyOpinionRecorded
from domain.facts.council import CouncilConvened, CouncilConcluded
from domain.facts.voting import BallotCast, VoteConcluded, VoteOverridden, Approved, ProposalRefused
from domain.facts.meetings import MeetingSummoned, MeetingPostponed, MeetingOpened, MemberVoted, MemberVotedInSecret, MeetingClosed
from domain.facts.recusal import MemberRecused
from domain.facts.city import SubmittedToCity, Consulted, ConsultationAnswered, Appraised, ReturnedToAgency
from domain.facts.planning import ForeseenRisk, WorkItem, Plan, PlanVersion, PlanSubmitted, PlanReturned, PlanApproved
from domain.facts.evaluation import WorkItemEvaluated
from domain.facts.amendments import AmendmentProposed, AmendmentApproved, AmendmentRefused
from domain.facts.extensions import ExtensionRequested, ExtensionGranted, ExtensionRefused
from domain.facts.suspension import Suspended, Resumed, Stopped
from domain.facts.result import ImplementationFinished, ResultReported, ResultEvaluated, ResultNotified, NotHandledConcluded
from domain.facts.closing import Closed, Reopened
from domain.facts.correction import Corrected
from domain.facts.signed_papers import PaperAttached
from domain.facts.alarms import (
    IncidentReported,
    ObstructionReported,
    ObstructionAnswered,
    IntegrityFlagRaised,
    IntegrityFlagCleared,
    Referred,
    ReferralOutcomeRecorded,
)
from domain.facts.intake import ReviewOpened, ReviewTriaged
from domain.facts.cause import CauseDetermined
from domain.facts.impartiality import ImpartialityDeclared
from domain.facts.adviser import AdviserNamed, AdviserDismissed
from domain.facts.panel import PanelAppointed, MemberChallenged, ChallengeDecided
from domain.facts.findings import StatementGiven, FactEstablished
from domain.facts.recommendation import PersonOutcome, Assessed, Dissent, Recommended
from domain.facts.decision import ReviewDecided, ProposedUpward, AnswerRecorded
from domain.facts.appeal import ReviewAppealed, AppealDecided, ReviewSuperseded
from domain.facts.discipline import (
    DisciplineOpened,
    DisciplineExtended,
    DisciplineStayed,
    DisciplineResumed,
    DisciplineHandedOver,
    DisciplineStepTaken,
    DisciplineConcluded,
)
from domain.facts.complaints import ComplaintFiled, ComplaintDecided, DisciplineAnnulled, CorrectionAnnounced, CourtCaseRecorded
from domain.facts.early_rewards import RewardsOpenedFromStart, RewardsEarned
from domain.facts.grants import (
    RewardFileOpened,
    RewardProposed,
    RewardConsidered,
    RewardGranted,
    RewardRefused,
    RewardAccepted,
    RewardDeclined,
    WishStated,
    NoRewardDeclared,
    RewardReversed,
)
from domain.facts.training import TrainingCommitted, TrainingPaid, TrainingSettled
from domain.facts.duty import (
    CampaignOpened,
    DutyFulfilled,
    CampaignExtended,
    Waived,
    AgencyIncluded,
    NotReminded,
    AgenciesReminded,
    CampaignClosed,
)
from domain.facts.reminders import DaysAway, Desk, Spoken, Reminded, Escalated, SilenceNoted
from domain.facts.declarations import Relative, Interest, TiesDeclared, TiesChanged
from domain.facts.calendar_change import DayMoved, CalendarReplaced
from domain.facts.succession import Move, Rehomed
from domain.facts.family import ReviewNoted, RewardsNoted, ResultNoted, RewardsHeld, RewardsReleased, RewardsBarred
from domain.facts.yearly import YearlyDefinition, YearlyCampaignSetUp, YearlyCampaignChanged, YearlyCampaignPaused, YearlyCampaignResumed
from domain.facts.signing import LeaveToSignGiven, LeaveToSignEnded
from domain.facts.absence import AbsenceAnnounced, AbsenceEnded

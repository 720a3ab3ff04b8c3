"""Every closed list, once. The words are those of docs/glossary.md."""

from enum import StrEnum


class Regime(StrEnum):
    """The body of law a case is decided under; its numbers are a policy (policies/)."""

    HCMC2022 = "hcmc-plan-2022"
    ND73 = "nd73-2023"


class StreamKind(StrEnum):
    """What a ledger sequence is about. Each has a workflow of its own."""

    INITIATIVE = "initiative"
    REVIEW = "review"
    REWARD_FILE = "reward_file"


class Stage(StrEnum):
    """Where an initiative stands. The order here is the order of the procedure; there is no other."""

    REGISTERED = "registered"
    AGENCY_REVIEW = "agency_review"
    CITY_APPRAISAL = "city_appraisal"
    PLANNING = "planning"
    IMPLEMENTING = "implementing"
    FINAL_EVALUATION = "final_evaluation"
    REWARDING = "rewarding"
    CLOSED = "closed"


class ReviewStage(StrEnum):
    """Where a liability review stands, in order. A decided one is at rest until somebody appeals."""

    REPORTED = "reported"
    CAUSE = "cause"
    FINDINGS = "findings"
    RECOMMENDED = "recommended"
    DECIDED = "decided"
    APPEALED = "appealed"
    CLOSED = "closed"


class RewardStage(StrEnum):
    """Where a reward file stands, in order: some of it may still be proposed while another part is granted."""

    PROPOSED = "proposed"
    CONSIDERED = "considered"
    GRANTING = "granting"
    CLOSED = "closed"


AnyStage = Stage | ReviewStage | RewardStage


class Outcome(StrEnum):
    """How a closed initiative ended."""

    COMPLETED = "completed"
    PARTLY_COMPLETED = "partly_completed"
    NOT_COMPLETED = "not_completed"
    REFUSED = "refused"
    OUT_OF_SCOPE = "out_of_scope"
    FORWARDED = "forwarded"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"


class ReviewOutcome(StrEnum):
    """How a closed liability review ended."""

    NO_REVIEW = "no_review"
    APPEAL_DECIDED = "appeal_decided"
    SUPERSEDED = "superseded"


class Flag(StrEnum):
    """What crosses all stages. `held`: a reward file whose grants and payments stand still. `departs_from_...`: a review decided otherwise than its panel
    recommended, or than the tables of its rules leave open.
    """

    SUSPENDED = "suspended"
    INTEGRITY = "integrity"
    REFERRED = "referred"
    HELD = "held"
    DEPARTS_FROM_PANEL = "departs_from_panel"
    DEPARTS_FROM_TABLES = "departs_from_tables"


class Office(StrEnum):
    """In what capacity somebody acts. Those up to the auditor are held, from a day to a day, in the directory; the others follow from the case."""

    AGENCY_HEAD = "agency_head"
    DEPUTY_HEAD = "deputy_head"
    AGENCY_OFFICER = "agency_officer"
    PARTY_SECRETARY = "party_secretary"
    HOME_AFFAIRS = "home_affairs"
    INSPECTORATE = "inspectorate"
    EMULATION_COUNCIL = "emulation_council"
    APPOINTING_AUTHORITY = "appointing_authority"
    AUDITOR = "auditor"
    PROPOSER = "proposer"
    IMPLEMENTER = "implementer"
    EVALUATOR = "evaluator"
    LEADERSHIP = "leadership"
    RECEIVING_OFFICE = "receiving_office"
    SUPERIOR_HEAD = "superior_head"
    CITY_CHAIR = "city_chair"
    CITY_DEPUTY = "city_deputy"
    HANDLING_HEAD = "handling_head"
    CONSULTED_DEPARTMENT = "consulted_department"
    PERSON_REVIEWED = "person_reviewed"
    PANEL_MEMBER = "panel_member"
    PANEL_CHAIR = "panel_chair"
    ANYONE_CONCERNED = "anyone_concerned"
    CLOCK = "clock"


class Ballot(StrEnum):
    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"


class PartyOpinion(StrEnum):
    """What the same-level Party committee said, or that it is not to be had (which needs a recorded reason)."""

    AGREES = "agrees"
    DISAGREES = "disagrees"
    ABSENT = "absent"


class OpinionFor(StrEnum):
    """Before which decision the Party committee was asked (ND73 Art. 4: before approval and before evaluation)."""

    APPROVAL = "approval"
    EVALUATION = "evaluation"
    REVIEW = "review"


class ScopeGround(StrEnum):
    """Why a proposal is outside the rules it named."""

    PERSON_NOT_COVERED = "person_not_covered"
    REGULATED_ALREADY = "regulated_already"
    BREACHES_SUPERIOR_LAW = "breaches_superior_law"
    PILOT_NORMATIVE_DOCUMENT = "pilot_normative_document"


class Route(StrEnum):
    """The way that is left to a proposal outside the rules it named. Nothing is promised on it."""

    HCMC2022 = "hcmc-plan-2022"
    ND73 = "nd73-2023"
    PILOT_PERMISSION = "pilot_permission"


class PersonnelKind(StrEnum):
    """Who somebody is in law: it says which rules cover him, and later which liability table is his."""

    CADRE = "cadre"
    MANAGING_CIVIL_SERVANT = "managing_civil_servant"
    CIVIL_SERVANT = "civil_servant"
    MANAGING_PUBLIC_EMPLOYEE = "managing_public_employee"
    PUBLIC_EMPLOYEE = "public_employee"
    STATE_CAPITAL_HOLDER = "state_capital_holder"
    WORKER = "worker"


class Position(StrEnum):
    """What a consulted department says. Silence is none of these, and is never taken as consent."""

    AGREES = "agrees"
    AGREES_WITH_CHANGES = "agrees_with_changes"
    DISAGREES = "disagrees"


class Appraisal(StrEnum):
    """What the focal point recommends to the city. It binds nobody."""

    RECOMMENDS_APPROVAL = "recommends_approval"
    RECOMMENDS_RETURN = "recommends_return"
    RECOMMENDS_REFUSAL = "recommends_refusal"


class Verdict(StrEnum):
    """How a work item came out at one evaluation."""

    FULL = "full"
    PARTLY = "partly"
    NOT = "not"


class Result(StrEnum):
    """How the whole initiative came out (ND73 Art. 18)."""

    COMPLETED = "completed"
    PARTLY_COMPLETED = "partly_completed"
    NOT_COMPLETED = "not_completed"


class Tier(StrEnum):
    SUCCESSFUL = "successful"
    TYPICAL = "typical"
    OUTSTANDING = "outstanding"


class LiabilityOutcome(StrEnum):
    """Four different things the law calls by four names; never merged."""

    NOT_HANDLED = "not_handled"
    EXCLUDED = "excluded"
    EXEMPTED = "exempted"
    MITIGATED = "mitigated"
    ORDINARY_HANDLING = "ordinary_handling"
    RECOMMENDED_EXEMPTED = "recommended_exempted"
    RECOMMENDED_MITIGATED = "recommended_mitigated"


class ReviewAbout(StrEnum):
    """What brought a liability review about."""

    INCIDENT = "incident"
    WORK_ITEM = "work_item"
    RESULT = "result"
    INTEGRITY = "integrity"
    NEW_EVIDENCE = "new_evidence"


class Cause(StrEnum):
    OBJECTIVE = "objective"
    SUBJECTIVE = "subjective"
    MIXED = "mixed"


class Finding(StrEnum):
    """What must be established about a person and his act. Those of domain/review.py AGAINST speak against him when they are so, the others for him."""

    RIGHT_POLICY = "right_policy"
    PURE_MOTIVE = "pure_motive"
    COMMON_GOOD = "common_good"
    PERSONAL_GAIN = "personal_gain"
    CORRUPTION = "corruption"
    NEGATIVITY = "negativity"
    FRAUD = "fraud"
    WILFUL_BREACH = "wilful_breach"
    ORDER_UNDER_PROTEST = "order_under_protest"
    FORCE_MAJEURE = "force_majeure"
    RIGHT_PROCEDURE = "right_procedure"


class Circumstance(StrEnum):
    """What a liability table asks beside the findings: it follows from the record and is established by nobody anew."""

    COMPLETED = "completed"
    DAMAGE = "damage"
    FORESEEN = "foreseen"
    OBJECTIVE_CAUSE = "objective_cause"


class RuleSet(StrEnum):
    """Why a rule set is read beside a review: which of them decides is the law's choice or a human's, never ours."""

    PINNED = "pinned"
    EVENT_DAY = "event_day"
    TODAY = "today"
    OTHER_PROGRAMME = "other_programme"


class Answer(StrEnum):
    """Whether a thing is so, as far as is established."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class IntegrityGround(StrEnum):
    """What is suspected when rewards are frozen."""

    PERSONAL_GAIN = "personal_gain"
    CORRUPTION = "corruption"
    FRAUD = "fraud"


class Hold(StrEnum):
    """Why nothing may be granted or paid for now."""

    REVIEW = "review"
    REFERRED = "referred"
    INTEGRITY = "integrity"
    REOPENED = "reopened"


class RewardKind(StrEnum):
    PRAISE = "praise"
    COMMENDATION = "commendation"
    SPECIAL_COMMENDATION = "special_commendation"
    EARLY_SALARY_STEP = "early_salary_step"
    RANK_PROMOTION_CREDIT = "rank_promotion_credit"
    LEADERSHIP_PLANNING = "leadership_planning"
    PROMOTION = "promotion"
    OUTSTANDING_PROMOTION = "outstanding_promotion"
    TRAINING = "training"


class RewardStatus(StrEnum):
    """How far one proposed reward has come."""

    PROPOSED = "proposed"
    CONSIDERED = "considered"
    GRANTED = "granted"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    DECLINED = "declined"
    REVERSED = "reversed"


class DisciplineStep(StrEnum):
    """The steps before a decision on discipline, in order (Decree 234/2026 Art. 13-18)."""

    MEETING = "meeting"
    REPORT = "report"
    COUNCIL = "council"
    RECOMMENDATION = "recommendation"


class DisciplineForm(StrEnum):
    """How a proceeding ends."""

    REPRIMAND = "reprimand"
    WARNING = "warning"
    REMOVAL = "removal"
    DISMISSAL = "dismissal"
    NO_VIOLATION = "no_violation"


class Relation(StrEnum):
    """What keeps somebody from judging another (Decree 234/2026 Art. 2.11)."""

    SPOUSE = "spouse"
    PARENT = "parent"
    PARENT_IN_LAW = "parent_in_law"
    ADOPTIVE_PARENT = "adoptive_parent"
    CHILD = "child"
    SIBLING = "sibling"
    AUNT_OR_UNCLE = "aunt_or_uncle"
    SPOUSES_SIBLING = "spouses_sibling"
    SIBLINGS_SPOUSE = "siblings_spouse"
    LINKED_TO_THE_ACT = "linked_to_the_act"


class StayGround(StrEnum):
    """Why the time of a proceeding does not count for now (Decree 234/2026 Art. 3 and 5)."""

    ILLNESS = "illness"
    MATERNITY = "maternity"
    CUSTODY = "custody"
    CRIMINAL_PROCEDURE = "criminal_procedure"
    COMPLAINT = "complaint"
    OTHER_BY_LAW = "other_by_law"


class Counting(StrEnum):
    """In which days a period is counted."""

    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"


class AgencyKind(StrEnum):
    """What an agency is: what is asked of it, and how coverage is counted, may depend on it."""

    COMMITTEE = "committee"
    DEPARTMENT = "department"
    WARD = "ward"
    COMMUNE = "commune"
    SPECIAL_ZONE = "special_zone"
    SERVICE_UNIT = "service_unit"
    ENTERPRISE = "enterprise"


class ClockKind(StrEnum):
    """What somebody must do by a day."""

    DECISION = "decision"
    CONSULTATION = "consultation"
    APPRAISAL = "appraisal"
    CITY_DECISION = "city_decision"
    ITEM_EVALUATION = "item_evaluation"
    CAUSE = "cause"
    RESULT_REPORT = "result_report"
    RESULT_EVALUATION = "result_evaluation"
    OBSTRUCTION = "obstruction"
    TRIAGE = "triage"
    RECOMMENDATION = "recommendation"
    REVIEW_DECISION = "review_decision"
    UPWARD_ANSWER = "upward_answer"
    APPEAL = "appeal"
    CONSIDERATION = "consideration"
    GRANT = "grant"
    DISCIPLINE = "discipline"
    DISCIPLINE_EXTENDED = "discipline_extended"
    MEETING_REPORT = "meeting_report"
    DISCIPLINE_COUNCIL = "discipline_council"
    COUNCIL_RECOMMENDATION = "council_recommendation"
    DISCIPLINE_DECISION = "discipline_decision"

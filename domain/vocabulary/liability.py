"""Of liability reviews and of discipline after them."""

from enum import StrEnum


class LiabilityOutcome(StrEnum):
    """Four different things the law calls by four names; never merged."""

    NOT_HANDLED = "not_handled"
    EXCLUDED = "excluded"
    EXEMPTED = "exempted"
    MITIGATED = "mitigated"
    ORDINARY_HANDLING = "ordinary_handling"
    RECOMMENDED_EXEMPTED = "recommended_exempted"
    RECOMMENDED_MITIGATED = "recommended_mitigated"


class LiabilityKind(StrEnum):
    """Before whom somebody answers: what is excluded, exempted or mitigated is one of these, or several."""

    DISCIPLINARY = "disciplinary"
    ADMINISTRATIVE = "administrative"
    MATERIAL = "material"
    CIVIL = "civil"
    CRIMINAL = "criminal"
    PARTY = "party"


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
    """What must be established about a person and their act. Those in AGAINST (domain/streams/review.py) speak against them if so, the others for them."""

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
    WITHIN_APPROVAL = "within_approval"


class ForceMajeureGround(StrEnum):
    """What excludes liability once the competent level has confirmed it (Decree 234/2026 Art. 4.1.b)."""

    EMERGENCY = "emergency"
    FORCE_MAJEURE = "force_majeure"
    OBJECTIVE_OBSTACLE = "objective_obstacle"


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


class ReportedAs(StrEnum):
    """What a report of obstruction is: told, asked for, or a denunciation, which another law takes up and keeps secret."""

    REFLECTION = "reflection"
    PETITION = "petition"
    DENUNCIATION = "denunciation"


class IntegrityGround(StrEnum):
    """What is suspected when rewards are frozen."""

    PERSONAL_GAIN = "personal_gain"
    CORRUPTION = "corruption"
    NEGATIVITY = "negativity"
    FRAUD = "fraud"


class DisciplineStep(StrEnum):
    """The steps before a decision on discipline, in order (Decree 234/2026 Art. 13-18). A summons goes before either meeting, and may go again."""

    SUMMONS = "summons"
    MEETING = "meeting"
    REPORT = "report"
    COUNCIL = "council"
    COUNCIL_MEETING = "council_meeting"
    RECOMMENDATION = "recommendation"


class NoLimitation(StrEnum):
    """What is disciplined however long ago it was done (Decree 234/2026 Art. 5.4)."""

    EXPELLED_FROM_THE_PARTY = "expelled_from_the_party"
    POLITICAL_PROTECTION = "political_protection"
    NATIONAL_INTEREST = "national_interest"
    FALSE_CERTIFICATES = "false_certificates"


class SkipGround(StrEnum):
    """Why steps fall away: the closed list (Decree 234/2026 Art. 13.2 and 13.3). Which fall away is data of the law."""

    AFTER_TRANSFER = "after_transfer"
    BY_THE_AUTHORITY = "by_the_authority"
    OWNED_UP = "owned_up"
    FORM_PROPOSED = "form_proposed"
    SENTENCED = "sentenced"
    PARTY_DISCIPLINE = "party_discipline"


class Attendance(StrEnum):
    """Whether the person was at the meeting about them (Decree 234/2026 Art. 14.3 and 17.1)."""

    PRESENT = "present"
    ABSENT = "absent"
    ABSENT_BY_REQUEST = "absent_by_request"


class CouncilRole(StrEnum):
    """As what somebody sits on a discipline council (Decree 234/2026 Art. 16.1 and 16.2)."""

    CHAIR = "chair"
    REPRESENTATIVE = "representative"
    UNIT_HEAD = "unit_head"
    PERSONNEL = "personnel"


class ComplaintFinding(StrEnum):
    """What whoever answers a complaint finds of a decision on discipline (Decree 234/2026 Art. 22.2 and 22.4)."""

    STANDS = "stands"
    IRREGULAR = "irregular"
    WRONG = "wrong"


class DisciplineForm(StrEnum):
    """How a proceeding ends."""

    REPRIMAND = "reprimand"
    WARNING = "warning"
    REMOVAL = "removal"
    RECALL = "recall"
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

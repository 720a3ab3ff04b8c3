"""Of rewards."""

from enum import StrEnum


class Hold(StrEnum):
    """Why nothing may be granted or paid for now."""

    REVIEW = "review"
    REFERRED = "referred"
    INTEGRITY = "integrity"
    REOPENED = "reopened"


class RewardKind(StrEnum):
    """`..._PRIORITY`: weight when somebody is considered, which grants nothing by itself."""

    PRAISE = "praise"
    COMMENDATION = "commendation"
    COMMENDATION_ABOVE_LEVEL = "commendation_above_level"
    COMMENDATION_SKIPPING_FORMS = "commendation_skipping_forms"
    COMMENDATION_OUTSIDE_ROUNDS = "commendation_outside_rounds"
    SPECIAL_COMMENDATION = "special_commendation"
    CLASSIFICATION_PRIORITY = "classification_priority"
    APPOINTMENT_PRIORITY = "appointment_priority"
    PLANNING_PRIORITY = "planning_priority"
    TRANSFER_PRIORITY = "transfer_priority"
    RESOURCES = "resources"
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


class CommendationForm(StrEnum):
    """The paper a commendation comes on: who may sign it, the law says."""

    CERTIFICATE = "certificate"
    DIPLOMA = "diploma"


class TrainingPlace(StrEnum):
    AT_HOME = "at_home"
    ABROAD = "abroad"


class Beneficiary(StrEnum):
    """Who may be rewarded beside those who proposed and carried out: the head of the agency, the agency, a collective of it."""

    HEAD = "head"
    AGENCY = "agency"
    COLLECTIVE = "collective"

"""Of rewards."""

from enum import StrEnum


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

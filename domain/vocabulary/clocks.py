"""Of periods and clocks."""

from enum import StrEnum


class Counting(StrEnum):
    """In which days a period is counted."""

    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"


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
    RESULT_NOTICE = "result_notice"
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
    COMPLAINT = "complaint"
    ANNOUNCEMENT = "announcement"
    REGISTRATION = "registration"
    MEETING = "meeting"

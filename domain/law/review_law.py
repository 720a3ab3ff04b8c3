"""What a rule set says of liability reviews."""

from domain.law.parameter import Data, Parameter
from domain.vocabulary import Answer, Finding, ForceMajeureGround, LiabilityOutcome


class ReviewRule(Data):
    """What a liability review needs before it may recommend protection.

    What only later sets say may be None: then it is as it was before anybody said it.
    `foreseen_against`: all that can speak against a foreseen risk, for which the set asks less than of what nobody foresaw; None: the same as of that.
    `asks_day`: whether whoever opens a review says when it happened. `bars`: with which findings there is no reward either; None: BARRED_AT_FIRST
    (domain/facts/cause.py). `force_majeure_grounds`: the cases
    of force majeure, one of which must be named and confirmed. `names_liabilities`: whether what is asked of another authority says of which liability.
    `asks_an_agency`: whether that authority is named by its code. `never_worse_on_appeal`: whether an answer may not be harder. `tells_unknown`: whether
    a decision that rests on tables which could not say anything for certain is told apart. `names_deeds`: whether each of several acts of a person is
    called by what it was.
    """

    panel_at_least: Parameter[int]
    findings_for: Parameter[tuple[Finding, ...]]
    findings_against: Parameter[tuple[Finding, ...]]
    protects: Parameter[tuple[LiabilityOutcome, ...]]
    upward_only: Parameter[tuple[LiabilityOutcome, ...]]
    waits_for_result: Parameter[bool]
    appeal_within_working_days: Parameter[int]
    foreseen_against: Parameter[tuple[Finding, ...]] | None = None
    bars: Parameter[tuple[Finding, ...]] | None = None
    asks_day: Parameter[bool] | None = None
    force_majeure_grounds: Parameter[tuple[ForceMajeureGround, ...]] | None = None
    names_liabilities: Parameter[bool] | None = None
    asks_an_agency: Parameter[bool] | None = None
    never_worse_on_appeal: Parameter[bool] | None = None
    tells_unknown: Parameter[bool] | None = None
    names_deeds: Parameter[bool] | None = None

    def conditions(self, foreseen: bool | None) -> tuple[tuple[Parameter[tuple[Finding, ...]], Answer], ...]:
        """The findings that must be so before protection, and those that must not be."""
        if foreseen and self.foreseen_against is not None:
            return ((self.foreseen_against, Answer.NO),)
        return (self.findings_for, Answer.YES), (self.findings_against, Answer.NO)

"""The plan and the moment it is frozen. Whether a risk was foreseen is later answered from this text and no other."""

from collections.abc import Mapping
from datetime import date

from domain.acts import ApprovePlan, Planned, ReturnPlan, SubmitPlan
from domain.canonical import digest
from domain.case import Case, after
from domain.facts import ForeseenRisk, Plan, PlanApproved, PlanReturned, PlanSubmitted, PlanVersion, WorkItem
from domain.matter import Matter, conclude
from domain.refusals import Reason, Refused
from domain.vocabulary import Stage


def plan_missing(case: Case) -> Reason | None:
    return Reason.PLAN_ALREADY_SUBMITTED if case.plan_sha256 else None


def plan_waits(case: Case) -> Reason | None:
    return None if case.plan_sha256 else Reason.PLAN_NOT_SUBMITTED


def planned(act: Planned, matter: Matter, unchanged: Mapping[str, date] | None = None) -> Plan:
    """The plan an act asks for, or Refused. `unchanged`: items already in force by code, whose day may stay though it lies behind."""
    if bool(act.risks) == bool(act.no_risks_because):
        raise Refused(Reason.RISKS_OR_REASON, matter.basis)
    codes = [item.code for item in act.items] + [risk.code for risk in act.risks]
    for code in codes:
        if codes.count(code) > 1:
            raise Refused(Reason.ITEM_TWICE, matter.basis, item=code)
    for person in (p for item in act.items for p in (item.implementer, item.evaluator) if p):
        if person not in matter.directory.people:
            raise Refused(Reason.UNKNOWN_PERSON, matter.basis, person=person)
    for item in act.items:
        if item.implementer not in matter.case.implementers:
            raise Refused(Reason.UNKNOWN_PERSON, matter.basis, person=item.implementer)
        if item.evaluator == item.implementer:
            raise Refused(Reason.IMPLEMENTER_MAY_NOT_EVALUATE, "ND73 Art. 11.4", item=item.code)
        if item.evaluator in matter.standpoint.parties:
            raise Refused(Reason.PARTY_MAY_NOT_DECIDE, "ND73 Art. 11.4", person=item.evaluator or "")
        if (unchanged or {}).get(item.code) != item.evaluate_by:
            matter.refuse_unless_ahead(item.evaluate_by)
    return Plan(
        items=tuple(WorkItem(**{**item.model_dump(), "evaluator": item.evaluator or ""}) for item in act.items),
        risks=tuple(ForeseenRisk(**risk.model_dump()) for risk in act.risks),
        no_risks_because=act.no_risks_because,
    )


@conclude.register
def _(act: SubmitPlan, matter: Matter) -> PlanSubmitted:
    plan = planned(act, matter)
    return PlanSubmitted(**matter.signed, plan=plan, plan_sha256=digest(plan))


@after.register
def _(fact: PlanSubmitted, case: Case) -> Case:
    return case.then(plan=fact.plan, plan_sha256=fact.plan_sha256)


@conclude.register
def _(act: ReturnPlan, matter: Matter) -> PlanReturned:
    return PlanReturned(**matter.signed, reasons=act.reasons)


@after.register
def _(fact: PlanReturned, case: Case) -> Case:
    return case.then(plan=None, plan_sha256="")


@conclude.register
def _(act: ApprovePlan, matter: Matter) -> PlanApproved:
    if act.plan_sha256 != matter.case.plan_sha256:
        raise Refused(Reason.PLAN_CHANGED, matter.basis, plan_sha256=matter.case.plan_sha256)
    return PlanApproved(**matter.signed, baseline_sha256=act.plan_sha256, conditions=act.conditions)


@after.register
def _(fact: PlanApproved, case: Case) -> Case:
    baseline = PlanVersion(version=1, plan=case.plan or Plan(items=()), sha256=fact.baseline_sha256, effective_from=fact.at)
    approved = case.entering(Stage.IMPLEMENTING, baseline_sha256=fact.baseline_sha256, approved_on=fact.at, versions=(baseline,))
    return approved.starting_item_evaluations(fact.at)

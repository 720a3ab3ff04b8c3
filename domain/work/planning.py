"""The plan and the moment it is frozen. Whether a risk was foreseen is later answered from this text and no other."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from domain.acts import ApprovePlan, Planned, ReturnPlan, SubmitPlan
from domain.canonical import digest
from domain.chapter import Chapter, change, conclusion
from domain.facts import ForeseenRisk, Plan, PlanApproved, PlanReturned, PlanSubmitted, PlanVersion, WorkItem
from domain.matter import Matter
from domain.refusals import Reason, Refused
from domain.streams.initiative import Initiative
from domain.streams.stages import Draft
from domain.vocabulary import Stage


def plan_missing(initiative: Initiative) -> Reason | None:
    return Reason.PLAN_ALREADY_SUBMITTED if initiative.draft.sha256 else None


def plan_waits(initiative: Initiative) -> Reason | None:
    return None if initiative.draft.sha256 else Reason.PLAN_NOT_SUBMITTED


def planned(act: Planned, matter: Matter[Initiative], unchanged: Mapping[str, date] | None = None) -> Plan:
    """The plan an act asks for, or Refused. `unchanged`: items already in force by code, whose day may stay though it lies behind."""
    if bool(act.risks) == bool(act.no_risks_because):
        raise Refused(Reason.RISKS_OR_REASON, matter.basis)
    codes = [item.code for item in act.items] + [risk.code for risk in act.risks]
    for code in codes:
        if codes.count(code) > 1:
            raise Refused(Reason.ITEM_TWICE, matter.basis, item=code)
    for person in (p for item in act.items for p in (item.implementer, item.evaluator) if p):
        matter.person(person)
    for item in act.items:
        if item.implementer not in matter.stream.implementers:
            raise Refused(Reason.UNKNOWN_PERSON, matter.basis, person=item.implementer)
        if item.evaluator == item.implementer:
            raise Refused(Reason.IMPLEMENTER_MAY_NOT_EVALUATE, "house: evaluation", item=item.code)
        if item.evaluator in matter.standpoint.parties:
            raise Refused(Reason.PARTY_MAY_NOT_DECIDE, "house: evaluation", person=item.evaluator or "")
        if (unchanged or {}).get(item.code) != item.evaluate_by:
            matter.refuse_unless_ahead(item.evaluate_by, "evaluate_by")
    return Plan(
        items=tuple(WorkItem(**{**item.model_dump(), "evaluator": item.evaluator or ""}) for item in act.items),
        risks=tuple(ForeseenRisk(**risk.model_dump()) for risk in act.risks),
        no_risks_because=act.no_risks_because,
    )


def submit_plan(act: SubmitPlan, matter: Matter[Initiative]) -> PlanSubmitted:
    asked = matter.law.dossier.plan_form_required
    if asked and asked.value and act.plan_form is None:
        raise Refused(Reason.PLAN_FORM_NEEDED, asked.basis)
    plan = planned(act, matter)
    return PlanSubmitted(**matter.signature_fields, plan=plan, plan_sha256=digest(plan), plan_form=act.plan_form)


def plan_submitted(fact: PlanSubmitted, initiative: Initiative) -> Initiative:
    return replace(initiative, draft=Draft(plan=fact.plan, sha256=fact.plan_sha256), plan_form=fact.plan_form)


def return_plan(act: ReturnPlan, matter: Matter[Initiative]) -> PlanReturned:
    return PlanReturned(**matter.signature_fields, reasons=act.reasons)


def plan_returned(fact: PlanReturned, initiative: Initiative) -> Initiative:
    return replace(initiative, draft=Draft())


def approve_plan(act: ApprovePlan, matter: Matter[Initiative]) -> PlanApproved:
    if act.plan_sha256 != matter.stream.draft.sha256:
        raise Refused(Reason.PLAN_CHANGED, matter.basis, plan_sha256=matter.stream.draft.sha256)
    return PlanApproved(**matter.signature_fields, baseline_sha256=act.plan_sha256, conditions=act.conditions)


def plan_approved(fact: PlanApproved, initiative: Initiative) -> Initiative:
    baseline = PlanVersion(version=1, plan=initiative.draft.plan or Plan(items=()), sha256=fact.baseline_sha256, effective_from=fact.at)
    approved = replace(
        initiative, stage=Stage.IMPLEMENTING, baseline_sha256=fact.baseline_sha256, approved_on=fact.at, versions=(baseline,)
    ).signed_by(fact)
    return approved.starting_item_evaluations(fact.at)


CHAPTER = Chapter(
    concludes=(
        conclusion(SubmitPlan, submit_plan),
        conclusion(ReturnPlan, return_plan),
        conclusion(ApprovePlan, approve_plan),
    ),
    changes=(
        change(PlanSubmitted, plan_submitted),
        change(PlanReturned, plan_returned),
        change(PlanApproved, plan_approved),
    ),
)

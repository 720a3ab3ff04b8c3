"""Changing the plan while it runs: a new version of the register, in force from its approval. The baseline stays as it was frozen."""

from domain.acts import ApproveAmendment, ProposeAmendment, RefuseAmendment
from domain.canonical import digest
from domain.case import Case, after
from domain.facts import AmendmentApproved, AmendmentProposed, AmendmentRefused, PlanVersion
from domain.matter import Matter, conclude
from domain.planning import planned
from domain.refusals import Reason, Refused
from domain.vocabulary import ClockKind


def amendment_missing(case: Case) -> Reason | None:
    return Reason.AMENDMENT_ALREADY_PROPOSED if case.amendment_sha256 else None


def amendment_waits(case: Case) -> Reason | None:
    return None if case.amendment_sha256 else Reason.NO_AMENDMENT


@conclude.register
def _(act: ProposeAmendment, matter: Matter) -> AmendmentProposed:
    """What is in force may be changed and added to, but nothing may go: neither what was to be evaluated nor what was foreseen."""
    in_force = matter.case.plan_in_force
    unchanged = {item.code: item.evaluate_by for item in in_force.items} if in_force else {}
    plan = planned(act, matter, unchanged)
    kept = {item.code for item in plan.items} | {risk.code for risk in plan.risks}
    for code in (*unchanged, *(risk.code for risk in (in_force.risks if in_force else ()))):
        if code not in kept:
            raise Refused(Reason.NOTHING_MAY_GO, matter.basis, item=code)
    return AmendmentProposed(**matter.signed, plan=plan, plan_sha256=digest(plan), reasons=act.reasons)


@after.register
def _(fact: AmendmentProposed, case: Case) -> Case:
    return case.then(amendment=fact.plan, amendment_sha256=fact.plan_sha256)


@conclude.register
def _(act: ApproveAmendment, matter: Matter) -> AmendmentApproved:
    if act.plan_sha256 != matter.case.amendment_sha256:
        raise Refused(Reason.PLAN_CHANGED, matter.basis, plan_sha256=matter.case.amendment_sha256)
    if act.effective_on and act.effective_on < matter.today:
        raise Refused(Reason.AMENDMENT_DATED_BACK, matter.basis, day=act.effective_on.isoformat())
    if act.effective_on and act.effective_on > matter.today:
        matter.refuse_unless_ahead(act.effective_on)
    later = act.effective_on and act.effective_on > matter.today
    effective_from = matter.law.calendar.begins_on(act.effective_on) if act.effective_on and later else matter.at
    version = matter.case.versions[-1].version + 1 if matter.case.versions else 1
    return AmendmentApproved(**matter.signed, version=version, plan_sha256=act.plan_sha256, effective_from=effective_from)


@after.register
def _(fact: AmendmentApproved, case: Case) -> Case:
    if case.amendment is None:
        return case.then()
    version = PlanVersion(version=fact.version, plan=case.amendment, sha256=fact.plan_sha256, effective_from=fact.effective_from)
    before = {item.code: item.evaluate_by for item in case.plan_in_force.items} if case.plan_in_force else {}
    amended = case.then(amendment=None, amendment_sha256="", versions=(*case.versions, version))
    for item in version.plan.items:
        if before.get(item.code) != item.evaluate_by:
            amended = amended.starting(ClockKind.ITEM_EVALUATION, fact.at, item=item.code, until=item.evaluate_by)
    return amended


@conclude.register
def _(act: RefuseAmendment, matter: Matter) -> AmendmentRefused:
    return AmendmentRefused(**matter.signed, reasons=act.reasons)


@after.register
def _(fact: AmendmentRefused, case: Case) -> Case:
    return case.then(amendment=None, amendment_sha256="")

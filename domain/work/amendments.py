"""Changing the plan while it runs: a new version of the register, in force from its approval. The baseline stays as it was frozen."""

from dataclasses import replace

from domain.acts import ApproveAmendment, ProposeAmendment, RefuseAmendment
from domain.canonical import digest
from domain.chapter import Chapter, change, conclusion
from domain.facts import AmendmentApproved, AmendmentProposed, AmendmentRefused, PlanVersion
from domain.matter import Matter
from domain.refusals import Reason, Refused
from domain.streams.initiative import Initiative
from domain.streams.stages import Draft
from domain.vocabulary import ClockKind
from domain.work.planning import planned


def amendment_missing(initiative: Initiative) -> Reason | None:
    return Reason.AMENDMENT_ALREADY_PROPOSED if initiative.work.amendment.sha256 else None


def amendment_waits(initiative: Initiative) -> Reason | None:
    return None if initiative.work.amendment.sha256 else Reason.NO_AMENDMENT


def propose_amendment(act: ProposeAmendment, matter: Matter[Initiative]) -> AmendmentProposed:
    """What is in force may be changed and added to, but nothing may go: neither what was to be evaluated nor what was foreseen."""
    in_force = matter.stream.plan_in_force
    unchanged = {item.code: item.evaluate_by for item in in_force.items} if in_force else {}
    plan = planned(act, matter, unchanged)
    kept = {item.code for item in plan.items} | {risk.code for risk in plan.risks}
    for code in (*unchanged, *(risk.code for risk in (in_force.risks if in_force else ()))):
        if code not in kept:
            raise Refused(Reason.NOTHING_MAY_GO, matter.basis, item=code)
    return AmendmentProposed(**matter.signature_fields, plan=plan, plan_sha256=digest(plan), reasons=act.reasons)


def amendment_proposed(fact: AmendmentProposed, initiative: Initiative) -> Initiative:
    return replace(initiative, work=replace(initiative.work, amendment=Draft(plan=fact.plan, sha256=fact.plan_sha256)))


def approve_amendment(act: ApproveAmendment, matter: Matter[Initiative]) -> AmendmentApproved:
    if act.plan_sha256 != matter.stream.work.amendment.sha256:
        raise Refused(Reason.PLAN_CHANGED, matter.basis, plan_sha256=matter.stream.work.amendment.sha256)
    if act.effective_on and act.effective_on < matter.today:
        raise Refused(Reason.AMENDMENT_DATED_BACK, matter.basis, day=act.effective_on.isoformat())
    if act.effective_on and act.effective_on > matter.today:
        matter.refuse_unless_ahead(act.effective_on, "effective_on")
    later = act.effective_on and act.effective_on > matter.today
    effective_from = matter.law.calendar.begins_on(act.effective_on) if act.effective_on and later else matter.at
    version = matter.stream.versions[-1].version + 1 if matter.stream.versions else 1
    return AmendmentApproved(**matter.signature_fields, version=version, plan_sha256=act.plan_sha256, effective_from=effective_from)


def amendment_approved(fact: AmendmentApproved, initiative: Initiative) -> Initiative:
    plan = initiative.work.amendment.plan
    if plan is None:
        return initiative
    version = PlanVersion(version=fact.version, plan=plan, sha256=fact.plan_sha256, effective_from=fact.effective_from)
    before = {item.code: item.evaluate_by for item in initiative.plan_in_force.items} if initiative.plan_in_force else {}
    amended = replace(initiative, work=replace(initiative.work, amendment=Draft()), versions=(*initiative.versions, version))
    amended = amended.signed_by(fact)
    for item in version.plan.items:
        if before.get(item.code) != item.evaluate_by:
            amended = amended.starting(ClockKind.ITEM_EVALUATION, fact.at, item=item.code, until=item.evaluate_by)
    return amended


def refuse_amendment(act: RefuseAmendment, matter: Matter[Initiative]) -> AmendmentRefused:
    return AmendmentRefused(**matter.signature_fields, reasons=act.reasons)


def amendment_refused(fact: AmendmentRefused, initiative: Initiative) -> Initiative:
    return replace(initiative, work=replace(initiative.work, amendment=Draft()))


CHAPTER = Chapter(
    concludes=(
        conclusion(ProposeAmendment, propose_amendment),
        conclusion(ApproveAmendment, approve_amendment),
        conclusion(RefuseAmendment, refuse_amendment),
    ),
    changes=(
        change(AmendmentProposed, amendment_proposed),
        change(AmendmentApproved, amendment_approved),
        change(AmendmentRefused, amendment_refused),
    ),
)

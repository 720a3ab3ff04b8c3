"""Why it happened: what the system did to it first, then whether it was foreseen in time. Nobody is found at fault here (ND73 Art. 11.4)."""

from domain.acts import DetermineCause
from domain.facts import CauseDetermined
from domain.matter import Matter, conclude
from domain.refusals import Reason, Refused
from domain.review import Review
from domain.stream import after
from domain.vocabulary import ClockKind, ReviewStage


@conclude.register
def _(act: DetermineCause, matter: Matter) -> CauseDetermined:
    rule = matter.law.review
    if act.risk:
        _refuse_unless_foreseen_then(act.risk, matter)
        if not act.mapping_reasons:
            raise Refused(Reason.MAPPING_NEEDS_REASONS, matter.basis, risk=act.risk)
    return CauseDetermined(
        **matter.signed,
        system_causes=act.system_causes,
        cause=act.cause,
        findings=act.findings,
        foreseen=act.risk is not None,
        risk=act.risk or "",
        mapping_reasons=act.mapping_reasons if act.risk else "",
        evidence=act.evidence,
        must_establish=(*rule.findings_for.value, *rule.findings_against.value),
        waits_for_result=rule.waits_for_result.value,
    )


def _refuse_unless_foreseen_then(risk: str, matter: Matter) -> None:
    """Foreseen is what the register named on the day it happened; what was added later counts for what comes later."""
    version = matter.review.register_version
    known = [each.code for each in version.plan.risks] if version else []
    if risk not in known:
        raise Refused(Reason.RISK_NOT_FORESEEN_THEN, matter.basis, risk=risk)


@after.register
def _(fact: CauseDetermined, review: Review) -> Review:
    told = {name: getattr(fact, name) for name in ("cause", "foreseen", "risk", "must_establish", "waits_for_result")}
    known = review.entering(ReviewStage.FINDINGS, **told).answering(ClockKind.CAUSE)
    return known.starting(ClockKind.RECOMMENDATION, fact.at).holding_the_panels_time(fact.at)

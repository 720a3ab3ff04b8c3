"""Why it happened: what the system did to it first, then whether it was foreseen in time. Nobody is found at fault here (ND73 Art. 11.4)."""

from dataclasses import replace

from domain.acts import DetermineCause
from domain.chapter import Chapter, change, conclusion
from domain.facts import CauseDetermined
from domain.facts.cause import BARRED_AT_FIRST
from domain.matter import Matter
from domain.refusals import Reason, Refused
from domain.streams.review import Review
from domain.vocabulary import ClockKind, ReviewStage


def determine_cause(act: DetermineCause, matter: Matter[Review]) -> CauseDetermined:
    rule, foreseen = matter.law.review, act.risk is not None
    if act.risk:
        _refuse_unless_foreseen_then(act.risk, matter)
        if not act.mapping_reasons:
            raise Refused(Reason.MAPPING_NEEDS_REASONS, matter.basis, risk=act.risk)
    return CauseDetermined(
        **matter.signature_fields,
        system_causes=act.system_causes,
        cause=act.cause,
        findings=act.findings,
        foreseen=foreseen,
        risk=act.risk or "",
        mapping_reasons=act.mapping_reasons if act.risk else "",
        evidence=act.evidence,
        must_establish=tuple(finding for findings, _ in rule.conditions(foreseen) for finding in findings.value),
        waits_for_result=rule.waits_for_result.value,
        bars=rule.bars.value if rule.bars else BARRED_AT_FIRST,
    )


def _refuse_unless_foreseen_then(risk: str, matter: Matter[Review]) -> None:
    """Foreseen is what the register named on the day it happened; what was added later counts for what comes later."""
    version = matter.stream.register_version
    known = [each.code for each in version.plan.risks] if version else []
    if risk not in known:
        raise Refused(Reason.RISK_NOT_FORESEEN_THEN, matter.basis, risk=risk)


def cause_determined(fact: CauseDetermined, review: Review) -> Review:
    known = replace(
        review,
        stage=ReviewStage.FINDINGS,
        cause=fact.cause,
        foreseen=fact.foreseen,
        risk=fact.risk,
        must_establish=fact.must_establish,
        waits_for_result=fact.waits_for_result,
        bars=fact.bars,
    ).stopping(ClockKind.CAUSE)
    return known.starting(ClockKind.RECOMMENDATION, fact.at).holding_the_panels_time(fact.at)


CHAPTER = Chapter(
    concludes=(conclusion(DetermineCause, determine_cause),),
    changes=(change(CauseDetermined, cause_determined),),
)

"""What is recorded of the cause of what happened."""

from domain.facts.fact import HEAD, Fact
from domain.vocabulary import Cause, Finding, Office

REVIEWED, PANEL = Office.PERSON_REVIEWED, Office.PANEL_MEMBER
# What barred from rewards before a set said it (ND73 Art. 6).
BARRED_AT_FIRST = (Finding.PERSONAL_GAIN, Finding.CORRUPTION)


class CauseDetermined(Fact):
    """`foreseen`: mapped, with reasons, to one frozen risk of the register version in force when it happened.

    `must_establish`, `waits_for_result`: what the pinned set asks for before the panel may recommend. `bars`: with which findings there is no reward.
    """

    kind = "cause_determined"
    tells = (REVIEWED, HEAD)

    system_causes: str
    cause: Cause
    findings: str
    foreseen: bool
    risk: str = ""
    mapping_reasons: str = ""
    evidence: tuple[str, ...] = ()
    must_establish: tuple[Finding, ...] = ()
    waits_for_result: bool = False
    bars: tuple[Finding, ...] = BARRED_AT_FIRST

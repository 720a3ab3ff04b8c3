"""What is recorded of the day by which a work item is evaluated."""

from datetime import date

from domain.facts.fact import HEAD, IMPLEMENTER, PROPOSER, Fact


class ExtensionRequested(Fact):
    """`was`: the day that stands; `evaluate_by`: the day asked for."""

    kind = "extension_requested"
    tells = (HEAD,)

    item: str
    was: date
    evaluate_by: date
    reasons: str


class ExtensionGranted(Fact):
    """`was`: the day until then; `evaluate_by`: the day from now on."""

    kind = "extension_granted"
    tells = (PROPOSER, IMPLEMENTER)

    item: str
    was: date
    evaluate_by: date
    conditions: str = ""


class ExtensionRefused(Fact):
    """`was`: the day that still stands; `evaluate_by`: the day that was asked for."""

    kind = "extension_refused"
    tells = (PROPOSER, IMPLEMENTER)

    item: str
    was: date
    evaluate_by: date
    reasons: str

"""What may be asked about the day by which a work item is evaluated."""

from domain import facts
from domain.acts.act import Act, Decision
from domain.values import Code, Day, OptionalText, Text


class RequestExtension(Act):
    """A later day for one work item, asked for with reasons while its day has not passed."""

    becomes = facts.ExtensionRequested
    example = {"item": "W1", "evaluate_by": "2027-05-31", "reasons": "Nhà cung cấp bàn giao chậm."}

    item: Code
    evaluate_by: Day
    reasons: Text


class GrantExtension(Decision):
    """The day that was asked for. The day before it stays on record."""

    becomes = facts.ExtensionGranted
    example = {"item": "W1", "evaluate_by": "2027-05-31"}

    item: Code
    evaluate_by: Day
    conditions: OptionalText = ""


class RefuseExtension(Decision):
    """The day stands."""

    becomes = facts.ExtensionRefused
    example = {"item": "W1", "reasons": "Phần việc đã có phương án thay thế."}

    item: Code
    reasons: Text

"""What may be asked about changes of the plan."""

from domain import facts
from domain.acts.act import Decision
from domain.acts.planning import EXAMPLE, Planned
from domain.values import Day, Sha256, Text


class ProposeAmendment(Planned):
    """The whole plan as it shall be: what is in force stays in it, changed or not, and new items and risks come beside it."""

    becomes = facts.AmendmentProposed
    example = {**EXAMPLE, "reasons": "Thêm phần việc theo yêu cầu của người dân."}

    reasons: Text


class ApproveAmendment(Decision):
    """A new version of the register, effective from its approval or a later day: what it adds was not foreseen before."""

    becomes = facts.AmendmentApproved
    example = {"plan_sha256": "0" * 64}

    plan_sha256: Sha256
    effective_on: Day | None = None


class RefuseAmendment(Decision):
    becomes = facts.AmendmentRefused
    example = {"reasons": "Chưa cần thiết."}

    reasons: Text

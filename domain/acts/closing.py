"""What may be asked about closing and reopening an initiative."""

from domain import facts
from domain.acts.act import Decision
from domain.values import Text
from domain.vocabulary import Stage


class Close(Decision):
    becomes = facts.Closed


class Reopen(Decision):
    becomes = facts.Reopened
    example = {"reason": "Có chứng cứ mới.", "back_to": "final_evaluation"}

    reason: Text
    back_to: Stage = Stage.FINAL_EVALUATION

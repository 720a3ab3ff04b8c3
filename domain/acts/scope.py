"""What may be asked about what the rules named do not cover, and what is above the agency."""

from pydantic import Field

from domain import facts
from domain.acts.act import Decision
from domain.values import Code, Text
from domain.vocabulary import ScopeGround


class DeclareOutOfScope(Decision):
    """Every ground on which the rules named do not cover the proposal; another route is worked out from them."""

    becomes = facts.DeclaredOutOfScope
    example = {"grounds": ["person_not_covered"], "reasons": "Người đề xuất không giữ chức vụ lãnh đạo, quản lý."}

    grounds: tuple[ScopeGround, ...] = Field(min_length=1, max_length=10)
    reasons: Text


class Forward(Decision):
    """The proposal is above this agency's authority: it ends here and is registered anew with the agency named."""

    becomes = facts.Forwarded
    example = {"to": "UBNDTP", "reasons": "Nội dung vượt thẩm quyền của phường."}

    to: Code
    reasons: Text

    def mentions_agencies(self) -> tuple[str, ...]:
        return (self.to,)

"""What may be asked about the leadership's vote, the override, the answer."""

from pydantic import Field

from domain import facts
from domain.acts.act import Act, Decision
from domain.values import OptionalText, Sha256, Text
from domain.vocabulary import Ballot


class Vote(Act):
    becomes = facts.BallotCast
    example = {"ballot": "for"}

    ballot: Ballot
    opinion: OptionalText = ""


class ConcludeVote(Decision):
    becomes = facts.VoteConcluded
    example = {"minutes": "Biên bản họp tập thể lãnh đạo."}

    minutes: OptionalText = ""


class Override(Decision):
    """The head's written decision to go on in spite of a failed vote; the head answers for it (ND73 Art. 8.1)."""

    becomes = facts.VoteOverridden
    example = {
        "need": "Vì sao cần thiết.",
        "feasibility": "Vì sao khả thi.",
        "on_paper": {"number": "15/QĐ-UBND", "issued_on": "2026-11-20"},
    }

    need: Text
    feasibility: Text


class Approve(Decision):
    """Names what is allowed: an "agreement in principle" without a scope is not an answer."""

    becomes = facts.Approved
    example = {"scope": "20 thủ tục phổ biến, trong 12 tháng", "conditions": ["Báo cáo hằng quý"]}

    scope: Text
    conditions: tuple[Text, ...] = Field(default=(), max_length=50)
    dossier_sha256: Sha256 | None = None
    departure_reason: OptionalText = ""


class Refuse(Decision):
    becomes = facts.ProposalRefused
    example = {"reasons": "Nội dung đã có quy định, không cần thí điểm."}

    reasons: Text
    departure_reason: OptionalText = ""

"""What the walk found and no rule here mends: each is a question for a human, with where it shows. A gap that none of them names is a defect."""

from dataclasses import dataclass

from domain.proof.claims import Claim, Gap
from domain.vocabulary import StreamKind


@dataclass(frozen=True)
class Question:
    """`name`: its key in words/ [open_questions]. `in_situations`, `of`: where it shows; () for anywhere."""

    name: str
    claims: tuple[Claim, ...]
    of: StreamKind
    in_situations: tuple[str, ...] = ()

    def names(self, situation: str, gap: Gap) -> bool:
        return gap.claim in self.claims and gap.kind is self.of and (not self.in_situations or situation in self.in_situations)


STOPS = (Claim.SOMEBODY_ACTS, Claim.CLOCKS_ASK)
QUESTIONS: tuple[Question, ...] = (
    Question("no_head", STOPS, StreamKind.INITIATIVE, ("no_head", "head_proposes_no_chair")),
    Question("no_chair", STOPS, StreamKind.INITIATIVE, ("no_chair",)),
    Question("no_chair", STOPS, StreamKind.REVIEW, ("no_chair",)),
    Question("no_chair", STOPS, StreamKind.REWARD_FILE, ("no_chair",)),
    Question("no_focal_point", STOPS, StreamKind.INITIATIVE, ("no_focal_point",)),
    Question("no_focal_point", STOPS, StreamKind.CAMPAIGN, ("no_focal_point",)),
    Question("no_emulation_council", STOPS, StreamKind.REWARD_FILE, ("no_emulation_council",)),
    Question("no_appointing_authority", STOPS, StreamKind.REWARD_FILE, ("no_appointing_authority",)),
    Question("chair_is_party_to_a_reward", STOPS, StreamKind.REWARD_FILE, ("chair_carries_out",)),
    Question("asked_of_a_party", (Claim.CLOCKS_ASK,), StreamKind.REVIEW, ("chair_carries_out",)),
    Question("referred_outside", (Claim.SOMEBODY_ACTS,), StreamKind.INITIATIVE),
    Question("submits_to_themself", (Claim.ANOTHER_HAND,), StreamKind.INITIATIVE),
    Question("nobody_above_corrects", (Claim.CORRECTED,), StreamKind.INITIATIVE),
)


def question_of(situation: str, gap: Gap) -> str:
    """The question this gap is of; "" where nobody has asked it, which is a defect."""
    return next((each.name for each in QUESTIONS if each.names(situation, gap)), "")

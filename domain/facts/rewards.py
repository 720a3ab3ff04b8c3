"""A reward file: opened by a completed result, told in a ledger of its own, over years of grants. Money is whole dong."""

from domain.facts.fact import FIRST_CALENDAR, FOCAL, HEAD, Fact
from domain.vocabulary import Hold, Office, Regime, RewardKind, Tier

REWARDED = (Office.PROPOSER, Office.IMPLEMENTER)


class RewardFileOpened(Fact):
    """Everything of the initiative that the reward file must know. `early`: there is no result yet."""

    kind = "reward_file_opened"
    tells = (HEAD, *REWARDED)

    title: str = ""
    regime: Regime
    policy: str
    agency: str
    addressed_to: str
    proposers: tuple[str, ...]
    implementers: tuple[str, ...]
    set_aside: tuple[str, ...] = ()
    tier: Tier | None = None
    holds: tuple[Hold, ...] = ()
    barred: tuple[str, ...] = ()
    early: bool = False
    calendar: str = FIRST_CALENDAR


class RewardsEarned(Fact):
    """The result is there, and it is completed: what waited for it in a file opened from the start may now be proposed and granted."""

    kind = "rewards_earned"
    tells = (*REWARDED, HEAD)

    tier: Tier | None = None


class RewardProposed(Fact):
    """`proposal`: its number in the file, P1, P2."""

    kind = "reward_proposed"
    tells = (*REWARDED, Office.EMULATION_COUNCIL)

    proposal: str
    person: str
    reward: RewardKind
    achievement: str
    cost_dong: int = 0


class RewardConsidered(Fact):
    kind = "reward_considered"
    tells = (HEAD, Office.APPOINTING_AUTHORITY)

    proposal: str
    favourable: bool
    minutes: str


class RewardGranted(Fact):
    kind = "reward_granted"
    tells = REWARDED

    proposal: str
    decision: str
    approved_dong: int = 0


class RewardRefused(Fact):
    kind = "reward_refused"
    tells = REWARDED

    proposal: str
    reasons: str


class RewardAccepted(Fact):
    kind = "reward_accepted"
    tells = (HEAD,)

    proposal: str


class RewardDeclined(Fact):
    kind = "reward_declined"
    tells = (HEAD,)

    proposal: str
    reason: str = ""


class WishStated(Fact):
    kind = "wish_stated"
    tells = (HEAD, Office.EMULATION_COUNCIL)

    wish: str


class TrainingCommitted(Fact):
    kind = "training_committed"
    tells = REWARDED

    proposal: str
    what: str
    amount_dong: int


class TrainingPaid(Fact):
    kind = "training_paid"
    tells = REWARDED

    proposal: str
    what: str
    amount_dong: int


class TrainingSettled(Fact):
    """`paid_dong` of what was approved; the rest, `released_dong`, is free again."""

    kind = "training_settled"
    tells = (*REWARDED, FOCAL)

    proposal: str
    reasons: str
    paid_dong: int
    released_dong: int


class NoRewardDeclared(Fact):
    kind = "no_reward_declared"
    tells = (*REWARDED, FOCAL)

    reasons: str


class RewardsBarred(Fact):
    """Of these persons a review established what is prohibited: for this achievement they are not to be rewarded (ND73 Art. 6).

    It replaces what was said before; nobody named means that nobody is barred any more.
    """

    kind = "rewards_barred"
    tells = (HEAD,)

    persons: tuple[str, ...] = ()


class RewardReversed(Fact):
    kind = "reward_reversed"
    tells = (*REWARDED, HEAD, FOCAL)

    proposal: str
    reasons: str


class RewardsHeld(Fact):
    """Nothing may be granted, accepted or paid for now, and why: it follows from a fact of the initiative's ledger."""

    kind = "rewards_held"
    tells = (*REWARDED, HEAD)

    holds: tuple[Hold, ...]


class RewardsReleased(Fact):
    """`tier`: the degree of success as it stands now; the result may have been evaluated anew meanwhile."""

    kind = "rewards_released"
    tells = (*REWARDED, HEAD)

    tier: Tier | None = None

"""What is recorded of rewards: proposed, considered, granted, accepted."""

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


class NoRewardDeclared(Fact):
    kind = "no_reward_declared"
    tells = (*REWARDED, FOCAL)

    reasons: str


class RewardReversed(Fact):
    kind = "reward_reversed"
    tells = (*REWARDED, HEAD, FOCAL)

    proposal: str
    reasons: str

"""What is recorded of rewards: proposed, considered, granted, accepted."""

from domain.facts.fact import FIRST_CALENDAR, FOCAL, HEAD, Fact
from domain.values import unique
from domain.vocabulary import CommendationForm, Hold, Office, Regime, RewardKind, Tier, TrainingPlace

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
    """`proposal`: its number in the file, P1, P2. `person`: "" where it is for an agency, or for a collective of it.

    `opinion_of`: who is asked before it is decided; nobody: it waits for the decision at once. `decided_by`, `paid_by`: who decides, and who commits
    and pays the money of training. Before 0.5.0 none of these was said: it was the council, then the head or the appointing authority, then the agency.
    """

    kind = "reward_proposed"
    tells = REWARDED

    proposal: str
    person: str
    reward: RewardKind
    achievement: str
    cost_dong: int = 0
    agency: str = ""
    collective: str = ""
    commendation_form: CommendationForm | None = None
    rule_exceeded: str = ""
    urgent_or_key: str = ""
    place: TrainingPlace | None = None
    opinion_of: tuple[Office, ...] = (Office.EMULATION_COUNCIL,)
    decided_by: tuple[Office, ...] = (HEAD, Office.APPOINTING_AUTHORITY)
    paid_by: tuple[Office, ...] = (HEAD, Office.AGENCY_OFFICER)

    @property
    def told(self) -> tuple[Office, ...]:
        return (*self.tells, *(self.opinion_of or self.decided_by))


class RewardConsidered(Fact):
    """`decided_by`: whose turn it is now."""

    kind = "reward_considered"
    tells = (HEAD,)

    proposal: str
    favourable: bool
    minutes: str
    decided_by: tuple[Office, ...] = (Office.APPOINTING_AUTHORITY,)

    @property
    def told(self) -> tuple[Office, ...]:
        return unique(*self.tells, *self.decided_by)


class RewardGranted(Fact):
    """`less_because`: why less of the cost of training than the rules promise."""

    kind = "reward_granted"
    tells = REWARDED

    proposal: str
    decision: str
    approved_dong: int = 0
    less_because: str = ""


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

"""A reward file for a test, as its own facts tell it: opened with its initiative's result, for what lan proposed and tam carried out."""

from datetime import datetime
from typing import Any

from domain import acts
from domain.acts import Act
from domain.facts import Fact, RewardFileOpened, RewardsHeld, RewardsReleased
from domain.filing import Filed
from domain.law.policy import Law
from domain.people.directory import Directory
from domain.procedure.chapters import after
from domain.procedure.decide import decide
from domain.refusals import Reason, Refused
from domain.streams.reward_file import RewardFile
from domain.vocabulary import Hold, Office, Regime, Tier
from tests.builders import FRIDAY, NUMBER, WARD, a_directory, an_act, the_law

PLAN, ND73 = Regime.HCMC2022, Regime.ND73
COST = 100_000_000


# What a proposal of a kind says beside what all say.
ALSO_SAID: dict[str, dict[str, str]] = {
    "commendation": {"commendation_form": "certificate"},
    "commendation_above_level": {"commendation_form": "diploma"},
    "commendation_skipping_forms": {"commendation_form": "certificate"},
    "commendation_outside_rounds": {"commendation_form": "certificate"},
    "special_commendation": {"rule_exceeded": "Mức thưởng của quy chế.", "urgent_or_key": "Vấn đề trọng điểm đang khó khăn."},
    "training": {"place": "at_home"},
}
# Who holds the offices a reward goes through.
HOLDS = {
    Office.EMULATION_COUNCIL: "emulation",
    Office.PARTY_SECRETARY: "secretary",
    Office.HOME_AFFAIRS: "focal",
    Office.AGENCY_HEAD: "head",
    Office.APPOINTING_AUTHORITY: "appointing",
    Office.CITY_CHAIR: "chair",
    Office.SUPERIOR_HEAD: "chair",
}


def a_proposal(**fields: Any) -> Act:
    """Complete for its kind: praise for tam, but for these fields."""
    if "agency" in fields:
        fields = {"person": None, **fields}
    return an_act(acts.ProposeReward, **{**ALSO_SAID.get(fields.get("reward", "praise"), {}), **fields})


def opened(regime: Regime = ND73, tier: Tier | None = Tier.TYPICAL, **fields: Any) -> RewardFile:
    """One in which nothing has been proposed yet."""
    known = {"title": "Một cửa số", "agency": WARD, "addressed_to": WARD, "proposers": ("lan",), "implementers": ("tam",)}
    fact = RewardFileOpened(at=FRIDAY, regime=regime, policy=the_law(regime).policy.id, tier=tier, **{**known, **fields})
    return told(RewardFile(number=f"{NUMBER}-K"), fact)


def told(file: RewardFile, fact: Fact) -> RewardFile:
    """The file one fact later."""
    later = after(fact, file)
    assert isinstance(later, RewardFile)
    return later


def held(file: RewardFile, *holds: Hold, at: datetime = FRIDAY) -> RewardFile:
    return told(file, RewardsHeld(at=at, holds=holds or (Hold.INTEGRITY,)))


def released(file: RewardFile, *, at: datetime = FRIDAY, tier: Tier | None = Tier.TYPICAL) -> RewardFile:
    return told(file, RewardsReleased(at=at, tier=tier))


def decided(
    file: RewardFile, act: Act, by: str, at: datetime = FRIDAY, *, directory: Directory | None = None, law: Law | None = None
) -> Fact:
    """The fact it becomes. Raises Refused."""
    return decide(Filed("TN-20261120-0000000001", file.number, act, by, at), file, law or the_law(file.regime), directory or a_directory())


def refusal(file: RewardFile, act: Act, by: str, at: datetime = FRIDAY, *, directory: Directory | None = None) -> Reason | None:
    """Why it is refused, or None if it stands."""
    try:
        decided(file, act, by, at, directory=directory)
    except Refused as refused:
        return refused.reason
    return None


def then(file: RewardFile, act: Act, by: str, at: datetime = FRIDAY, *, directory: Directory | None = None) -> RewardFile:
    """The file one act later. Raises Refused."""
    return told(file, decided(file, act, by, at, directory=directory))


def proposed(file: RewardFile | None = None, /, **fields: Any) -> RewardFile:
    """With one more reward proposed: praise for tam, but for these fields."""
    return then(file or opened(), a_proposal(**fields), "clerk")


def considered(file: RewardFile | None = None, proposal: str = "P1", *, favourable: bool = True) -> RewardFile:
    """Considered by the first that is asked; nobody: as it was."""
    file = file or proposed()
    asked = file.proposals[proposal].opinion_of
    return then(file, an_act(acts.Consider, proposal=proposal, favourable=favourable), HOLDS[asked[0]]) if asked else file


def granted(file: RewardFile | None = None, proposal: str = "P1", **fields: Any) -> RewardFile:
    """Granted by the first that may."""
    file = file or considered()
    return then(file, an_act(acts.Grant, proposal=proposal, **fields), HOLDS[file.proposals[proposal].decided_by[0]])


def accepted(file: RewardFile | None = None, proposal: str = "P1") -> RewardFile:
    file = file or granted()
    return then(file, an_act(acts.Accept, proposal=proposal), file.proposals[proposal].person)


def a_training(approved: int = COST) -> RewardFile:
    """Training granted to tam under the plan, which pays the whole cost."""
    return granted(considered(proposed(opened(PLAN), reward="training", cost_dong=COST)), approved_dong=approved)

"""Which initiatives are recognised, and who stands behind each: for the catalogue that everybody may read, and for whoever appoints these people."""

from collections.abc import Iterator
from dataclasses import dataclass

from domain.reporting import Family
from domain.streams.reward_file import RewardFile
from domain.vocabulary import Office, Outcome, RewardKind, RewardStatus, Tier
from domain.zone import CITY_ZONE

HAD = (RewardStatus.GRANTED, RewardStatus.ACCEPTED)


@dataclass(frozen=True)
class Contribution:
    """Somebody who proposed or carried out, and the rewards they have for it."""

    person: str
    as_office: Office
    rewards: tuple[RewardKind, ...]


@dataclass(frozen=True)
class Recognised:
    """An initiative that was completed and is closed, while nothing hangs over it. `year`: of its registration. `rewarded`: somebody or the agency was."""

    number: str
    rewards: str
    title: str
    agency: str
    tier: Tier
    year: int
    rewarded: bool
    people: tuple[Contribution, ...]

    def reaches(self, tier: Tier) -> bool:
        return list(Tier).index(self.tier) >= list(Tier).index(tier)


def recognised(family: Family) -> Recognised | None:
    """None for one that is not over, did not succeed, or over which a review, a referral, a flag or a hold hangs."""
    case, file = family.initiative, family.rewards
    if case.outcome is not Outcome.COMPLETED or case.flags or case.open_reviews or case.registered_at is None:
        return None
    if file is None or file.frozen_by or file.pending:
        return None
    return Recognised(
        number=case.number,
        rewards=file.number,
        title=case.title,
        agency=case.agency,
        tier=case.evaluation.tier or Tier.SUCCESSFUL,
        year=case.registered_at.astimezone(CITY_ZONE).year,
        rewarded=any(each.status in HAD for each in file.proposals.values()),
        people=tuple(_people(file)),
    )


def _people(file: RewardFile) -> Iterator[Contribution]:
    """Each once, without whom a review established what is prohibited."""
    for person in dict.fromkeys(file.parties):
        if person in file.barred:
            continue
        theirs = tuple(each.reward for each in file.proposals.values() if each.person == person and each.status in HAD)
        yield Contribution(person, Office.PROPOSER if person in file.proposers else Office.IMPLEMENTER, theirs)

"""How a body's vote comes out: those entitled, the votes and the rule give the outcome, with its reason. Every body is counted here."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from domain.vocabulary import Ballot, VoteOutcome


@dataclass(frozen=True)
class Votes:
    """How many voted how. Whose they are is not asked here, so that a secret vote is counted like any other."""

    votes_for: int = 0
    against: int = 0
    abstained: int = 0

    @classmethod
    def of(cls, ballots: Iterable[Ballot]) -> Self:
        cast = list(ballots)
        return cls(cast.count(Ballot.FOR), cast.count(Ballot.AGAINST), cast.count(Ballot.ABSTAIN))

    @property
    def cast(self) -> int:
        """Abstaining is taking part."""
        return self.votes_for + self.against + self.abstained


@dataclass(frozen=True)
class Quorum:
    """How many must take part: so many `at_least`, and `more_than_percent` of those entitled. What is None asks nothing."""

    at_least: int | None = None
    more_than_percent: int | None = None

    def is_reached(self, taking_part: int, entitled: int) -> bool:
        share = self.more_than_percent is None or taking_part * 100 > self.more_than_percent * entitled
        return share and taking_part >= (self.at_least or 0)


@dataclass(frozen=True)
class VoteRule:
    """`more_than_percent`: what carries, of those entitled; abstaining is then not voting for. `of_those_who_chose`: of the votes for and against instead.
    `tie_follows_chair`: whether an even vote goes as the chair voted; a secret vote does not tell how that was, and then it carries nothing.
    """

    quorum: Quorum = Quorum()
    more_than_percent: int = 50
    of_those_who_chose: bool = False
    tie_follows_chair: bool = False


@dataclass(frozen=True)
class Tally:
    entitled: int
    votes: Votes
    outcome: VoteOutcome

    @property
    def carried(self) -> bool:
        return self.outcome in (VoteOutcome.CARRIED, VoteOutcome.CARRIED_BY_CHAIR)

    @property
    def tie(self) -> bool:
        return self.outcome in (VoteOutcome.CARRIED_BY_CHAIR, VoteOutcome.TIED)


def tallied(entitled: int, votes: Votes, rule: VoteRule, chair: Ballot | None = None) -> Tally:
    """`chair`: how the chair voted; None where they did not, or where that is secret."""
    return Tally(entitled, votes, _outcome(entitled, votes, rule, chair))


def _outcome(entitled: int, votes: Votes, rule: VoteRule, chair: Ballot | None) -> VoteOutcome:
    counted = votes.votes_for + votes.against if rule.of_those_who_chose else entitled
    if not rule.quorum.is_reached(votes.cast, entitled):
        return VoteOutcome.NO_QUORUM
    if votes.votes_for * 100 > rule.more_than_percent * counted:
        return VoteOutcome.CARRIED
    if votes.votes_for != votes.against or votes.votes_for * 2 != counted:
        return VoteOutcome.NOT_CARRIED
    chair_breaks_it = (
        rule.tie_follows_chair and rule.more_than_percent <= 50
    )  # where more than half is asked, nobody's word makes half enough
    return VoteOutcome.CARRIED_BY_CHAIR if chair_breaks_it and chair is Ballot.FOR else VoteOutcome.TIED


def counted_of(entitled: Collection[str], ballots: Mapping[str, Ballot]) -> dict[str, Ballot]:
    """The ballots of those entitled when it is counted: nobody's who has left or stepped aside since."""
    return {person: ballot for person, ballot in ballots.items() if person in entitled}

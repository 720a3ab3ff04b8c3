"""What is recorded of the leadership's vote, the override, the answer."""

from domain.facts.fact import IMPLEMENTER, LEADERSHIP, PROPOSER, SUPERIOR, Fact
from domain.vocabulary import Ballot


class BallotCast(Fact):
    kind = "ballot_cast"
    tells = ()

    ballot: Ballot
    opinion: str = ""


class VoteConcluded(Fact):
    kind = "vote_concluded"

    entitled: int
    votes_for: int
    against: int
    abstained: int
    tie: bool
    carried: bool
    minutes: str = ""


class VoteOverridden(Fact):
    kind = "vote_overridden"
    tells = (PROPOSER, LEADERSHIP, SUPERIOR)

    need: str
    feasibility: str


class Approved(Fact):
    kind = "approved"
    tells = (PROPOSER, IMPLEMENTER)

    scope: str
    conditions: tuple[str, ...] = ()
    dossier_sha256: str
    departure_reason: str = ""

    @property
    def text(self) -> str:
        return self.dossier_sha256


class ProposalRefused(Fact):
    kind = "proposal_refused"

    reasons: str
    departure_reason: str = ""

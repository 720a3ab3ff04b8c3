"""What is recorded of the panel and challenges to its members."""

from collections.abc import Mapping

from domain.facts.fact import HEAD, Fact
from domain.vocabulary import Office, Relation

REVIEWED, PANEL = Office.PERSON_REVIEWED, Office.PANEL_MEMBER


class PanelAppointed(Fact):
    """`at_least`: how many must sit, `declares_first`: whether each says first that nothing ties them, by the pinned set."""

    kind = "panel_appointed"
    tells = (REVIEWED, PANEL)

    chair: str
    members: tuple[str, ...]
    names: Mapping[str, str] = {}
    at_least: int = 0
    declares_first: bool = False


class MemberChallenged(Fact):
    kind = "member_challenged"
    tells = (HEAD, Office.PANEL_CHAIR)

    member: str
    reason: str
    relation: Relation | None = None


class ChallengeDecided(Fact):
    kind = "challenge_decided"
    tells = (REVIEWED, PANEL)

    member: str
    upheld: bool
    reasons: str
    evidence: tuple[str, ...] = ()

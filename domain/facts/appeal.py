"""What is recorded of appeals and superseded reviews."""

from domain.facts.fact import FOCAL, HEAD, SUPERIOR, Fact
from domain.vocabulary import LiabilityOutcome, Office

REVIEWED, PANEL = Office.PERSON_REVIEWED, Office.PANEL_MEMBER


class ReviewAppealed(Fact):
    kind = "review_appealed"
    tells = (HEAD, SUPERIOR, FOCAL)

    grounds: str
    evidence: tuple[str, ...] = ()


class AppealDecided(Fact):
    kind = "appeal_decided"
    tells = (REVIEWED, HEAD, FOCAL)

    person: str
    upheld: bool
    outcome: LiabilityOutcome | None = None
    reasons: str


class ReviewSuperseded(Fact):
    """`review`: the new one that takes its place."""

    kind = "review_superseded"
    tells = (REVIEWED, HEAD, FOCAL)

    reason: str
    evidence: tuple[str, ...] = ()
    review: str

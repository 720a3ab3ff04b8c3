"""What is recorded of the council for wide proposals."""

from collections.abc import Mapping

from domain.facts.fact import Fact, Minutes


class CouncilConvened(Fact):
    kind = "council_convened"

    members: tuple[str, ...]
    reasons: str
    names: Mapping[str, str] = {}
    declares_first: bool = False


class CouncilConcluded(Fact):
    kind = "council_concluded"

    favourable: bool
    conclusion: str
    minutes: str = ""
    minuted: Minutes | None = None

"""What is recorded of what the rules named do not cover, and what is above the agency."""

from collections.abc import Mapping

from domain.facts.fact import Fact
from domain.vocabulary import Route, ScopeGround


class DeclaredOutOfScope(Fact):
    """`routes`: the ways that are left, worked out from the grounds and the rules in force. `bases`: on what each ground stands, in their order."""

    kind = "declared_out_of_scope"

    grounds: tuple[ScopeGround, ...]
    reasons: str
    routes: tuple[Route, ...] = ()
    bases: tuple[str, ...] = ()

    @property
    def cites(self) -> tuple[str, ...]:
        return self.bases


class Forwarded(Fact):
    kind = "forwarded"

    to: str
    reasons: str
    names: Mapping[str, str] = {}

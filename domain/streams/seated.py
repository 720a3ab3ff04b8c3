"""A stream with a body of people named for it: who sits there, who is challenged, and what its members have said of themselves."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

from domain.streams.meeting import MeetingStream
from domain.vocabulary import Impartial, Relation


@dataclass(frozen=True, kw_only=True)
class SeatedStream(MeetingStream):
    """The panel of a review, the council of an initiative."""

    @property
    def sitting(self) -> tuple[str, ...]:
        """Without whoever stood aside or was successfully challenged."""
        return ()

    @property
    def challenged(self) -> tuple[str, ...]:
        return ()

    @property
    def relations_named(self) -> Mapping[str, Relation]:
        """To whom a relation to somebody concerned is ascribed, and which."""
        return {}

    @property
    def declared_of_themselves(self) -> Mapping[str, Impartial]:
        """What each has said of themselves; who is not in it has said nothing."""
        return {}

    @property
    def declares_first(self) -> bool:
        """Whether the body concludes nothing while one of them has said nothing."""
        return False

    def seating(self, **changes: Any) -> Self:
        """With what is known of those who sit changed."""
        return replace(self, **changes)

    def without_member(self, member: str) -> Self:
        """Once that member sits no more: whatever was held against them is settled."""
        return self.seating(challenged=tuple(each for each in self.challenged if each != member))

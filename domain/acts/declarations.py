"""What a person may be asked to say of their relatives and interests."""

from pydantic import Field

from domain import facts
from domain.acts.act import Act
from domain.values import Asked, Code, Text
from domain.vocabulary import Relation, StreamKind


class RelativeNamed(Asked):
    """Somebody of the directory. Of relatives who serve nowhere here nothing is asked."""

    person: Code
    kinship: Relation


class InterestNamed(Asked):
    """In a person of the directory, or in an initiative by its number."""

    interest: Text
    person: Code | None = None
    initiative: Code | None = None


class TiesNamed(Act):
    """All there is on the day it is said; nothing where there is nothing."""

    relatives: tuple[RelativeNamed, ...] = Field(default=(), max_length=50)
    interests: tuple[InterestNamed, ...] = Field(default=(), max_length=50)

    def mentions(self) -> tuple[str, ...]:
        return (*(each.person for each in self.relatives), *(each.person for each in self.interests if each.person))


EXAMPLE = {
    "relatives": [{"person": "doctor", "kinship": "spouse"}],
    "interests": [{"interest": "Góp vốn cùng đơn vị cung cấp phần mềm.", "person": "stranger"}],
}


class DeclareTies(TiesNamed):
    opens_stream = StreamKind.DECLARATION
    becomes = facts.TiesDeclared
    example = EXAMPLE


class ChangeTies(TiesNamed):
    """The whole declaration anew. What was declared before stays on record."""

    becomes = facts.TiesChanged
    example = {"relatives": [{"person": "doctor", "kinship": "spouse"}]}

"""What one person has declared of their relatives and interests, as their own ledger tells it. It is read by that person, the inspectorate and the auditor."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from domain.facts import Interest, Relative
from domain.streams.stream import Stream
from domain.vocabulary import DeclarationStage, Office


@dataclass(frozen=True, kw_only=True)
class Declaration(Stream):
    """Each declaration takes the place of the one before. None of both: the person has declared that there is nothing.

    `names`: of whoever it names, as borne that day.
    """

    stage: DeclarationStage | None = None
    reached: tuple[DeclarationStage, ...] = ()

    person: str = ""
    name: str = ""
    relatives: tuple[Relative, ...] = ()
    interests: tuple[Interest, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    declared_at: datetime | None = None
    changed_at: datetime | None = None

    @property
    def opened_at(self) -> datetime | None:
        return self.declared_at

    @property
    def title(self) -> str:
        """Whose it is, under the name borne when it was first made."""
        return self.name

    @property
    def is_over(self) -> bool:
        """Nobody waits for anything in it."""
        return True

    @property
    def named(self) -> tuple[str, ...]:
        return (self.person,) if self.person else ()

    def persons_as(self, office: Office) -> tuple[str, ...]:
        return self.named if office is Office.DECLARANT else super().persons_as(office)

"""What every act has in common, and the signed papers an act may be entered from."""

import re
from typing import Any, ClassVar

from pydantic import Field

from domain import facts
from domain.values import Asked, Code, Day, OptionalText, Sha256, Text, unsaid
from domain.vocabulary import AgencyKind, Capacity, Role, StreamKind

ACTS: dict[str, "type[Act]"] = {}


class Act(Asked):
    """Its name is the class's in snake_case: the last part of its address, the name of its update in Temporal, its key in words/."""

    name: ClassVar[str]
    opens_stream: ClassVar[StreamKind | None] = None  # the kind of stream that begins with it
    begins_at: ClassVar[str] = ""  # what follows the address of that kind, where another act begins such a stream too
    gives_role: ClassVar[Role | None] = None  # what it gives whoever it names: their conflicts are weighed
    becomes: ClassVar[type[facts.Fact]]
    example: ClassVar[dict[str, Any]] = {}
    signed_for: ClassVar[bool] = False  # whether somebody may do it for whoever holds the office

    # Evidence, by the hashes of files that were handed in before (domain/procedure/evidence.py).
    enclosed: tuple[Sha256, ...] = Field(default=(), max_length=100, exclude_if=unsaid)

    @classmethod
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        if "becomes" in vars(cls):
            cls.name = re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()
            ACTS[cls.name] = cls

    @property
    def handed_in(self) -> tuple[str, ...]:
        """The files it names, by their hashes: as evidence, and as the scan of its paper."""
        return self.enclosed

    @property
    def about_entry(self) -> int | None:
        """The entry of the ledger it is about, if it is about one."""
        return None

    def mentions(self) -> tuple[str, ...]:
        """The persons it names, so that the directory can say who they are."""
        return ()

    def mentions_kinds(self) -> tuple[AgencyKind, ...]:
        """The kinds of agencies it names, all of which it is about."""
        return ()

    def mentions_agencies(self) -> tuple[str, ...]:
        """The agencies it names, likewise."""
        return ()


class FreeOfSecrets(Act):
    """An act in which people write freely of the work or of people. A rule set may ask its sender to confirm that no State secret stands in it, and nothing
    of anybody's health that the case does not need.
    """

    no_secrets: bool = Field(default=False, exclude_if=unsaid)


class AbsenceSeen(Asked):
    """Who of a body was not there, and why."""

    member: Code
    reason: Text


class MinutesSeen(Asked):
    """The minutes of a meeting, and who did not come. Whoever sits on the body and is not named was there."""

    minutes_number: Text
    minutes_on: Day
    absent: tuple[AbsenceSeen, ...] = Field(default=(), max_length=50)


class PaperSeen(Asked):
    """A signed paper at hand. `signer`, `capacity`: whose name stands under it and what stands before the name, where that is not the decider alone.

    `sha256`: of the scanned file as whoever signed it knows it, wherever it is kept; `scan`: of the file that was handed in here. Nobody need have
    either; where both are said, they are one.
    """

    number: Text
    issued_on: Day
    sha256: Sha256 | None = None
    signer: OptionalText = ""
    capacity: Capacity | None = None
    scan: Sha256 | None = Field(default=None, exclude_if=unsaid)

    @property
    def scanned(self) -> tuple[str, ...]:
        """The scan, if there is one."""
        return (self.scan,) if self.scan else ()


class PaperDecision(PaperSeen):
    """The document of a decision. `decided_by`: whose decision a clerk enters, of whom every rule is asked; left out by whoever enters their own."""

    decided_by: Code | None = None


class Decision(Act):
    """An act by office. Its document may be named, and must be where the law wants the act in writing (`written` in the rule set)."""

    signed_for = True

    on_paper: PaperDecision | None = None

    @property
    def handed_in(self) -> tuple[str, ...]:
        return (*super().handed_in, *(self.on_paper.scanned if self.on_paper else ()))

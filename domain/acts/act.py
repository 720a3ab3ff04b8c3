"""What every act has in common, and the signed papers an act may be entered from."""

import re
from typing import Any, ClassVar

from domain import facts
from domain.values import Asked, Code, Day, Sha256, Text
from domain.vocabulary import AgencyKind, StreamKind

ACTS: dict[str, "type[Act]"] = {}


class Act(Asked):
    """Its name is the class's in snake_case: the last part of its address, the name of its update in Temporal, its key in words/."""

    name: ClassVar[str]
    opens_stream: ClassVar[StreamKind | None] = None  # the kind of stream that begins with it
    begins_at: ClassVar[str] = ""  # what follows the address of that kind, where another act begins such a stream too
    becomes: ClassVar[type[facts.Fact]]
    example: ClassVar[dict[str, Any]] = {}

    @classmethod
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        if "becomes" in vars(cls):
            cls.name = re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()
            ACTS[cls.name] = cls

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


class PaperSeen(Asked):
    """A signed paper the clerk has at hand. The hash is of the scanned file, which is kept elsewhere."""

    number: Text
    issued_on: Day
    sha256: Sha256


class PaperDecision(PaperSeen):
    """What a clerk enters that somebody else decided and signed: whose decision it is. Every rule is asked of whoever decided, not of the clerk."""

    decided_by: Code


class Decision(Act):
    """An act by office that may have been taken on paper and is then entered by an officer of the deciding agency."""

    on_paper: PaperDecision | None = None

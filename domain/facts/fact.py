"""What every fact carries: its legal time, and the hand under it."""

from datetime import date
from typing import Any, ClassVar

from pydantic import Field

from domain.values import Durable, Moment, unsaid
from domain.vocabulary import AgencyKind, Capacity, FileKind, Office, Part

# By which every day was counted before facts said by which: a stream that names none was opened under it.
FIRST_CALENDAR = "calendar-vn-2026-11"
FACTS: dict[str, "type[Fact]"] = {}
PROPOSER, IMPLEMENTER, HEAD = Office.PROPOSER, Office.IMPLEMENTER, Office.AGENCY_HEAD
LEADERSHIP, SUPERIOR, FOCAL = Office.LEADERSHIP, Office.SUPERIOR_HEAD, Office.HOME_AFFAIRS


class OnBehalf(Durable):
    """In what capacity somebody signed for another, by which office of their own, and for whom: nobody where the post was vacant. `agency_kind`: what the
    agency was, which says what its head is called. `number`, `issued_on`: the paper by which they might.
    """

    capacity: Capacity
    held: Office
    agency_kind: AgencyKind | None = None
    person: str = ""
    name: str = ""
    number: str = ""
    issued_on: date | None = None


class Signatory(Durable):
    """Who did it, by what office of which agency, under the name borne that day: a record for years must not depend on today's directory.

    `on_behalf`: where they signed for whoever holds the office.
    """

    person: str
    name: str
    office: Office
    agency: str = ""
    on_behalf: OnBehalf | None = None

    @property
    def answers(self) -> str:
        """Whose signature it counts as: whom they signed for, or their own."""
        return (self.on_behalf.person if self.on_behalf else "") or self.person


class Absence(Durable):
    """Who of a body was not at its meeting, and why."""

    member: str
    reason: str


class Minutes(Durable):
    """The minutes of a meeting of a body: their number and day, who was there and who was not."""

    number: str
    issued_on: date
    present: tuple[str, ...] = ()
    absent: tuple[Absence, ...] = ()


class Paper(Durable):
    """The document of an act: what it says it is, who signed it in what capacity where that was said, and the hash of its scan where there is one."""

    number: str
    issued_on: date
    sha256: str = ""
    signer: str = ""
    capacity: Capacity | None = None


class Evidence(Durable):
    """A file that an act named: the hash of its bytes, its name, its size in bytes, what it is; and when it was found clean, as the door knew it then.

    None: it was not found clean, and no fact names such a file.
    """

    sha256: str
    name: str
    size: int
    kind: FileKind
    clean_at: Moment | None = None


class Opened(Durable):
    """A part of a case that somebody had opened: of which case, when last, sha256 of what was sent to them, and the hashes of the texts it showed."""

    case: str
    part: Part
    at: Moment
    seen: str
    texts: tuple[str, ...] = ()


class Sight(Durable):
    """What whoever decided had opened before, each part as they last had it: from the reading ledger, as the door stated it when the act came in (ADR 45).

    `since`: the first reading that ledger then told of; None where it told of none. Of what was opened before, nothing is known.
    """

    person: str
    opened: tuple[Opened, ...] = ()
    since: Moment | None = None

    def of_text(self, sha256: str) -> Opened | None:
        """When they last had that very text before their eyes."""
        return max((each for each in self.opened if sha256 in each.texts), key=lambda each: each.at, default=None)


class Fact(Durable):
    """`at`: legal time, when the door received the act, or when the clock's rung was due. `by`: nobody, when the clock noted it or it followed
    from a fact of another stream of the family. `recorded_by`: the clerk who entered what `by` decided on paper. `paper`: the document of the act.
    `follows`: the entry of the family it followed from, as stream/sequence. `read`: what whoever decided it had opened before; None of what was decided
    before 0.5.0, and of what is no decision. `enclosed`: the evidence its act named.
    """

    kind: ClassVar[str]
    tells: ClassVar[tuple[Office, ...]] = (PROPOSER,)
    asks: ClassVar[tuple[Office, ...]] = ()  # who hears of it as well, where the stream now waits for them

    at: Moment
    by: Signatory | None = None
    recorded_by: Signatory | None = None
    paper: Paper | None = None
    follows: str = ""
    read: Sight | None = Field(default=None, exclude_if=unsaid)
    enclosed: tuple[Evidence, ...] = Field(default=(), exclude_if=unsaid)

    @property
    def is_scanned(self) -> bool:
        """Whether the scan of its paper was handed in with it."""
        return self.paper is not None and any(each.sha256 == self.paper.sha256 for each in self.enclosed)

    @property
    def text(self) -> str:
        """The hash of the text it approves, where it approves one."""
        return ""

    @property
    def told(self) -> tuple[Office, ...]:
        """Who must hear of it. Everybody concerned by an act; of a reminder, those whose turn it is."""
        return self.tells

    @property
    def also_told(self) -> tuple[tuple[Office, str], ...]:
        """Who hears of it beside them: an office at an agency."""
        return ()

    @property
    def told_by_name(self) -> tuple[str, ...]:
        """Who hears of it beside them, whatever office they hold."""
        return ()

    @property
    def cites(self) -> tuple[str, ...]:
        """On what it stands, where its reader is told it ground by ground."""
        return ()

    @property
    def hidden_from(self) -> tuple[str, ...]:
        """Persons to whom it is never shown."""
        return ()

    @classmethod
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        if "kind" in vars(cls):
            FACTS[cls.kind] = cls

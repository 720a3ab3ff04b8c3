"""What every typed value here has in common: clean text, aware time, and models that cannot be changed in place."""

import re
import unicodedata
from datetime import UTC, date, datetime
from typing import Annotated, TypeVar

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, StringConstraints, ValidationInfo
from pydantic_core import PydanticCustomError

# What is refused here has a kind of its own, by which the door finds its sentence (api/faults.py). PydanticCustomError is a ValueError.
T = TypeVar("T")

# A wall against abuse, far above what the policy allows (policies/*.toml, [caps]): no typed text is longer than this.
WALL = 60_000


# What nobody sees and nobody means is taken out: the zero-width space, the byte order mark, the soft hyphen.
_TAKEN_OUT = dict.fromkeys(map(ord, "\u200b\ufeff\u00ad"))
# What some scripts and emoji are put together with. Every other character that is not seen is refused.
_JOINERS = "\u200c\u200d"
_REFUSED = ("Cc", "Cf", "Cn", "Co", "Cs")
_FILLERS = "\u115f\u1160\u3164\uffa0"  # letters by their category, and nothing to see
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
# Said to pydantic where a text is read back that was taken in before: what a later release refuses was taken by an earlier one, and stands.
STORED = "stored"


def clean(text: str) -> str:
    """NFC, no spaces around, and nothing PostgreSQL or a reader would choke on.

    Raises ValueError for control characters, NUL, marks that turn the direction of a line, and code points that are no character: unassigned,
    private, half a surrogate pair.
    """
    text = text.replace("\r\n", "\n").translate(_TAKEN_OUT)
    if any(unicodedata.category(c) in _REFUSED and c not in "\n\t" and c not in _JOINERS for c in text):
        raise PydanticCustomError(
            "unseen_character",
            "the text holds a character that nobody sees: NUL, a control character, a direction mark, or none that is assigned",
        )
    return unicodedata.normalize("NFC", text).strip()


def _cleaned(value: object, info: ValidationInfo) -> object:
    return clean(value) if isinstance(value, str) and info.context is not STORED else value


def _legible(text: str, info: ValidationInfo) -> str:
    if info.context is not STORED and not any(c.isalnum() and c not in _FILLERS for c in text):
        raise PydanticCustomError("nothing_legible", "the text holds no letter and no digit")
    return text


def _by_the_calendar(value: object) -> object:
    """Numbers are seconds to pydantic, and to nobody who writes a day."""
    if isinstance(value, str) and _DAY.fullmatch(value):
        return value
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    raise PydanticCustomError("not_a_day", "a day is YYYY-MM-DD")


def _by_the_clock(value: object) -> object:
    if isinstance(value, datetime) or (isinstance(value, str) and _DAY.match(value)):
        return value
    raise PydanticCustomError("not_a_moment", "a moment is YYYY-MM-DDThh:mm:ss with its offset")


def _in_utc(moment: datetime) -> datetime:
    """Raises ValueError for one that no calendar of UTC holds, such as the first hours of the year 1 east of Greenwich."""
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise PydanticCustomError("outside_the_calendar", "the moment lies outside the calendar") from error


def _in_reach(moment: datetime) -> datetime:
    """Raises ValueError at the edge of the calendar, where a moment cannot be told in every zone."""
    if not 1900 <= moment.year <= 9000:
        raise PydanticCustomError("outside_the_calendar", "a moment of the years 1900 to 9000")
    return moment


def unique(*values: T) -> tuple[T, ...]:
    """Each value once, in the order they came."""
    return tuple(dict.fromkeys(values))


def unsaid(value: object) -> bool:
    """Of a field that came later: where it is empty it is left out, so that what was sent before says the same to the letter, and has the same hash."""
    return not value


Text = Annotated[str, BeforeValidator(_cleaned), StringConstraints(min_length=1, max_length=WALL)]
OptionalText = Annotated[str, BeforeValidator(_cleaned), StringConstraints(max_length=WALL)]
Title = Annotated[Text, AfterValidator(_legible)]
Code = Annotated[str, BeforeValidator(_cleaned), StringConstraints(min_length=1, max_length=40, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Day = Annotated[date, BeforeValidator(_by_the_calendar)]
Moment = Annotated[AwareDatetime, AfterValidator(_in_utc)]
AskedMoment = Annotated[Moment, BeforeValidator(_by_the_clock), AfterValidator(_in_reach)]


class Durable(BaseModel):
    """A value that is stored for years: it only gains fields with defaults, and ignores what a later release added."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Asked(BaseModel):
    """A value somebody sends us: what we do not know is refused, so that a misspelt field is never silently lost."""

    model_config = ConfigDict(frozen=True, extra="forbid")

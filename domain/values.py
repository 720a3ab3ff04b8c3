"""What every typed value here has in common: clean text, aware time, and models that cannot be changed in place."""

import unicodedata
from datetime import UTC, datetime
from typing import Annotated, TypeVar

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, StringConstraints

T = TypeVar("T")

# A wall against abuse, far above what the policy allows (policies/*.toml, [caps]): no typed text is longer than this.
WALL = 60_000


def clean(text: str) -> str:
    """NFC, no spaces around, and nothing PostgreSQL or a reader would choke on. Raises ValueError for NUL, control characters and lone surrogates."""
    if any(unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t" for c in text.replace("\r\n", "\n")):
        raise ValueError("the text holds NUL, a control character or half a surrogate pair")
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n")).strip()


def _cleaned(value: object) -> object:
    return clean(value) if isinstance(value, str) else value


def _in_utc(moment: datetime) -> datetime:
    """Raises ValueError for one that no calendar of UTC holds, such as the first hours of the year 1 east of Greenwich."""
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("the moment lies outside the calendar") from error


def unique(*values: T) -> tuple[T, ...]:
    """Each value once, in the order they came."""
    return tuple(dict.fromkeys(values))


Text = Annotated[str, BeforeValidator(_cleaned), StringConstraints(min_length=1, max_length=WALL)]
OptionalText = Annotated[str, BeforeValidator(_cleaned), StringConstraints(max_length=WALL)]
Code = Annotated[str, BeforeValidator(_cleaned), StringConstraints(min_length=1, max_length=40, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Moment = Annotated[AwareDatetime, AfterValidator(_in_utc)]


class Durable(BaseModel):
    """A value that is stored for years: it only gains fields with defaults, and ignores what a later release added."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Asked(BaseModel):
    """A value somebody sends us: what we do not know is refused, so that a misspelt field is never silently lost."""

    model_config = ConfigDict(frozen=True, extra="forbid")

"""The one place the wall clock is read. Whoever needs the time is given this, or in a rehearsal the story's clock."""

from collections.abc import Callable
from datetime import UTC, datetime

Now = Callable[[], datetime]


def now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251

"""What is published for ever: a rule set, or a calendar."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Self

from pydantic import BaseModel, ConfigDict

from domain.canonical import digest


class Published(BaseModel):
    """Frozen, and known by the hash of what it says; an unknown key is a misspelling."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @property
    def content(self) -> dict[str, Any]:
        """What was published, and no default of a later release: its hash must stay what it was."""
        return self.model_dump(mode="json", exclude_unset=True, by_alias=True)

    @cached_property
    def content_hash(self) -> str:
        return digest(self.content)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """What says something else has another hash: a copy does not take that of the first."""
        copied = super().model_copy(update=update, deep=deep)
        copied.__dict__.pop("content_hash", None)
        return copied

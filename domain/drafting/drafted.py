"""What a paper is drafted from: one entry of a case, and the case as that entry left it."""

from dataclasses import dataclass
from typing import Any

from domain.facts import Fact


@dataclass(frozen=True)
class Drafted:
    """`stream`: as it stood once the entry was made, so that the same entry gives the same paper for ever."""

    stream: Any
    fact: Fact

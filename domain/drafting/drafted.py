"""What a paper is drafted from: one entry of a case, and the case as that entry left it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from domain.facts import Fact
from domain.law.policy import Document
from domain.people.directory import Directory


@dataclass(frozen=True)
class Drafted:
    """`stream`: as it stood once the entry was made, so that the same entry gives the same paper for ever."""

    stream: Any
    fact: Fact


@dataclass(frozen=True)
class Sources:
    """What is drafted from, and by what names it is told.

    `directory`: of the day of the entry. `names`: of persons and agencies, by id. `documents`: every legal text that the published sets cite. `receipt`,
    `digest`: of the entry; both empty of what is not on record yet.
    """

    drafted: Drafted
    directory: Directory
    names: Mapping[str, str]
    documents: Mapping[str, Document]
    receipt: str = ""
    digest: str = ""

"""docs/glossary.md has every word the rules use, and names nothing that is not there."""

import re
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from importlib import import_module
from typing import Any

import pytest

import words
from domain import vocabulary
from domain.acts import ACTS
from domain.facts import FACTS
from settings import ROOT
from words.rendering import SECTIONS

LINE = re.compile(r"^\| (?P<vi>[^|]+) \| (?P<en>[^|]+) \| `(?P<identifier>[\w.]+)` \| `(?P<where>[\w/]+\.py)` \|$")
ENUMS = [each for each in vars(vocabulary).values() if isinstance(each, type) and issubclass(each, StrEnum) and each is not StrEnum]


@dataclass(frozen=True)
class Translation:
    vi: str
    en: str
    identifier: str
    where: str

    def exists(self) -> bool:
        """Whether the file has it: a name, a member of an enum, a field or a method of a class."""
        found: Any = import_module(self.where.removesuffix(".py").replace("/", "."))
        for name in self.identifier.split("."):
            within = {field.name for field in fields(found)} if is_dataclass(found) else set(getattr(found, "model_fields", ()))
            if not hasattr(found, name) and name not in within:
                return False
            found = getattr(found, name, None)
        return True


def home(kind: type) -> str:
    """The file a class stands in."""
    return f"{kind.__module__.replace('.', '/')}.py"


def table_lines() -> list[str]:
    lines = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.startswith("|") and not line.startswith(("| Tiếng Việt ", "|---"))]


TERMS = [Translation(**found.groupdict()) for line in table_lines() if (found := LINE.match(line))]
BY_IDENTIFIER = {(term.where, term.identifier): term for term in TERMS}


def test_every_line_of_every_table_is_a_term() -> None:
    assert [line for line in table_lines() if not LINE.match(line)] == []


def test_no_identifier_has_two_translations() -> None:
    assert len(BY_IDENTIFIER) == len(TERMS)


@pytest.mark.parametrize("term", TERMS, ids=lambda term: f"{term.vi}: {term.identifier}")
def test_every_identifier_it_names_exists_where_it_says(term: Translation) -> None:
    assert term.exists(), f"{term.where} has no {term.identifier}"


@pytest.mark.parametrize("wrong", ["Nothing", "Stage.NOWHERE", "Stage.CLOSED.nothing"])
def test_an_identifier_that_is_gone_would_be_found_out(wrong: str) -> None:
    assert not Translation("", "", wrong, "domain/vocabulary/streams.py").exists()


@pytest.mark.parametrize(("enum", "member"), [(enum, member) for enum in ENUMS for member in enum])
def test_every_code_of_every_closed_list_has_the_words_people_read(enum: type[StrEnum], member: StrEnum) -> None:
    term = BY_IDENTIFIER[home(enum), f"{enum.__name__}.{member.name}"]
    assert (term.vi, term.en) == (words.label(SECTIONS[enum], member, "vi"), words.label(SECTIONS[enum], member, "en"))


@pytest.mark.parametrize("name", ACTS)
def test_every_act_has_the_title_people_read(name: str) -> None:
    term = BY_IDENTIFIER[home(ACTS[name]), ACTS[name].__name__]
    assert (term.vi, term.en) == (words.act_title(name, "vi"), words.act_title(name, "en"))


@pytest.mark.parametrize("kind", FACTS)
def test_every_fact_has_a_line(kind: str) -> None:
    assert (home(FACTS[kind]), FACTS[kind].__name__) in BY_IDENTIFIER

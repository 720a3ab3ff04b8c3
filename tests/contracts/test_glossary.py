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


def test_every_identifier_it_names_exists_where_it_says() -> None:
    assert [(term.where, term.identifier) for term in TERMS if not term.exists()] == []


@pytest.mark.parametrize("wrong", ["Nothing", "Stage.NOWHERE", "Stage.CLOSED.nothing"])
def test_an_identifier_that_is_gone_would_be_found_out(wrong: str) -> None:
    assert not Translation("", "", wrong, "domain/vocabulary/streams.py").exists()


def said_of(where: str, identifier: str) -> tuple[str, str] | None:
    """What the glossary has for it in Vietnamese and in English."""
    term = BY_IDENTIFIER.get((where, identifier))
    return (term.vi, term.en) if term else None


def test_every_code_of_every_closed_list_has_the_words_people_read() -> None:
    read = {
        (home(enum), f"{enum.__name__}.{member.name}"): (
            words.label(SECTIONS[enum], member, "vi"),
            words.label(SECTIONS[enum], member, "en"),
        )
        for enum in ENUMS
        for member in enum
    }
    assert {code: said_of(*code) for code in read} == read


def test_every_act_has_the_title_people_read() -> None:
    read = {(home(act), act.__name__): (words.act_title(name, "vi"), words.act_title(name, "en")) for name, act in ACTS.items()}
    assert {act: said_of(*act) for act in read} == read


def test_every_fact_has_a_line() -> None:
    assert [kind for kind, fact in FACTS.items() if (home(fact), fact.__name__) not in BY_IDENTIFIER] == []

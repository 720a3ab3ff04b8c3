"""A chapter of the law has one name: its acts, facts, rules, words and tests stand in files of that name, and nowhere else."""

import tomllib
from pathlib import Path
from typing import get_type_hints

import pytest

from domain.acts import ACTS
from domain.chapter import unchanged
from domain.facts import FACTS
from domain.procedure.chapters import CHAPTERS

ROOT = Path(__file__).parents[2]
DOMAIN, WORDS, RULE_TESTS = ROOT / "domain", ROOT / "words", ROOT / "tests" / "rules"
# Words that belong to no chapter: labels of lists that several use, what the door says, the tables, the lists, the reports and
# the boards, the rules laid open.
GENERAL_WORDS = {
    "boards",
    "certificate",
    "conflicts",
    "door",
    "drafting",
    "faults",
    "fields",
    "guards",
    "guides",
    "labels",
    "layout",
    "liability",
    "lists",
    "pages",
    "proof",
    "refusals",
    "reports",
    "rights",
    "rules",
    "sightings",
    "signatures",
}
every_chapter = pytest.mark.parametrize("name", CHAPTERS)
in_both_languages = pytest.mark.parametrize("language", ["vi", "en"])


def stems(folder: Path, pattern: str = "*.py") -> set[str]:
    return {path.stem for path in folder.glob(pattern)} - {"__init__"}


def acts_of(name: str) -> set[str]:
    return {act.name for act in ACTS.values() if act.__module__ == f"domain.acts.{name}"}


def facts_of(name: str) -> set[str]:
    return {fact.kind for fact in FACTS.values() if fact.__module__ == f"domain.facts.{name}"}


def test_acts_and_facts_stand_in_files_of_chapters_alone() -> None:
    assert stems(DOMAIN / "acts") - {"act"} <= CHAPTERS.keys()
    assert stems(DOMAIN / "facts") - {"fact"} <= CHAPTERS.keys()


@every_chapter
def test_a_chapter_has_one_file_of_rules(name: str) -> None:
    assert len([path for path in DOMAIN.rglob(f"{name}.py") if path.parent.name not in ("acts", "facts", "procedure", "streams")]) == 1


@every_chapter
def test_its_rules_are_those_of_its_own_acts_and_facts(name: str) -> None:
    assert {each.act.name for each in CHAPTERS[name].concludes} == acts_of(name)
    assert {each.fact.kind for each in CHAPTERS[name].changes} == facts_of(name)


@every_chapter
def test_a_rule_is_named_as_its_act_or_its_fact(name: str) -> None:
    for conclusion in CHAPTERS[name].concludes:
        assert conclusion.rule.__name__ == conclusion.act.name
        assert get_type_hints(conclusion.rule)["return"] is conclusion.act.becomes
    for change in CHAPTERS[name].changes:
        assert change.rule is unchanged or change.rule.__name__ == change.fact.kind


@in_both_languages
def test_words_stand_in_files_of_chapters_or_belong_to_none(language: str) -> None:
    assert stems(WORDS / language, "*.toml") == CHAPTERS.keys() | GENERAL_WORDS


@in_both_languages
def test_a_file_has_the_words_of_its_own_acts_and_facts(language: str) -> None:
    for name in (*CHAPTERS, *sorted(GENERAL_WORDS)):
        words = tomllib.loads((WORDS / language / f"{name}.toml").read_text(encoding="utf-8"))
        assert words.get("acts", {}).keys() == acts_of(name), name
        assert words.get("facts", {}).keys() == facts_of(name), name


@in_both_languages
def test_every_chapter_has_a_name_for_people_and_no_other_has(language: str) -> None:
    words = tomllib.loads((WORDS / language / "pages.toml").read_text(encoding="utf-8"))
    assert words["chapters"].keys() == CHAPTERS.keys()


@every_chapter
def test_a_chapter_has_tests_of_its_rules_that_name_its_acts_or_its_facts(name: str) -> None:
    tests = RULE_TESTS / f"test_{name}.py"
    assert tests.exists()
    classes = [each.act.__name__ for each in CHAPTERS[name].concludes] + [each.fact.__name__ for each in CHAPTERS[name].changes]
    assert any(each in tests.read_text(encoding="utf-8") for each in classes)


def test_a_file_of_rule_tests_is_named_for_a_chapter_or_a_module_of_the_domain() -> None:
    named = {*CHAPTERS, *(path.stem for path in DOMAIN.rglob("*.py"))}
    strangers = {stem for stem in stems(RULE_TESTS, "test_*.py") if not any(stem.removeprefix("test_").startswith(each) for each in named)}
    assert strangers == {
        "test_purity",
        "test_paper_decisions",
        "test_conflict_of_interest",
        "test_set_aside",
    }  # of what crosses all chapters

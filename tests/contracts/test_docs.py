"""What the pages name exists: a file, a folder, a target of make, an identifier of the code. A page that lags behind its house misleads."""

import ast
import re
import subprocess
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from settings import ROOT, Settings

PAGES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md")),
    *(page for page in sorted((ROOT / "docs").rglob("*.md")) if page.parent.name != "liability"),
]
IN_CODE = re.compile(r"`([^`\n]+)`")
A_PATH = re.compile(r"[\w.-]+(/[\w.-]+)*/?(\.(py|toml|yaml|yml|md|csv|png)|/)")
A_NAME = re.compile(r"_?[A-Za-z]\w*(\.\w+)*(\(\))?")
A_LINK = re.compile(r"\]\(([^)#:\s]+)\)")
A_TARGET = re.compile(r"make ([a-z]+(?:-[a-z]+)*)\b")
TEMPORALS = {"patched"}  # named where we say why we do without


@cache
def tracked() -> tuple[str, ...]:
    """Every file of the repository, as a path from its root; also one that is not committed yet."""
    listed = subprocess.run(
        ["/usr/bin/env", "git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    return tuple(path for path in listed.stdout.splitlines() if (ROOT / path).is_file())


@cache
def words_of_the_code() -> frozenset[str]:
    """And the variables that set a program, by the names of the environment."""
    code = (path for path in tracked() if path.endswith((".py", ".toml", ".yml", ".yaml", ".conf", "Makefile")))
    found = {word for path in code for word in re.findall(r"\w+", (ROOT / path).read_text("utf-8"))}
    return frozenset(found | {f"KHIEN_{name.upper()}" for name in Settings.model_fields} | TEMPORALS)


def named(page: Path) -> Iterator[str]:
    """What stands between single backticks, outside of the blocks of code."""
    yield from IN_CODE.findall(re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL))


def exists(name: str) -> bool:
    """A path from the root, or the end of one where the page speaks of its own room."""
    path = name.rstrip("/")
    return any(f"/{each}".endswith(f"/{path}") or f"/{path}/" in f"/{each}" for each in tracked())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_file_it_names_is_there(page: Path) -> None:
    assert [name for name in named(page) if A_PATH.fullmatch(name) and not exists(name)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_identifier_it_names_is_one_of_the_code(page: Path) -> None:
    identifiers = {name.removesuffix("()").rpartition(".")[2] for name in named(page) if A_NAME.fullmatch(name)}
    assert sorted(identifiers - words_of_the_code()) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    assert [link for link in A_LINK.findall(page.read_text("utf-8")) if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_target_of_make_it_names_is_one(page: Path) -> None:
    targets = set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    asked = {target for name in named(page) for target in A_TARGET.findall(name)}
    assert asked - targets == set()


@pytest.mark.parametrize("gone", ["domain/procedure.py", "store/imports.py", "docs/nothing/"])
def test_a_file_that_is_gone_would_be_found_out(gone: str) -> None:
    assert A_PATH.fullmatch(gone)
    assert not exists(gone)


IN_PROSE = re.compile(r"(?<![\w/.{}-])((?:[a-z_]+/)+\w+\.(?:py|md|toml|yaml)|\w+\.md)(?![\w/{}])")
WRITTEN_BY_PROGRAMS = ("tests/record/stored", "tests/histories")


def prose(path: Path) -> Iterator[str]:
    """Docstrings and comments."""
    text = path.read_text("utf-8")
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield ast.get_docstring(node) or ""
    with path.open("rb") as file:
        yield from (token.string for token in tokenize.tokenize(file.readline) if token.type == tokenize.COMMENT)


def test_every_file_that_docstrings_and_comments_name_is_there() -> None:
    sources = [path for path in tracked() if path.endswith(".py") and not path.startswith(WRITTEN_BY_PROGRAMS)]
    assert {
        f"{path}: {name}" for path in sources for said in prose(ROOT / path) for name in IN_PROSE.findall(said) if not exists(name)
    } == set()

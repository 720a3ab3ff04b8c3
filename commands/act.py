"""`make act NAME=request_extension`: where one act stands, and the tests that hold it."""

import subprocess
import sys
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Annotated

import typer

from domain.acts import ACTS, Act
from domain.procedure.table import PROCEDURE
from rehearsal.story import STORIES, read_story
from settings import ROOT

LOOKED_THROUGH = ("tests/rules", "tests/contracts", "tests/procedure/test_table.py", "tests/procedure/test_stories.py")


def stories_with(name: str) -> list[str]:
    """The stories in which somebody asks for it, by the file's name without its ending."""
    found = ((path, read_story(path)) for path in sorted(STORIES.rglob("*.yaml")))
    return [
        path.relative_to(STORIES).with_suffix("").as_posix()
        for path, story in found
        if any(getattr(s, "act", "") == name for s in story.steps)
    ]


def stands_in(kind: type[Act]) -> Iterator[str]:
    """Each place, as a line: the files of its chapter, its rows, its stories."""
    chapter = kind.__module__.rpartition(".")[2]
    yield f"chapter   {chapter}"
    for path in sorted((ROOT / "domain").rglob(f"{chapter}.py")):
        yield f"          {path.relative_to(ROOT)}"
    for language in ("vi", "en"):
        yield f"          words/{language}/{chapter}.toml"
    yield f"          tests/rules/test_{chapter}.py"
    for stream, rows in PROCEDURE.items():
        for row in (row for row in rows if row.act is kind):
            yield f"row       {stream}, {row.at or 'to begin'}: {', '.join(row.offices)}"
    yield f"becomes   {kind.becomes.kind}"
    yield f"stories   {', '.join(stories_with(kind.name)) or 'none'}"


def tests_of(kind: type[Act]) -> str:
    """What pytest is asked to keep: the tests of its chapter, whatever names the act or its fact, and the stories it is in."""
    chapter = kind.__module__.rpartition(".")[2]
    named = (kind.name, kind.__name__, kind.becomes.kind, kind.becomes.__name__)
    return " or ".join(
        [
            f"test_{chapter}.py",
            f"(test_chapters.py and {chapter})",
            *(f"(contracts and {name})" for name in named),
            *(f"(test_table.py and {name})" for name in named),
            *(f"(test_stories.py and {story})" for story in stories_with(kind.name)),
        ]
    )


def act(name: Annotated[str, typer.Argument(help="Name of the act, as in its address: request_extension.")]) -> None:
    """Print where the act stands, and run its tests."""
    if name not in ACTS:
        near = ", ".join(get_close_matches(name, ACTS)) or "the procedure table (docs/procedure.md) has them all"
        typer.echo(f"There is no act {name!r}. Near it: {near}.", err=True)
        raise typer.Exit(1)
    for line in stands_in(ACTS[name]):
        typer.echo(line)
    asked = [sys.executable, "-m", "pytest", "-q", "-n", "0", *LOOKED_THROUGH, "-k", tests_of(ACTS[name])]
    raise typer.Exit(subprocess.run(asked, cwd=ROOT, check=False).returncode)


if __name__ == "__main__":
    typer.run(act)

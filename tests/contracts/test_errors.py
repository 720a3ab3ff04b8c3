"""CONTRIBUTING's tree of exceptions: every exception class of the product stands in it, in its room, and it names none that is gone."""

import ast
import builtins
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("domain", "words", "store", "papers", "activities", "workflows", "api", "commands", "rehearsal")
SOURCES = [*(path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))), *sorted(ROOT.glob("*.py"))]
BUILT_IN = {name for name, value in vars(builtins).items() if isinstance(value, type) and issubclass(value, BaseException)}
TREE = (ROOT / "CONTRIBUTING.md").read_text("utf-8").partition("## Every exception of the house")[2].partition("\n## ")[0]
LINE = re.compile(r"─ ([A-Z]\w+) +(\S+)", re.MULTILINE)
NOT_OURS = {("RPCError", "the")}


def classes() -> dict[str, tuple[str, set[str]]]:
    """Each class of the product: its room, and the names of its bases."""
    found = {}
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                bases = {ast.unparse(base).rpartition(".")[2] for base in node.bases}
                found[f"{path.relative_to(ROOT)}:{node.name}"] = (path.relative_to(ROOT).parts[0].removesuffix(".py"), bases)
    return found


def exceptions() -> set[tuple[str, str]]:
    """(name, room) of every exception class, whatever it is derived from."""
    every, known, found = classes(), {*BUILT_IN, "RPCError", "TemporalError", "ApplicationError"}, set[tuple[str, str]]()
    while True:
        new = {(at.rpartition(":")[2], room) for at, (room, bases) in every.items() if bases & known} - found
        if not new:
            return found
        found |= new
        known |= {name for name, _ in new}


def test_every_exception_stands_in_the_tree_and_no_other() -> None:
    told = set(LINE.findall(TREE)) - NOT_OURS
    assert told == exceptions()


def test_no_two_exceptions_bear_one_name() -> None:
    names = [name for name, _ in exceptions()]
    assert len(names) == len(set(names)), sorted(names)

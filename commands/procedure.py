"""`python -m commands.procedure`: docs/procedure.md, printed from the procedure table and the published law. `make procedure` writes it."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import typer

import words
from domain.acts import Act
from domain.clocks import WAITING_FOR
from domain.matter import conclude
from domain.policy import Law, Parameter, Policy
from domain.procedure import PROCEDURE, Row
from domain.vocabulary import ClockKind, Office, Regime
from settings import ROOT
from store.policies import read, read_calendar

RULE_TESTS = ROOT / "tests" / "rules"
HEAD = """# The procedure

Printed from `domain/procedure.py` and `policies/` by `make procedure`; tests/contracts/test_procedure_doc.py holds it to the code. Do not edit it.

Offices are relative to the case (`domain/people.py`): “head of the agency” is the head of the agency addressed or, while that head is a proposer
or implementer, of the next agency above. Whoever is a proposer or implementer acts as that and by no other office. An act is open when its stage is
reached, the office is held, and none of the guards in the last column has a reason against it. “Awaited” says whether anybody waits for it.
A basis marked “no legal basis yet” is our own convention until a legal officer decides.
"""


def _table(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    columns = list(columns)
    yield from ("", f"| {' | '.join(columns)} |", f"|{'---|' * len(columns)}")
    yield from (f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in rows)


def _offices(offices: Iterable[Office]) -> str:
    return ", ".join(words.label("offices", office, "en") for office in offices)


def chapter_of(act: type[Act]) -> str:
    """The module of domain/ that concludes it."""
    return conclude.registry[act].__module__.rpartition(".")[2]


def tried_in(act: type[Act]) -> Path | None:
    """The file of the rule tests that names the act: its chapter's own or else the one that names it most often; None if there is none."""
    named = {
        path: len(re.findall(rf"\b{act.__name__}\b", path.read_text(encoding="utf-8"))) for path in sorted(RULE_TESTS.glob("test_*.py"))
    }
    own = RULE_TESTS / f"test_{chapter_of(act)}.py"
    most = own if named.get(own) else max(named, key=lambda path: named[path])
    return most if named[most] else None


def _row(row: Row, policy: Policy) -> list[str]:
    test = tried_in(row.act)
    return [
        words.label("stages", row.stage, "en") if row.stage else "(new)",
        f"`{row.act.name}`: {words.act_title(row.act.name, 'en')}",
        _offices(row.offices),
        row.basis,
        words.citation(row.basis, "en", policy.documents),
        f"`domain/{chapter_of(row.act)}.py`",
        f"`{test.relative_to(ROOT)}`" if test else "**none**",
        "yes" if row.awaited else "no",
        ", ".join(f"`{guard.__name__}`" for guard in row.given),
    ]


def _clock(kind: ClockKind, policy: Policy) -> list[str]:
    term = policy.terms.get(kind)
    basis = term.basis if term else "house: plan"
    return [
        words.label("clocks", kind, "en"),
        f"{term.value} {term.unit}" if term else "to the day the plan names",
        _offices(WAITING_FOR[kind]),
        basis,
        words.citation(basis, "en", policy.documents),
        "yes" if term and term.provisional else "no",
        term.note if term else "The plan, or the evaluation before, names the last day.",
    ]


def _parameters(value: object, at: str = "") -> Iterator[tuple[str, Parameter[object]]]:
    """Every number of a rule set, with the key it stands under."""
    if isinstance(value, Parameter):
        yield at, value
        return
    fields = value if isinstance(value, dict) else {name: getattr(value, name) for name in getattr(type(value), "model_fields", ())}
    for name, part in fields.items():
        yield from _parameters(part, f"{at}.{name}" if at else str(name))


def _provisional(law: Law) -> Iterator[list[str]]:
    policy, calendar = law.policy, law.calendar
    for key, number in _parameters(policy):
        if number.provisional:
            yield [f"`{key}`", f"{number.value} {number.unit}".strip(), words.citation(number.basis, "en", policy.documents), number.note]
    for hour in ("day_ends", "workday_begins"):
        if (entry := getattr(calendar, hour)).provisional:
            yield [f"`calendar.{hour}`", entry.value, entry.basis, entry.note]
    for days in calendar.days:
        if days.provisional:
            yield ["`calendar.days`", f"{days.first} {days.kind}", days.basis, days.name_en]


def page(laws: Iterable[Law]) -> str:
    lines = [HEAD.rstrip()]
    for law in sorted(laws, key=lambda law: list(Regime).index(law.policy.regime)):
        policy, rows = law.policy, PROCEDURE[law.policy.regime]
        remind = policy.ladder.remind_working_days_before
        lines += ["", f"## {words.label('regimes', policy.regime, 'en')} (`{policy.id}`)", "", "### Who may ask what, and when"]
        lines += _table(
            ("Stage", "Act", "Open to", "Basis", "Cited as", "Chapter", "Tested in", "Awaited", "Guards"),
            (_row(row, policy) for row in rows),
        )
        lines += [
            "",
            "### The clocks",
            "",
            f"Each reminds once, {remind.value} {remind.unit}, and escalates once, when that day is over. None decides.",
        ]
        lines += _table(
            ("What is due", "Within", "Waiting for", "Basis", "Cited as", "Provisional", "Counted"),
            (_clock(kind, policy) for kind in ClockKind),
        )
        lines += [
            "",
            "### What nobody has decided yet",
            "",
            f"Provisional numbers of `{policy.id}` and of the calendar `{law.calendar.id}`.",
        ]
        lines += _table(("Key", "Value", "Basis", "Note"), _provisional(law))
    return "\n".join(lines) + "\n"


def published(folder: Path) -> list[Law]:
    """The sets in the folder, the newest of each regime."""
    calendar = read_calendar(folder / "calendar-vn.toml")
    policies = sorted(
        (read(path) for path in folder.glob("*.toml") if not path.name.startswith("calendar")), key=lambda each: (each.valid_from, each.id)
    )
    return [Law(policy, calendar) for policy in {policy.regime: policy for policy in policies}.values()]


def main() -> None:
    """Print docs/procedure.md."""
    typer.echo(page(published(ROOT / "policies")), nl=False)


if __name__ == "__main__":
    typer.run(main)

"""`python -m commands.procedure`: docs/procedure.md, printed from the procedure table and the published law. `make procedure` writes it."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import typer

import words
from domain.acts import Act
from domain.law.ladder import Rung
from domain.law.parameter import Parameter
from domain.law.policy import Law, Policy
from domain.law.rulebook import parameters
from domain.people.rights import READ_HEADS, READ_TALENT, RIGHTS
from domain.procedure.chapters import CONCLUSIONS
from domain.procedure.rows import Row
from domain.procedure.table import PROCEDURE
from domain.streams.clocks import BY_A_NAMED_DAY, WAITING_FOR
from domain.vocabulary import (
    STAGES_OF,
    AnyStage,
    ClockKind,
    Office,
    Regime,
    StreamKind,
)
from settings import ROOT
from store.policies import calendars_in, read
from words.rendering import SECTIONS

RULE_TESTS = ROOT / "tests" / "rules"
CLOCKS: dict[StreamKind, tuple[ClockKind, ...]] = {
    StreamKind.INITIATIVE: (
        ClockKind.DECISION,
        ClockKind.CONSULTATION,
        ClockKind.APPRAISAL,
        ClockKind.CITY_DECISION,
        ClockKind.ITEM_EVALUATION,
        ClockKind.RESULT_REPORT,
        ClockKind.RESULT_EVALUATION,
        ClockKind.OBSTRUCTION,
        ClockKind.MEETING,
    ),
    StreamKind.REVIEW: (
        ClockKind.TRIAGE,
        ClockKind.CAUSE,
        ClockKind.RECOMMENDATION,
        ClockKind.REVIEW_DECISION,
        ClockKind.UPWARD_ANSWER,
        ClockKind.APPEAL,
        ClockKind.COMPLAINT,
        ClockKind.ANNOUNCEMENT,
        ClockKind.MEETING,
    ),
    StreamKind.REWARD_FILE: (ClockKind.CONSIDERATION, ClockKind.GRANT, ClockKind.MEETING),
    StreamKind.CAMPAIGN: (ClockKind.REGISTRATION,),
    StreamKind.YEARLY: (),
    StreamKind.SIGNING: (),
    StreamKind.DECLARATION: (),
}
_BY_THE_SUMMONS = ("to the day of the meeting", "The summons, or whoever postpones it, names the day.")
_BY_THE_PLAN = ("to the day the plan names", "The plan, or the evaluation before, names the last day.")
# Clocks whose last day a person names.
NAMED_BY_PEOPLE = {
    Regime.ND73: {ClockKind.ITEM_EVALUATION: _BY_THE_PLAN, ClockKind.MEETING: _BY_THE_SUMMONS},
    Regime.HCMC2022: {
        ClockKind.ITEM_EVALUATION: _BY_THE_PLAN,
        ClockKind.MEETING: _BY_THE_SUMMONS,
        ClockKind.REGISTRATION: ("to the last day of the window", "The directive, or whoever set up the yearly campaign, names it."),
    },
}
HEAD = """# The procedure

Printed from `domain/procedure/` and `policies/` by `make procedure`; tests/contracts/test_procedure_doc.py holds it to the code. Do not edit it.

Offices are relative to the case (`domain/people/standpoint.py`): “head of the agency” is the head of the agency addressed or, while that head is a proposer
or implementer, of the next agency above. Whoever is a proposer or implementer acts as that and by no other office; whoever has stepped aside, is named by an
integrity flag or is under an open review takes no part by office either. An act is open when its stage is
reached, the office is held, and what the last column says holds. “Awaited” says whether anybody waits for it.
What stands at many stages stands in one line. A decision taken on paper is entered by an officer of the agency of whoever signed it; the rules are
asked of whoever signed. Of the plan of 2022 neither number, day nor articles were found, so it is cited by subject. A basis marked “no legal basis
yet” is our own convention until a legal officer decides.
"""


def _table(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    columns = list(columns)
    yield from ("", f"| {' | '.join(columns)} |", f"|{'---|' * len(columns)}")
    yield from (f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in rows)


def _offices(offices: Iterable[Office]) -> str:
    return ", ".join(words.label("offices", office, "en") for office in offices)


def chapter_of(act: type[Act]) -> str:
    """The module of domain/ that concludes it."""
    return CONCLUSIONS[act].rule.__module__.rpartition(".")[2]


def tried_in(act: type[Act]) -> Path | None:
    """The file of the rule tests that names the act: its chapter's own or else the one that names it most often; None if there is none."""
    named = {
        path: len(re.findall(rf"\b{act.__name__}\b", path.read_text(encoding="utf-8"))) for path in sorted(RULE_TESTS.glob("test_*.py"))
    }
    own = RULE_TESTS / f"test_{chapter_of(act)}.py"
    most = own if named.get(own) else max(named, key=lambda path: named[path])
    return most if named[most] else None


def _at(stages: tuple[AnyStage | None, ...], kind: StreamKind) -> str:
    """Where a line of the table stands: by name, or all of them, or all but a few."""
    left_out = [stage for stage in STAGES_OF[kind] if stage not in stages]
    if len(stages) > 2 and len(left_out) < 3:
        return "every stage" + (f" but {', '.join(_stage(stage) for stage in left_out)}" if left_out else "")
    return ", ".join(_stage(stage) for stage in stages)


def _stage(stage: AnyStage | None) -> str:
    return words.label(SECTIONS[type(stage)], stage, "en") if stage else "(new)"


def _lines(kind: StreamKind, regime: Regime) -> Iterator[tuple[tuple[AnyStage | None, ...], Row[Any]]]:
    """The rows of one stream under one regime, each with the stages it stands at there."""
    return ((stages, row) for row in PROCEDURE[kind] if (stages := tuple(stage for stage in row.stages if regime in row.regimes_at(stage))))


def _row(stages: tuple[AnyStage | None, ...], row: Row[Any], kind: StreamKind, policy: Policy) -> list[str]:
    test, basis = tried_in(row.act), row.basis[policy.regime]
    return [
        _at(stages, kind),
        f"`{row.act.name}`: {words.act_title(row.act.name, 'en')}",
        _offices(row.offices),
        basis,
        words.citation(basis, "en", policy.documents),
        f"`{'/'.join(CONCLUSIONS[row.act].rule.__module__.split('.'))}.py`",
        f"`{test.relative_to(ROOT)}`" if test else "**none**",
        "yes" if row.on_worklist else "no",
        "; ".join(words.told("guards", guard.__name__, "en") for guard in row.guards),
    ]


def _clocks(policy: Policy) -> Iterator[list[str]]:
    """The clocks of each stream that run under this set: those it gives days, and the one whose day the plan names."""
    for stream, kinds in CLOCKS.items():
        for kind in kinds:
            if kind in policy.terms or kind in NAMED_BY_PEOPLE.get(policy.regime, {}):
                yield [words.label("stream_kinds", stream, "en"), *_clock(kind, policy)]


def _clock(kind: ClockKind, policy: Policy) -> list[str]:
    term = policy.terms.get(kind)
    basis = term.basis if term else BY_A_NAMED_DAY[kind]
    return [
        words.label("clocks", kind, "en"),
        f"{term.value} {term.unit}" if term else NAMED_BY_PEOPLE[policy.regime][kind][0],
        _offices(WAITING_FOR[kind]),
        basis,
        words.citation(basis, "en", policy.documents),
        "yes" if term and term.provisional else "no",
        term.note if term else NAMED_BY_PEOPLE[policy.regime][kind][1],
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


def _laws_of_discipline(policy: Policy) -> Iterator[list[str]]:
    """What each person's own law says of discipline: on what each act stands, the days, the steps, the forms."""
    within = "discipline.laws."
    for key, said in parameters(policy).items():
        if key.startswith(within):
            value = ", ".join(said.value) if isinstance(said.value, list) else f"{said.value or ''} {said.unit}".strip()
            cited = words.citation(said.basis, "en", policy.documents)
            yield [f"`{key.removeprefix(within)}`", value, cited, "yes" if said.provisional else "no", said.note]


def _focus_areas(policy: Policy) -> Iterator[list[str]]:
    for code, area in policy.focus_areas.items():
        open_on = f"from {area.valid_from}" + (f" to {area.valid_to}" if area.valid_to else "")
        cited = words.citation(area.basis, "en", policy.documents)
        yield [f"`{code}`", area.title_en, area.title_vi, cited, open_on, "yes" if area.provisional else "no"]


def _scope(policy: Policy) -> Iterator[list[str]]:
    for ground, each in policy.scope.items():
        cited = words.citation(each.basis, "en", policy.documents)
        yield [words.label("scope_grounds", ground, "en"), each.basis, cited, "yes" if each.provisional else "no", each.note]


def _rungs(policy: Policy) -> Iterator[list[str]]:
    """Every rung, and the clocks it belongs to."""
    of: dict[Rung, list[ClockKind]] = {}
    for kind, rungs in policy.ladder.by_clock.items():
        for rung in rungs:
            of.setdefault(rung, []).append(kind)
    for rung, kinds in sorted(of.items(), key=lambda each: each[0].place):
        day = (
            f"{abs(rung.working_days)} working days {'before' if rung.working_days < 0 else 'after'} the last day"
            if rung.working_days
            else "the last day"
        )
        yield [
            f"`{rung.name}`",
            f"{rung.says}s",
            f"when work begins, {day}" if rung.says == "remind" else f"when it is over, {day}",
            "every clock" if len(kinds) == len(ClockKind) else ", ".join(words.label("clocks", kind, "en") for kind in kinds),
            ", ".join(words.label("offices", office, "en") for office in rung.tells),
            words.citation(rung.basis, "en", policy.documents),
            "yes" if rung.provisional else "no",
        ]


def _binding_rows(policy: Policy) -> Iterator[list[str]]:
    """Per liability table the rows that leave no choice."""
    for name, table in policy.liability.items():
        for row in table.rows:
            if row.binds:
                case = "; ".join(words.label(SECTIONS[type(question)], question, "en") for question in row.established)
                outcomes = "; ".join(words.within(outcome, "en") for outcome in row.outcomes)
                cited, provisional = words.citation(row.basis, "en", policy.documents), "yes" if row.provisional else "no"
                yield [f"`{name}`", f"`{row.id}`", case, outcomes, cited, provisional, row.note]


def _chapter(law: Law) -> Iterator[str]:
    """One rule set: who may ask what in each kind of stream, its clocks, its focus areas, and what nobody has decided."""
    policy = law.policy
    yield from ("", f"## {words.label('regimes', policy.regime, 'en')} (`{policy.id}`)")
    for kind in StreamKind:
        yield from ("", f"### {words.label('stream_kinds', kind, 'en')}: who may ask what, and when")
        yield from _table(
            ("Stage", "Act", "Open to", "Basis", "Cited as", "Chapter", "Tested in", "Awaited", "Open when"),
            (_row(stages, row, kind, policy) for stages, row in _lines(kind, policy.regime)),
        )
    yield from ("", "### The clocks", "")
    yield from _table(("Of", "What is due", "Within", "Waiting for", "Basis", "Cited as", "Provisional", "Counted"), _clocks(policy))
    yield from ("", "### The ladder of the clocks", "")
    yield "A clock reminds and escalates, each rung once; none decides. A consulted department's silence is noted instead of escalated."
    yield from _table(("Rung", "Says", "When", "Of", "Told beside", "Cited as", "Provisional"), _rungs(policy))
    if policy.discipline and policy.discipline.laws:
        yield from ("", "### Discipline, by each person's own law", "")
        yield "Whom a law is for is told by `forms`. An act on discipline stands on that law, and its refusals and clocks cite it."
        yield from _table(("Key", "Says", "Cited as", "Provisional", "Note"), _laws_of_discipline(policy))
    yield from ("", "### The liability tables: which rows bind", "")
    yield "What a row below closes nobody opens: no panel, no decision, no proposal upward, no answer to an appeal, no other table. From every other row people"
    yield "may depart, with their reasons. All rows, combination by combination: `docs/liability/`."
    yield from _table(("Table", "Row", "Once it is established", "Leaves open", "Cited as", "Provisional", "Note"), _binding_rows(policy))
    if policy.focus_areas:
        yield from ("", "### The programmes and hot issues a proposal may belong to")
        yield from _table(("Code", "English", "Tiếng Việt", "Cited as", "Open", "Provisional"), _focus_areas(policy))
    if policy.scope:
        yield from ("", "### On what a proposal is outside these rules")
        yield from _table(("Ground", "Basis", "Cited as", "Provisional", "Note"), _scope(policy))
    yield from ("", "### What nobody has decided yet", "")
    yield f"Provisional numbers of `{policy.id}` and of the calendar `{law.calendar.id}`."
    yield from _table(("Key", "Value", "Basis", "Note"), _provisional(law))


READING = """
## Who reads what

A stream is read by its parties and whoever it names; by the agency it comes from, the one addressed, and all above them; by whoever was consulted; by
whoever reads every stream; and a reward file by the emulation council and the appointing authority, wherever these are held. A review is read by its parties
and whoever it names, by whoever reads every stream, and of the agencies of its line by the head, the Party secretary and the officer assigned to reviews
alone, at the top of the line by the deputies too (ADR 35). To everybody else it is not there
(`Standpoint.may_read`; the same rule in SQL: `store/reading/rights.py`): nothing they file in it is received, and each answer is the one about a number that
was never given (ADR 27). What is read outside any one stream (`domain/people/rights.py`):"""

# Who has a right over some agencies only (`domain/people/rights.py`).
BESIDE = {
    READ_TALENT.name: (
        "for an agency whose people another manages, head, officers and appointing authority there",
        "for one of which the directory names nobody, the appointing authority",
    ),
    READ_HEADS.name: ("the heads of the agencies above", "each head of their own terms"),
}


def _reading() -> Iterator[str]:
    yield from READING.splitlines()
    leaders = "head and deputy heads of an agency at the top"
    yield from _table(
        ("Right", "Held by", "Basis", "Otherwise"),
        (
            (
                words.label("rights", right.name, "en"),
                "; ".join((_offices(right.offices), *([leaders] if right.leaders_of_the_city else ()), *BESIDE.get(right.name, ()))),
                right.basis,
                right.reason or "it is not there",
            )
            for right in RIGHTS
        ),
    )


def page(laws: Iterable[Law]) -> str:
    in_order = sorted(laws, key=lambda law: list(Regime).index(law.policy.regime))
    return "\n".join([HEAD.rstrip(), *(line for law in in_order for line in _chapter(law)), *_reading()]) + "\n"


def published(folder: Path) -> list[Law]:
    """The sets in the folder, the newest of each regime."""
    calendar = calendars_in(folder)[-1]
    policies = sorted(
        (read(path) for path in folder.glob("*.toml") if not path.name.startswith("calendar")), key=lambda each: (each.valid_from, each.id)
    )
    return [Law(policy, calendar) for policy in {policy.regime: policy for policy in policies}.values()]


def main() -> None:
    """Print docs/procedure.md."""
    typer.echo(page(published(ROOT / "policies")), nl=False)


if __name__ == "__main__":
    typer.run(main)

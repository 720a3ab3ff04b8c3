"""`make procedure` prints docs/offices/: a page for each office that says what one does there, from the procedure table and the words of the pages."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

import words
from domain.people.rights import RIGHTS
from domain.procedure.rows import Row
from domain.procedure.table import PROCEDURE
from domain.vocabulary import STAGES_OF, AnyStage, Office, Regime, StreamKind
from rehearsal.provider import held_in_the_demo
from settings import ROOT
from words.rendering import SECTIONS

FOLDER = ROOT / "docs" / "offices"
# A page is for whoever sits at one desk: the office they hold, and those that follow from it in a case.
DESKS: dict[str, tuple[Office, ...]] = {
    "proposer": (Office.PROPOSER, Office.IMPLEMENTER, Office.EVALUATOR, Office.DECLARANT),
    "officer": (Office.AGENCY_OFFICER, Office.RECEIVING_OFFICE, Office.PAPER_OFFICE),
    "review_officer": (Office.REVIEW_OFFICER, Office.HANDLING_OFFICER),
    "head": (
        Office.AGENCY_HEAD,
        Office.LEADERSHIP,
        Office.SUPERIOR_HEAD,
        Office.COMPETENT_AUTHORITY,
        Office.HANDLING_HEAD,
        Office.COMPLAINT_AUTHORITY,
        Office.PAPER_OFFICE,
    ),
    "deputy": (Office.DEPUTY_HEAD, Office.LEADERSHIP),
    "party_secretary": (Office.PARTY_SECRETARY,),
    "city": (Office.CITY_CHAIR, Office.CITY_DEPUTY),
    "home_affairs": (Office.HOME_AFFAIRS,),
    "consulted": (Office.CONSULTED_DEPARTMENT,),
    "panel": (Office.PANEL_CHAIR, Office.PANEL_MEMBER, Office.COUNCIL_MEMBER),
    "person_reviewed": (Office.PERSON_REVIEWED,),
    "inspectorate": (Office.INSPECTORATE,),
    "emulation_council": (Office.EMULATION_COUNCIL,),
    "appointing_authority": (Office.APPOINTING_AUTHORITY,),
    "auditor": (Office.AUDITOR,),
    "anyone": (Office.ANYONE_CONCERNED,),
}


def page(desk: str, language: str) -> str:
    """In markdown."""
    return "\n".join(_page(desk, language)) + "\n"


def _page(desk: str, language: str) -> Iterator[str]:
    say = words.page
    yield from (f"# {say('guide_title', language, what=say(f'guide_{desk}', language))}", "", say("guide_printed", language))
    yield from ("", f"## {say('guide_first_steps', language)}", "")
    yield from (f"{n}. {step}" for n, step in enumerate(_first_steps(desk, language), 1))
    yield from ("", f"## {say('guide_acts', language)}")
    found = {kind: rows for kind in StreamKind if (rows := [row for row in PROCEDURE[kind] if {*row.offices} & {*DESKS[desk]}])}
    if not found:
        yield from ("", say("guide_no_acts", language))
    for kind, rows in found.items():
        columns = (say(f"guide_column_{name}", language) for name in ("stage", "act", "summary", "rules", "awaited"))
        yield from ("", f"### {_capital(words.label('stream_kinds', kind, language))}", "", f"| {' | '.join(columns)} |", f"|{'---|' * 5}")
        yield from (f"| {' | '.join(_row(row, kind, language))} |" for row in rows)
    if rights := [right for right in RIGHTS if {*right.offices} & {*DESKS[desk]}]:
        yield from ("", f"## {say('guide_reading', language)}", "")
        yield from (f"- {_capital(words.label('rights', right.name, language))}" for right in rights)


def _first_steps(desk: str, language: str) -> Iterator[str]:
    """By the names that buttons and headings have on the page."""

    def say(key: str, **shown: str) -> str:
        return words.page(key, language, **{name: words.page(other, language) for name, other in shown.items()})

    people = held_in_the_demo(DESKS[desk], language)
    demo = f" {words.page('guide_sign_in_demo', language, who='; '.join(people))}" if people else ""
    yield f"{say('guide_sign_in')}{demo}"
    yield say("guide_work", page="go_work", late="count_late", soon="count_soon", later="count_later")
    yield say("guide_case", stands="stands_at", waits="waits_for", due="column_due", acts="open_acts")
    yield say("guide_act", check="check", send="send")
    yield say("guide_receipt", recorded="receipt_recorded", refused="receipt_refused")


def _row(row: Row[Any], kind: StreamKind, language: str) -> Iterator[str]:
    yield _stages(row.stages, kind, language)
    yield words.act_title(row.act.name, language)
    yield words.act_summary(row.act.name, language)
    under = tuple(words.label("regimes", regime, language) for regime in row.basis)
    yield words.page("guide_both_rules", language) if len(under) == len(Regime) else "; ".join(under)
    yield words.page("yes" if row.on_worklist else "no", language)


def _stages(stages: tuple[AnyStage | None, ...], kind: StreamKind, language: str) -> str:
    if {*stages} >= {*STAGES_OF[kind]}:
        return words.page("guide_every_stage", language)
    beginning = words.page("guide_beginning", language)
    return ", ".join(_capital(words.label(SECTIONS[type(stage)], stage, language)) if stage else beginning for stage in stages)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def contents(language: str) -> str:
    """The page that leads to the others."""
    links = (f"- [{words.page(f'guide_{desk}', language)}]({desk.replace('_', '-')}.md)" for desk in DESKS)
    return "\n".join([f"# {words.page('guide_all', language)}", "", words.page("guide_printed", language), "", *links]) + "\n"


def printed(folder: Path) -> dict[Path, str]:
    """Every page by its file."""
    found = {folder / language / "README.md": contents(language) for language in words.LANGUAGES}
    return found | {
        folder / language / f"{desk.replace('_', '-')}.md": page(desk, language) for language in words.LANGUAGES for desk in DESKS
    }


def main() -> None:
    """Write docs/offices/."""
    for path, text in printed(FOLDER).items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    typer.run(main)

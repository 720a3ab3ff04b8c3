"""`make proof`: walk the procedure in every situation, and print docs/proof.md and what the page of the counter shows of it (reference/proof.json)."""

import json
from collections.abc import Iterator, Sequence

import typer

from commands.procedure import published
from domain.proof.proof import Walked, proved, stored
from domain.proof.questions import question_of
from settings import ROOT
from words import LANGUAGES
from words.proof import Report, report, say

PAGE, DATA = ROOT / "docs" / "proof.md", ROOT / "reference" / "proof.json"


def page(walks: Sequence[Walked]) -> str:
    """In markdown, in Vietnamese and then in English."""
    return "\n".join(line for language in LANGUAGES for line in _part(report(walks, language), language)) + "\n"


def _part(told: Report, language: str) -> Iterator[str]:
    def text(key: str) -> str:
        return say(key, language)

    yield from (f"# {text('title')}", "", text("printed"), "", text("what_it_is"), "", told.walked, "")
    yield from (f"## {text('claims_heading')}", "", *(f"- {claim}" for claim in told.claims), "")
    yield from (f"## {text('open_heading')}", "")
    for each in told.open:
        yield from (
            f"### {say('question', language, n=each.n)}",
            "",
            each.question,
            "",
            f"- {each.claim}",
            f"- {each.seen_at}",
            f"- {each.example}",
            "",
        )
    if not told.open:
        yield from (text("nothing_open"), "")
    yield from (f"## {text('mended_heading')}", "", *(f"- {each}" for each in told.mended), "")
    columns = ("column_regime", "column_situation", "column_of", "column_states", "column_steps", "column_found")
    yield from (f"## {text('situations_heading')}", "", f"| {' | '.join(map(text, columns))} |", f"|{'---|' * len(columns)}")
    for line in told.lines:
        yield f"| {line.regime} | {line.situation} | {line.of} | {line.states} | {line.steps} | {line.found} |"
    yield from ("", f"## {text('not_covered_heading')}", "", *(f"- {each}" for each in told.not_covered), "")


def data(walks: Sequence[Walked]) -> str:
    return json.dumps(stored(walks), ensure_ascii=False, indent=1) + "\n"


def unasked(walks: Sequence[Walked]) -> list[str]:
    """Gaps of which no question is: something is broken, and nobody has said that it is for a human."""
    return [f"{walked.situation}: {gap}" for walked in walks for gap in walked.gaps if not question_of(walked.situation, gap)]


def main() -> None:
    """Write both; end with status 1 where something does not hold that no question names."""
    walks = proved({law.regime: law for law in published(ROOT / "policies")})
    if defects := unasked(walks):
        typer.echo("\n".join(defects), err=True)
        raise typer.Exit(1)
    PAGE.write_text(page(walks), encoding="utf-8")
    DATA.write_text(data(walks), encoding="utf-8")


if __name__ == "__main__":
    typer.run(main)

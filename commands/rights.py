"""`python -m commands.rights`: docs/rights.md, printed from the rules by which the house answers. `make procedure` writes it."""

from collections.abc import Iterable, Iterator

import typer

from api.pages.rights import Told, told
from settings import ROOT
from words import LANGUAGES, label

PAGE = ROOT / "docs" / "rights.md"


def page() -> str:
    """In markdown, in Vietnamese and then in English."""
    return "\n".join(line for language in LANGUAGES for line in _part(told(language), language)) + "\n"


def _table(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    columns = list(columns)
    yield from (f"| {' | '.join(columns)} |", f"|{'---|' * len(columns)}", *(f"| {' | '.join(row)} |" for row in rows), "")


def _part(of: Told, language: str) -> Iterator[str]:
    def text(key: str) -> str:
        return label("rights_page", key, language)

    yield from (f"# {text('title')}", "", text("printed"), "", text("what_it_is"), "")
    yield from (f"## {text('reading_heading')}", "", text("reading_says"), "")
    shown = ((relation, *(f"{each.text} ({each.note})" if each.note else each.text for each in cells)) for relation, cells in of.reading)
    yield from _table((text("column_relation"), *of.kinds), shown)
    yield from (*(f"({number}) {why}" + "  " for number, why in enumerate(of.notes, 1)), "")
    yield from (f"## {text('acts_heading')}", "", text("acts_says"), "")
    for kind, acts in of.acts:
        yield from (f"### {kind}", "")
        yield from _table((text("column_act"), text("column_who")), ((each.title, each.who) for each in acts))
    yield from (f"## {text('outside_heading')}", "", text("outside_says"), "")
    yield from _table((text("column_right"), text("column_who"), text("column_others")), of.rights)
    yield from (f"## {text('addresses_heading')}", "", text("addresses_says"), "")
    addresses = ((rule, ", ".join(f"`{each}`" for each in its)) for rule, its in of.addresses)
    yield from _table((text("column_rule"), text("column_addresses")), addresses)


def main() -> None:
    """Write docs/rights.md."""
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    typer.run(main)

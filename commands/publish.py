"""`make publish FILE=...`: publish a rule set, a working calendar or forms of papers at once, while everything runs: each program takes it up at its next
look.

The file belongs into policies/ of the next release as well. What was published is never edited, so a mistake is answered by another file.
"""

from pathlib import Path
from typing import Annotated

import typer

from domain.drafting.form import PAPERS
from settings import settings
from store.engine import Store
from store.policies import BadPolicy, cited, publish, publish_calendar, read, read_calendar, read_papers
from store.record.seals import Seals

File = Annotated[
    Path,
    typer.Argument(
        exists=True, dir_okay=False, help="calendar-*.toml is a working calendar, papers-*.toml forms of papers, any other a rule set."
    ),
]


def main(file: File) -> None:
    """Exit 2, with file, line and key of every mistake, where it must not be used; then nothing is published."""
    config = settings()
    store, sealer = Store(config.database), Seals.at(config).sealer()
    try:
        if file.name.startswith("calendar"):
            calendar = read_calendar(file)
            publish_calendar(calendar, store, hand=sealer)
            typer.echo(f"{calendar.id} is published. Open clocks are counted anew at the next sweep, and say so in their cases.")
        elif file.name.startswith(PAPERS):
            with store.reading() as session:
                documents = cited(session)
            forms = read_papers(file, documents)
            publish(forms, store, sealer)
            typer.echo(f"{forms.id} is published. From {forms.valid_from} on papers are drafted by it.")
        else:
            policy = read(file)
            publish(policy, store, sealer)
            typer.echo(
                f"{policy.id} is published. It is for registrations from {policy.valid_from} on; a case keeps the set it has pinned."
            )
    except BadPolicy as bad:
        typer.echo(str(bad), err=True)
        raise typer.Exit(2) from bad


if __name__ == "__main__":
    typer.run(main)

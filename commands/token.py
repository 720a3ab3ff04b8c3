"""`python -m commands.token WHO`: sign in as somebody of the demo directory, without a browser."""

from typing import Annotated

import typer

from rehearsal.issuer import mint
from settings import settings


def token(
    who: Annotated[str, typer.Argument(help="Id of the person the token speaks for.")],
    hours: Annotated[int, typer.Option(min=1, help="How long the token is good.")] = 8,
) -> None:
    """Print a token of the local issuer. Whether WHO is in the directory is for the API to say."""
    here = settings()
    try:
        signed = mint(here.issuer_keys, subject=who, issuer=here.issuer, audience=here.audience, lifetime_seconds=hours * 3600)
    except FileNotFoundError as error:
        typer.echo("There is no issuer key yet: run `make demo` or `python -m commands.setup` first.", err=True)
        raise typer.Exit(1) from error
    typer.echo(signed)


if __name__ == "__main__":
    typer.run(token)

"""`make certificate-check NUMBER=… CODE=…`, or `FILE=…`: whether a certificate of silence was issued here, and still agrees with the record."""

from hashlib import sha256
from pathlib import Path
from typing import Annotated

import typer

import words
from api.certificates import plain
from settings import ROOT, settings
from store.engine import Store
from store.policies import lawbook
from store.reading.certificates import Certificates, Checked
from store.record.seals import Seals


def check(number: str, code: str, file: Path | None, certificates: Certificates) -> tuple[Checked, str]:
    """What it is worth, and that in a sentence. The file is not read: its hash is looked for."""
    found = (
        certificates.check_file(sha256(file.read_bytes()).hexdigest())
        if file
        else certificates.check(plain(number).upper(), plain(code).lower())
    )
    kept = found.certificate
    told = {"number": kept.number, "at": kept.issued_at} if kept else {}
    return found.checked, words.told("checked", found.checked, "en", **told)


def main(
    number: Annotated[str, typer.Option(help="As it stands on the paper.")] = "",
    code: Annotated[str, typer.Option(help="As it stands on the paper, with or without spaces.")] = "",
    file: Annotated[Path | None, typer.Option(exists=True, dir_okay=False, help="The PDF itself, instead.")] = None,
) -> None:
    """Exit 1 where it is not genuine, 2 where neither a file nor both number and code are given."""
    if not file and not (number and code):
        typer.echo("Give the file, or both the number and the code.", err=True)
        raise typer.Exit(2)
    config = settings()
    store = Store(config.database)
    worth, sentence = check(number, code, file, Certificates(store, lawbook(ROOT / "policies", store), Seals.at(config).door))
    typer.echo(sentence)
    raise typer.Exit(0 if worth is Checked.GENUINE else 1)


if __name__ == "__main__":
    typer.run(main)

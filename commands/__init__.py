"""What `make` runs: one file a target."""

import os
import sys
from collections.abc import Callable

import typer


def run(main: Callable[..., None]) -> None:
    """Run a command and end at once.

    Python's own ending may abort in a process that held a Temporal client only for a moment (temporalio/sdk-python#300).
    """
    try:
        typer.run(main)
    except SystemExit as end:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(end.code if isinstance(end.code, int) else 1)

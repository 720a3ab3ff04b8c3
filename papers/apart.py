"""A paper laid out in a process of its own: `python -m papers.apart MEGABYTES SECONDS`, an order of papers/pdf.py on standard input, the PDF on
standard output. The limits are the process's own, set before a byte is read.
"""

import json
import os
import resource
import sys
from pathlib import Path

_HERE = Path(__file__).parent
_POLITE = 5  # whoever waits for an act goes first


def main(megabytes: int, seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    os.nice(_POLITE)
    sys.stdout.buffer.write(printed(sys.stdin.buffer.read()))


def printed(order: bytes) -> bytes:
    """What was ordered, as PDF/A."""
    import typst  # 85 MB, which whoever imports this file for the limits' sake does not need

    what = json.loads(order)
    pages = typst.compile(
        str(_HERE / f"{what['layout']}.typ"),
        root=str(_HERE),
        font_paths=[str(_HERE / "fonts")],
        ignore_system_fonts=True,
        sys_inputs={name: json.dumps(value, ensure_ascii=False) for name, value in what["values"].items()},
        pdf_standards=["a-2a"],  # with tags: it can be kept for decades, and read aloud
        timestamp=what["day"],
    )
    if not isinstance(pages, bytes):
        raise TypeError(type(pages))
    return pages


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))

"""What the process apart is asked of a file. Nothing here opens it: the door imports this module."""

import json
import re
from dataclasses import asdict, dataclass
from pathlib import PurePosixPath

_EXTENSION = re.compile(r"[a-z0-9]{1,10}")


@dataclass(frozen=True)
class Order:
    """`extension`: of the file's name, in small letters, without its dot; empty where it has none. `kinds`: those allowed, as in kinds.KINDS.

    `at`, ISO 8601: the moment as of which certificates are asked. `roots`: a folder of PEM files with those the house trusts, or empty.
    """

    extension: str
    kinds: tuple[str, ...]
    at: str
    roots: str = ""

    def as_argument(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def from_argument(cls, argument: str) -> "Order":
        said = json.loads(argument)
        return cls(**{**said, "kinds": tuple(said["kinds"])})


def extension_of(name: str) -> str:
    """Of a name as it was given: "Quyết định.PDF" has pdf. Empty where it looks like none."""
    found = PurePosixPath(name).suffix[1:].lower()
    return found if _EXTENSION.fullmatch(found) else ""

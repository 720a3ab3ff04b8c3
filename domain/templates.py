"""How a sentence says where a value goes: `{name}`, and `[...]` around what is left out where its value is empty."""

import re

OPTIONAL = re.compile(r"\[([^\[\]]*\{[^\[\]]*)\]")
SLOT = re.compile(r"\{(\w+)\}([.;,]?)")


def slots(template: str) -> list[str]:
    """The names a template asks for."""
    return [found[1] for found in SLOT.finditer(template)]


def needed(template: str) -> list[str]:
    """Those of them without which it cannot be written."""
    return slots(OPTIONAL.sub("", template))

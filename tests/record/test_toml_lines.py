"""A mistake in a file of rules is named with its line."""

import pytest

from store.toml_lines import line_of

TEXT = """id = "x"
# a comment = no key
[terms.decision]
value = 7
unit = "working days"

[[days]]
from = 2026-01-01
[[days]]
from = 2026-01-02
kind = "off"

[liability.nd73]
asks = [
  "damage",
]

[[liability.nd73.rows]]
id = "a"
[[liability.nd73.rows]]
id = "b"
when = { damage = "yes" }
"""


@pytest.mark.parametrize(
    ("place", "line"),
    [
        pytest.param(("id",), 1, id="a key of the file"),
        pytest.param(("terms", "decision", "value"), 4, id="a key of a table"),
        pytest.param(("terms", "decision", "basis"), 3, id="a key that is missing: its table"),
        pytest.param(("terms", "triage"), 1, id="a table that is missing: the file"),
        pytest.param(("days", 1, "kind"), 11, id="a key of the second of many"),
        pytest.param(("days", 0, "kind"), 7, id="missing in the first of many"),
        pytest.param(("liability", "nd73", "asks", 0), 14, id="a value inside an array"),
        pytest.param(("liability", "nd73", "rows", 1, "when", "damage"), 22, id="a value inside an inline table"),
        pytest.param(("liability", "nd73"), 13, id="a table as a whole"),
    ],
)
def test_the_line_of(place: tuple[str | int, ...], line: int) -> None:
    assert line_of(TEXT, place) == line


LONG = '''note = """what a string says
value = 7
[terms.decision]
is no key.""" # """
# """ and no comment opens one
value = 8
short = """on one line"""
literal = \'\'\'
value = 9 """
\'\'\'
last = 1
'''


@pytest.mark.parametrize(("key", "line"), [("note", 1), ("value", 6), ("short", 7), ("literal", 8), ("last", 11)])
def test_what_a_string_of_several_lines_says_is_no_key(key: str, line: int) -> None:
    assert line_of(LONG, (key,)) == line

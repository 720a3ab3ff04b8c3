"""Why a file is not read: one problem, where it stands, and what should stand there."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class SheetProblem(StrEnum):
    """Why a file is not read at all."""

    UNREADABLE = "unreadable"
    OLD_OR_LOCKED = "old-or-locked"
    ENCODING = "encoding"
    TOO_LARGE = "too-large"
    WRONG_SHEET = "wrong-sheet"
    WRONG_COLUMNS = "wrong-columns"
    BEYOND = "beyond"
    LONG_CELL = "long-cell"
    MERGED_CELLS = "merged-cells"
    FORMULAS = "formulas"
    ERRORS = "errors"
    NOT_TEXT = "not-text"


@dataclass(frozen=True)
class Place:
    """A cell, both counted from 1, and what stands there."""

    row: int
    column: int
    text: str = ""

    @property
    def name(self) -> str:
        """As Excel calls it: C7."""
        letters, left = "", self.column
        while left:
            left, last = divmod(left - 1, 26)
            letters = chr(ord("A") + last) + letters
        return f"{letters}{self.row}"


class BadSheet(ValueError):
    """`where`: the cell or sheet it is about; `found`: what stands there; `wanted`: what should; `cells`: each of them, where they are several."""

    def __init__(self, problem: SheetProblem, where: str = "", wanted: str = "", found: str = "", cells: Sequence[Place] = ()) -> None:
        where = where or ", ".join(f"{cell.name} ({cell.text})" if cell.text else cell.name for cell in cells)
        super().__init__(": ".join(part for part in (problem, where, found and repr(found), wanted and f"wanted {wanted}") if part))
        self.problem, self.where, self.wanted, self.found, self.cells = problem, where, wanted, found, tuple(cells)

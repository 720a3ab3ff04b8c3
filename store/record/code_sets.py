"""A set of codes in one text column, and the question whether a code is in it.

A space stands on either side of each code: " SNV STP ". An association table would be the plain way; it needs a migration of five columns that are
stored, and of what is derived from them, so the columns stay until a release has another reason to write every stream's rows again.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Integer, SQLColumnExpression, literal
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


def spaced(codes: Iterable[str]) -> str:
    """The set as one column holds it."""
    return "".join(f" {code}" for code in codes) + " "


def has_code(column: SQLColumnExpression[Any], code: str | SQLColumnExpression[str]) -> ColumnElement[bool]:
    """Whether the code is in the set of that column."""
    element = literal(f" {code} ") if isinstance(code, str) else literal(" ") + code + literal(" ")
    return _Position(column, element) > 0


class _Position(FunctionElement[int]):
    """Where the second text begins in the first, or 0. LIKE would not do: on SQLite it takes "stp" for "STP"."""

    type = Integer()
    inherit_cache = True


@compiles(_Position, "sqlite")
def _on_sqlite(element: _Position, compiler: SQLCompiler, **how: Any) -> str:
    return f"instr({compiler.process(element.clauses, **how)})"


@compiles(_Position, "postgresql")
def _on_postgresql(element: _Position, compiler: SQLCompiler, **how: Any) -> str:
    return f"strpos({compiler.process(element.clauses, **how)})"

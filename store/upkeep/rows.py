"""Reading rows that anybody may have written: one that cannot be read is named, and the others are read all the same."""

from collections.abc import Iterable
from typing import Any, TypeVar

from sqlmodel import Session, SQLModel, select

Row = TypeVar("Row", bound=SQLModel)


def readable(table: type[Row], conditions: Iterable[Any], order: Any, session: Session, faults: list[str]) -> list[Row]:
    """In that order. `order` is a column with the row's key; what cannot be read, a broken JSON or date, is added to `faults`."""
    conditions = tuple(conditions)
    try:
        return list(session.exec(select(table).where(*conditions).order_by(order)))
    except (ValueError, TypeError):
        found = list[Row]()
        for key in session.exec(select(order).where(*conditions).order_by(order)).all():
            try:
                found += session.exec(select(table).where(order == key)).all()
            except (ValueError, TypeError) as defect:
                faults.append(f"{table.__tablename__} {key}: the row cannot be read ({type(defect).__name__})")
        return found

"""What those are called whom a fact names by id alone: many facts carry the names borne that day, and of the others the directory tells today's."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import BindParameter, bindparam, select
from sqlmodel import Session, SQLModel

from domain.facts import Fact
from store.tables import AgencyRow, PersonRow

_PEOPLE, _AGENCIES = (SQLModel.metadata.tables[table.__tablename__] for table in (PersonRow, AgencyRow))
_CODES: BindParameter[Any] = bindparam("codes", expanding=True)
_OF_PEOPLE = select(_PEOPLE.c.id, _PEOPLE.c.name).where(_PEOPLE.c.id.in_(_CODES))
_OF_AGENCIES = select(_AGENCIES.c.code, _AGENCIES.c.name).where(_AGENCIES.c.code.in_(_CODES)).order_by(_AGENCIES.c.valid_from)
_LONGEST = 200  # characters: no id is longer, and a text is none


def called(facts: Iterable[Fact], session: Session) -> dict[str, str]:
    """The names of all persons and agencies these facts may name and have no name of, by id. An agency's is its last."""
    texts = (
        text
        for fact in facts
        if "names" not in type(fact).model_fields
        for text in _texts(fact.model_dump(exclude={"by", "recorded_by", "paper"}))
    )
    return named(texts, session)


def named(ids: Iterable[str], session: Session) -> dict[str, str]:
    """The names of persons and agencies, by id; what is the id of neither is not in it."""
    codes = sorted({text for text in ids if 0 < len(text) <= _LONGEST})
    if not codes:
        return {}
    found = (session.connection().execute(query, {"codes": codes}).all() for query in (_OF_AGENCIES, _OF_PEOPLE))
    return {code: name for rows in found for code, name in rows}


def _texts(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield str(value)
        case dict():
            for key, part in value.items():
                yield from _texts(key)
                yield from _texts(part)
        case tuple() | list():
            for part in value:
                yield from _texts(part)

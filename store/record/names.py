"""What those are called whom a fact or a refusal names by id alone: many facts carry the names borne that day, and of the others the directory tells
today's."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import BindParameter, bindparam, select
from sqlmodel import Session, SQLModel

from domain.facts import Fact
from store.record import streams
from store.tables_directory import AgencyRow, PersonRow

_PEOPLE, _AGENCIES = (SQLModel.metadata.tables[table.__tablename__] for table in (PersonRow, AgencyRow))
_CODES: BindParameter[Any] = bindparam("codes", expanding=True)
_OF_PEOPLE = select(_PEOPLE.c.id, _PEOPLE.c.name).where(_PEOPLE.c.id.in_(_CODES))
_OF_AGENCIES = select(_AGENCIES.c.code, _AGENCIES.c.name).where(_AGENCIES.c.code.in_(_CODES)).order_by(_AGENCIES.c.valid_from)
_TITLED = ("item", "items", "risk")
_LONGEST = 200  # characters: no id is longer, and a text is none


def called(told: Iterable[Fact | Mapping[str, Any]], session: Session) -> dict[str, str]:
    """The names of all persons and agencies that these facts and these refusals' params may name and have no name of, by id."""
    texts = (text for each in told for text in _texts(_without_names(each)))
    return named((code for text in texts if 0 < len(text) <= _LONGEST for code in text.split(", ")), session)


def named(ids: Iterable[str], session: Session) -> dict[str, str]:
    """The names of persons and agencies, by id; what is the id of neither is not in it. An agency's is its last."""
    codes = sorted({*ids})
    if not codes:
        return {}
    found = (session.connection().execute(query, {"codes": codes}).all() for query in (_OF_AGENCIES, _OF_PEOPLE))
    return {code: name for rows in found for code, name in rows}


def titled(case: str, told: Fact | Mapping[str, Any], session: Session) -> Mapping[str, str]:
    """What the work items and risks that a fact or a refusal of that stream names are called, by code."""
    said = told.model_dump(include={*_TITLED}) if isinstance(told, Fact) else told
    return streams.load(case, session).stream.titles if any(said.get(name) for name in _TITLED) else {}


def _without_names(told: Fact | Mapping[str, Any]) -> Mapping[str, Any]:
    if not isinstance(told, Fact):
        return told
    return {} if "names" in type(told).model_fields else told.model_dump(exclude={"by", "recorded_by", "paper", "read"})


def _texts(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield str(value)
        case Mapping():
            for key, part in value.items():
                yield from _texts(key)
                yield from _texts(part)
        case tuple() | list():
            for part in value:
                yield from _texts(part)

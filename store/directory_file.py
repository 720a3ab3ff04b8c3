"""A file of agencies, people and offices: loaded all or none, each mistake told by its line and by the person or agency it is about."""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from sqlmodel import Session

from domain.people.directory import Agency, Delegation, Tenure
from domain.people.given import (
    AgencyGiven,
    DelegationGiven,
    PersonGiven,
    mistakes_of_agency,
    mistakes_of_delegation,
    mistakes_of_term,
    said_of,
)
from domain.values import Asked
from store import directory
from store.clock import now
from store.engine import Store
from store.record.sealing import Sealer
from store.toml_lines import line_of


class BadDirectory(ValueError):
    """What is wrong with the file, a line each."""


class _File(Asked):
    agencies: tuple[AgencyGiven, ...] = ()
    people: tuple[PersonGiven, ...] = ()
    delegations: tuple[DelegationGiven, ...] = ()

    def given(self) -> dict[str, list[Delegation]]:
        """Who signs for the head of each agency that it names."""
        by_agency: dict[str, list[Delegation]] = {}
        for each in self.delegations:
            by_agency.setdefault(each.agency, []).append(each.as_delegation())
        return by_agency


def load_directory(path: Path, store: Store, sealer: Sealer) -> None:
    """In the form of reference/directory-demo.toml. Raises BadDirectory; then nothing is loaded."""
    file = _read(path)
    with sealer.writing(store) as session:
        if wrong := sorted(set(_mistakes(file, session))):
            raise BadDirectory("\n".join(wrong))
        agencies, people = [each.as_agency() for each in file.agencies], [each.as_person() for each in file.people]
        terms = [term for each in file.people for term in each.tenures()]
        signing = {agency: [*_by_acts(agency, session), *given] for agency, given in file.given().items()}
        directory.load(agencies, people, terms, session, now(), sealer, signing)


def _by_acts(agency: str, session: Session) -> list[Delegation]:
    """What was given there by an act: no file takes it back."""
    return [each for each in directory.delegations_of(agency, session) if each.source]


def _read(path: Path) -> _File:
    text = path.read_text(encoding="utf-8-sig")
    try:
        data = tomllib.loads(text)
        return _File.model_validate(data)
    except tomllib.TOMLDecodeError as error:
        raise BadDirectory(f"it is no TOML: {error}") from error
    except ValidationError as error:
        wrong = (f"line {line_of(text, place)}: {_named(place, data)}: {said}" for place, said in said_of(error))
        raise BadDirectory("\n".join(wrong)) from error


def _named(place: tuple[int | str, ...], data: Mapping[str, Any]) -> str:
    """people "an": terms 1: agency."""
    told = [str(part + 1) if isinstance(part, int) else part for part in place]
    match place:
        case ("agencies" | "people" | "delegations" as section, int() as at, *_) if isinstance(entry := data[section][at], dict):
            name = entry.get({"agencies": "code", "people": "id", "delegations": "person"}[section])
            told[:2] = [f"{section} {name!r}" if isinstance(name, str) else f"{section} {at + 1}"]
    return ": ".join(told)


def _mistakes(file: _File, session: Session) -> Iterator[str]:
    agencies, given = [each.as_agency() for each in file.agencies], {each.id for each in file.people}
    codes = {each.code for each in agencies}
    everything = [*agencies, *(each for each in directory.all_agencies(session) if each.code not in codes)]
    for agency in agencies:
        yield from (f"agency {agency.code}: {what}" for what in mistakes_of_agency(agency, everything))
    ids = [each.id for each in file.people]
    yield from (f"person {each}: stands there twice" for each in ids if ids.count(each) > 1)
    known = {each.code for each in everything}
    for each in file.people:
        if each.managed_by and each.managed_by not in known:
            yield f"person {each.id}: is managed by {each.managed_by}, which is neither in the file nor known"
    held = [
        *(term for each in file.people for term in each.tenures()),
        *(term for term in directory.all_terms(session) if term.person not in given),
    ]
    for term in held:
        if term.person in given:
            yield from (f"person {term.person}: {what}" for what in mistakes_of_term(term, held, known))
    yield from _mistakes_in_signing(file, held, everything, session)


def _mistakes_in_signing(file: _File, terms: list[Tenure], agencies: list[Agency], session: Session) -> Iterator[str]:
    superiors = {each.code: each.superior for each in agencies}
    for agency, given in file.given().items():
        for each in given:
            others = [*_by_acts(agency, session), *(other for other in given if other is not each)]
            wrong = mistakes_of_delegation(each, others, terms, superiors.get(each.held_at, ""))
            yield from (f"delegation to {each.person}: {what}" for what in wrong)

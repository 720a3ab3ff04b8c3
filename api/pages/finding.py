"""Persons and agencies found by typing: the name that stands in a field becomes a code, and one that several bear asks which.

Who may be found is for the namebook to say. A code typed by hand goes on as it is: whether it names anybody is for the door to say.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response

import words
from api.pages.cards import Lines
from api.pages.forms import BEFORE_THE_CODE, Field, How, rows_in
from api.pages.suggestions import AGENCIES, PEOPLE, Suggestions, as_picked
from api.pages.visits import LookedForByUs, Looking, Sent, first
from api.signed_in import TheHouse
from domain.likeness import folded
from store.reading.namebook import MOST, begins_words_of

PICK = "_pick."  # before the name of a field: which of those that were found is meant
_LIKE_A_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


@dataclass(frozen=True)
class Pick:
    """One that may be meant: what a field is filled with, and what tells them from others of the name."""

    value: str
    name: str
    offices: str


@dataclass(frozen=True)
class Picks:
    found: tuple[Pick, ...] = ()
    more: bool = False


@dataclass(frozen=True)
class AgencyAsked:
    """The agency that a list or a report is asked for. `code`: "" where nothing was typed, or where it is `wrong`: no one agency is meant by it."""

    typed: str
    code: str
    wrong: str = ""
    picks: Picks = Picks()


@dataclass
class Read:
    """A form whose names have become codes as far as they could; what could not, by field, and whom it may mean."""

    typed: Sent
    errors: dict[str, str] = field(default_factory=dict)
    picks: dict[str, Picks] = field(default_factory=dict)


def with_picks(sent: Sent) -> Sent:
    """The same, with what was picked in the place of what was typed."""
    picked = {name.removeprefix(PICK): values for name, values in sent.items() if name.startswith(PICK) and any(values)}
    return {name: values for name, values in sent.items() if not name.startswith(PICK)} | picked


def by_name(fields: tuple[Field, ...], sent: Sent, suggestions: Suggestions) -> Sent:
    """The same, with each code that the reader can know shown with the name of what bears it."""
    return sent | {at: [_value(named, first(sent, at), suggestions)] for at, named in _places(fields, sent) if first(sent, at)}


def read(fields: tuple[Field, ...], sent: Sent, suggestions: Suggestions, language: str) -> Read:
    found = Read(dict(sent))
    for at, named in _places(fields, sent):
        typed = first(sent, at).strip()
        if not typed or BEFORE_THE_CODE in typed or suggestions.called(named, typed):
            continue
        picks = picks_for(named, typed, suggestions)
        whole = suggestions.named(named, typed)
        if len(whole) == 1 or (not whole and len(picks.found) == 1 and not picks.more):
            found.typed[at] = [_value(named, whole[0], suggestions) if whole else picks.found[0].value]
        elif picks.found:
            found.errors[at], found.picks[at] = words.page("which_one", language, typed=typed), picks
        elif not _LIKE_A_CODE.fullmatch(typed):
            found.errors[at] = words.page("no_such_agency" if named in AGENCIES else "no_such_person", language, typed=typed)
    return found


def picks_for(named: str, typed: str, suggestions: Suggestions) -> Picks:
    found, more = suggestions.found(named, typed)
    offices = suggestions.offices if named in PEOPLE else lambda _: ""
    return Picks(tuple(Pick(f"{name}{BEFORE_THE_CODE}{code}", name, offices(code)) for code, name in found.items()), more)


def agency_asked(typed: str, agencies: Mapping[str, str], language: str) -> AgencyAsked:
    """Which one is meant by its code, its name or the beginning of its words."""
    code = typed.rpartition(BEFORE_THE_CODE)[2].strip()
    whole = [each for each, name in agencies.items() if folded(name) == folded(typed)]
    near = [code] if code in agencies else whole or [each for each, name in agencies.items() if begins_words_of(name, typed)]
    if len(near) == 1 or not typed:
        meant = near[0] if typed else ""
        return AgencyAsked(as_picked({meant: agencies[meant]})[0] if meant else "", meant)
    wrong = words.page("which_one" if near else "no_such_agency", language, typed=typed)
    return AgencyAsked(typed, "", wrong, Picks(tuple(Pick(each, agencies[each], "") for each in near[:MOST]), len(near) > MOST))


def field_at(at: str, fields: tuple[Field, ...], sent: Sent) -> str:
    """The name of the field whose codes are asked for at this place; "" where none are."""
    return dict(_places(fields, sent)).get(at, "")


def _value(named: str, code: str, suggestions: Suggestions) -> str:
    called = "" if BEFORE_THE_CODE in code else suggestions.called(named, code)
    return f"{called}{BEFORE_THE_CODE}{code}" if called else code


def _places(fields: tuple[Field, ...], sent: Mapping[str, list[str]], before: str = "", named: str = "") -> Iterator[tuple[str, str]]:
    """Where in a form persons and agencies are asked for: the place, and the name of the field."""
    for each in fields:
        at, name = f"{before}{each.name}", each.name or named
        if each.how is How.CODE and name in AGENCIES | PEOPLE:
            yield at, name
        elif each.how is How.PART:
            yield from _places(each.parts, sent, f"{at}.")
        elif each.how is How.ROWS:
            for n in rows_in(dict(sent), at):
                inside = f"{at}.{n}."
                yield from _places(each.parts, sent, inside if each.parts[0].name else inside.removesuffix("."), name)


def look_up(house: TheHouse, visit: Looking, sent: LookedForByUs) -> Response:
    """Who serves and may be meant by what is typed. Of any case it tells nothing. Raises TooOften."""
    lines = Lines(house, visit.language)
    suggestions = Suggestions(None, visit.caller, lines, visit.language, {}, house.namebooks.for_reader(visit.caller))
    picks = picks_for("person", first(sent, "typed"), suggestions)
    found = [{"value": pick.value, "name": pick.name, "offices": pick.offices} for pick in picks.found]
    return JSONResponse({"found": found, "more": words.page("more_of_them", visit.language) if picks.more else ""})


def routes() -> APIRouter:
    router = APIRouter()
    router.post("/people")(look_up)
    return router

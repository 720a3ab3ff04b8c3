"""What I have begun and not sent: kept when the form says so, found again in the form, listed on my work. Nobody else has a way to it."""

from dataclasses import dataclass
from datetime import timedelta

import words
from api.house import House
from api.pages.forms import Field, How
from api.pages.look import AT
from api.pages.visits import Sent, Visit, first
from domain.acts import ACTS, Act
from domain.numbers import PATHS, path_of
from store.beside.drafts import Draft
from store.reading.titles import titles_of
from words import rendering

# Which button was pressed: to keep it, to keep it while one types (a script does), to have it no longer.
KEEP, KEEP_ALONG, DROP = "save", "autosave", "drop"
BEGUN_AT = {"register": f"{AT}/initiatives/register"}


@dataclass(frozen=True)
class Begun:
    """A line of my work. `about`: what the case is called, or the title typed so far."""

    act: str
    about: str
    number: str
    href: str
    saved: str
    kept_until: str


def worth_keeping(fields: tuple[Field, ...], sent: Sent) -> Sent:
    """What a form says of its act. The mark of a text that is answered is not kept: whoever comes back answers the text as it is then."""
    kept = {field.name for field in fields if field.how is not How.HASH}
    typed = {name: values for name, values in sent.items() if name.partition(".")[0] in kept}
    by_itself = {field.name: str(field.default) for field in fields}  # as the form stands before anybody touches it
    return typed if any(value.strip() and value != by_itself.get(name) for name, values in typed.items() for value in values) else {}


def keep(act: type[Act], case: str | None, typed: Sent, house: House, visit: Visit) -> bool:
    """False where they have too many already."""
    if typed:
        return house.drafts.keep(visit.caller.id, act.name, case or "", typed, house.now())
    house.drafts.drop(visit.caller.id, act.name, case or "")
    return True


def begun(house: House, visit: Visit) -> list[Begun]:
    """Of cases that the reader may no longer read nothing is told."""
    drafts = house.drafts.of(visit.caller.id, house.now())
    titles = titles_of({draft.case for draft in drafts if draft.case}, visit.caller, house.store)
    return [
        _line(draft, titles, house, visit.language) for draft in drafts if draft.act in ACTS and (not draft.case or draft.case in titles)
    ]


def _line(draft: Draft, titles: dict[str, str], house: House, language: str) -> Begun:
    ends = house.readings.today(draft.saved_at + timedelta(days=house.drafts.days))
    return Begun(
        act=words.act_title(draft.act, language),
        about=titles.get(draft.case) or first(draft.typed, "title"),
        number=draft.case,
        href=f"{AT}{path_of(draft.case)}/acts/{draft.act}" if draft.case else begins_at(ACTS[draft.act]),
        saved=rendering.moment(draft.saved_at, language),
        kept_until=rendering.day(ends, language),
    )


def begins_at(act: type[Act]) -> str:
    """Where what begins a case is filled in."""
    assert act.opens_stream
    return BEGUN_AT.get(act.name, f"{AT}/{PATHS[act.opens_stream]}{act.begins_at}/new")

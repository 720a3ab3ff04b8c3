"""What somebody opened of a case, by its pages or as a program, stands in the reading ledger: who, in which offices, which part, and exactly what was sent."""

from hashlib import sha256

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from sqlmodel import col, select
from starlette.routing import Mount

from domain.numbers import PATHS, kind_of, path_of
from domain.streams.shown import NOTED
from domain.vocabulary import Part, StreamKind
from store.record.sightings import ReadingLedger
from store.tables import CaseRow
from store.tables_sightings import SightingRow
from tests.pages.browsers import Street
from tests.record.beside_families import DECLARATION
from tests.record.whole_families import CAMPAIGN, ILL, WELL

OF_EACH_KIND = {
    StreamKind.INITIATIVE: ILL,
    StreamKind.REVIEW: f"{ILL}-R1",
    StreamKind.REWARD_FILE: f"{WELL}-K",
    StreamKind.DECLARATION: DECLARATION,
}


def ledger_of(street: Street) -> ReadingLedger:
    found: ReadingLedger = street.door.app.state.house.reading_ledger
    return found


def read_since(street: Street, place: int) -> list[SightingRow]:
    """What was read after so many readings of that day."""
    ledger_of(street).write()
    with street.door.store.reading() as session:
        found = session.exec(
            select(SightingRow).where(col(SightingRow.place) > place).order_by(col(SightingRow.day), col(SightingRow.place))
        )
        return [row for row in found if row.day == max_day(street)]


def max_day(street: Street) -> object:
    return street.door.app.state.house.readings.today(street.counter.moment)


def so_far(street: Street) -> int:
    return max((row.place for row in read_since(street, 0)), default=0)


def addresses(street: Street) -> list[str]:
    """Every address below a case's number from which something is got, by pages and by programs, with a case of its kind put in."""
    app = street.door.app
    counter = next(route.app for route in app.routes if isinstance(route, Mount) and isinstance(route.app, FastAPI))
    templates = [("", route.path, route.methods) for route in app.routes if isinstance(route, APIRoute)]
    templates += [("/counter", route.path, route.methods) for route in counter.routes if isinstance(route, APIRoute)]
    found = list[str]()
    for at, template, methods in templates:
        for kind, number in OF_EACH_KIND.items():
            if template.startswith(f"/{PATHS[kind]}/{{number}}") and "GET" in (methods or ()):
                act = "raise_integrity_flag" if kind is StreamKind.INITIATIVE else "correct"
                found.append(at + template.format(number=number, place=2, act=act, key="x", name="receipt", form="docx", sha256="0" * 64))
    return found


# A page that lies open asks whether there is anything new; a receipt is what its reader filed; who may be picked is a list of names.
SHOWS_NOTHING = ("/news",)


async def test_whatever_is_got_of_a_case_leaves_a_reading(peopled: Street) -> None:
    browser, silent, many = await peopled.visitor("inspector"), list[tuple[str, int]](), 0
    for address in addresses(peopled):
        before = so_far(peopled)
        status = (
            (await browser.open(address)).status
            if address.startswith("/counter")
            else (await peopled.door.ask("GET", address, "inspector")).status_code
        )
        noted = [row for row in read_since(peopled, before) if row.person == "inspector"]
        if bool(noted) is not (status == 200 and not address.endswith(SHOWS_NOTHING)):
            silent.append((address, status))
        many += len(noted)
    assert silent == []
    assert many > 40


async def test_a_reading_says_who_in_which_offices_what_and_how_far_the_case_had_gone(peopled: Street) -> None:
    before = so_far(peopled)
    await (await peopled.visitor("head")).open(f"/counter/initiatives/{ILL}/plan")
    (row,) = read_since(peopled, before)
    with peopled.door.store.reading() as session:
        case = session.get_one(CaseRow, ILL)
    assert (row.person, row.offices, row.case, row.part) == ("head", " agency_head/26743 ", ILL, Part.PLAN)
    assert (row.sequence, row.head) == (case.sequence, case.head_hash)
    assert row.about.split() == ["lan", "tam"]
    assert case.snapshot["baseline_sha256"] in row.texts


@pytest.mark.parametrize("address", [f"/counter/reviews/{ILL}-R1/room", f"/reviews/{ILL}-R1"])
async def test_it_bears_the_hash_of_exactly_what_was_sent(peopled: Street, address: str) -> None:
    """A page as it is before it is packed for the way."""
    before, browser = so_far(peopled), await peopled.visitor("inspector")
    answer = (await browser.open(address)).answer if address.startswith("/counter") else await peopled.door.ask("GET", address, "inspector")
    (row,) = read_since(peopled, before)
    assert row.seen == sha256(answer.content).hexdigest()


async def test_what_is_not_there_for_somebody_was_not_read(peopled: Street) -> None:
    before = so_far(peopled)
    assert (await (await peopled.visitor("stranger")).open(f"/counter/reviews/{ILL}-R1")).status == 404
    assert (await peopled.door.ask("GET", f"/reviews/{ILL}-R1", "stranger")).status_code == 404
    assert (await peopled.door.ask("HEAD", f"/reviews/{ILL}-R1", "inspector")).status_code == 200
    assert read_since(peopled, before) == []


async def test_of_a_campaign_no_reading_is_noted(peopled: Street) -> None:
    before = so_far(peopled)
    assert (await peopled.door.ask("GET", path_of(CAMPAIGN), "head")).status_code == 200
    assert read_since(peopled, before) == []
    assert kind_of(CAMPAIGN) not in NOTED


async def test_a_ballot_paper_shows_the_proposal(peopled: Street) -> None:
    before = so_far(peopled)
    await (await peopled.visitor("deputy")).open(f"/counter/initiatives/{ILL}/acts/vote")
    assert [row.part for row in read_since(peopled, before)] == [Part.FORM, Part.CONTENTS]

"""What is hidden from a person: kept beside the case on either database, told by the clock too, and told again from the ledger."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import Session, delete, select

from api.views.initiative import InitiativeView
from domain.streams.initiative import Initiative
from domain.vocabulary import StreamKind
from store.reading.caller import Caller
from store.reading.due import DueSought
from store.reading.listing import SOUGHT
from store.reading.open_file import OpenFile, deadlines
from store.reading.readings import Readings
from store.record import effects
from store.tables import EffectRow, HiddenRow
from tests.record.counter import Counter
from tests.record.test_streams import rebuilt

CASE, TWIN = "SK-2026-26743-1", "SK-2026-26743-2"
NAMED = "deputy2"
REPORT = {"about": NAMED, "what": "Giữ hồ sơ ba tuần không nêu lý do.", "reported_as": "reflection", "no_secrets": True}


@pytest.fixture
def readings(counter: Counter) -> Readings:
    return Readings(counter.store, counter.laws)


@pytest.fixture
def hushed(counter: Counter) -> Counter:
    """Two cases of the same hour; in the first the deputy is named, and a month goes by."""
    for case in (CASE, TWIN):
        start = counter.moment
        counter.register(case)
        counter.file("clerk", "accept_dossier", case)
        if case == CASE:
            assert counter.file("lan", "report_obstruction", case, **REPORT).sequence == 3
            counter.moment = start
    counter.moment += timedelta(days=30)
    for case in (CASE, TWIN):
        counter.tick(case)
    assert counter.kinds(CASE).count("escalated") == 4, "two clocks, twice each"
    return counter


def caller(who: str, counter: Counter, readings: Readings) -> Caller:
    found = readings.caller(who, counter.moment)
    assert found
    return found


def opened(number: str, who: str, counter: Counter, readings: Readings) -> OpenFile:
    file = readings.open(number, caller(who, counter, readings), counter.moment)
    assert file
    return file


def test_to_whom_it_names_the_case_is_like_its_twin_of_which_nothing_was_reported(hushed: Counter, readings: Readings) -> None:
    case, twin = (opened(number, NAMED, hushed, readings) for number in (CASE, TWIN))
    assert case.card.model_dump(exclude={"number", "family"}) == twin.card.model_dump(exclude={"number", "family"})
    assert replace(case.stream, number="") == replace(twin.stream, number="")
    assert (case.waiting_for, case.openings) == (twin.waiting_for, twin.openings)
    found = [[each.model_dump(exclude={"number"}) for each in deadlines(file, hushed.moment)] for file in (case, twin)]
    assert found[0] == found[1]
    told = [
        [
            (entry.sequence, entry.fact, bool(entry.filing), entry.recorded_at)
            for entry in readings.timeline(opened(number, NAMED, hushed, readings), caller(NAMED, hushed, readings))
        ]
        for number in (CASE, TWIN)
    ]
    assert told[0] == told[1]


def test_what_was_reported_is_read_by_those_who_need_to_know_and_by_whoever_reported_it(hushed: Counter, readings: Readings) -> None:
    def kinds(who: str) -> set[str]:
        return {entry.fact.kind for entry in readings.timeline(opened(CASE, who, hushed, readings), caller(who, hushed, readings))}

    for who in ("focal", "head", "lan", "tam"):
        assert "obstruction_reported" in kinds(who), who
    assert "obstruction_reported" not in kinds("deputy")
    colleague, focal = (opened(CASE, who, hushed, readings) for who in ("deputy", "focal"))
    assert [each.clock for each in deadlines(colleague, hushed.moment)] == ["decision"]
    assert {each.clock for each in deadlines(focal, hushed.moment)} == {"decision", "obstruction"}
    seen = {who: readings.due(DueSought(), caller(who, hushed, readings), hushed.moment).lines for who in ("deputy", "focal")}
    assert {each.clock for each in seen["deputy"] if each.number == CASE} == {"decision"}
    assert {each.clock for each in seen["focal"] if each.number == CASE} == {"decision", "obstruction"}
    shown = InitiativeView.of(focal.stream, colleague.needs_to_know) if isinstance(focal.stream, Initiative) else None
    assert shown
    assert (shown.obstructions, {clock.kind for clock in shown.clocks}) == ((), {"decision"})


def test_to_another_reader_it_is_not(hushed: Counter, readings: Readings) -> None:
    case, twin = (opened(number, "focal", hushed, readings) for number in (CASE, TWIN))
    assert case.card.sequence == twin.card.sequence + 5, "the report, and what its clock said"
    assert set(case.waiting_for) - set(twin.waiting_for) == {"inspectorate", "home_affairs"}
    seen = [entry.sequence for entry in readings.timeline(case, caller("focal", hushed, readings))]
    assert seen == list(range(1, case.card.sequence + 1))


def test_no_list_sorts_or_finds_it_by_what_is_hidden(hushed: Counter, readings: Readings) -> None:
    def numbers(who: str, **sought: object) -> list[str]:
        page = readings.page(StreamKind.INITIATIVE, SOUGHT[StreamKind.INITIATIVE].model_validate(sought), caller(who, hushed, readings))
        return [card.number for card in page.cards]

    due = opened(TWIN, NAMED, hushed, readings).card.due
    assert due
    before = (due.date()).isoformat()
    assert (numbers(NAMED, due_before=before), numbers("focal", due_before=before)) == ([], [CASE])
    assert (numbers(NAMED, waiting_for="inspectorate"), numbers("focal", waiting_for="inspectorate")) == ([], [CASE])
    assert numbers(NAMED, sort="due") == [CASE, TWIN], "the same hour for both, so by number"
    assert numbers(NAMED, sort="-due") == [TWIN, CASE]


def test_what_was_said_of_it_is_for_nobody_it_names(hushed: Counter) -> None:
    with hushed.store.reading() as session:
        owed = [row for row in session.exec(select(EffectRow).where(EffectRow.case == CASE)) if row.addressee == NAMED]
    hidden = {"obstruction_reported", "obstruction_answered"}
    for row in owed:
        claimed = effects.claim(row.id, hushed.moment, hushed.store)
        assert claimed
        assert claimed.fact.kind not in hidden
        assert getattr(claimed.fact, "clock", "") != "obstruction"


def spoils(session: Session) -> None:
    for row in session.exec(select(HiddenRow)):
        row.due = None
        session.add(row)


@pytest.mark.parametrize("plant", [lambda session: session.exec(delete(HiddenRow)), spoils], ids=["gone", "another"])
def test_what_is_kept_of_it_is_told_again_from_the_ledger(plant: object, hushed: Counter) -> None:
    assert rebuilt(hushed, repair=False)[1] == []
    with hushed.store.writing() as session:
        plant(session)  # type: ignore[operator]
    assert rebuilt(hushed) == (2, [f"{CASE}: from whom something is hidden differs"])
    assert rebuilt(hushed) == (2, [])

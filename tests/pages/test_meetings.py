"""A meeting at the counter: its members vote from their pages, and readers see who has voted and not how."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from api.pages.visits import Sent
from domain import acts
from domain.numbers import path_of
from domain.streams.meeting import MeetingStream
from domain.vocabulary import Regime
from store.record import streams
from tests.families import the_way
from tests.pages.browsers import Page, Street, street
from tests.record.whole_families import follow, until

CASE = "SK-2026-26743-1"


BY_MINUTES: Sent = {
    **{f"minuted.{name}": [value] for name, value in (("minutes_number", "05/BB"),)},
    **{
        name: [value] for name, value in (("against", "1"), ("abstained", "0"), ("conclusion", "Thông qua đề xuất, thí điểm ở hai phường."))
    },
}


@pytest.fixture(scope="module")
async def meeting(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Street]:
    """The leadership sits over the case: the head is for it, a deputy against, and the other has not voted yet."""
    async with street(tmp_path_factory.mktemp("meeting")) as found:
        to_the_vote, _ = until(acts.Vote, the_way(Regime.ND73, ill=True))
        follow(found.counter, CASE, [*to_the_vote, ("head", "", acts.SummonMeeting, {"meets_on": a_working_day_on(found)})])
        on_its_day(found, CASE)
        against = ("deputy", "", acts.CastBallot, {"ballot": "against", "opinion": "Chưa rõ kinh phí."})
        follow(found.counter, CASE, [("head", "", acts.OpenMeeting, {}), ("head", "", acts.CastBallot, {}), against])
        yield found


@pytest.fixture(scope="module")
async def in_secret(meeting: Street) -> Street:
    """Later: the panel of its review sits, and votes in secret."""
    if meeting.counter.case(CASE).meeting:
        follow(meeting.counter, CASE, [("head", "", acts.CloseMeeting, {"votes_for": 1})])
    _, rest = until(acts.Vote, the_way(Regime.ND73, ill=True))
    to_the_recommendation, _ = until(acts.Recommend, [step for step in rest if step[2] not in (acts.Vote, acts.ConcludeVote)])
    follow(meeting.counter, CASE, to_the_recommendation)
    summons = {"meets_on": a_working_day_on(meeting), "secret": True}
    follow(meeting.counter, CASE, [("hoa", "-R1", acts.SummonMeeting, summons)])
    on_its_day(meeting, f"{CASE}-R1")
    follow(meeting.counter, CASE, [("hoa", "-R1", acts.OpenMeeting, {}), ("hoa", "-R1", acts.CastSecretBallot, {})])
    return meeting


def a_working_day_on(street: Street) -> str:
    calendar = street.counter.laws.calendar
    return calendar.add(calendar.local_day(street.counter.moment), 1).isoformat()


def on_its_day(street: Street, number: str) -> None:
    with street.counter.store.reading() as session:
        stream = streams.load(number, session).stream
    assert isinstance(stream, MeetingStream)
    assert stream.meeting
    while street.counter.laws.calendar.local_day(street.counter.moment) < stream.meeting.meets_on:
        street.counter.moment += timedelta(days=1)


async def seen_by(street: Street, who: str, part: str, number: str = CASE, language: str = "vi") -> str:
    page = await (await street.visitor(who, language)).open(f"/counter{path_of(number)}{part}")
    assert page.status == 200
    return page.text


async def asks(street: Street, who: str, act: str, typed: Sent, number: str = CASE) -> Page:
    """By the form, and what the registrar answers."""
    page = await (await street.visitor(who)).act(f"/counter{path_of(number)}/acts/{act}", typed)
    for waiting in street.counter.waiting():
        street.counter.examine(*waiting)
    return await (await street.visitor(who)).open(page.address) if page.address.startswith("/counter/receipts/") else page


async def test_who_has_voted_is_seen_and_how_is_not_until_it_is_closed(meeting: Street) -> None:
    told = [await seen_by(meeting, who, part) for who in ("auditor", "head", "lan") for part in ("", "/people", "/print")]
    assert all("đã bỏ phiếu" in each for each in told)
    assert [
        each for each in told if "không tán thành" in each.replace("tán thành hay không tán thành", "") or "Chưa rõ kinh phí." in each
    ] == []
    assert "has voted" in await seen_by(meeting, "auditor", "/people", language="en")
    for address in ("", "/timeline"):
        answer = await meeting.door.ask("GET", f"/initiatives/{CASE}{address}", "auditor")
        assert (answer.status_code, "Chưa rõ kinh phí." in answer.text) == (200, False)
        assert not re.search(r'"(deputy|head|ballot)": ?"(for|against)"', answer.text), address


async def test_a_second_ballot_and_a_wrong_count_are_refused(meeting: Street) -> None:
    again = await asks(meeting, "deputy", "cast_ballot", {"ballot": ["for"]})
    assert "Ông/bà đã bỏ phiếu tại phiên họp này" in again.text
    assert "deputy2" not in again.text
    third = await asks(meeting, "deputy2", "cast_ballot", {"ballot": ["for"]})
    assert "đã bỏ phiếu tại phiên họp H1" in third.text
    today = meeting.counter.laws.calendar.local_day(meeting.counter.moment)
    dated = {f"minuted.minutes_on.{part}": [str(getattr(today, part))] for part in ("day", "month", "year")}
    wrong = await asks(meeting, "head", "close_meeting", {**BY_MINUTES, **dated, "votes_for": ["3"]})
    assert "đề nghị kiểm phiếu lại" in wrong.text
    right = await asks(meeting, "head", "close_meeting", {**BY_MINUTES, **dated, "votes_for": ["2"]})
    assert "2/3 tán thành, 1 không tán thành" in right.text
    people = await seen_by(meeting, "auditor", "/people")
    assert "2/3 tán thành, 1 không tán thành, 0 không có ý kiến. Được thông qua." in people
    assert "biểu quyết: không tán thành" in people


async def test_a_secret_vote_asks_nobody_how_and_shows_nobody_how(in_secret: Street) -> None:
    review = f"{CASE}-R1"
    by_name = await (await in_secret.visitor("doctor")).open(f"/counter{path_of(review)}/acts/cast_ballot")
    assert "Phiên họp này bỏ phiếu kín" in by_name.text
    assert not any("ballot" in form.controls for form in by_name.forms)
    assert "đã bỏ phiếu kín tại phiên họp H1" in (await asks(in_secret, "doctor", "cast_secret_ballot", {}, review)).text
    people = await seen_by(in_secret, "auditor", "/people", review)
    assert people.count("có mặt; đã bỏ phiếu") == 2
    assert "Bỏ phiếu kín" in people

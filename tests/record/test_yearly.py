"""The yearly campaign opens once a year, however often it is asked, and only inside its window."""

from datetime import UTC, date, datetime
from functools import partial
from typing import Any

import pytest

from activities.yearly import Yearly
from domain.acts import Act, ChangeYearlyCampaign, PauseYearlyCampaign, Register, ResumeYearlyCampaign, SetUpYearlyCampaign
from domain.people.directory import Agency
from domain.streams.campaign import Campaign
from domain.vocabulary import YearlyStage
from store import directory
from store.record import streams
from store.record.filings import RECORDED
from store.record.yearly import yearly_campaign
from store.tables import YearlyRow
from store.upkeep.audit import Audit
from store.upkeep.rebuild import rebuild
from store.upkeep.then import NEARBY
from tests.record.counter import Counter
from tests.record.threads import at_once

NOON = datetime(2027, 1, 15, 5, 0, tzinfo=UTC)


class Opener:
    """Asks as the Schedule does, at the counter's hour."""

    def __init__(self, counter: Counter) -> None:
        self.counter, self.nudged = counter, list[str]()
        counter.moment = NOON
        self.yearly = Yearly(counter.store, counter.laws, counter.registrar, self.nudge, lambda: counter.moment)

    async def nudge(self, number: str) -> None:
        self.nudged.append(number)

    def define(self, *, paused: bool = False, **changed: Any) -> None:
        """Set up, or changed where it was set up before, by an act of Home Affairs; paused by another."""
        fields = {"kinds": [], "agencies": ["26743", "STC"], **changed}
        with self.counter.store.reading() as session:
            begun = yearly_campaign(session) is not None
        kind = ChangeYearlyCampaign if begun else SetUpYearlyCampaign
        self.does(kind, **{**kind.example, **fields})
        if paused:
            self.does(PauseYearlyCampaign)

    def does(self, kind: type[Act], **body: Any) -> None:
        number = self.counter.hand_in("focal", kind.name, "DK", **body)
        self.counter.examine(number, kind.name, "DK")
        assert self.counter.receipt(number).status == RECORDED

    def campaign(self, number: str = "DK-2027") -> Campaign:
        with self.counter.store.reading() as session:
            found = streams.load(number, session).stream
        assert isinstance(found, Campaign)
        return found


@pytest.fixture
def opener(counter: Counter) -> Opener:
    return Opener(counter)


def test_of_two_officers_at_the_same_moment_neither_undoes_what_the_other_did(opener: Opener) -> None:
    opener.define()
    changed = {**ChangeYearlyCampaign.example, "kinds": [], "agencies": ["26743", "STC"], "closes": "04-30"}
    numbers = [
        opener.counter.hand_in("focal", ChangeYearlyCampaign.name, "DK", **changed),
        opener.counter.hand_in("focal", PauseYearlyCampaign.name, "DK"),
    ]
    acts = (ChangeYearlyCampaign.name, PauseYearlyCampaign.name)
    at_once(*(partial(opener.counter.examine, number, act, "DK") for number, act in zip(numbers, acts, strict=True)))
    assert [opener.counter.receipt(number).status for number in numbers] == [RECORDED, RECORDED]
    with opener.counter.store.reading() as session:
        stands = yearly_campaign(session)
    assert stands
    assert (stands.stage, stands.definition and stands.definition.closes) == (YearlyStage.PAUSED, "04-30")


async def test_it_opens_once_whoever_asks_and_its_workflow_is_started_each_time(opener: Opener) -> None:
    opener.define()
    assert [await opener.yearly.open(None) for _ in range(3)] == ["DK-2027"] * 3
    assert opener.counter.kinds("DK-2027") == ["campaign_opened"]
    assert opener.nudged == ["DK-2027"] * 3
    campaign = opener.campaign()
    assert (campaign.owing, campaign.closes_on, campaign.title) == (("26743", "STC"), date(2027, 3, 31), "Đăng ký sáng kiến năm 2027")
    assert list(Audit(opener.counter.seals).faults_of(["DK-2027"], opener.counter.store)) == []
    today = opener.counter.laws.calendar.local_day(opener.counter.moment)
    assert rebuild(opener.counter.store, Audit(opener.counter.seals), opener.counter.laws, today, repair=False) == (2, []), "DK and DK-2027"


async def test_registrations_received_before_it_opens_are_what_they_were_and_no_audit_doubts_them(opener: Opener) -> None:
    """As many as a list has, sent just before, and examined after: the record looks at no campaign that opened after they were received."""
    opener.counter.moment = NOON.replace(hour=0, minute=50)
    opener.define()
    body = {**Register.example, "agency": "26743"}
    numbers = {f"SK-2027-26743-{n}": opener.counter.hand_in("lan", "register", f"SK-2027-26743-{n}", **body) for n in range(1, NEARBY + 6)}
    opener.counter.moment = NOON.replace(hour=1)
    assert await opener.yearly.open(None) == "DK-2027"
    for case, number in numbers.items():
        opener.counter.examine(number, "register", case)
    assert {opener.counter.receipt(number).status for number in numbers.values()} == {RECORDED}
    assert {opener.counter.case(case).campaign for case in numbers} == {""}
    assert list(Audit(opener.counter.seals).faults_of(numbers, opener.counter.store)) == []


async def test_a_firing_that_was_missed_opens_the_campaign_of_its_own_year(opener: Opener) -> None:
    opener.define()
    opener.counter.wait(20)
    assert await opener.yearly.open(datetime(2027, 1, 15, 1, tzinfo=UTC)) == "DK-2027"
    assert opener.campaign().opened_on == opener.counter.moment, "nobody could register before"


async def test_temporals_clock_may_be_a_little_ahead_of_ours(opener: Opener) -> None:
    opener.define()
    opener.counter.moment = datetime(2027, 1, 15, 0, 59, 59, tzinfo=UTC)
    assert await opener.yearly.open(datetime(2027, 1, 15, 1, tzinfo=UTC)) == "DK-2027"


@pytest.mark.parametrize(
    ("fired", "why"),
    [
        pytest.param(datetime(2026, 1, 15, 1, tzinfo=UTC), "its window is long over", id="of a year before"),
        pytest.param(datetime(2028, 1, 15, 1, tzinfo=UTC), "its day has not come", id="of a year to come"),
    ],
)
async def test_a_backfill_of_another_year_opens_nothing(opener: Opener, fired: datetime, why: str) -> None:
    opener.define()
    assert await opener.yearly.open(fired) == "", why
    assert opener.nudged == []


async def test_nothing_opens_while_it_is_paused_or_was_never_set_up(opener: Opener) -> None:
    assert await opener.yearly.open(None) == ""
    opener.define(paused=True)
    assert await opener.yearly.open(None) == ""
    opener.define()
    assert await opener.yearly.open(None) == "", "what is paused stays paused when it is changed"
    opener.does(ResumeYearlyCampaign)
    assert await opener.yearly.open(None) == "DK-2027"


async def test_an_agency_that_has_ended_is_asked_as_its_successor(opener: Opener) -> None:
    opener.define()
    ended = Agency(code="26743", name="Ủy ban nhân dân phường Bến Thành", superior="UBNDTP", valid_to=date(2026, 12, 31), successor="27475")
    with opener.counter.store.writing() as session:
        directory.load([ended], (), (), session, NOON)
    await opener.yearly.open(None)
    assert opener.campaign().owing == ("27475", "STC")


async def test_a_registration_that_names_no_campaign_answers_the_yearly_one_and_two_at_once_are_counted_once(opener: Opener) -> None:
    opener.define()
    await opener.yearly.open(None)
    for number in ("SK-2027-26743-1", "SK-2027-26743-2"):
        opener.counter.register(number)
        assert opener.counter.case(number).campaign == "DK-2027"
    assert opener.counter.kinds("DK-2027") == ["campaign_opened", "duty_fulfilled"]
    assert opener.campaign().owing == ("STC",)


def test_its_definition_is_a_ledger_like_any_other(opener: Opener) -> None:
    opener.define()
    opener.define()
    opener.define(closes="04-30")
    with opener.counter.store.reading() as session:
        campaign = yearly_campaign(session)
    assert campaign
    assert campaign.definition
    assert (campaign.entry, campaign.definition.closes, campaign.changed_by) == (3, "04-30", "focal")
    assert opener.counter.kinds("DK") == ["yearly_campaign_set_up", "yearly_campaign_changed", "yearly_campaign_changed"]


def test_what_the_register_of_an_earlier_release_says_holds_until_somebody_sets_it_up_by_an_act(opener: Opener) -> None:
    content: dict[str, Any] = {
        "agency": "UBNDTP",
        "heading": "Đăng ký",
        "directive": "Kế hoạch",
        "opens": "01-15",
        "opens_at": "08:00:00",
        "closes": "03-31",
    } | {"kinds": ["ward"]}
    with opener.counter.store.writing() as session:
        session.add(YearlyRow(content=content, paused=True, note="Chờ", defined_by="focal", defined_at=NOON))
    with opener.counter.store.reading() as session:
        kept = yearly_campaign(session)
    assert kept
    assert kept.definition
    assert (kept.definition.closes, kept.opens_by_itself, kept.note, kept.changed_by) == ("03-31", False, "Chờ", "focal")
    opener.does(SetUpYearlyCampaign, **{**SetUpYearlyCampaign.example, "closes": "04-15"})
    with opener.counter.store.reading() as session:
        now = yearly_campaign(session)
    assert now
    assert now.definition
    assert (now.definition.closes, now.opens_by_itself) == ("04-15", True)

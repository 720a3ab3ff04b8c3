"""What was received earlier is examined earlier, in a family and between a campaign and what is registered for it, whichever workflow wakes first."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from sqlmodel import col, select
from temporalio.exceptions import ApplicationError

import activities.registrar
from activities.registrar import Registrar
from activities.yearly import Yearly
from domain.acts import OpenCampaign, Register, SetUpYearlyCampaign
from domain.streams.campaign import Campaign
from domain.streams.reward_file import RewardFile
from settings import ROOT
from store.engine import Store
from store.policies import lawbook
from store.record import ledger, streams
from store.record.filings import RECORDED, WAITING
from store.record.keyring import Ring
from store.tables import LedgerRow
from store.upkeep.audit import Audit
from tests.record.counter import Counter, as_sent
from tests.record.rewarding import complete, does
from tests.record.threads import at_once

CASE, OTHER, DIRECTED = "SK-2026-26743-1", "SK-2026-26743-2", "CD-1"
REWARDS, REVIEW = f"{CASE}-K", f"{CASE}-R1"
FLAG: dict[str, Any] = {
    "grounds": ["personal_gain"],
    "persons": ["lan"],
    "what": "Người thân trúng thầu.",
    "evidence": ["E9"],
    "happened_on": "2026-11-02",
}
ROUNDS = 4

Asked = tuple[str, str, str, dict[str, Any]]  # who, act, stream, and what it says
RAISE: Asked = ("inspector", "raise_integrity_flag", CASE, FLAG)
GRANT: Asked = ("head", "grant", REWARDS, {"proposal": "P1", "decision": "Tặng giấy khen."})
ENDS: Asked = ("head", "triage", REVIEW, {"to_review": False, "reasons": "Không có căn cứ."})
REPORT: Asked = (
    "tam",
    "report_obstruction",
    CASE,
    {"about": "deputy", "what": "Không cấp số liệu.", "reported_as": "reflection", "no_secrets": True},
)


@pytest.fixture
def rewarding(counter: Counter) -> Counter:
    """A completed initiative, and its reward file with one reward that waits to be granted."""
    complete(counter)
    considered(counter)
    return counter


def considered(counter: Counter) -> None:
    does(counter, "clerk", "propose_reward", REWARDS, person="tam", reward="praise", achievement="Hoàn thành.")
    does(counter, "emulation", "consider", REWARDS, proposal=_proposals(counter)[-1], favourable=True, minutes="Biên bản.")


def _proposals(counter: Counter) -> list[str]:
    with counter.store.reading() as session:
        file = streams.load(REWARDS, session).stream
    assert isinstance(file, RewardFile)
    return list(file.proposals)


@pytest.fixture
def doubted(rewarding: Counter) -> Counter:
    """A review is open, and the flag that opened it is cleared: nothing holds the rewards but the review."""
    does(rewarding, *RAISE[:3], **RAISE[3])
    does(rewarding, "inspector", "clear_integrity_flag", reasons="Không có căn cứ.", evidence=["E10"])
    return rewarding


@pytest.fixture
def elsewhere(counter: Counter, database_url: str) -> Iterator[Registrar]:
    """The registrar of another worker, with its own connections."""
    store = Store(database_url)
    yield Registrar(
        store,
        Ring(counter.keys),
        counter.seals.sealer(),
        lawbook(ROOT / "policies", store),
        "0.5.0",
        "http://khien",
        lambda: counter.moment,
    )
    store.close()


def received(counter: Counter, asked: Asked, after: timedelta = timedelta(minutes=5)) -> str:
    who, act, stream, body = asked
    number = counter.hand_in(who, act, stream, **body)
    counter.moment += after
    return number


def answer(counter: Counter, number: str) -> str:
    """Recorded, or why not."""
    receipt = counter.receipt(number)
    return receipt.refusal.reason if receipt.refusal else receipt.status


def told(counter: Counter, *numbers: str) -> list[str]:
    """Those filings, in the order the whole ledger was written."""
    with counter.store.reading() as session:
        return list(session.exec(select(LedgerRow.filing).where(col(LedgerRow.filing).in_(numbers)).order_by(col(LedgerRow.id))))


def sound(counter: Counter) -> bool:
    with counter.store.reading() as session:
        numbers = set(session.exec(select(LedgerRow.case)))
    return not [*Audit(counter.seals).faults_of(numbers, counter.store)]


# --- in a family ---


@pytest.mark.parametrize(
    ("first", "second", "answers"),
    [
        pytest.param(RAISE, GRANT, [RECORDED, "held"], id="no reward passes a flag that was received before it"),
        pytest.param(GRANT, RAISE, [RECORDED, RECORDED], id="a flag does not hold what was granted before it"),
        pytest.param(REPORT, GRANT, [RECORDED, RECORDED], id="initiative, reward file"),
        pytest.param(GRANT, REPORT, [RECORDED, RECORDED], id="reward file, initiative"),
    ],
)
@pytest.mark.parametrize("wakes", ["by its act", "by its clock"])
def test_initiative_and_reward_file(first: Asked, second: Asked, answers: list[str], wakes: str, rewarding: Counter) -> None:
    _is_examined_in_order(first, second, answers, wakes, rewarding)


@pytest.mark.parametrize(
    ("first", "second", "answers"),
    [
        pytest.param(ENDS, GRANT, [RECORDED, RECORDED], id="a review that ends before it frees the reward"),
        pytest.param(GRANT, ENDS, ["held", RECORDED], id="a review that ends after it does not"),
        pytest.param(ENDS, REPORT, [RECORDED, RECORDED], id="review, initiative"),
        pytest.param(REPORT, ENDS, [RECORDED, RECORDED], id="initiative, review"),
    ],
)
@pytest.mark.parametrize("wakes", ["by its act", "by its clock"])
def test_a_review_and_the_rest_of_the_family(first: Asked, second: Asked, answers: list[str], wakes: str, doubted: Counter) -> None:
    _is_examined_in_order(first, second, answers, wakes, doubted)


def _is_examined_in_order(first: Asked, second: Asked, answers: list[str], wakes: str, counter: Counter) -> None:
    """The stream of the second wakes first."""
    numbers = [received(counter, each) for each in (first, second)]
    if wakes == "by its act":
        counter.examine(numbers[1], second[1], second[2])
    else:
        counter.tick(second[2])
    assert [answer(counter, number) for number in numbers] == answers
    assert told(counter, *numbers) == [number for number, said in zip(numbers, answers, strict=True) if said == RECORDED]
    assert sound(counter)


def test_two_of_one_moment_are_examined_as_the_register_has_them(rewarding: Counter) -> None:
    flag, grant = (received(rewarding, each, timedelta()) for each in (RAISE, GRANT))
    rewarding.examine(grant, "grant", REWARDS)
    assert (answer(rewarding, flag), answer(rewarding, grant)) == (RECORDED, "held")


def test_what_was_received_later_elsewhere_goes_on_waiting(rewarding: Counter) -> None:
    grant, flag = (received(rewarding, each) for each in (GRANT, RAISE))
    rewarding.examine(grant, "grant", REWARDS)
    assert (answer(rewarding, grant), answer(rewarding, flag)) == (RECORDED, WAITING)


def test_what_breaks_elsewhere_stops_nobody(rewarding: Counter) -> None:
    flag, grant = (received(rewarding, each) for each in (RAISE, GRANT))
    with rewarding.store.writing() as session:
        session.connection().exec_driver_sql(f"UPDATE filings SET sender = 'nobody' WHERE number = '{flag}'")
    stood = rewarding.examine(grant, "grant", REWARDS)
    assert (stood.number, answer(rewarding, flag), answer(rewarding, grant)) == (REWARDS, "broken", RECORDED)


def test_the_stream_that_was_answered_beside_another_is_woken_all_the_same(rewarding: Counter) -> None:
    report, grant = (received(rewarding, each) for each in (REPORT, GRANT))
    rewarding.examine(grant, "grant", REWARDS)
    entry = rewarding.receipt(report).sequence
    assert (f"{CASE}-{entry}-nudge-1", "owed") in rewarding.owed(CASE)


def test_two_workers_that_wake_at_once_keep_the_order(rewarding: Counter, elsewhere: Registrar) -> None:
    for round_ in range(ROUNDS):
        grant: Asked = (*GRANT[:3], {**GRANT[3], "proposal": _proposals(rewarding)[-1]})
        numbers = [received(rewarding, each) for each in (RAISE, grant)]
        calls = (
            partial(rewarding.registrar.examine, REWARDS, "grant", as_sent(numbers[1])),
            partial(elsewhere.examine, CASE, "raise_integrity_flag", as_sent(numbers[0])),
        )
        stood = at_once(*calls[:: 1 if round_ % 2 else -1])
        assert not [each for each in stood if isinstance(each, Exception)], stood
        assert [answer(rewarding, number) for number in numbers] == [RECORDED, "held"]
        does(rewarding, "head", "triage", rewarding.case(CASE).open_reviews[-1], to_review=False, reasons="Không có căn cứ.")
        does(rewarding, "inspector", "clear_integrity_flag", reasons="Không có căn cứ.", evidence=["E10"])
    assert sound(rewarding)


def test_a_clock_that_stood_still_by_what_was_received_in_time_says_nothing(rewarding: Counter) -> None:
    """The reward file is held by a flag received before the day passed, and its workflow wakes first after the outage."""
    received(rewarding, RAISE)
    rewarding.wait(120)
    rewarding.tick(REWARDS)
    assert [kind for kind in rewarding.kinds(REWARDS) if kind in ("rewards_held", "reminded", "escalated")] == ["rewards_held"]


def test_what_was_due_in_another_stream_before_it_is_told_something_is_said_first(rewarding: Counter) -> None:
    """The flag was received after the day had passed, and the initiative's workflow wakes first after the outage."""
    rewarding.wait(120)
    flag = received(rewarding, RAISE)
    rewarding.examine(flag, "raise_integrity_flag", CASE)
    kinds = rewarding.kinds(REWARDS)
    assert kinds[-1] == "rewards_held"
    assert "escalated" in kinds
    with rewarding.store.reading() as session:
        times = [entry.fact.at for entry in ledger.entries(REWARDS, session)]
    assert times == sorted(times)
    assert sound(rewarding)


# --- between a campaign and what is registered for it ---

OPEN: Asked = ("focal", "open_campaign", DIRECTED, {**OpenCampaign.example, "kinds": [], "agencies": ["26743"], "closes_on": "2026-11-20"})
ANSWERS: Asked = ("lan", "register", CASE, {**Register.example, "implementers": ["tam"], "campaign": DIRECTED})


def closes(*owing: str) -> Asked:
    return ("focal", "close_campaign", DIRECTED, {"owing": owing})


@pytest.fixture
def campaigning(counter: Counter) -> Counter:
    """A campaign of one ward, whose window is over tomorrow."""
    does(counter, *OPEN[:3], **OPEN[3])
    counter.wait(17)
    return counter


def campaign(counter: Counter, number: str = DIRECTED) -> Campaign:
    with counter.store.reading() as session:
        found = streams.load(number, session).stream
    assert isinstance(found, Campaign)
    return found


def test_a_registration_received_before_the_close_counts_though_the_campaign_wakes_first(campaigning: Counter) -> None:
    numbers = [received(campaigning, each) for each in (ANSWERS, closes())]
    campaigning.examine(numbers[1], "close_campaign", DIRECTED)
    assert [answer(campaigning, number) for number in numbers] == [RECORDED, RECORDED]
    assert (campaign(campaigning).owing, campaigning.case(CASE).campaign) == ((), DIRECTED)
    assert sound(campaigning)


def test_a_registration_received_after_the_close_is_refused_though_it_wakes_first(campaigning: Counter) -> None:
    campaigning.wait(10)
    numbers = [received(campaigning, each) for each in (closes("26743"), ANSWERS)]
    campaigning.examine(numbers[1], "register", CASE)
    assert [answer(campaigning, number) for number in numbers] == [RECORDED, "campaign-not-open"]


def test_a_registration_for_another_campaign_is_not_waited_for(campaigning: Counter) -> None:
    campaigning.wait(10)
    other: Asked = (*ANSWERS[:3], {**ANSWERS[3], "campaign": "CD-7"})
    numbers = [received(campaigning, each) for each in (other, closes("26743"))]
    campaigning.examine(numbers[1], "close_campaign", DIRECTED)
    assert [answer(campaigning, number) for number in numbers] == [WAITING, RECORDED]


def test_a_registration_finds_the_campaign_whose_opening_was_received_before_it(counter: Counter) -> None:
    numbers = [received(counter, each) for each in (OPEN, ANSWERS)]
    counter.examine(numbers[1], "register", CASE)
    assert [answer(counter, number) for number in numbers] == [RECORDED, RECORDED]
    assert campaign(counter).owing == ()


def test_of_two_campaigns_that_overlap_the_one_received_first_is_opened(counter: Counter) -> None:
    numbers = [received(counter, each) for each in (OPEN, ("focal", "open_campaign", "CD-2", OPEN[3]))]
    counter.examine(numbers[1], "open_campaign", "CD-2")
    assert [answer(counter, number) for number in numbers] == [RECORDED, "campaigns-overlap"]


def test_whoever_registered_in_time_is_not_told_to_be_late(campaigning: Counter) -> None:
    received(campaigning, ANSWERS)
    campaigning.wait(30)
    campaigning.tick(DIRECTED)
    over = campaign(campaigning)
    assert (over.owing, [desk.agency for silence in over.silences for desk in silence.asked]) == ((), [])


def test_two_workers_with_the_close_and_a_registration_before_it_keep_the_order(campaigning: Counter, elsewhere: Registrar) -> None:
    """Two registrations and the close, each woken by another worker: no deadlock, and both count."""
    second: Asked = ("lan", "register", OTHER, ANSWERS[3])
    numbers = [received(campaigning, each) for each in (ANSWERS, second, closes())]
    stood = at_once(
        partial(elsewhere.examine, DIRECTED, "close_campaign", as_sent(numbers[2])),
        partial(campaigning.registrar.examine, OTHER, "register", as_sent(numbers[1])),
        partial(campaigning.registrar.examine, CASE, "register", as_sent(numbers[0])),
    )
    assert not [each for each in stood if isinstance(each, Exception)], stood
    assert [answer(campaigning, number) for number in numbers] == [RECORDED] * 3
    assert sound(campaigning)


# --- and the yearly one ---


@pytest.fixture
def yearly(counter: Counter) -> Yearly:
    """Set up, and its day has come."""
    counter.moment = counter.moment.replace(year=2027, month=1, day=15)
    body = {**SetUpYearlyCampaign.example, "kinds": [], "agencies": ["26743"]}
    does(counter, "focal", "set_up_yearly_campaign", "DK", **body)

    async def nobody(number: str) -> None:
        """Wakes nobody."""

    return Yearly(counter.store, counter.laws, counter.registrar, nobody, lambda: counter.moment)


async def test_a_pause_received_before_the_opening_holds_though_the_schedule_comes_first(counter: Counter, yearly: Yearly) -> None:
    pause = received(counter, ("focal", "pause_yearly_campaign", "DK", {}))
    assert await yearly.open(None) == ""
    assert answer(counter, pause) == RECORDED


async def test_a_registration_received_before_the_opening_does_not_answer_the_campaign(counter: Counter, yearly: Yearly) -> None:
    case = "SK-2027-26743-1"
    asked = {**Register.example, "implementers": ["tam"]}
    before = received(counter, ("lan", "register", case, asked))
    assert await yearly.open(None) == "DK-2027"
    counter.examine(before, "register", case)
    assert (answer(counter, before), counter.case(case).campaign, campaign(counter, "DK-2027").owing) == (RECORDED, "", ("26743",))


# --- much that is ahead ---


def test_much_that_is_ahead_is_answered_in_portions_and_the_rest_is_tried_again(
    rewarding: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = [received(rewarding, each) for each in (REPORT, RAISE, GRANT)]
    monkeypatch.setattr(activities.registrar, "A_LONG_TURN", timedelta(0))
    with pytest.raises(ApplicationError) as told_later:
        rewarding.examine(numbers[2], "grant", REWARDS)
    assert (told_later.value.type, told_later.value.non_retryable) == ("MuchIsAhead", False)
    monkeypatch.undo()
    rewarding.examine(numbers[2], "grant", REWARDS)
    assert [answer(rewarding, number) for number in numbers] == [RECORDED, RECORDED, "held"]

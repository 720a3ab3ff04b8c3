"""A family on the record: what follows from a fact is recorded with it or not at all, and nobody writes into two of its streams at once."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from threading import Event
from typing import Any

import pytest
from sqlalchemy import Connection, event
from sqlalchemy.exc import OperationalError
from sqlmodel import col, select
from temporalio.exceptions import ApplicationError

from activities.registrar import Registrar
from domain.acts import Act, Grant, RaiseIntegrityFlag
from domain.facts import Fact, RewardsHeld
from domain.matter import Matter
from domain.procedure.chapters import CONCLUSIONS
from domain.streams.reward_file import RewardFile
from domain.vocabulary import Hold
from settings import ROOT
from store.engine import Store
from store.policies import lawbook
from store.record import streams
from store.record.filings import BROKEN, RECORDED, REFUSED, WAITING
from store.tables import LedgerRow
from store.upkeep.audit import Audit
from store.upkeep.operator import retry
from tests.builders import another_change, another_conclusion
from tests.record.counter import Counter, as_sent
from tests.record.rewarding import complete, does
from tests.record.threads import at_once

CASE = "SK-2026-26743-1"
REWARDS, FIRST_REVIEW = f"{CASE}-K", f"{CASE}-R1"
ROUNDS = 8
FLAG: dict[str, Any] = {
    "grounds": ["personal_gain"],
    "persons": ["lan"],
    "what": "Người thân trúng thầu.",
    "evidence": ["E9"],
    "happened_on": "2026-11-02",
}


@pytest.fixture
def rewarding(counter: Counter) -> Counter:
    """A completed initiative and its reward file, in which nothing is proposed yet."""
    complete(counter)
    return counter


@pytest.fixture
def elsewhere(rewarding: Counter, database_url: str) -> Iterator[Registrar]:
    """The registrar of another worker, with its own connections."""
    store = Store(database_url)
    yield Registrar(
        store, rewarding.ring, rewarding.sealer, lawbook(ROOT / "policies", store), "0.1.0", "http://khien", lambda: rewarding.moment
    )
    store.close()


def file_of(counter: Counter) -> RewardFile:
    with counter.store.reading() as session:
        file = streams.load(REWARDS, session).stream
    assert isinstance(file, RewardFile)
    return file


def proposed(counter: Counter) -> str:
    """One more reward, praise for tam: its number."""
    does(counter, "clerk", "propose_reward", REWARDS, person="tam", reward="praise", achievement="Hoàn thành.")
    return list(file_of(counter).proposals)[-1]


def considered(counter: Counter) -> str:
    proposal = proposed(counter)
    does(counter, "emulation", "consider", REWARDS, proposal=proposal, favourable=True, minutes="Biên bản.")
    return proposal


def rows(counter: Counter) -> list[LedgerRow]:
    """The whole ledger, in the order it was written."""
    with counter.store.reading() as session:
        return list(session.exec(select(LedgerRow).order_by(col(LedgerRow.id))))


def is_sound(counter: Counter) -> bool:
    streams = {row.case for row in rows(counter)}
    return list(Audit(counter.seals).faults_of(streams, counter.store)) == []


# --- All of it, or none ---


def test_what_follows_is_recorded_with_its_cause_and_under_its_name(rewarding: Counter) -> None:
    before = len(rows(rewarding))
    does(rewarding, "inspector", "raise_integrity_flag", **FLAG)
    cause, *follow = rows(rewarding)[before:]
    entry = f"{CASE}/{cause.sequence}"
    assert [(row.case, row.kind, row.filing) for row in follow] == [
        (FIRST_REVIEW, "review_opened", f"{FIRST_REVIEW}/{entry}-review_opened"),
        (REWARDS, "rewards_held", f"{REWARDS}/{entry}-rewards_held"),
    ]
    assert {(row.fact["follows"], row.legal_time, row.fact["by"]) for row in follow} == {(entry, cause.legal_time, None)}
    assert is_sound(rewarding)


def test_the_initiative_hears_of_its_reward_file_in_the_same_moment(rewarding: Counter) -> None:
    before = len(rows(rewarding))
    proposed(rewarding)
    assert [(row.case, row.kind) for row in rows(rewarding)[before:]] == [(REWARDS, "reward_proposed"), (CASE, "rewards_noted")]
    assert (known := rewarding.case(CASE).rewards) is not None
    assert known.pending
    assert is_sound(rewarding)


def breaking(fact: type[Fact]) -> AbstractContextManager[None]:
    """A programming error in what one fact changes, for a while."""

    def breaks(fact: Fact, stream: object) -> object:
        raise KeyError("planted")

    return another_change(fact, breaks)


def everything(counter: Counter) -> tuple[list[dict[str, Any]], list[Any]]:
    """Ledgers, snapshots and what is owed."""
    with counter.store.reading() as session:
        kept = [streams.load(number, session) for number in (CASE, REWARDS, FIRST_REVIEW)]
    return [row.model_dump() for row in rows(counter)], [*kept, *(counter.owed(number) for number in (CASE, REWARDS, FIRST_REVIEW))]


def test_a_defect_in_the_last_consequence_leaves_nothing_of_the_first(rewarding: Counter) -> None:
    before = everything(rewarding)
    number = rewarding.hand_in("inspector", "raise_integrity_flag", CASE, **FLAG)
    with breaking(RewardsHeld):
        rewarding.examine(number, "raise_integrity_flag", CASE)
    assert rewarding.receipt(number).status == BROKEN
    assert everything(rewarding) == before
    retry(number, rewarding.store)
    rewarding.examine(number, "raise_integrity_flag", CASE)
    assert rewarding.receipt(number).status == RECORDED
    assert file_of(rewarding).frozen_by == (Hold.REVIEW, Hold.INTEGRITY)
    assert is_sound(rewarding)


def test_a_database_that_goes_away_in_the_middle_leaves_nothing_and_the_next_try_records_all(rewarding: Counter) -> None:
    before = everything(rewarding)
    number = rewarding.hand_in("inspector", "raise_integrity_flag", CASE, **FLAG)
    appended = 0

    def goes_away(connection: Connection, cursor: Any, statement: str, *_: object) -> None:
        nonlocal appended
        appended += statement.startswith("INSERT INTO ledger")
        if appended == 3:
            raise OperationalError(statement, {}, ConnectionError("planted"))

    event.listen(rewarding.store.engine, "before_cursor_execute", goes_away)
    with pytest.raises(ApplicationError, match="the database is away"):
        rewarding.examine(number, "raise_integrity_flag", CASE)
    event.remove(rewarding.store.engine, "before_cursor_execute", goes_away)
    assert appended == 3
    assert rewarding.receipt(number).status == WAITING
    assert everything(rewarding) == before
    rewarding.examine(number, "raise_integrity_flag", CASE)
    assert [row.kind for row in rows(rewarding)[-3:]] == ["integrity_flag_raised", "review_opened", "rewards_held"]


# --- One at a time ---


def no_reward_beside_a_flag(counter: Counter) -> bool:
    """In the order the whole ledger was written: from a flag until the file is released, nothing is granted."""
    flagged = False
    for row in rows(counter):
        flagged = (flagged or row.kind == "integrity_flag_raised") and row.kind != "rewards_released"
        if flagged and row.kind == "reward_granted":
            return False
    return True


def grant_and_flag(counter: Counter, proposal: str) -> tuple[str, str]:
    """Both handed in, in the same moment."""
    grant = counter.hand_in("head", "grant", REWARDS, proposal=proposal, decision="Tặng giấy khen.")
    return grant, counter.hand_in("inspector", "raise_integrity_flag", CASE, **FLAG)


def looked_into(counter: Counter, proposal: str, *, granted: bool) -> None:
    """The review finds nothing, the flag is cleared, the reward is out of the way: the next round may begin."""
    does(counter, "head", "triage", counter.case(CASE).open_reviews[-1], to_review=False, reasons="Không có căn cứ.")
    does(counter, "head", "reverse" if granted else "refuse_reward", REWARDS, proposal=proposal, reasons="Vòng sau.")
    does(counter, "inspector", "clear_integrity_flag", reasons="Không có căn cứ.", evidence=["E10"])


def answered(counter: Counter, number: str) -> tuple[str, str]:
    receipt = counter.receipt(number)
    return receipt.status, receipt.refusal.reason if receipt.refusal else ""


def test_a_reward_is_never_granted_beside_a_flag_raised_in_the_same_moment(rewarding: Counter, elsewhere: Registrar) -> None:
    for round_ in range(ROUNDS):
        proposal = considered(rewarding)
        grant, flag = grant_and_flag(rewarding, proposal)
        calls = (
            partial(rewarding.registrar.examine, REWARDS, "grant", as_sent(grant)),
            partial(elsewhere.examine, CASE, "raise_integrity_flag", as_sent(flag)),
        )
        stood = at_once(*calls[:: 1 if round_ % 2 else -1])
        assert not [each for each in stood if isinstance(each, Exception)]
        assert answered(rewarding, flag) == (RECORDED, "")
        assert answered(rewarding, grant) in ((RECORDED, ""), (REFUSED, "held"))
        assert file_of(rewarding).frozen_by == rewarding.case(CASE).frozen_by == (Hold.REVIEW, Hold.INTEGRITY)
        looked_into(rewarding, proposal, granted=answered(rewarding, grant)[0] == RECORDED)
        assert file_of(rewarding).frozen_by == ()
    assert no_reward_beside_a_flag(rewarding)
    assert is_sound(rewarding)


def test_two_streams_that_tell_the_initiative_something_at_once_are_both_heard(rewarding: Counter, elsewhere: Registrar) -> None:
    """A review that ends also releases the reward file, which is just telling of a new proposal: each writes into the other's neighbourhood."""
    for _ in range(ROUNDS):
        does(rewarding, "inspector", "raise_integrity_flag", **FLAG)
        review = rewarding.case(CASE).open_reviews[-1]
        triage = rewarding.hand_in("head", "triage", review, to_review=False, reasons="Không có căn cứ.")
        body = {"person": "lan", "reward": "praise", "achievement": "Đề xuất có giá trị."}
        proposal = rewarding.hand_in("clerk", "propose_reward", REWARDS, **body)
        stood = at_once(
            partial(rewarding.registrar.examine, review, "triage", as_sent(triage)),
            partial(elsewhere.examine, REWARDS, "propose_reward", as_sent(proposal)),
        )
        assert not [each for each in stood if isinstance(each, Exception)]
        assert (answered(rewarding, triage), answered(rewarding, proposal)) == ((RECORDED, ""), (RECORDED, ""))
        case, file = rewarding.case(CASE), file_of(rewarding)
        assert case.rewards is not None
        assert (case.open_reviews, case.rewards.pending, file.frozen_by) == ((), True, (Hold.INTEGRITY,))
        latest = list(file.proposals)[-1]
        does(rewarding, "emulation", "consider", REWARDS, proposal=latest, favourable=True, minutes="Biên bản.")
        does(rewarding, "head", "refuse_reward", REWARDS, proposal=latest, reasons="Vòng sau.")
    assert is_sound(rewarding)


@contextmanager
def slowly(act: type[Act], begun: Event, until: Event) -> Iterator[list[bool]]:
    """Whoever decides this act waits in the middle of it; says whether what they waited for came meanwhile."""
    sound, came = CONCLUSIONS[act].rule, list[bool]()

    def pondering(act: Act, matter: Matter) -> Fact:
        begun.set()
        came.append(until.wait(timeout=1))
        return sound(act, matter)

    with another_conclusion(act, pondering):
        yield came


def test_a_flag_raised_in_the_middle_of_a_grant_waits_and_then_holds_it(rewarding: Counter, elsewhere: Registrar) -> None:
    grant, flag = grant_and_flag(rewarding, considered(rewarding))
    deciding, raised = Event(), Event()

    def raise_it() -> None:
        assert deciding.wait(timeout=10)
        elsewhere.examine(CASE, "raise_integrity_flag", as_sent(flag))
        raised.set()

    with slowly(Grant, deciding, raised) as came:
        at_once(lambda: rewarding.examine(grant, "grant", REWARDS), raise_it)
    assert came == [False], "the flag was raised in the middle of it"
    assert (answered(rewarding, grant), answered(rewarding, flag)) == ((RECORDED, ""), (RECORDED, ""))
    assert [kind for kind in rewarding.kinds(REWARDS) if kind in ("reward_granted", "rewards_held")] == ["reward_granted", "rewards_held"]
    assert file_of(rewarding).frozen_by == (Hold.REVIEW, Hold.INTEGRITY)


def test_a_grant_asked_in_the_middle_of_a_flag_is_refused_as_held(rewarding: Counter, elsewhere: Registrar) -> None:
    proposal = considered(rewarding)
    flag = rewarding.hand_in("inspector", "raise_integrity_flag", CASE, **FLAG)
    grant = rewarding.hand_in("head", "grant", REWARDS, proposal=proposal, decision="Tặng giấy khen.")
    deciding, granted = Event(), Event()

    def ask() -> None:
        assert deciding.wait(timeout=10)
        elsewhere.examine(REWARDS, "grant", as_sent(grant))
        granted.set()

    with slowly(RaiseIntegrityFlag, deciding, granted) as came:
        at_once(lambda: rewarding.examine(flag, "raise_integrity_flag", CASE), ask)
    assert came == [False], "it was granted in the middle of it"
    assert (answered(rewarding, flag), answered(rewarding, grant)) == ((RECORDED, ""), (REFUSED, "held"))

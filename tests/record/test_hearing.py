"""Who hears by letter that something waits for them: the officers who receive a dossier, and the city chair where the city decides."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from domain import acts
from domain.acts import Act
from domain.vocabulary import Regime
from store.engine import Store
from store.reading.asked import asked_of
from store.record import streams
from store.tables import EffectRow
from tests.families import the_way
from tests.record.counter import Counter
from tests.record.whole_families import ILL, WELL, follow, until


@pytest.fixture
def counter(tmp_path: Path) -> Counter:
    return Counter(Store(f"sqlite:///{tmp_path / 'khien.db'}"), tmp_path / "keys")


def told(case: str, counter: Counter) -> set[str]:
    """Who was told of the newest entry."""
    with counter.store.reading() as session:
        newest = streams.load(case, session).stream.sequence
        return set(session.exec(select(EffectRow.addressee).where(EffectRow.case == case, EffectRow.sequence == newest)))


def up_to(act: type[Act], regime: Regime, counter: Counter) -> None:
    """With that act as the last step."""
    before, rest = until(act, the_way(regime, ill=False))
    follow(counter, WELL, [*before, rest[0]])


def test_the_officers_who_receive_dossiers_hear_of_a_registration(counter: Counter) -> None:
    up_to(acts.Register, Regime.ND73, counter)
    assert told(WELL, counter) == {"lan", "tam", "head", "clerk"}


def test_an_officer_who_proposes_hears_as_the_proposer_they_are(counter: Counter) -> None:
    follow(counter, WELL, [("clerk", "", acts.Register, {"implementers": ["tam"]})])
    assert told(WELL, counter) == {"clerk", "tam", "head"}


@pytest.mark.parametrize(("regime", "hear"), [(Regime.ND73, {"head"}), (Regime.HCMC2022, {"head", "chair"})])
@pytest.mark.parametrize("act", [acts.SubmitPlan, acts.ProposeAmendment])
def test_the_city_chair_hears_of_a_plan_where_the_city_decides_it(act: type[Act], regime: Regime, hear: set[str], counter: Counter) -> None:
    up_to(act, regime, counter)
    assert told(WELL, counter) == hear


def test_a_letter_asks_for_what_is_open_to_its_reader_by_the_day_that_runs(counter: Counter) -> None:
    up_to(acts.Register, Regime.ND73, counter)
    with counter.store.reading() as session:
        clerk, head, lan = (asked_of(who, WELL, counter.moment, counter.laws, session) for who in ("clerk", "head", "lan"))
    assert clerk.acts == ("accept_dossier", "return_dossier")
    assert clerk.by
    assert clerk.by == head.by
    assert (clerk.by.clock, clerk.by.basis) == ("decision", "ND73 Art. 8.1")
    assert (lan.acts, lan.by) == ((), None), "nothing is asked of whoever waits"


def test_who_advises_hears_that_they_were_named_and_that_they_are_no_more(counter: Counter) -> None:
    before, _ = until(acts.AppointPanel, the_way(Regime.ND73, ill=True))
    follow(counter, ILL, before)
    until_then = f"{counter.moment.date() + timedelta(days=10)}"
    assert counter.file("tam", "name_adviser", f"{ILL}-R1", adviser="doctor", until=until_then).status == "recorded"
    assert "doctor" in told(f"{ILL}-R1", counter)
    assert counter.file("tam", "dismiss_adviser", f"{ILL}-R1").status == "recorded"
    assert "doctor" in told(f"{ILL}-R1", counter), "though a case's slice of the directory leaves them out"

"""A review is read beside every rule set that may be more favourable: one that came into force between the event and today too (ND234 Art. 24.1)."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from domain.vocabulary import Regime, RuleSet
from settings import ROOT
from store.engine import Store
from store.policies import Lawbook, publish, read, read_calendar
from store.reading.readings import Readings

ND73, PLAN, CALENDAR = (ROOT / "policies" / f"{name}.toml" for name in ("nd73-2023", "hcmc-plan-2022", "calendar-vn-2026-11-2"))
IN_FORCE_SINCE, TODAY = date(2027, 1, 1), datetime(2027, 2, 1, 2, tzinfo=UTC)


@pytest.fixture
def readings(store: Store, tmp_path: Path) -> Readings:
    """Where the decree has a second set, in force since the first of January 2027."""
    text = (
        ND73.read_text("utf-8")
        .replace('"nd73-2023.1"', '"nd73-2023.2"')
        .replace("valid_from = 2023-09-29", f"valid_from = {IN_FORCE_SINCE}")
    )
    (tmp_path / "newer.toml").write_text(text, "utf-8")
    for path in (ND73, tmp_path / "newer.toml", PLAN):
        publish(read(path), store)
    return Readings(store, Lawbook(read_calendar(CALENDAR)))


@pytest.mark.parametrize(
    ("happened_on", "today"),
    [
        pytest.param(date(2026, 12, 31), [(RuleSet.TODAY, "nd73-2023.2")], id="before the newer set: it stands beside as that of today"),
        pytest.param(IN_FORCE_SINCE, [(RuleSet.EVENT_DAY, "nd73-2023.2")], id="on its first day: as that of the event, once"),
    ],
)
def test_beside_the_pinned_set_stand(readings: Readings, store: Store, happened_on: date, today: list[tuple[RuleSet, str]]) -> None:
    with store.reading() as session:
        pinned = readings._lawbook.of("nd73-2023.1", session)
    beside = [(why, law.policy.id) for why, law in readings.laws_beside(pinned, happened_on, TODAY)]
    assert beside == [(RuleSet.PINNED, "nd73-2023.1"), *today, (RuleSet.OTHER_PROGRAMME, "hcmc-plan-2022.1")]


def test_what_was_no_law_on_the_day_of_the_event_does_not_stand_as_its(readings: Readings, store: Store) -> None:
    """Long before any programme there is only the set that decides, and that of today."""
    with store.reading() as session:
        pinned = readings._lawbook.in_force(Regime.ND73, date(2026, 12, 31), session)
    beside = [why for why, _ in readings.laws_beside(pinned, date(2020, 1, 1), TODAY)]
    assert beside == [RuleSet.PINNED, RuleSet.TODAY]

"""Case numbers: each given once."""

from store.engine import Store
from store.record.numbers import next_number
from tests.record.threads import at_once


def ten(store: Store) -> list[str]:
    return [next_number("SK-2026-26743", store) for _ in range(10)]


def test_four_at_once_get_forty_distinct_numbers_without_a_gap(store: Store) -> None:
    given = [number for numbers in at_once(*[lambda: ten(store)] * 4) if isinstance(numbers, list) for number in numbers]
    assert sorted(given) == sorted(f"SK-2026-26743-{n}" for n in range(1, 41))


def test_each_agency_and_year_counts_for_itself(store: Store) -> None:
    assert [next_number(prefix, store) for prefix in ("SK-2026-26743", "SK-2027-26743", "SK-2026-26743")] == [
        "SK-2026-26743-1",
        "SK-2027-26743-1",
        "SK-2026-26743-2",
    ]

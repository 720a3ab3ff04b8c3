"""The secret address of a calendar feed: one for a person, and who asks twice at once has one."""

from store.beside import feeds
from store.engine import Store
from tests.record.counter import MONDAY
from tests.record.threads import at_once


def test_of_two_asked_for_at_once_exactly_one_opens_anything(store: Store) -> None:
    made = at_once(*[lambda: feeds.make("lan", MONDAY, store)] * 4)
    secrets = [secret for secret in made if isinstance(secret, str)]
    assert len(secrets) == len(made), made
    assert [feeds.whose(secret, store) for secret in secrets].count("lan") == 1


def test_an_earlier_one_opens_nothing_any_more(store: Store) -> None:
    first, second = (feeds.make("lan", MONDAY, store) for _ in range(2))
    assert (feeds.whose(first, store), feeds.whose(second, store)) == (None, "lan")
    feeds.take_back("lan", store)
    assert feeds.whose(second, store) is None

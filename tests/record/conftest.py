"""The record on both databases, without a Temporal server."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from store.engine import Store
from store.record.seals import Seals
from tests.furnished import shape
from tests.record.counter import Counter


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.import_plugin("tests.servers")


@pytest.fixture
def empty(database_url: str) -> Iterator[Store]:
    """A database nobody has set up."""
    store = Store(database_url)
    yield store
    store.close()


@pytest.fixture
def store(empty: Store) -> Store:
    """A database of this release, with nothing in it."""
    shape(empty)
    return empty


@pytest.fixture
def counter(empty: Store, tmp_path: Path) -> Counter:
    """The law, the keys, the people and the registrar, on either database."""
    return Counter(empty, tmp_path / "keys")


@pytest.fixture
def reviewed(counter: Counter) -> Counter:
    """A case before the leadership."""
    counter.register("SK-2026-26743-1")
    counter.file("clerk", "accept_dossier", "SK-2026-26743-1")
    return counter


@pytest.fixture
def seals(store: Store, tmp_path: Path) -> Seals:
    seals = Seals(tmp_path / "keys", tmp_path / "registrar", "0.5.0")
    seals.make_sure_of_keys(store)
    return seals

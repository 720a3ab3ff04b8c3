"""The seal: nobody slips a filing in or alters one behind the door, and a ring only grows."""

from datetime import timedelta
from pathlib import Path

import pytest

from domain.filing import Filing
from store.record.keyring import Ring, add_key, ensure_key
from tests.record.counter import MONDAY

FILING = Filing(
    number="TN-20261102-0000000001", case="SK-1", act="vote", body={"ballot": "for"}, sender="head", key="k", received_at=MONDAY
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    add_key(tmp_path / "ring")
    return tmp_path / "ring"


def test_what_the_door_sealed_verifies(folder: Path) -> None:
    assert Ring(folder).verifies(Ring(folder).seal(FILING))


def test_a_new_key_seals_and_the_old_seals_still_verify(folder: Path) -> None:
    old, running = Ring(folder).seal(FILING), Ring(folder)
    assert running.verifies(old)
    newest = add_key(folder)
    new = Ring(folder).seal(FILING)
    assert new.seal_key == newest != old.seal_key
    assert Ring(folder).verifies(old)
    assert Ring(folder).verifies(new)
    assert running.verifies(new), "a worker that runs learns a new key when it first meets it"


@pytest.mark.parametrize(
    "change",
    [
        {"number": "TN-20261102-0000000002"},
        {"case": "SK-2"},
        {"act": "conclude_vote"},
        {"body": {"ballot": "against"}},
        {"sender": "deputy"},
        {"key": "other"},
        {"received_at": MONDAY - timedelta(microseconds=1)},
        {"seal": "00" * 64},
        {"seal": "no hex"},
        {"seal": ""},
        {"seal_key": "seal-19700101-000000-000000"},
        {"seal_key": ""},
    ],
    ids=str,
)
def test_whatever_was_changed_no_longer_verifies(change: dict[str, object], folder: Path) -> None:
    assert not Ring(folder).verifies(Ring(folder).seal(FILING).model_copy(update=change))


def test_a_key_from_outside_the_ring_is_not_looked_up(folder: Path, tmp_path: Path) -> None:
    foreign = add_key(tmp_path / "elsewhere")
    sealed = Ring(tmp_path / "elsewhere").seal(FILING)
    assert not Ring(folder).verifies(sealed.model_copy(update={"seal_key": f"../elsewhere/{foreign}"}))


def test_nobody_else_may_read_the_private_key(folder: Path) -> None:
    assert [path.stat().st_mode & 0o777 for path in folder.glob("*.private.pem")] == [0o600]
    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_ring_with_a_key_is_left_alone_and_an_empty_one_gets_its_first(folder: Path, tmp_path: Path) -> None:
    before = sorted(folder.iterdir())
    ensure_key(folder)
    assert sorted(folder.iterdir()) == before
    ensure_key(tmp_path / "new")
    assert len(list((tmp_path / "new").glob("*.private.pem"))) == 1


def test_without_a_key_the_set_up_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"python -m commands\.setup"):
        Ring(tmp_path).seal(FILING)

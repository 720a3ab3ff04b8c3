"""The seal tells a filing the door received from any other; the digest tells whether the same thing was sent twice."""

from datetime import timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pydantic import ValidationError

from domain.acts import ACTS, Act, Approve
from domain.canonical import canonical, digest
from domain.filing import Filing
from tests.builders import FRIDAY, NUMBER, an_act

KEY, OTHER_KEY = (Ed25519PrivateKey.from_private_bytes(bytes([n]) * 32) for n in (1, 2))


def a_filing(act: Act | None = None, **fields: Any) -> Filing:
    act = act or an_act(Approve)
    received = {
        "number": "TN-20261120-0000000001",
        "case": NUMBER,
        "act": act.name,
        "body": act.model_dump(mode="json"),
        "sender": "head",
        "key": "k1",
        "received_at": FRIDAY,
    }
    return Filing.model_validate({**received, **fields})


SEALED = a_filing().sealed_with("2026", KEY)


def test_what_the_door_sealed_verifies_as_read_back_from_the_register() -> None:
    assert SEALED.verifies_with(KEY.public_key())
    assert Filing.model_validate_json(SEALED.model_dump_json()).verifies_with(KEY.public_key())


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"number": "TN-20261120-0000000002"}, id="another number"),
        pytest.param({"case": "SK-2026-26743-2"}, id="another case"),
        pytest.param({"act": "refuse"}, id="another act"),
        pytest.param({"body": {**SEALED.body, "scope": "toàn thành phố"}}, id="another body"),
        pytest.param({"sender": "deputy"}, id="another sender"),
        pytest.param({"key": "k2"}, id="another key of the sender"),
        pytest.param({"received_at": FRIDAY - timedelta(seconds=1)}, id="an earlier moment"),
        pytest.param({"seal": ""}, id="no seal"),
        pytest.param({"seal": "nonsense"}, id="something that is no seal"),
        pytest.param({"seal": "00" * 64}, id="a seal of nobody"),
    ],
)
def test_whatever_was_changed_behind_the_door_does_not_verify(change: dict[str, Any]) -> None:
    assert not SEALED.model_copy(update=change).verifies_with(KEY.public_key())


def test_a_seal_of_another_key_does_not_verify() -> None:
    assert not a_filing().sealed_with("2026", OTHER_KEY).verifies_with(KEY.public_key())


@pytest.mark.parametrize(
    ("change", "same"),
    [
        pytest.param({"number": "TN-2"}, True, id="the number is ours"),
        pytest.param({"received_at": FRIDAY + timedelta(days=1)}, True, id="so is the time"),
        pytest.param({"body": dict(reversed(SEALED.body.items()))}, True, id="the order of the fields means nothing"),
        pytest.param({"body": {**SEALED.body, "conditions": []}}, False, id="a body is what it says"),
        pytest.param({"act": "refuse"}, False, id="an act is what it is"),
        pytest.param({"case": "SK-2026-26743-2"}, False, id="a case is the one it is about"),
    ],
)
def test_a_repetition_says_the_same_thing(change: dict[str, Any], same: bool) -> None:
    assert (SEALED.model_copy(update=change).content_digest == SEALED.content_digest) == same


def test_a_registration_sent_twice_is_the_same_though_each_got_a_number() -> None:
    first = a_filing(an_act(ACTS["register"]))
    assert first.model_copy(update={"case": "SK-2026-26743-2"}).content_digest == first.content_digest


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_every_act_comes_out_of_the_register_as_it_went_in(act: type[Act]) -> None:
    said = an_act(act)
    opened = Filing.model_validate_json(a_filing(said).model_dump_json()).opened()
    assert (opened.act, opened.case, opened.sender, opened.received_at) == (said, NUMBER, "head", FRIDAY)


def test_what_this_release_does_not_take_is_not_opened() -> None:
    with pytest.raises(KeyError):
        SEALED.model_copy(update={"act": "decree"}).opened()
    with pytest.raises(ValidationError):
        SEALED.model_copy(update={"body": {}}).opened()


def test_one_text_one_hash() -> None:
    assert canonical({"b": 1, "a": "é"}) == '{"a":"é","b":1}'.encode()
    assert digest({"b": 1, "a": "é"}) == digest({"a": "é", "b": 1})

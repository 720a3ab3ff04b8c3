"""Where the issuer's keys come from: rotated, withdrawn, unreachable; and how the local issuer keeps its own."""

import base64
import hashlib
import json
import socket
import stat
import threading
import time
from pathlib import Path

import pytest
from joserfc.jwk import ECKey, Key, RSAKey
from typer import Typer
from typer.testing import CliRunner

from api.tokens import KEYS_GROW_OLD_SECONDS, LARGEST_JWKS, RELOAD_SPACING_SECONDS, IssuerUnreachable, Verifier
from commands import token as token_command
from rehearsal.issuer import make_issuer, rotate
from settings import Settings
from tests.door.issuers import (
    NOW,
    Clock,
    IssuerSite,
    a_token,
    a_verifier,
    raw,
    refusal,
    signed,
)


def test_a_rotated_key_is_found_without_restart_and_the_old_one_still_counts(verifier: Verifier, folder: Path) -> None:
    old = a_token(folder)
    assert verifier.subject(f"Bearer {old}") == "lan"
    rotate(folder)
    assert verifier.subject(f"Bearer {a_token(folder, 'minh')}") == "minh"
    assert verifier.subject(f"Bearer {old}") == "lan"


def test_a_withdrawn_key_is_forgotten(verifier: Verifier, folder: Path, clock: Clock) -> None:
    authorization = f"Bearer {a_token(folder)}"
    assert verifier.subject(authorization) == "lan"
    (folder / "jwks.json").write_text('{"keys": []}')
    clock.seconds += KEYS_GROW_OLD_SECONDS - 1
    assert verifier.subject(authorization) == "lan"
    clock.seconds += 1
    assert refusal(verifier, authorization) == "token-unknown-key"


def test_a_jwks_is_read_over_http_and_kept(site: IssuerSite, folder: Path, clock: Clock) -> None:
    verifier = a_verifier(site.url, clock)
    assert site.visits == 0
    assert [verifier.subject(f"Bearer {a_token(folder)}") for _ in range(5)] == ["lan"] * 5
    assert site.visits == 1


def test_junk_kids_cause_one_reload_only(site: IssuerSite, folder: Path, clock: Clock) -> None:
    verifier, stranger = a_verifier(site.url, clock), ECKey.generate_key("P-256", auto_kid=True)

    def flood() -> None:
        for number in range(20):
            assert refusal(verifier, f"Bearer {signed(stranger, header={'kid': f'junk-{number}'})}") == "token-unknown-key"

    assert verifier.subject(f"Bearer {a_token(folder)}") == "lan"
    flood()
    assert site.visits == 1 + 1
    clock.seconds += RELOAD_SPACING_SECONDS - 1
    flood()
    assert site.visits == 1 + 1
    clock.seconds += 1
    flood()
    assert site.visits == 1 + 2
    clock.seconds -= 3600  # a clock that is set back does not lock new keys out
    flood()
    assert site.visits == 1 + 3


def test_refused_algorithms_do_not_even_ask_the_issuer(site: IssuerSite, clock: Clock) -> None:
    assert refusal(a_verifier(site.url, clock), f"Bearer {raw({'alg': 'none', 'kid': 'junk'})}") == "token-bad-signature"
    assert site.visits == 0


def test_many_threads_share_one_reading(site: IssuerSite, folder: Path, clock: Clock) -> None:
    verifier, authorization = a_verifier(site.url, clock), f"Bearer {a_token(folder)}"
    together, subjects = threading.Barrier(16), []

    def come_in() -> None:
        together.wait()
        subjects.append(verifier.subject(authorization))

    threads = [threading.Thread(target=come_in) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert subjects == ["lan"] * 16
    assert site.visits == 1


def test_an_unreachable_issuer_is_no_fault_of_the_caller(folder: Path, clock: Clock) -> None:
    with socket.socket() as taken:  # bound, not listening: nobody answers here
        taken.bind(("127.0.0.1", 0))
        verifier = a_verifier(f"http://127.0.0.1:{taken.getsockname()[1]}/jwks.json", clock)
        for _ in range(2):  # the second time within the spacing, without asking
            with pytest.raises(IssuerUnreachable):
                verifier.subject(f"Bearer {a_token(folder)}")


@pytest.mark.parametrize(
    ("status", "document"), [(500, b"{}"), (302, b"{}"), (200, b"<html>"), (200, b"[]"), (200, b"{}"), (200, b'{"keys": 7}')]
)
def test_an_outage_costs_only_those_whose_key_is_unknown(
    status: int, document: bytes, site: IssuerSite, folder: Path, clock: Clock
) -> None:
    verifier, known = a_verifier(site.url, clock), f"Bearer {a_token(folder)}"
    assert verifier.subject(known) == "lan"
    rotate(folder)
    unknown = f"Bearer {a_token(folder, 'minh')}"

    site.status, site.document = status, document
    for _ in range(2):
        with pytest.raises(IssuerUnreachable):
            verifier.subject(unknown)
    clock.seconds += 2 * RELOAD_SPACING_SECONDS
    assert verifier.subject(known) == "lan"

    site.status = 200
    site.publish(folder)
    assert verifier.subject(unknown) == "minh"


def test_keys_outlive_an_outage_however_long(site: IssuerSite, folder: Path, clock: Clock) -> None:
    verifier = a_verifier(site.url, clock)
    assert verifier.subject(f"Bearer {a_token(folder)}") == "lan"
    site.status = 503
    clock.seconds += KEYS_GROW_OLD_SECONDS + 1
    assert [verifier.subject(f"Bearer {a_token(folder)}") for _ in range(3)] == ["lan"] * 3
    assert site.visits == 2


def test_an_issuer_down_from_the_start_is_not_hammered_and_is_found_when_it_comes(site: IssuerSite, folder: Path, clock: Clock) -> None:
    verifier, authorization = a_verifier(site.url, clock), f"Bearer {a_token(folder)}"
    site.status = 503
    for _ in range(5):
        with pytest.raises(IssuerUnreachable):
            verifier.subject(authorization)
    assert site.visits == 1
    site.status = 200
    clock.seconds += RELOAD_SPACING_SECONDS
    assert verifier.subject(authorization) == "lan"


def test_a_missing_jwks_file_is_an_outage(tmp_path: Path, folder: Path, clock: Clock) -> None:
    with pytest.raises(IssuerUnreachable):
        a_verifier(tmp_path / "nowhere.json", clock).subject(f"Bearer {a_token(folder)}")


def test_keys_that_come_a_byte_at_a_time_hold_nobody_longer_than_the_whole_may_take(site: IssuerSite, folder: Path, clock: Clock) -> None:
    verifier, begun = a_verifier(site.url, clock, patience_seconds=0.5), time.monotonic()
    site.seconds_a_byte = 0.02  # no single wait is long; together they would last for a minute
    site.document += b" " * 3_000
    with pytest.raises(IssuerUnreachable):
        verifier.subject(f"Bearer {a_token(folder)}")
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize("keys", [(), ("mine",)], ids=["before any keys", "beside the keys at hand"])
def test_keys_without_end_are_not_read_to_the_end(keys: tuple[str, ...], site: IssuerSite, folder: Path, clock: Clock) -> None:
    verifier = a_verifier(site.url, clock)
    if keys:
        assert verifier.subject(f"Bearer {a_token(folder)}") == "lan"
        clock.seconds += KEYS_GROW_OLD_SECONDS + 1
    site.document += b" " * LARGEST_JWKS
    if keys:
        assert verifier.subject(f"Bearer {a_token(folder)}") == "lan"
    else:
        with pytest.raises(IssuerUnreachable, match="larger than"):
            verifier.subject(f"Bearer {a_token(folder)}")


def twins(folder: Path, *keys: Key) -> None:
    """Publish them all under one kid."""
    published = [{**key.as_dict(private=False), "kid": "twin", "use": "sig"} for key in keys]
    (folder / "jwks.json").write_text(json.dumps({"keys": published}))


@pytest.mark.parametrize("backwards", [False, True])
def test_of_keys_under_one_kid_each_is_believed_and_no_other(folder: Path, clock: Clock, backwards: bool) -> None:
    first, second, other = (ECKey.generate_key("P-256") for _ in range(3))
    another_kind = RSAKey.generate_key(2048)
    keys: list[Key] = [first, another_kind, second]
    twins(folder, *keys[:: -1 if backwards else 1])
    verifier = a_verifier(folder / "jwks.json", clock)
    for key in (first, second):
        assert verifier.subject(f"Bearer {signed(key, header={'kid': 'twin'})}") == "lan"
    assert verifier.subject(f"Bearer {signed(another_kind, header={'kid': 'twin', 'alg': 'RS256'})}") == "lan"
    assert refusal(verifier, f"Bearer {signed(other, header={'kid': 'twin'})}") == "token-bad-signature"
    assert refusal(verifier, f"Bearer {signed(first, header={'kid': 'twin'}, exp=NOW - 3600)}") == "token-expired"


# -- the local issuer


def test_the_private_key_is_for_its_owner_only_and_never_published(folder: Path) -> None:
    for file in (folder, folder / "signing.pem"):
        assert stat.S_IMODE(file.stat().st_mode) == (0o700 if file.is_dir() else 0o600)
    rotate(folder)
    assert stat.S_IMODE((folder / "signing.pem").stat().st_mode) == 0o600
    for key in json.loads((folder / "jwks.json").read_bytes())["keys"]:
        assert set(key) == {"kty", "crv", "x", "y", "kid", "use", "alg"}
    assert {file.name for file in folder.iterdir()} == {"signing.pem", "jwks.json"}


def test_the_kid_is_the_thumbprint_of_rfc_7638(folder: Path) -> None:
    (key,) = json.loads((folder / "jwks.json").read_bytes())["keys"]
    canonical = json.dumps({name: key[name] for name in ("crv", "kty", "x", "y")}, separators=(",", ":"))
    assert key["kid"] == base64.urlsafe_b64encode(hashlib.sha256(canonical.encode()).digest()).rstrip(b"=").decode()


def test_a_second_set_up_keeps_the_key_and_mends_the_jwks(verifier: Verifier, folder: Path) -> None:
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    make_issuer(folder)
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before
    (folder / "jwks.json").unlink()
    make_issuer(folder)
    assert verifier.subject(f"Bearer {a_token(folder)}") == "lan"


def test_the_token_command_prints_a_token_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = Settings(home=tmp_path)
    monkeypatch.setattr(token_command, "settings", lambda: here)
    command = Typer()
    command.command()(token_command.token)

    refused = CliRunner().invoke(command, ["lan"])
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "make demo" in refused.stderr

    make_issuer(here.issuer_keys)
    minted = CliRunner().invoke(command, ["lan", "--hours", "1"])
    assert minted.exit_code == 0
    verifier = Verifier(issuer=here.issuer, audience=here.audience, jwks_source=here.jwks_source, skew_seconds=0)
    assert verifier.subject(f"Bearer {minted.stdout.removesuffix(chr(10))}") == "lan"

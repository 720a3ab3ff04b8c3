"""Production says nothing and is held to it: what only a demo may have starts neither door nor worker, unless it says that it is a demo."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx2
import pytest

from api.app import make_app
from rehearsal.people import DEMO_DIRECTORY
from settings import ROOT, OnlyInADemo, Settings
from store.directory_file import load_directory
from store.engine import Store
from store.record.seals import Seals
from store.setup import setup
from worker import WontStart, prepare

REAL = {"jwks": "https://issuer.example/jwks.json", "smtp_starttls": True}
ONLY_IN_A_DEMO: dict[str, tuple[dict[str, Any], str]] = {
    "the local issuer": ({"jwks": ""}, "KHIEN_JWKS is empty"),
    "keys that come over http": ({"jwks": "http://issuer.example/jwks.json"}, "KHIEN_JWKS is an http:// address"),
    "keys that come over HTTP in capitals": ({"jwks": "HTTP://issuer.example/jwks.json"}, "KHIEN_JWKS is an http:// address"),
    "notices in clear": ({"smtp_starttls": False}, "KHIEN_SMTP_STARTTLS is false"),
}


def furnished(folder: Path, **options: Any) -> Settings:
    config = Settings(**{"home": folder, "temporal_address": "127.0.0.1:1", **REAL, **options})
    store = Store(config.database)
    setup(store, Seals.at(config), ROOT / "policies")
    store.close()
    return config


async def door_opens(config: Settings) -> None:
    app = make_app(config)
    async with app.router.lifespan_context(app):
        pass


def worker_starts(config: Settings) -> None:
    store, _ = prepare(config)
    store.close()


async def test_an_installation_with_an_issuer_of_its_own_and_encrypted_mail_opens(tmp_path: Path) -> None:
    config = furnished(tmp_path)
    await door_opens(config)
    worker_starts(config)


@pytest.mark.parametrize(("options", "sentence"), ONLY_IN_A_DEMO.values(), ids=ONLY_IN_A_DEMO)
async def test_what_only_a_demo_may_have_stops_the_start_with_what_to_set(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], options: dict[str, Any], sentence: str
) -> None:
    config = furnished(tmp_path, **options)
    with pytest.raises(OnlyInADemo, match=sentence) as why:
        await door_opens(config)
    assert "set it to" in str(why.value)
    assert "set KHIEN_DEMO=true" in str(why.value)
    assert f'"why": "{why.value}"' in capsys.readouterr().out, "whoever serves us would not tell why"
    with pytest.raises(WontStart, match=sentence):
        worker_starts(config)
    said = config.model_copy(update={"demo": True})
    await door_opens(said)
    worker_starts(said)


async def test_the_local_issuers_own_file_is_the_local_issuer_by_whatever_name(tmp_path: Path) -> None:
    with pytest.raises(OnlyInADemo, match="local issuer"):
        await door_opens(furnished(tmp_path, jwks=str(tmp_path / "keys" / "." / "issuer" / "jwks.json")))


async def test_a_register_with_fictional_people_in_it_stops_the_start(tmp_path: Path) -> None:
    config = furnished(tmp_path)
    store = Store(config.database)
    load_directory(DEMO_DIRECTORY, store, Seals.at(config).sealer())
    store.close()
    with pytest.raises(OnlyInADemo, match="fictional people"):
        await door_opens(config)
    with pytest.raises(WontStart, match="fictional people"):
        worker_starts(config)
    await door_opens(config.model_copy(update={"demo": True}))


@pytest.mark.parametrize(("options", "there"), [({}, 404), ({"demo": True}, 200)])
async def test_the_documentation_is_open_in_a_demo_and_not_there_in_production(tmp_path: Path, options: dict[str, Any], there: int) -> None:

    app = make_app(furnished(tmp_path, **options))
    async with app.router.lifespan_context(app), httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://khien") as http:
        assert {(await http.get(address)).status_code for address in ("/docs", "/openapi.json", "/static/khien.svg")} == {there}
        assert (await http.get("/health")).status_code == 200
        answer = await http.get("/nowhere", headers={"Accept-Language": "en"})
        assert "/docs" not in answer.text


def test_fictional_people_are_not_loaded_where_nobody_said_that_it_is_a_demo(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "commands.setup", "--demo"],
        cwd=ROOT,
        env={"KHIEN_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 1
    assert done.stderr.splitlines() == ["Fictional people and an issuer of their own are for a demo. If this is one, set KHIEN_DEMO=true."]
    assert not (tmp_path / "khien.db").exists()

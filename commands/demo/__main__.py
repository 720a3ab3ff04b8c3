"""`make demo`: the whole product on this machine, with cases at every stage; it stays until Ctrl-C, and the next one goes on from there."""

import asyncio
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing, suppress
from datetime import datetime
from pathlib import Path

import httpx2
from pydantic import ValidationError
from rich.console import Console
from rich.table import Table
from rich.text import Text
from temporalio.client import Client

from commands import setup
from commands.demo import ports, programs
from commands.demo.past import play_the_past
from commands.demo.ports import HOST, NotFree, Ports
from commands.demo.programs import Fallen, Programs
from domain.vocabulary import Stage
from rehearsal.client import DoorClient
from rehearsal.player import Mismatch
from rehearsal.story import STORIES, Story, read_story, stories_in
from rehearsal.waiting import until
from settings import ROOT, Settings, settings
from store.engine import Outage, Store
from store.record.numbers import recorded_numbers
from store.upkeep import pending
from words.rendering import moment
from worker import nudger
from workflows.plugin import khien_plugin

SEES_ALL = "focal"  # the focal point of the demo directory may read every case
READY_WITHIN = 90.0  # seconds; a slow machine needs twenty
OWN_TOKEN = ("home", "issuer", "audience")  # the settings that make another token


def demo_settings() -> tuple[Settings, Ports]:
    """This environment's settings, with everything the demo starts itself on this machine, whatever they say. Raises NotFree."""
    config = settings()
    chosen = ports.ports_of(config)
    own = {
        "demo": True,
        "home": config.home.resolve(),
        "temporal_address": f"{HOST}:{chosen.temporal}",
        "smtp_host": HOST,
        "smtp_username": "",
        "smtp_password": "",
        "smtp_starttls": False,
        "jwks": "",
        "client_id": "khien-counter",
        "client_secret": "",
        "sign_in_at": f"http://{HOST}:{chosen.sign_in}",
        "scanner": f"{HOST}:{chosen.scanner}",
    }
    if "operators" not in config.model_fields_set:
        own["operators"] = SEES_ALL
    if "public_url" not in config.model_fields_set:
        own["public_url"] = f"http://{config.api_host}:{config.api_port}"
    return config.model_copy(update=own), chosen


async def ready(http: httpx2.AsyncClient, running: Programs) -> None:
    """Wait until the API says that database, Temporal and worker are there. Raises Fallen."""
    said = "the API does not answer"

    async def there() -> bool:
        nonlocal said
        running.check()
        with suppress(httpx2.TransportError):
            answer = await http.get("/ready")
            if answer.status_code == 200:
                return True
            said = f"not there: {', '.join(part for part, there in answer.json().items() if not there)}"
        return False

    if not await until(there, within=READY_WITHIN):
        raise Fallen(f"Not ready after {READY_WITHIN:.0f} seconds ({said}). The logs: {running.logs}")


def not_played_yet(config: Settings) -> list[Story]:
    """None once every story has its case; those without one if an earlier demo was stopped while it played."""
    stories = [read_story(path) for path in stories_in(STORIES / "demo")]
    with closing(Store(config.database)) as store:
        known = pending.titles(store)
    return [story for story in stories if not known.issuperset(story.titles)]


async def wake(config: Settings) -> None:
    """Have every case looked at by the worker that now runs: it goes on in real time."""
    store = Store(config.database)
    client = await Client.connect(config.temporal_address, namespace=config.temporal_namespace, plugins=[khien_plugin()])
    nudge = nudger(client, config)
    with closing(store):
        for number in await asyncio.to_thread(recorded_numbers, store):
            await nudge(number)


async def show_cases(client: DoorClient, console: Console) -> None:
    """Every case, by stage, with its reviews and its reward file; and the longest one's timeline, as its parties read it."""
    cards = (await client.get(SEES_ALL, "/initiatives?limit=200")).json()
    beside = [card for kind in ("/reviews", "/rewards") for card in (await client.get(SEES_ALL, f"{kind}?limit=200")).json()]
    order = {stage: place for place, stage in enumerate(Stage)}
    table = Table(title="Cases", title_justify="left")
    for heading in ("number", "stage", "title"):
        table.add_column(heading, no_wrap=heading != "title")
    for card in sorted(cards, key=lambda card: (order[Stage(card["stage"])], card["number"])):
        for each in (card, *(own for own in beside if own["family"] == card["number"])):
            how = ": ".join(filter(None, (each["stage"], each["outcome"], *each["flags"])))
            table.add_row(*map(Text, (each["number"], how, card["title"] if each is card else "")))
    console.print(table)
    await show_campaigns(client, console)
    if cards:
        longest = max(cards, key=lambda card: card["sequence"])
        await show_timeline(longest, client, console)


async def show_campaigns(client: DoorClient, console: Console) -> None:
    """Each with how many agencies have registered, were waived and are missing."""
    table = Table(title="Campaigns", title_justify="left")
    for heading in ("number", "stage", "registered", "waived", "missing", "title"):
        table.add_column(heading, no_wrap=heading != "title")
    for card in (await client.get(SEES_ALL, "/campaigns?limit=200")).json():
        campaign = (await client.get(SEES_ALL, f"/campaigns/{card['number']}")).json()["campaign"]
        missing = sum(1 for left in campaign["owes"].values() if left)
        counts = (str(each) for each in (len(campaign["fulfilled"]), len(campaign["waived"]), missing))
        table.add_row(*map(Text, (card["number"], card["stage"], *counts, card["title"])))
    console.print(table)


async def show_timeline(card: dict[str, str], client: DoorClient, console: Console) -> None:
    table = Table(title=f"{card['number']}  {card['title']}", title_justify="left")
    for heading in ("date", "who", "sentence"):
        table.add_column(heading, no_wrap=heading == "date")
    for entry in (await client.get(SEES_ALL, f"/initiatives/{card['number']}/timeline")).json():
        when = moment(datetime.fromisoformat(entry["at"]), "vi")
        table.add_row(*map(Text, (when, entry["by"] or entry["office"], entry["sentence"])))
    console.print(table)


def links(config: Settings, chosen: Ports) -> str:
    own = "".join(f" KHIEN_{name.upper()}={getattr(config, name)}" for name in OWN_TOKEN if name in settings().model_fields_set)
    api = f"http://{config.api_host}:{config.api_port}"
    database = config.home / "khien.db"
    return f"""
  The counter: pages for people, each to be signed in as by one click
                               {config.public_url}/

  API, with every act to try   {api}/docs
  Temporal UI                  http://{HOST}:{chosen.ui}/namespaces/{config.temporal_namespace}/workflows
  Mail that was not sent       http://{HOST}:{chosen.mail}/
  Database                     {_short(database) if not config.database_url else "KHIEN_DATABASE_URL"}
  Logs                         {_short(config.home / "logs")}

What is left for the head of the ward to do (in this folder; the people are in reference/directory-demo.toml):

  curl -s -H "Authorization: Bearer $(make -s token WHO=head{own})" {api}/worklist

Ctrl-C stops everything; the next `make demo` finds the cases where they are."""


def _short(path: Path) -> Path:
    return path.relative_to(ROOT) if path.is_relative_to(ROOT) else path


@asynccontextmanager
async def at_the_door(config: Settings) -> AsyncIterator[DoorClient]:
    async with httpx2.AsyncClient(base_url=f"http://{config.api_host}:{config.api_port}", timeout=30, trust_env=False) as http:
        yield DoorClient(config, http)


async def demo(console: Console) -> None:
    """Raises what `main` has a sentence for. Cancelled (Ctrl-C), it leaves nothing running."""
    this = asyncio.current_task()
    assert this

    def stop() -> None:
        console.print("Stopping…")
        this.cancel()

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, stop)
    config, chosen = demo_settings()
    ports.check(chosen, config.api_host)
    with console.status("Setting up: database, keys, law, fictional people"):
        setup.set_up(config, demo=True)
    if stories := not_played_yet(config):
        await play_the_past(stories, config, console)
    try:
        with programs.running(config, chosen) as running:
            async with at_the_door(config) as client:
                with console.status("Starting: Temporal, worker, API, mail"):
                    await ready(client.http, running)
                    await wake(config)
                await show_cases(client, console)
            console.print(links(config, chosen), highlight=False, markup=False, soft_wrap=True)
            while True:
                running.check()
                await asyncio.sleep(0.5)
    except asyncio.CancelledError:
        console.print(f"Stopped; everything is kept in {_short(config.home)}.", highlight=False, markup=False)
        raise


def main() -> int:
    console = Console()
    try:
        asyncio.run(demo(console))
    except asyncio.CancelledError:
        return 0
    except ValidationError as error:
        first = error.errors()[0]
        why = f"KHIEN_{'_'.join(str(part) for part in first['loc']).upper()}: {first['msg']}."
    except NotFree as error:
        earlier = programs.left_behind(settings().home)
        why = f"{error}" + (f"\nAn earlier demo is still running here: `kill {earlier}` stops it." if earlier else "")
    except (Fallen, Mismatch) as error:
        why = str(error)
    except httpx2.HTTPError as error:
        why = f"The API went away ({type(error).__name__}). The logs: {_short(settings().home / 'logs')}"
    except (Outage, OSError) as error:
        why = f"The demo cannot be set up in {settings().home}: {error}"
    console.print(why, style="red", highlight=False, markup=False, soft_wrap=True)
    return 1


if __name__ == "__main__":
    sys.exit(main())

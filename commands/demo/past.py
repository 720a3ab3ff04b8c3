"""The demo's past: its stories, played before anything is shown, as if they had gone on for weeks."""

from contextlib import AsyncExitStack
from datetime import datetime
from textwrap import shorten

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

from rehearsal.client import DoorClient
from rehearsal.course import Course, Nudging, StoryClock
from rehearsal.in_one_process import in_one_process, temporal_server
from rehearsal.mail_sink import Sink, receiving
from rehearsal.player import Player
from rehearsal.story import Story
from settings import Settings
from store.clock import now
from store.record.seals import Seals
from worker import nudger


async def play_the_past(stories: list[Story], config: Settings, console: Console, ends: datetime | None = None) -> None:
    """The demo's stories, each begun long enough ago to end about now, or about that moment: in this process, through the same door, worker and Temporal's own
    database, before the programs are started that go on from there. Raises Mismatch.
    """
    clock = StoryClock()
    server = temporal_server("--db-filename", str(config.home / "temporal.db"), "--namespace", config.temporal_namespace)
    async with AsyncExitStack() as opened:
        port = await opened.enter_async_context(receiving(Sink(config.home / "mail")))
        temporal = await opened.enter_async_context(server)
        address = temporal.client.service_client.config.target_host
        meanwhile = config.model_copy(update={"temporal_address": address, "smtp_port": port, "log_level": "ERROR"})
        product = await opened.enter_async_context(in_one_process(meanwhile, clock.now))
        client = DoorClient(meanwhile, product.http)
        mover = Nudging(clock, product.store, nudger(product.client, meanwhile))
        course = Course(clock, product.laws.calendar, product.store, mover, Seals.at(meanwhile).sealer())
        await play(stories, client, course, console, ends or now())


async def play(stories: list[Story], client: DoorClient, course: Course, console: Console, ends: datetime) -> None:
    """One story after the other, each at its own time; so somebody reads before the earliest begins, or the reading ledger would begin anew with each story
    that lies further back. Raises Mismatch.
    """
    course.clock.begin_at(min(ends - story.lasts_about for story in stories))
    await client.get("focal", "/reports/talent")
    shown = (SpinnerColumn(), TextColumn("{task.description}", markup=False), BarColumn(bar_width=20), MofNCompleteColumn())
    with Progress(*shown, console=console) as progress:
        for story in stories:
            course.clock.begin_at(ends - story.lasts_about)
            task = progress.add_task(shorten(story.titles[0], 48, placeholder="…"), total=len(story.steps))
            async for _ in Player(client, story, story.regimes[0], course).play():
                progress.advance(task)
            await course.settle()

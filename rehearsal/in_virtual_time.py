"""A story's player at the door of a whole product of its own, in virtual time."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import uuid4

from temporalio.client import Client

from domain.vocabulary import Regime
from rehearsal.client import DoorClient
from rehearsal.course import Course, FastForwarding, StoryClock
from rehearsal.in_one_process import in_one_process
from rehearsal.mail_sink import HOST, Sink, receiving
from rehearsal.player import Player
from rehearsal.scanner import scanning
from rehearsal.story import Story
from settings import Settings
from store.engine import Store
from store.record.seals import Seals
from worker import nudger
from workflows.names import YEARLY_ID
from workflows.yearly import YearlyCampaignWorkflow


@asynccontextmanager
async def in_virtual_time(
    story: Story, regime: Regime, temporal_address: str, home: Path, prepare: Callable[[Store], None] = lambda _: None
) -> AsyncIterator[tuple[Player, Store]]:
    """A player at the door of a whole product in this process, with the story's clock, and with Temporal's moved on beside it."""
    clock = StoryClock(story.begins)
    async with receiving(Sink(home / "mail")) as smtp_port, scanning() as scanner:
        config = Settings(
            home=home,
            database_url=f"sqlite:///{home / 'khien.db'}",
            keys=None,
            registrar=None,
            public_keys=None,
            jwks="",
            temporal_address=temporal_address,
            temporal_namespace="default",
            task_queue=uuid4().hex,
            smtp_host=HOST,
            smtp_port=smtp_port,
            smtp_username="",
            smtp_password="",
            smtp_starttls=False,
            scanner=scanner,
            log_level="ERROR",
        )
        async with in_one_process(config, clock.now, prepare=prepare) as product:
            mover = FastForwarding(clock, product.store, product.client, nudger(product.client, config))
            sealer, fire = Seals.at(config).sealer(), firing(product.client, config.task_queue)
            course = Course(clock, product.laws.calendar, product.store, mover, sealer, open_yearly=fire)
            yield Player(DoorClient(config, product.http), story, regime, course), product.store


def firing(client: Client, task_queue: str) -> Callable[[], Awaitable[str]]:
    """The action of the yearly campaign's Schedule, started by hand."""

    async def fire() -> str:
        number: str = await client.execute_workflow(YearlyCampaignWorkflow.run, id=f"{YEARLY_ID}-{uuid4().hex}", task_queue=task_queue)
        return number

    return fire

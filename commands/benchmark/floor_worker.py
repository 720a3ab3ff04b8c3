"""The floor's worker, in a process of its own so that its CPU can be told from the product's."""

import asyncio
import signal

from temporalio.client import Client
from temporalio.worker import Worker

from commands.benchmark.floor import FLOOR_QUEUE, Floor
from settings import settings


async def main() -> None:
    config = settings()
    client = await Client.connect(config.temporal_address, namespace=config.temporal_namespace)
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with Worker(client, task_queue=FLOOR_QUEUE, workflows=[Floor]):
        await stop.wait()


if __name__ == "__main__":
    asyncio.run(main())

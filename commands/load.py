"""`make load`: a campaign of 300 agencies and 1,000 registrations through the door, the last 200 at once: what it takes, and that it does not grow.

Everything runs on this machine: door and worker in this process, the real Temporal server beside it, SQLite. Then a list of 5,000 rows is taken in.
"""

import asyncio
import statistics
import tempfile
import time
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx2
import psutil
import typer
import xlsxwriter
from temporalio.runtime import LoggingConfig, Runtime, TelemetryConfig, TelemetryFilter

from domain.acts import Register
from domain.people.directory import Agency, Person, Tenure
from domain.vocabulary import AgencyKind, Office
from rehearsal.client import DoorClient
from rehearsal.in_one_process import Product, in_one_process, temporal_server
from rehearsal.mail_sink import HOST, Sink, receiving
from rehearsal.waiting import until
from settings import Settings
from store import directory
from store.clock import now
from store.engine import Store
from words.registration_list import SHEET, as_row, headings

AGENCIES, REGISTRATIONS, AT_ONCE, ROWS = 300, 1_000, 200, 5_000
BATCH, HANDS = 200, 8
SINCE = date(2025, 7, 1)
REQUIRED = {
    "worst_case": "Quay lại cách cũ.",
    "remedy": "Giữ cách cũ.",
    "commitment": "Không vụ lợi.",
    "grounding": "Đã làm thử.",
    "gap": "unregulated",
    "focus_area": "institutions_policies",
}


def code(n: int) -> str:
    return f"DV{n:03}"


def people_of(store: Store) -> None:
    """So many agencies, each with a head, an officer and a proposer."""
    agencies = [Agency(code=code(n), name=f"Đơn vị {n}", superior="UBNDTP", kind=AgencyKind.SERVICE_UNIT) for n in range(AGENCIES)]
    held = {"head": Office.AGENCY_HEAD, "officer": Office.AGENCY_OFFICER}
    people = [
        Person(id=f"{who}{n}", name=f"{who} {n}", email=f"{who}{n}@load.khien.invalid") for n in range(AGENCIES) for who in (*held, "by")
    ]
    terms = [
        Tenure(person=f"{who}{n}", office=office, agency=code(n), starts=SINCE) for n in range(AGENCIES) for who, office in held.items()
    ]
    with store.writing() as session:
        directory.load(agencies, people, terms, session)


async def register(client: DoorClient, n: int, campaign: str, seconds: list[float]) -> httpx2.Response:
    agency = n % AGENCIES
    body = {
        **Register.example,
        **REQUIRED,
        "regime": "hcmc-plan-2022",
        "agency": code(agency),
        "title": f"Sáng kiến {n}",
        "campaign": campaign,
    }
    began = time.monotonic()
    answer = await client.send(f"by{agency}", "register", "", body)
    seconds.append(time.monotonic() - began)
    return answer


async def many(client: DoorClient, numbers: Sequence[int], campaign: str, hands: int) -> tuple[list[float], int, float]:
    """(seconds of each, failures, seconds of all), so many at a time."""
    slots, seconds, began = asyncio.Semaphore(hands), list[float](), time.monotonic()

    async def one(n: int) -> bool:
        async with slots:
            return (await register(client, n, campaign, seconds)).status_code not in (201, 202)

    failed = sum(await asyncio.gather(*map(one, numbers)))
    return seconds, failed, time.monotonic() - began


def megabytes(process: psutil.Process) -> float:
    return float(process.memory_info().rss) / 1e6


def say(text: str) -> None:
    typer.echo(text)


async def campaign_of_many(client: DoorClient, product: Product) -> None:
    last = (now() + timedelta(days=30)).date().isoformat()
    body = {"agency": "UBNDTP", "heading": "Đợt thử tải", "directive": "Thử tải", "closes_on": last, "kinds": ["service_unit"]}
    began = time.monotonic()
    answer = await client.send("focal", "open_campaign", "", body)
    campaign = str(answer.json()["case"])
    say(f"opened {campaign} for {AGENCIES} agencies in {time.monotonic() - began:.1f} s")
    medians, failures = list[float](), 0
    for first in range(0, REGISTRATIONS - AT_ONCE, BATCH):
        seconds, failed, whole = await many(client, range(first, first + BATCH), campaign, HANDS)
        medians.append(statistics.median(seconds))
        failures += failed
        say(f"registrations {first + 1:>4} to {first + BATCH:>4}: {whole:5.1f} s, median {medians[-1] * 1000:4.0f} ms, failures {failed}")
    seconds, failed, whole = await many(client, range(REGISTRATIONS - AT_ONCE, REGISTRATIONS), campaign, AT_ONCE)
    failures += failed
    say(f"the last {AT_ONCE} at once:      {whole:5.1f} s, slowest {max(seconds):.1f} s, failures {failed}")
    say(f"median of the last batch to that of the first: {medians[-1] / medians[0]:.2f}; failures in all: {failures}")
    file = (await client.get("focal", f"/campaigns/{campaign}")).json()
    described = await product.client.get_workflow_handle(campaign).describe()
    [case, *_] = (await client.get("focal", f"/initiatives?campaign={campaign}&limit=1")).json()
    one = await product.client.get_workflow_handle(case["number"]).describe()
    say(f"events of one initiative's history: {one.history_length}")
    say(
        f"entries of {campaign}: {file['card']['sequence']}; events of its present run: {described.history_length}; owing {len(file['progress']['owing'])}"
    )
    began = time.monotonic()
    report = (await client.get("focal", f"/campaigns/{campaign}/report")).json()
    registered = next(each["count"] for each in report["figures"] if each["section"] == "registered")
    say(f"its report counts {registered} registrations, told from their ledgers in {time.monotonic() - began:.1f} s")


def workbook(folder: Path) -> bytes:
    path = folder / "list.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet(SHEET)
        sheet.write_row(0, 0, headings())
        for n in range(1, ROWS + 1):
            own = {"regime": "hcmc-plan-2022", "agency": code(0), "title": f"Danh sách {n}", "proposers": "by0"}
            body: dict[str, Any] = {**Register.example, **REQUIRED, **own}
            sheet.write_row(n, 0, as_row(body))
    return path.read_bytes()


async def a_long_list(client: DoorClient, folder: Path) -> None:
    last = (now() + timedelta(days=30)).date().isoformat()
    body = {
        "agency": "UBNDTP",
        "heading": "Danh sách",
        "directive": "Thử tải",
        "closes_on": last,
        "agencies": [code(0), code(1)],
        "focus_area": "institutions_policies",
    }
    campaign = str((await client.send("focal", "open_campaign", "", body)).json()["case"])
    content, headers = workbook(folder), {"Authorization": f"Bearer {client.token('officer0')}"}
    began = time.monotonic()
    answer = await client.http.post(f"/campaigns/{campaign}/imports", content=content, headers=headers, timeout=300)
    say(
        f"a list of {ROWS} rows ({len(content) / 1e6:.1f} MB): {answer.status_code} in {time.monotonic() - began:.1f} s: every row checked, all received"
    )
    told = answer.json()

    async def answered() -> bool:
        nonlocal told
        told = (await client.get("officer0", f"/imports/{told['number']}")).json()
        return not told["waiting"]

    beside, late = list[float](), 0

    async def somebody_else_registers() -> None:
        """At another agency, one after the other, for as long as the list is in hand."""
        nonlocal late
        while told["waiting"]:
            late += (await register(client, 1 + AGENCIES * len(beside), campaign, beside)).status_code != 201
            await asyncio.sleep(1)

    await asyncio.gather(until(answered, every=2), somebody_else_registers())
    say(
        f"{len(beside)} registrations beside it: median {statistics.median(beside):.2f} s, slowest {max(beside):.2f} s, not answered at once: {late}"
    )
    say(f"all answered after {time.monotonic() - began:.0f} s: {told['recorded']} recorded, {told['refused']} refused")
    began = time.monotonic()
    again = (await client.http.post(f"/campaigns/{campaign}/imports", content=content, headers=headers, timeout=300)).json()
    say(f"the same file again: {again['new']} new, in {time.monotonic() - began:.1f} s")


async def load(with_list: bool) -> None:
    with tempfile.TemporaryDirectory(prefix="khien-load-") as home:
        folder = Path(home)
        async with temporal_server() as temporal, receiving(Sink(folder / "mail")) as smtp_port:
            config = Settings(
                home=folder,
                database_url=f"sqlite:///{folder / 'khien.db'}",
                temporal_address=temporal.client.service_client.config.target_host,
                task_queue=uuid4().hex,
                smtp_host=HOST,
                smtp_port=smtp_port,
                log_level="ERROR",
            )
            async with in_one_process(config, prepare=people_of) as product:
                client = DoorClient(config, product.http)
                await campaign_of_many(client, product)
                if with_list:
                    await a_long_list(client, folder)
                ours = psutil.Process()
                server = next(each for each in ours.children(recursive=True) if "temporal" in each.name())
                say(f"memory: door and worker {megabytes(ours):.0f} MB, Temporal {megabytes(server):.0f} MB")


def main(with_list: bool = True) -> None:
    """Print what it took."""
    quiet = LoggingConfig(
        filter=TelemetryFilter(core_level="ERROR", other_level="ERROR")
    )  # that a busy machine is slow is what is measured
    Runtime.set_default(Runtime(telemetry=TelemetryConfig(logging=quiet)))
    asyncio.run(load(with_list))


if __name__ == "__main__":
    typer.run(main)

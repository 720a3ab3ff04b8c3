"""The letter of the day on the real Temporal server: its Schedule, and a whole morning begun twice."""

from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from temporalio.testing import WorkflowEnvironment

from domain.letters import NoticeChoice
from rehearsal.mail_sink import Sink, receiving
from tests.houses import House
from worker import schedule_the_digest
from workflows.digest import DigestWorkflow
from workflows.names import DIGEST_ID

pytestmark = pytest.mark.server
TUESDAY = datetime(2026, 11, 3, 0, 30, tzinfo=UTC)  # half past seven in Bến Thành


async def test_each_morning_everybody_who_chose_it_gets_one_letter_however_often_it_is_begun(
    temporal: WorkflowEnvironment, tmp_path: Path
) -> None:
    sink = Sink(tmp_path / "mail")
    async with receiving(sink) as port:
        database, options = f"sqlite:///{tmp_path / 'khien.db'}", {"smtp_port": port, "notices": NoticeChoice.DAILY}
        async with House.opened(temporal, tmp_path, database, lambda: TUESDAY, True, True, **options) as house:
            await house.register()
            for _ in range(2):
                await house.client.execute_workflow(DigestWorkflow.run, id=f"digest-{uuid4().hex}", task_queue=house.config.task_queue)
            await schedule_the_digest(house.client, house.config)
            await schedule_the_digest(house.client, house.config, renew=True)
            schedule = house.client.get_schedule_handle(DIGEST_ID)
            spec = (await schedule.describe()).schedule.spec
            await schedule.delete()
    letters = [letter for _, letter in sink.letters() if "Việc trong ngày" in str(letter["Subject"])]
    assert {str(letter["X-Khien-Copies"]) for letter in letters} == {"1"}
    to = [str(letter["To"]) for letter in letters]
    assert len({*to}) == len(to) >= 2
    assert spec.time_zone_name == "Asia/Ho_Chi_Minh"
    assert (spec.calendars[0].hour[0].start, spec.calendars[0].minute[0].start) == (7, 30)

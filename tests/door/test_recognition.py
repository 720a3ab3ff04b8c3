"""The recognised initiatives and the record of heads at the door: in the reader's language, as JSON or a file, and refused to whom they are not for."""

import csv
import io
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tests.doorstep import beside_a_counter
from tests.record.test_told_by_name import coded, spoken_in
from tests.record.whole_families import WELL, play_families


async def test_what_is_recognised_is_read_by_whom_it_is_for_and_handed_over_as_a_file(tmp_path: Path) -> None:
    async with beside_a_counter(tmp_path) as (counter, door):
        play_families(counter)
        [line] = await door.read("stranger", "/recognised-initiatives")
        assert (line["tier"], line["tier_label"], set(line)) == (
            "typical",
            "Tiêu biểu",
            {"title", "agency", "agency_name", "tier", "tier_label", "year"},
        )
        talent = await door.read("focal", "/reports/talent?at_least=typical")
        assert {case["number"] for each in talent["people"] for case in each["cases"]} == {WELL}
        file = (await door.get("appointing", "/reports/talent?format=csv")).content
        told = [*csv.reader(io.StringIO(file.decode("utf-8-sig")))]
        assert [row[2] for row in told if WELL in row] == [WELL, WELL]
        spoken = spoken_in((await door.get("appointing", "/reports/talent?format=xlsx", "vi")).content)
        assert [cell for cell in spoken if "Nguyễn Thị Lan" in cell]
        assert coded(spoken) == []
        for who in ("lan", "stranger"):
            refused = await door.get(who, "/reports/talent")
            assert (refused.status_code, refused.json()["reason"]) == (403, "talent-for-appointing")

        heads = await door.read("head", "/reports/heads/26743")
        assert heads["terms"][0]["figures"][0]["label"] == "Sáng kiến được đăng ký tại cơ quan"
        book = (await door.get("chair", "/reports/heads/26743?format=xlsx")).content
        rows = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0).to_python()
        assert [row[4] for row in rows if row[3] == "Sáng kiến được đăng ký tại cơ quan"] == [heads["terms"][0]["figures"][0]["count"]]
        refused = await door.get("deputy", "/reports/heads/26743")
        assert (refused.status_code, refused.json()["reason"]) == (403, "heads-for-superiors")
        assert (await door.get("focal", "/reports/heads/NOWHERE")).status_code == 422


@pytest.mark.parametrize("address", ["/reports/talent", "/reports/heads/26743"])
async def test_of_a_moment_that_has_not_come_there_is_none(address: str, tmp_path: Path) -> None:
    async with beside_a_counter(tmp_path) as (_, door):
        refused = await door.get("focal", f"{address}?as_of=2030-01-01T00:00:00Z")
        assert (refused.status_code, refused.json()["type"].rpartition(":")[2]) == (422, "moment-not-come")

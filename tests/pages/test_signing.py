"""Who signs for the head, at the counter: what is wrong with a leave is told on its receipt, and what stands is shown to those who serve there."""

from datetime import timedelta
from typing import Any

from api.pages.forms import fields_of, typed_from
from domain.acts import AnnounceAbsence, GiveLeaveToSign
from domain.numbers import SIGNING
from store.record.numbers import next_numbers
from tests.pages.browsers import Street

WRONG: dict[str, tuple[dict[str, Any], str, str]] = {
    "begins before its paper": ({"starts": "2026-10-01"}, "trước ngày ban hành văn bản", "cannot begin before the day of its paper"),
    "somebody without the office": ({"person": "clerk"}, "không giữ chức vụ đã chọn", "does not hold the office you chose"),
    "a post that is held": ({"capacity": "q"}, "không phù hợp với chức vụ", "does not fit the office"),
}


async def test_what_is_wrong_with_a_leave_is_told_in_the_readers_language_with_what_to_do(peopled: Street) -> None:
    next_numbers([SIGNING, SIGNING], peopled.door.store)  # the first are those of the story
    faults = []
    for name, (fields, vi, en) in WRONG.items():
        for language, told in (("vi", vi), ("en", en)):
            head = await peopled.visitor("head", language)
            sent = typed_from(fields_of(GiveLeaveToSign), {**GiveLeaveToSign.example, **fields})
            receipt = (await head.act("/counter/signing/new", sent)).address
            number = receipt.removeprefix("/counter/receipts/")
            peopled.counter.examine(number, GiveLeaveToSign.name, peopled.counter.receipt(number).case)
            page = await head.open(receipt)
            faults += [(name, language, page.text)] if told not in page.text else []
    assert faults == []


async def test_who_serves_there_sees_who_signs_and_nobody_else_does(peopled: Street) -> None:
    texts = {who: (await (await peopled.visitor(who)).open("/counter/signing")).text for who in ("head", "clerk", "head_th", "lan")}
    assert [who for who, text in texts.items() if "KT. CHỦ TỊCH, PHÓ CHỦ TỊCH Đặng Thị Ánh (DEMO)" in text] == ["head", "clerk"]


async def test_a_head_announces_an_absence_by_the_page_and_both_see_what_moved_and_why(peopled: Street) -> None:
    case, day = peopled.counter.register("SK-2026-26743-801"), peopled.counter.moment.date()
    peopled.counter.file("clerk", "accept_dossier", case)
    head, paper = await peopled.visitor("head"), {"number": "9/TB-UBND", "issued_on": f"{day}"}
    last = f"{day + timedelta(days=2)}"
    said = {"agency": "26743", "starts": f"{day}", "ends": last, "on_paper": paper, "person": "deputy", "capacity": "kt"}
    wrong = await head.act("/counter/signing/absence/new", typed_from(fields_of(AnnounceAbsence), {**said, "ends": "2026-01-01"}))
    number = wrong.address.removeprefix("/counter/receipts/")
    peopled.counter.examine(number, AnnounceAbsence.name, peopled.counter.receipt(number).case)
    assert "Ngày kết thúc vắng mặt phải từ ngày bắt đầu" in (await head.open(wrong.address)).text
    sent = await head.act("/counter/signing/absence/new", typed_from(fields_of(AnnounceAbsence), said))
    number = sent.address.removeprefix("/counter/receipts/")
    leave = peopled.counter.receipt(number).case
    peopled.counter.examine(number, AnnounceAbsence.name, leave)
    deputy = await peopled.visitor("deputy")
    assert "giải quyết thay khi ông/bà vắng mặt, đến hết" in (await head.open("/counter/work")).text
    assert "Chuyển đến ông/bà vì Võ Quốc Minh (DEMO) vắng mặt đến hết" in (await deputy.open("/counter/work")).text
    assert "vắng mặt, Đặng Thị Ánh (DEMO) giải quyết thay" in (await deputy.open(f"/counter/initiatives/{case}/deadlines")).text
    assert peopled.counter.file("head", "end_absence", leave, reason="Về sớm.").status == "recorded"
    assert "Chuyển đến ông/bà" not in (await deputy.open("/counter/work")).text

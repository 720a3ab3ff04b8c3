"""Who signs for the head, at the counter: what is wrong with a leave is told on its receipt, and what stands is shown to those who serve there."""

from typing import Any

from api.pages.forms import fields_of, typed_from
from domain.acts import GiveLeaveToSign
from domain.numbers import SIGNING
from store.record.numbers import next_number
from tests.pages.browsers import Street

WRONG: dict[str, tuple[dict[str, Any], str, str]] = {
    "begins before its paper": ({"starts": "2026-10-01"}, "trước ngày ban hành văn bản", "cannot begin before the day of its paper"),
    "somebody without the office": ({"person": "clerk"}, "không giữ chức vụ đã chọn", "does not hold the office you chose"),
    "a post that is held": ({"capacity": "q"}, "không phù hợp với chức vụ", "does not fit the office"),
}


async def test_what_is_wrong_with_a_leave_is_told_in_the_readers_language_with_what_to_do(peopled: Street) -> None:
    next_number(SIGNING, peopled.door.store)  # the first is that of the story
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

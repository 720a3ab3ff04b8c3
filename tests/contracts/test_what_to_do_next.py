"""Whatever is refused, and whatever the door answers, says what can be done next: who is to act, what to mend, what to wait for, or that nothing need be.

What is checked is the form in which it is said, in Vietnamese: behind what is wrong stands one of the turns by which that is said, or the sentence
begins with it. Whether it is the right advice is for a reader to say.
"""

import re

import pytest

from api.door_reasons import DoorReason
from domain.refusals import RETIRED, Reason
from tests.contracts.test_words import BOOKS, TOKENS

# What the door says that is no answer: the name of a calendar, a line in it, and a frame around what is wrong with a field.
LABELS = {"feed_name", "feed_entry", "field_fault"}
ANSWERS = [
    *(("reasons", reason) for reason in Reason if reason not in RETIRED),
    *(("tokens", reason) for reason in TOKENS),
    *(("door", str(reason)) for reason in DoorReason if reason not in LABELS),
]
PARTS = re.compile(r"[;.,:] ")
PLEASE = re.compile(
    r"\b(đề nghị|phải|chỉ|không cần|có thể|bước tiếp theo|nếu cần)\b|\bdo .+ (thực hiện|gửi|giải quyết)|tiếp tục xem xét", re.IGNORECASE
)
MUST = re.compile(r"^(phải|chỉ)\b", re.IGNORECASE)


def says_what_next(text: str) -> bool:
    first, *rest = PARTS.split(text.rstrip("."))
    return bool(MUST.search(first)) or any(PLEASE.search(part) for part in rest)


def test_every_answer_says_what_can_be_done_next() -> None:
    assert [BOOKS["vi"][section][key] for section, key in ANSWERS if not says_what_next(BOOKS["vi"][section][key])] == []


@pytest.mark.parametrize(
    "text",
    [
        "Hạn mới phải sau hạn hiện nay là ngày {day}.",
        "Cơ quan {agency} đã thuộc đợt đăng ký này.",
        "Không có bộ quy định này; các bộ đã công bố ở nơi khác.",
    ],
)
def test_what_is_wrong_alone_is_no_advice(text: str) -> None:
    assert not says_what_next(text)

"""A stream's number has one form; whatever else somebody sends is nobody's."""

import pytest

from domain.numbers import family_of, is_number, kind_of
from domain.vocabulary import StreamKind

FAMILY = "SK-2026-26743-1"
LONGEST_CODE = "A" * 40


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (FAMILY, StreamKind.INITIATIVE),
        (f"SK-2026-{LONGEST_CODE}-1234", StreamKind.INITIATIVE),
        ("SK-2026-Q1.a_b-c-10", StreamKind.INITIATIVE),
        (f"{FAMILY}-R1", StreamKind.REVIEW),
        (f"{FAMILY}-R999", StreamKind.REVIEW),
        (f"{FAMILY}-K", StreamKind.REWARD_FILE),
        ("DK-2027", StreamKind.CAMPAIGN),
        ("CD-12", StreamKind.CAMPAIGN),
        ("DK", StreamKind.YEARLY),
        ("KK-hoa", StreamKind.DECLARATION),
        ("KK-q1.a_b-c", StreamKind.DECLARATION),
    ],
)
def test_it_is_a_number_and_says_its_kind(number: str, kind: StreamKind) -> None:
    assert (is_number(number), kind_of(number)) == (True, kind)
    assert family_of(number) == (FAMILY if kind in (StreamKind.REVIEW, StreamKind.REWARD_FILE) else number)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "SK",
        "SK-2026-26743",
        "SK-2026-26743-0",
        "SK-2026-26743-01",
        "SK-2026-26743-1 ",
        "SK-2026-26743-1\n",
        "sk-2026-26743-1",
        "SK-2026-26743-١",
        "SK-٢٠٢٦-26743-1",
        "SK-2026-Bến-1",
        f"{FAMILY}-R",
        f"{FAMILY}-R0",
        f"{FAMILY}-R01",
        f"{FAMILY}-R1000",
        f"{FAMILY}-R١",
        f"{FAMILY}-R1-R1",
        f"{FAMILY}-K-K",
        f"{FAMILY}-k",
        f"SK-2026-{LONGEST_CODE}-123456789012",
        f"SK-2026-{'A' * 41}-1",
        "SK-2026-26743-" + "1" * 5_000,
        "DK-27",
        "DK-20270",
        "CD-0",
        "CD-",
        "x" * 1_001,
    ],
    ids=lambda text: repr(text)[:40],
)
def test_it_is_no_number(text: str) -> None:
    assert not is_number(text)

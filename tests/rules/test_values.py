"""What people type: clean text or a refusal at the door, never a surprise in the record."""

import unicodedata
from datetime import UTC, date, datetime

import pytest
from pydantic import TypeAdapter, ValidationError

from domain.acts import ACTS, Act, Close, Register, Vote
from domain.filing import Filing
from domain.streams.initiative import Initiative
from domain.streams.kinds import dumped, loaded
from domain.values import WALL, Code, Day, OptionalText, Sha256, Text, clean
from domain.vocabulary import StreamKind
from tests.builders import an_act

TEXT, OPTIONAL, CODE, HASH = (TypeAdapter(kind) for kind in (Text, OptionalText, Code, Sha256))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        pytest.param(unicodedata.normalize("NFD", "Nguyễn Thị Lan"), "Nguyễn Thị Lan", id="composed as everybody else's"),
        pytest.param("  Phường Bến Thành \n", "Phường Bến Thành", id="without the spaces around it"),
        pytest.param("một\r\nhai", "một\nhai", id="with one kind of line end"),
        pytest.param("cột\tcột", "cột\tcột", id="with its tabs"),
        pytest.param("Đ\u200bất\ufeff đ\u00adai", "Đất đai", id="without what nobody sees and nobody means"),
        pytest.param("👩\u200d🌾", "👩\u200d🌾", id="with what joins one sign to another"),
        pytest.param("🌾 lúa", "🌾 lúa", id="with signs beyond the basic plane"),
    ],
)
def test_a_text_is_kept(typed: str, kept: str) -> None:
    assert TEXT.validate_python(typed) == kept
    assert clean(clean(typed)) == clean(typed)


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("a\x00b", id="NUL"),
        pytest.param("a\x1bb", id="a control character"),
        pytest.param("a\rb", id="a lone carriage return"),
        pytest.param("a\x85b", id="a control character beyond ASCII"),
        pytest.param("a\ud83cb", id="half a surrogate pair"),
        pytest.param("An toàn \u202egnod gnôhk\u202c", id="a line that turns round"),
        pytest.param("\u2066a\u2069", id="a direction of its own"),
        pytest.param("a\ue000", id="a private character"),
        pytest.param("a\uffff", id="a code point that is no character"),
        pytest.param("a\u0378", id="a code point nobody has assigned"),
        pytest.param("a\U000e0041", id="a tag"),
    ],
)
def test_a_text_is_refused_for(typed: str) -> None:
    for kind in (TEXT, OPTIONAL):
        with pytest.raises(ValidationError):
            kind.validate_python(typed)


def test_half_a_surrogate_pair_is_refused_from_json_too() -> None:
    with pytest.raises(ValidationError):
        Register.model_validate_json('{"agency": "26743", "title": "\\ud83c"}')


@pytest.mark.parametrize("empty", ["", "   ", "\n\t"])
def test_a_text_that_is_asked_for_is_not_empty(empty: str) -> None:
    assert OPTIONAL.validate_python(empty) == ""
    with pytest.raises(ValidationError):
        TEXT.validate_python(empty)


def test_there_is_a_wall_behind_the_caps_of_the_policy() -> None:
    assert len(TEXT.validate_python("x" * WALL)) == WALL
    for kind in (TEXT, OPTIONAL):
        with pytest.raises(ValidationError):
            kind.validate_python("x" * (WALL + 1))


@pytest.mark.parametrize("code", ["26743", "W1", "CV-12.a_b", "x" * 40])
def test_a_code_may_be(code: str) -> None:
    assert CODE.validate_python(f" {code} ") == code


@pytest.mark.parametrize("code", ["", "-W1", "W 1", "W/1", "Việc", "W1\nW2", "x" * 41])
def test_a_code_may_not_be(code: str) -> None:
    with pytest.raises(ValidationError):
        CODE.validate_python(code)


@pytest.mark.parametrize("wrong", ["a" * 63, "a" * 65, "A" * 64, "g" * 64, "a" * 64 + "\n"])
def test_a_hash_is_sixty_four_small_hexadecimal_digits(wrong: str) -> None:
    assert HASH.validate_python("a0" * 32) == "a0" * 32
    with pytest.raises(ValidationError):
        HASH.validate_python(wrong)


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_a_misspelt_field_is_refused_and_never_lost(act: type[Act]) -> None:
    assert an_act(act)
    with pytest.raises(ValidationError, match="titel"):
        an_act(act, titel="Trợ lý số")


def test_an_act_does_not_change_once_it_was_said() -> None:
    ballot = an_act(Vote)
    with pytest.raises(ValidationError, match="frozen"):
        ballot.ballot = "against"  # type: ignore[attr-defined]


def test_nobody_says_in_the_body_who_they_are() -> None:
    with pytest.raises(ValidationError, match="by"):
        Close.model_validate({"by": "head"})


def test_a_snapshot_of_a_later_release_is_read_by_an_earlier_one() -> None:
    assert loaded(StreamKind.INITIATIVE, {**dumped(Initiative(number="SK-1")), "a_field_of_tomorrow": 1}) == Initiative(number="SK-1")


@pytest.mark.parametrize("title", ["\u3164", "\u115f\u1160", "!!!", "…", "\u200b", "\u200d"])
def test_a_title_has_a_letter_or_a_digit(title: str) -> None:
    with pytest.raises(ValidationError):
        Register.model_validate({**Register.example, "title": title})


def test_what_an_earlier_release_took_in_is_examined_as_it_was() -> None:
    """Else a filing that waited while the release changed would be broken, and a sealed one could never be decided again."""
    said = {**Register.example, "title": "An toàn \u202egnôd\u202c\u200b", "purpose": "\u3164"}
    filing = Filing(
        number="TN-1", case="SK-1", act="register", body=said, sender="lan", key="k", received_at=datetime(2026, 1, 2, tzinfo=UTC)
    )
    opened = filing.opened().act
    assert isinstance(opened, Register)
    assert (opened.title, opened.purpose) == (said["title"], said["purpose"])


@pytest.mark.parametrize("sent", [0, 1796860800, "1796860800", "0", "2025-7-1", "2025-07-01T00:00:00", "٢٠٢٥-٠٧-٠١", 0.5, None])
def test_a_day_is_written_as_the_calendar_has_it_and_no_other_way(sent: object) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Day).validate_python(sent)
    assert TypeAdapter(Day).validate_python("2025-07-01") == date(2025, 7, 1)

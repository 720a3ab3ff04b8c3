"""Earlier initiatives that are alike: found by the database's own index, with or without diacritics, and only by whoever may read them."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as some

from domain.acts import Register
from domain.likeness import ALIKE, alike, folded
from store.reading.alike_rows import like_each_other
from store.reading.readings import Readings
from store.reading.similar import CANDIDATES, telling
from store.reading.views import Similar
from store.record import filings, imports, streams
from store.record.streams import Snapshot
from store.upkeep.audit import Audit
from store.upkeep.rebuild import rebuild
from tests.record.counter import Counter

words = some.sampled_from(["duong", "day", "nong", "o", "phuong", "ho", "tich", "a", "b", "c", "d", "e"])


def test_a_text_is_folded_to_plain_letters_d_with_stroke_too() -> None:
    assert folded("Đường dây nóng, 24/7", "ở phường") == "duong day nong 24 7 o phuong"
    assert folded("Ðường dây, ðẹp", "\u0189ường \u0256ẹp") == "duong day dep duong dep", "look-alikes of old files"
    assert (alike("a b c", "b c d"), alike("a", "b"), alike("", "a")) == (0.5, 0.0, 0.0)


def registered(counter: Counter, number: str, title: str) -> None:
    receipt = counter.file("lan", "register", number, **{**Register.example, "title": title, "purpose": "Người dân không phải chờ."})
    assert receipt.status == "recorded"


def asked(counter: Counter, title: str, who: str = "focal") -> list[Similar]:
    readings = Readings(counter.store, counter.laws)
    caller = readings.caller(who, counter.moment)
    assert caller
    return readings.similar([(title, "Nguoi dan khong phai cho")], caller)[0]


def test_it_is_found_without_diacritics_the_most_alike_first_and_others_are_not(counter: Counter) -> None:
    registered(counter, "SK-2026-26743-1", "Đường dây nóng hướng dẫn thủ tục")
    registered(counter, "SK-2026-26743-2", "Đường dây nóng")
    registered(counter, "SK-2026-26743-3", "Số hóa sổ hộ tịch, quét từng trang, đối chiếu và lưu trữ lâu dài")
    assert [each.number for each in asked(counter, "duong day nong")] == ["SK-2026-26743-2", "SK-2026-26743-1"]
    assert asked(counter, "Hồ bơi") == []
    assert asked(counter, "!!! *") == []


def test_a_title_alone_is_compared_with_titles_alone(counter: Counter) -> None:
    registered(counter, "SK-2026-26743-1", "Đường dây nóng")
    readings = Readings(counter.store, counter.laws)
    caller = readings.caller("focal", counter.moment)
    assert caller
    assert [each.likeness for each in readings.similar([("duong day nong", "")], caller)[0]] == [1.0]


def test_nobody_is_told_of_what_they_may_not_read(counter: Counter) -> None:
    registered(counter, "SK-2026-26743-1", "Đường dây nóng")
    assert asked(counter, "duong day nong", "stranger") == []
    assert len(asked(counter, "duong day nong", "head")) == 1


def test_the_index_follows_a_dossier_that_was_filed_again_and_a_rebuild(counter: Counter) -> None:
    registered(counter, "SK-2026-26743-1", "Đường dây nóng")
    counter.file("clerk", "return_dossier", "SK-2026-26743-1", missing=["x"])
    again = {name: value for name, value in Register.example.items() if name not in ("agency", "regime")}
    assert (
        counter.file("lan", "resubmit", "SK-2026-26743-1", **{**again, "title": "Tổng đài hẹn giờ", "purpose": "Khỏi chờ."}).status
        == "recorded"
    )
    assert asked(counter, "duong day nong") == []
    rebuild(counter.store, Audit(counter.seals), counter.laws, counter.laws.calendar.local_day(counter.moment), repair=True)
    readings = Readings(counter.store, counter.laws)
    caller = readings.caller("focal", counter.moment)
    assert caller
    assert [each.number for each in readings.similar([("tong dai hen gio", "khoi cho")], caller)[0]] == ["SK-2026-26743-1"]


def test_rows_of_a_list_are_compared_with_what_their_reader_may_read_and_with_each_other_and_no_row_with_itself(counter: Counter) -> None:
    registered(counter, "SK-2026-26743-1", "Đường dây nóng")
    idea = {**Register.example, "purpose": "Người dân không phải chờ."}
    rows = {row: {**idea, "title": title} for row, title in ((2, "Duong day nong"), (3, "Duong day nong moi"), (4, "Hồ bơi cho cả phường"))}
    sealed = {
        row: counter.filing("lan", "register", f"SK-2026-26743-{row}", imports.key_of("DS-1", row), **body) for row, body in rows.items()
    }
    with counter.store.writing() as session:
        imports.receive(imports.Arrived("DS-1", "CD-1", "lan", counter.moment), sealed, session)
    for number, act, case in counter.waiting():
        counter.examine(number, act, case)

    def told(who: str, **looked_at: int) -> list[tuple[int, list[str], tuple[int, ...]]]:
        readings = Readings(counter.store, counter.laws)
        caller = readings.caller(who, counter.moment)
        assert caller
        return [(each.row, [found.number for found in each.similar], each.rows) for each in readings.alike_in("DS-1", caller, **looked_at)]

    assert told("lan") == [(2, ["SK-2026-26743-1"], (3,)), (3, ["SK-2026-26743-1"], (2,))]
    assert told("lan", looked_at=1) == [(2, ["SK-2026-26743-1"], ())]
    assert told("stranger") == [(2, [], (3,)), (3, [], (2,))]
    assert sorted(filings.under("lan", "list:DS-1/", counter.store)) == ["list:DS-1/2", "list:DS-1/3", "list:DS-1/4"]
    assert filings.under("tam", "list:DS-1/", counter.store) == filings.under("lan", "list:DS_1/", counter.store) == {}


def test_ones_own_is_found_among_many_alike_of_others(counter: Counter) -> None:
    """What a reader may not read takes no place in a list that is cut off."""
    hers_is = "SK-2026-26743-1"
    registered(counter, hers_is, "Đường dây nóng hỗ trợ")
    kept = counter.case(hers_is)
    assert kept.dossier
    theirs = replace(kept, dossier=kept.dossier.model_copy(update={"title": "Đường dây nóng"}), agency="27475", addressed_to="27475")
    with counter.store.writing() as session:
        for n in range(1, CANDIDATES + 5):
            other = replace(theirs, number=f"SK-2026-27475-{n}", proposers=("tam",), implementers=())
            law, known = counter.laws.of(other.policy, session), streams.directory_for(other, (), counter.moment.date(), session)
            streams.save(Snapshot(other), known, law, counter.moment, session)
    own = Readings(counter.store, counter.laws)
    hers = own.caller("lan", counter.moment)
    assert hers
    assert [each.number for each in own.similar([("duong day nong", "")], hers)[0]] == [hers_is]


@given(some.lists(some.lists(words, min_size=1, max_size=6).map(" ".join), max_size=8))
def test_of_a_list_each_row_is_told_every_other_that_is_like_it(texts: list[str]) -> None:
    rows = dict(enumerate(texts, 2))
    by_hand = {row: tuple(n for n in rows if n != row and alike(text, rows[n]) >= ALIKE) for row, text in rows.items()}
    assert like_each_other(rows) == by_hand


@given(some.lists(words, min_size=1, max_size=12), some.lists(words, max_size=12))
def test_whatever_is_alike_has_one_of_the_words_that_are_looked_for(one: list[str], other: list[str]) -> None:
    if alike(" ".join(one), " ".join(other)) >= ALIKE:
        assert set(telling(" ".join(one))) & set(other)

"""What leaves the building says nothing of a person's conduct: tried with every fact there is, as the record keeps it."""

import json
import re
from collections.abc import Iterator
from datetime import date
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import words
from activities.notices import Mailbox, letter
from domain.facts import FACTS, Fact
from domain.letters import ASKED, TOLD, may_be_asked, may_be_told
from domain.numbers import family_of, kind_of
from domain.people.directory import Person
from domain.procedure.chapters import CHAPTERS
from domain.procedure.table import PROCEDURE
from domain.streams.hiding import CLOCKS_OF_CONDUCT
from domain.vocabulary import ClockKind, StreamKind
from store.reading.asked import NOTHING, Asked, LastDay
from store.record.effects import Claimed
from tests.contracts.test_words import DOCUMENTS

LEDGER = Path(__file__).parents[1] / "record" / "stored" / "0.5.0" / "ledger.json"
BOX = Mailbox("127.0.0.1", 25, "Khiên <khien@khien.invalid>", "http://khien")
TO = Person(id="reader", name="Người nhận", email="reader@khien.invalid")
NAMES = {"lan": "Nguyễn Thị Lan (DEMO)", "tam": "Trần Minh Tâm (DEMO)", "hoa": "Lê Thu Hòa (DEMO)"}
OF_CONDUCT = ("alarms", "recusal", "correction", "suspension", "cause", "findings", "panel", "discipline")
SHARED = {"resume"}  # the work goes on: of the chapter that holds it, and tells of nobody
SUBJECTS = {*words.books()["vi"]["subjects"].values()}


@cache
def rows() -> list[tuple[str, Fact]]:
    return [(row["case"], FACTS[row["kind"]].model_validate(row["fact"])) for row in json.loads(LEDGER.read_text(encoding="utf-8"))]


def sent(case: str, fact: Fact, asked: Asked = NOTHING) -> EmailMessage:
    """As the mail server gets it, and a reader's program takes it apart."""
    whole = letter(Claimed("id", "token", case, "notice", "reader", fact, NAMES), TO, BOX, asked, DOCUMENTS)
    read = message_from_bytes(whole.as_bytes(), policy=default)
    assert isinstance(read, EmailMessage)
    return read


def body_of(message: EmailMessage) -> str:
    return str(message.get_content())


def texts(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for part in value.values():
                yield from texts(part)
        case list():
            for part in value:
                yield from texts(part)


def test_every_kind_of_fact_is_tried() -> None:
    assert {fact.kind for _, fact in rows()} == FACTS.keys()


def test_a_subject_is_the_initiatives_number_and_a_neutral_word() -> None:
    for case, fact in rows():
        message = sent(case, fact)
        assert message["Subject"] in {f"[Khiên] {family_of(case)}: {word}" for word in SUBJECTS}, fact.kind
        outside = " ".join(str(value) for name, value in message.items() if name not in ("To", "From"))
        assert not re.search(r"-R\d|-K\b|DEMO|Nguyễn|Trần", outside), (fact.kind, outside)


def test_no_subject_tells_a_review_from_the_rest() -> None:
    """A reminder of a review is announced as any reminder is, and its other news as the news of any initiative."""
    said = {kind: set[str]() for kind in StreamKind}
    for case, fact in rows():
        said[kind_of(case)].add(str(sent(case, fact)["Subject"]).partition(": ")[2])
    assert said[StreamKind.REVIEW] <= said[StreamKind.INITIATIVE]
    assert said[StreamKind.REWARD_FILE] <= said[StreamKind.INITIATIVE]


def test_of_what_may_not_be_told_a_letter_repeats_nothing() -> None:
    closed = [(case, fact) for case, fact in rows() if not may_be_told(fact, kind_of(case))]
    assert len({fact.kind for _, fact in closed}) > 60
    for case, fact in closed:
        body = body_of(sent(case, fact))
        assert words.sentence(fact, "vi", NAMES) not in body
        written = {text for text in texts(fact.model_dump(mode="json", exclude={"follows", "paper"})) if len(text) > 7 and text not in case}
        assert not [text for text in written if text in body], fact.kind
        assert "đăng nhập" in body
        assert f"http://khien/{'reviews' if '-R' in case else ''}" in body, "and where it is read"


def test_of_what_may_be_told_a_letter_says_that_it_happened_and_nothing_of_what_people_wrote() -> None:
    told = [(case, fact) for case, fact in rows() if may_be_told(fact, kind_of(case))]
    assert {fact.kind for _, fact in told} == TOLD == words.books()["vi"]["happened"].keys()
    for case, fact in told:
        body = body_of(sent(case, fact))
        assert f"Hồ sơ {family_of(case)}: {words.happened(fact, 'vi')}." in body
        written = {text for text in texts(fact.model_dump(mode="json", exclude={"follows", "paper"})) if len(text) > 7 and text not in case}
        assert not [text for text in written if text in body], fact.kind


BY = LastDay(ClockKind.DECISION, date(2026, 12, 2), "ND73 Art. 8.1")


def test_a_letter_says_what_is_asked_of_its_reader_and_by_when_on_what_law() -> None:
    case, fact = next((case, fact) for case, fact in rows() if fact.kind == "registered" and kind_of(case) is StreamKind.INITIATIVE)
    message = sent(case, fact, Asked(("accept_dossier", "return_dossier"), BY))
    assert message["Subject"] == f"[Khiên] Hồ sơ {case} có việc chờ ông/bà giải quyết, hạn cuối 02/12/2026"
    titles = [words.act_title(act, "vi") for act in ("accept_dossier", "return_dossier")]
    lowered = [title[:1].lower() + title[1:] for title in titles]
    assert f"Đề nghị ông/bà: {lowered[0]} hoặc {lowered[1]}." in body_of(message)
    assert "hết ngày 02/12/2026 (khoản 1 Điều 8 Nghị định" in body_of(message)


@pytest.mark.parametrize("kind", [StreamKind.REVIEW, StreamKind.REWARD_FILE])
def test_of_a_review_or_a_reward_a_letter_says_by_when_and_never_what(kind: StreamKind) -> None:
    case, fact = next((case, fact) for case, fact in rows() if kind_of(case) is kind)
    for row in PROCEDURE[kind]:
        message = sent(case, fact, Asked((row.act.name,), LastDay(ClockKind.TRIAGE, date(2026, 12, 2), "ND73 Art. 8.1")))
        assert message["Subject"] == f"[Khiên] Hồ sơ {family_of(case)} có việc chờ ông/bà giải quyết, hạn cuối 02/12/2026"
        body = body_of(message)
        assert "Hạn cuối: hết ngày 02/12/2026." in body
        assert words.act_title(row.act.name, "vi").lower() not in body.lower()
        assert "Điều" not in body
        assert words.books()["vi"]["clocks"][ClockKind.TRIAGE] not in body


def test_no_act_that_tells_of_conduct_is_named_in_a_letter() -> None:
    told = {each.act.name for name in OF_CONDUCT for each in CHAPTERS[name].concludes}
    assert not {act for act in told if may_be_asked(act, StreamKind.INITIATIVE)} - SHARED
    open_to_somebody = {row.act.name for row in PROCEDURE[StreamKind.INITIATIVE] if row.on_worklist and row.at is not None}
    # Who is near to whom is a matter between persons too.
    assert open_to_somebody - ASKED == {"answer_obstruction", "conclude_not_handled", "declare_impartiality", "decide_challenge"}


def test_the_clock_of_an_obstruction_is_not_named() -> None:
    case, fact = next((case, fact) for case, fact in rows() if kind_of(case) is StreamKind.INITIATIVE)
    for clock in CLOCKS_OF_CONDUCT:
        body = body_of(sent(case, fact, Asked(("answer_obstruction",), LastDay(clock, date(2026, 12, 2), "ND73 Art. 8.1"))))
        assert words.books()["vi"]["clocks"][clock] not in body
        assert words.act_title("answer_obstruction", "vi").lower() not in body.lower()


@pytest.mark.parametrize("kind", sorted(TOLD))
def test_what_may_be_told_says_nothing_of_anybodys_conduct(kind: str) -> None:
    """It is no fact of a review, an alarm or a recusal, and names nobody but those whose initiative it is."""
    of_conduct = {
        change.fact.kind
        for name, chapter in CHAPTERS.items()
        for change in chapter.changes
        if change.rule.__module__.startswith("domain.liability") or name in ("alarms", "recusal", "correction", "suspension")
    }
    assert kind not in of_conduct
    naming = {"about", "person", "persons", "member", "members", "chair", "outcomes", "dissents", "names_of"}
    assert not naming & FACTS[kind].model_fields.keys()


@pytest.mark.parametrize("kind", StreamKind)
def test_nothing_is_told_of_a_review_and_nothing_that_is_hidden_from_anybody(kind: StreamKind) -> None:
    for _, fact in rows():
        assert not (may_be_told(fact, kind) and (fact.hidden_from or kind is StreamKind.REVIEW)), fact.kind

"""Published rule sets: checked whole, never edited, pinned for life."""

import json
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from domain.acts import Register
from domain.law.working_days import Calendar
from domain.vocabulary import Regime
from settings import ROOT
from store.engine import Store
from store.policies import BadPolicy, Lawbook, lawbook, publish, publish_calendar, read, read_calendar, read_papers
from store.tables import LedgerRow, PolicyRow
from tests.record.counter import Counter
from tests.record.threads import at_once

ND73, NEWEST = (ROOT / "policies" / f"{name}.toml" for name in ("nd73-2023", "nd73-2023-4"))
PAPERS = ROOT / "policies" / "papers" / "papers-2026-1.toml"
CALENDAR = ROOT / "policies" / "calendar-vn.toml"


def edited(folder: Path, old: str, new: str, source: Path = ND73) -> Path:
    content = source.read_text(encoding="utf-8")
    assert content.count(old) == 1, f"{old!r} stands {content.count(old)} times in {source.name}"
    path = folder / source.name
    path.write_text(content.replace(old, new), encoding="utf-8")
    return path


def published(store: Store) -> list[tuple[str, str]]:
    with store.reading() as session:
        return [(row.id, row.hash) for row in session.exec(select(PolicyRow).order_by(PolicyRow.id))]


def test_publishing_twice_is_publishing_once(store: Store) -> None:
    publish(read(ND73), store)
    publish(read(ND73), store)
    assert published(store) == [("nd73-2023.1", read(ND73).content_hash)]


def test_two_programs_that_start_at_once_publish_one_set(store: Store) -> None:
    assert at_once(*[lambda: publish(read(ND73), store)] * 4) == [None] * 4
    assert len(published(store)) == 1


def test_forms_of_papers_are_published_beside_the_sets_and_the_newest_of_a_day_is_in_force(store: Store, tmp_path: Path) -> None:
    laws = lawbook(ROOT / "policies", store)
    with store.reading() as session:
        documents, sets = laws.documents(session), laws.published(session)
    following = edited(tmp_path, "valid_from = 2022-01-01", "valid_from = 2027-01-01", PAPERS)
    with pytest.raises(BadPolicy, match=r"papers-2026\.1: was published with another content"):
        publish(read_papers(following, documents), store)
    publish(read_papers(edited(tmp_path, '"papers-2026.1"', '"papers-2027.1"', following), documents), store)
    with store.reading() as session:
        in_force = [forms.id if (forms := laws.forms_on(date(year, 6, 1), session)) else None for year in (2021, 2026, 2027)]
        assert laws.published(session) == sets, "an edition of forms is no rule set"
    assert in_force == [None, "papers-2026.1", "papers-2027.1"]


def test_forms_of_another_release_are_left_to_it(store: Store) -> None:
    """They ask for what this one does not know; here papers are drafted by the newest that it does."""
    laws = lawbook(ROOT / "policies", store)
    with store.writing() as session:
        row = session.get_one(PolicyRow, "papers-2026.1")
        content = json.loads(json.dumps(row.content).replace("{scope}", "{later}"))
        session.add(PolicyRow(id="papers-2030.1", hash="later", content=content | {"id": "papers-2030.1"}, published_at=row.published_at))
    with store.reading() as session:
        forms = laws.forms_on(date(2031, 1, 1), session)
        assert (forms.id if forms else None) == "papers-2026.1"


def test_a_changed_content_under_a_known_id_is_refused(store: Store, tmp_path: Path) -> None:
    publish(read(ND73), store)
    before = published(store)
    changed = read(edited(tmp_path, "[terms.decision]\nvalue = 7", "[terms.decision]\nvalue = 8"))
    with pytest.raises(BadPolicy, match=r"nd73-2023\.1: was published with another content"):
        publish(changed, store)
    assert published(store) == before


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        pytest.param(
            "[terms.decision]\nvalue = 7", '[terms.decision]\nvalue = "seven"', r"nd73-2023.toml:22: terms.decision.value: ", id="type"
        ),
        pytest.param(
            "[terms.cause]\nvalue = 5\n", "[terms.cause]\nvalue = 5\ndays = 5\n", r"nd73-2023.toml:41: terms.cause.days: ", id="unknown"
        ),
        pytest.param('regime = "nd73-2023"', 'regime = "nd99"', r"nd73-2023.toml:5: regime: ", id="regime"),
        pytest.param('regime = "nd73-2023"', "regime = nd73", r"nd73-2023.toml: Invalid value \(at line 5", id="no TOML"),
    ],
)
def test_a_bad_file_is_named_with_its_key(old: str, new: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(BadPolicy, match=f"^{said}"):
        read(edited(tmp_path, old, new))


@pytest.mark.parametrize(
    ("value", "said"),
    [
        pytest.param('["worker"]', "once: state_capital_holder$", id="a kind that is nowhere"),
        pytest.param('["worker", "state_capital_holder", "cadre"]', "once: cadre$", id="and one that is in two"),
    ],
)
def test_every_kind_of_personnel_has_one_law_or_none_that_was_read(value: str, said: str, tmp_path: Path) -> None:
    path = edited(tmp_path, 'value = ["worker", "state_capital_holder"]', f"value = {value}", NEWEST)
    with pytest.raises(BadPolicy, match=rf"nd73-2023-4.toml:\d+: discipline: .*other_laws.value.*{said}"):
        read(path)


def test_a_bad_calendar_is_named_too(tmp_path: Path) -> None:
    (tmp_path / "calendar-vn.toml").write_text("id = 1", encoding="utf-8")
    with pytest.raises(BadPolicy, match=r"^calendar-vn\.toml:1: id: .*\ncalendar-vn\.toml:1: zone: "):
        read_calendar(tmp_path / "calendar-vn.toml")


def test_one_bad_file_keeps_the_whole_book_shut(store: Store, tmp_path: Path) -> None:
    for path in (ROOT / "policies").glob("*.toml"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "bad.toml").write_text("id = 1", encoding="utf-8")
    with pytest.raises(BadPolicy, match=r"^bad\.toml:1: id: "):
        lawbook(tmp_path, store)
    assert published(store) == []


def test_the_set_in_force_is_the_days_own(store: Store, tmp_path: Path) -> None:
    publish(read(ND73), store)
    path = edited(tmp_path, 'id = "nd73-2023.1"', 'id = "nd73-2023.2"')
    publish(read(edited(tmp_path, "valid_from = 2023-09-29", "valid_from = 2027-01-01", path)), store)
    book = Lawbook(read_calendar(CALENDAR))
    with store.reading() as session:
        assert book.in_force(Regime.ND73, date(2026, 12, 31), session).policy.id == "nd73-2023.1"
        assert book.in_force(Regime.ND73, date(2027, 1, 1), session).policy.id == "nd73-2023.2"
        assert not book.in_force(Regime.ND73, date(2020, 1, 1), session).policy.in_force(date(2020, 1, 1))


def test_what_a_reader_holds_stays_as_it_was_read_and_the_next_look_sees_what_was_published(store: Store, tmp_path: Path) -> None:
    first = read_calendar(CALENDAR)
    publish_calendar(first, store)
    publish(read(ND73), store)
    book = Lawbook(first)
    with store.reading() as session:
        held = book.of("nd73-2023.1", session)
    content = {**first.content, "id": "calendar-vn-next", "replaces": first.id}
    publish_calendar(Calendar.model_validate(content), store)
    publish(read(edited(tmp_path, 'id = "nd73-2023.1"', 'id = "nd73-2023.2"')), store)
    with store.reading() as session:
        assert (held.calendar.id, book.of("nd73-2023.1", session).calendar.id) == (first.id, "calendar-vn-next")
        assert [law.published.id for law, _ in book.published(session)] == ["nd73-2023.1", "nd73-2023.2"]
    assert book.calendar.id == "calendar-vn-next"


def test_a_case_keeps_the_set_it_was_registered_under(counter: Counter, tmp_path: Path) -> None:
    old = counter.register("SK-2026-26743-1")
    path = edited(tmp_path, 'id = "nd73-2023.4"', 'id = "nd73-2023.5"', NEWEST)
    publish(read(edited(tmp_path, "\nvalid_from = 2023-09-29", "\nvalid_from = 2026-01-01", path)), counter.store)
    new = counter.register("SK-2026-26743-2")
    counter.file("clerk", "accept_dossier", old)
    assert (counter.case(old).policy, counter.case(new).policy) == ("nd73-2023.4", "nd73-2023.5")
    with counter.store.reading() as session:
        assert set(session.exec(select(LedgerRow.policy).where(LedgerRow.case == old))) == {"nd73-2023.4"}


def test_a_registration_before_any_set_was_in_force_is_refused(counter: Counter) -> None:
    counter.moment = counter.moment.replace(year=2023, month=9, day=1)
    receipt = counter.file("clerk", "register", "SK-2023-26743-1", **{**Register.example, "proposers": ["lan"]})
    assert receipt.refusal
    assert receipt.status == "refused"


def test_a_copy_that_says_something_else_has_a_hash_of_its_own() -> None:
    read_once = read(ND73)
    copied = read_once.model_copy(update={"valid_from": date(2020, 1, 1)})
    assert read_once.content_hash == read(ND73).content_hash != copied.content_hash

"""A certificate of silence: what it says is what the ledger says, it is found out when touched, and nobody takes one who has not asked."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from commands.certificate_check import check
from commands.verify import verify
from domain.canonical import digest
from domain.procedure.unanswered import Unanswered
from domain.refusals import Reason, Refused
from domain.vocabulary import ClockKind, Office, Part
from papers.silence import sentences
from store.engine import Store
from store.reading.caller import Caller
from store.reading.certificates import Certificates, Checked
from store.reading.open_file import OpenFile
from store.reading.readings import Readings
from store.record.certificates import Certificate
from store.record.sightings import ReadingLedger, Sighting
from tests.record.counter import Counter

CASE = "SK-2026-26743-1"
PDF = b"%PDF-1.7 not looked at here"


class Desk:
    """The record as those who ask for certificates have it before them."""

    def __init__(self, counter: Counter) -> None:
        self.counter = counter
        self.readings = Readings(counter.store, counter.laws)
        self.certificates = Certificates(counter.store, counter.laws, counter.ring)

    def caller(self, who: str) -> Caller:
        caller = self.readings.caller(who, self.counter.moment)
        assert caller
        return caller

    def file(self, who: str) -> OpenFile:
        file = self.readings.open(CASE, self.caller(who), self.counter.moment)
        assert file
        return file

    def told(self, who: str, kind: ClockKind = ClockKind.DECISION, item: str = "") -> Unanswered:
        return self.certificates.would_say(self.file(who), kind, item, self.counter.moment)

    def issue(self, who: str) -> Certificate:
        told = self.told(who)
        return self.certificates.keep(
            self.file(who), told, f"XN-{who.upper()}", digest(told), PDF + who.encode(), sha256(PDF + who.encode()).hexdigest()
        )


def waiting(counter: Counter) -> Desk:
    """A proposal that the agency took in, and of which nobody has decided."""
    counter.register(CASE)
    counter.file("clerk", "accept_dossier", CASE)
    return Desk(counter)


@pytest.fixture
def desk(counter: Counter) -> Desk:
    return waiting(counter)


def faults(desk: Desk) -> list[str]:
    return verify(desk.counter.store, desk.counter.seals)[1]


def execute(statement: str, session: Session) -> None:
    session.connection().execute(text(statement))


def test_it_says_what_was_asked_of_whom_on_which_text_since_when_and_that_no_answer_is_on_record(desk: Desk) -> None:
    desk.counter.wait(3)
    told, case = desk.told("lan"), desk.counter.case(CASE)
    (clock,) = case.clocks
    law = desk.file("lan").law
    assert (told.began_with, told.began_at, told.receipt[:3]) == ("registered", clock.since, "TN-")
    assert told.began_by is not None
    assert told.began_by.person == "lan"
    assert told.texts == (case.dossier_sha256,)
    assert (told.due, told.calendar, told.calendar_sha256) == (clock.due(law), law.calendar.id, law.calendar.content_hash)
    assert told.counted == law.calendar.between(law.calendar.local_day(clock.since), law.calendar.local_day(desk.counter.moment))
    assert (told.waiting_for, told.noted_at, told.ended_at) == ((Office.AGENCY_HEAD,), None, None)
    lines = list(sentences(told, desk.readings.documents(), "vi"))
    assert [line for line in lines if "chưa ghi nhận kết quả" in line], lines
    assert case.dossier_sha256 in lines


def test_a_day_that_passed_is_named_with_the_desk_it_was_noted_at_also_after_an_answer_came(desk: Desk) -> None:
    desk.counter.wait(60)
    desk.counter.tick(CASE)
    late = desk.told("lan")
    assert late.noted_at is not None
    assert [(each.office, each.agency) for each in late.desks] == [(Office.AGENCY_HEAD, "26743")]
    assert desk.counter.file("lan", "withdraw", CASE, reason="Không chờ nữa.").status == "recorded"
    over = desk.told("lan")
    assert (over.noted_at, over.ended_by) == (late.noted_at, "withdrawn")
    assert over.ended_at is not None


def test_whoever_asked_takes_one_and_nobody_else_does(desk: Desk) -> None:
    def refusal(who: str) -> str:
        try:
            desk.told(who)
        except Refused as refused:
            return refused.reason
        return ""

    assert {who: refusal(who) for who in ("lan", "tam", "clerk", "head", "focal", "inspector")} == {
        **dict.fromkeys(("lan", "tam"), ""),
        **dict.fromkeys(("clerk", "head", "focal", "inspector"), Reason.CERTIFICATE_FOR_WHO_ASKED),
    }
    assert desk.certificates.offered(desk.file("lan")) == ((ClockKind.DECISION, ""),)
    assert desk.certificates.offered(desk.file("head")) == ()
    with pytest.raises(Refused, match=Reason.NOTHING_WAITS):
        desk.told("lan", ClockKind.TRIAGE)


def test_it_checks_true_and_false_once_a_character_is_another(desk: Desk, tmp_path: Path) -> None:
    issued = desk.issue("lan")
    one_other = issued.digest[:-1] + ("0" if issued.digest[-1] != "0" else "1")
    found = desk.certificates.check(issued.number, issued.digest)
    assert (found.checked, found.certificate) == (Checked.GENUINE, issued)
    assert desk.certificates.check_file(issued.file).checked is Checked.GENUINE
    assert desk.certificates.check(issued.number, one_other).checked is Checked.UNKNOWN
    assert desk.certificates.check(f"{issued.number}X", issued.digest).checked is Checked.UNKNOWN
    assert desk.certificates.check_file(sha256(PDF + b"lam").hexdigest()).checked is Checked.UNKNOWN
    assert check(issued.number, issued.digest, None, desk.certificates)[0] is Checked.GENUINE, "and so does the command"
    assert check(issued.number, one_other, None, desk.certificates)[0] is Checked.UNKNOWN
    (tmp_path / "paper.pdf").write_bytes(PDF + b"lan")
    assert check("", "", tmp_path / "paper.pdf", desk.certificates)[0] is Checked.GENUINE
    assert faults(desk) == []


def test_what_came_of_it_since_is_told_to_whoever_reads_the_case_alone(desk: Desk) -> None:
    issued = desk.issue("lan")
    found = desk.certificates.check(issued.number, issued.digest)
    assert desk.certificates.by_now(found, desk.file("focal")).ended_at is None
    assert desk.counter.file("lan", "withdraw", CASE, reason="Không chờ nữa.").status == "recorded"
    found = desk.certificates.check(issued.number, issued.digest)
    assert found.checked is Checked.GENUINE, "it tells of its own moment"
    since = desk.certificates.by_now(found, desk.file("focal"))
    assert (since.reads_it, since.ended_by, since.ended_at is not None) == (True, "withdrawn", True)
    assert desk.certificates.by_now(found, None) == found, "to whoever may not read the case nothing more is told"


def test_it_is_the_holders_alone_and_the_same_day_it_is_the_same_one(desk: Desk) -> None:
    issued = desk.issue("lan")
    assert desk.certificates.theirs(issued.number, desk.caller("lan")) == issued
    assert desk.certificates.theirs(issued.number, desk.caller("focal")) is None
    assert desk.certificates.issued_before(desk.file("lan"), desk.told("lan")) == issued
    desk.counter.wait(1)
    assert desk.certificates.issued_before(desk.file("lan"), desk.told("lan")) is None


def test_the_database_refuses_to_alter_one(desk: Desk) -> None:
    desk.issue("lan")
    for order in ("UPDATE certificates SET person = 'tam'", "DELETE FROM certificates"):
        with pytest.raises(DBAPIError, match="never altered"), desk.counter.store.writing() as session:
            execute(order, session)


ATTACKS = {
    "another day in its text": "UPDATE certificates SET told = json_set(told, '$.counted', 99)",
    "another file": "UPDATE certificates SET pdf = x'00'",
    "another holder": "UPDATE certificates SET person = 'tam'",
    "another moment": "UPDATE certificates SET issued_at = '2026-11-02 03:00:00.000000'",
    "taken out": "DELETE FROM certificates",
}


@pytest.fixture(scope="module")
def fetched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One that its holder has fetched, as the reading ledger says. Made once; each attack has a copy of it."""
    home = tmp_path_factory.mktemp("fetched")
    with closing(Store(f"sqlite:///{home / 'khien.db'}")) as store:
        desk = waiting(Counter(store, home / "keys"))
        issued, file = desk.issue("lan"), desk.file("lan")
        ledger = ReadingLedger(store, desk.counter.ring)
        ledger.note([Sighting(desk.counter.moment, "lan", (), Part.CERTIFICATE, CASE, file.sequence, file.head, seen=issued.file)])
        ledger.write()
        assert faults(desk) == []
    return home


@pytest.fixture
def copied(fetched: Path, tmp_path: Path) -> Iterator[Desk]:
    home = shutil.copytree(fetched, tmp_path / "home")
    with closing(Store(f"sqlite:///{home / 'khien.db'}")) as store:
        yield Desk(Counter(store, home / "keys"))


@pytest.mark.parametrize("attack", ATTACKS)
def test_whoever_has_the_database_alters_none_unseen(copied: Desk, attack: str) -> None:
    with copied.counter.store.writing() as session:
        for order in ("update", "delete"):
            execute(f"DROP TRIGGER certificates_no_{order}", session)
        execute(ATTACKS[attack], session)
    assert len(faults(copied)) == 1
    assert faults(copied)[0].startswith(("certificate XN-LAN: ", "reading ledger, "))
    issued = copied.certificates.check_file(sha256(PDF + b"lan").hexdigest())
    assert issued.checked is not Checked.GENUINE


def test_one_that_says_otherwise_than_the_ledger_is_named_though_the_doors_key_sealed_it(desk: Desk) -> None:
    told = desk.told("lan").model_copy(update={"counted": 99})
    desk.certificates.keep(desk.file("lan"), told, "XN-FORGED", digest(told), PDF, sha256(PDF).hexdigest())
    assert faults(desk) == ["certificate XN-FORGED: says otherwise than the ledger: counted"]
    assert desk.certificates.check("XN-FORGED", digest(told)).checked is Checked.CONTRADICTED

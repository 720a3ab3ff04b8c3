"""The scan of a signed paper is bound to what was entered from it, then or later: it is that paper's and no other's, and the entry stays as it is."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from domain.acts import Act, Approve, AttachPaper
from domain.facts import Approved, Evidence, Fact, PaperAttached
from domain.matter import RecordExcerpt
from domain.people.standpoint import Standpoint
from domain.procedure.chapters import after
from domain.procedure.decide import decide, openings
from domain.refusals import Reason, Refused
from domain.streams.initiative import Initiative
from domain.vocabulary import FileKind, Office, OpinionFor, PartyOpinion, Stage
from tests.builders import FRIDAY, a_case, a_directory, a_paper, an_act, filed, the_law

MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
SCAN, OTHER = "a" * 64, "b" * 64
CARRIED = a_case(Stage.AGENCY_REVIEW, carried=True, opinions={OpinionFor.APPROVAL: PartyOpinion.AGREES})


def kept(sha256: str) -> Evidence:
    return Evidence(sha256=sha256, name="quyet-dinh.pdf", size=9, kind=FileKind.PDF, clean_at=FRIDAY)


def ask(case: Initiative, act: Act, by: str, entry: Fact | None = None, *, at: datetime = MONDAY) -> Fact:
    """With every file it names handed in and clean. Raises Refused."""
    given = replace(filed(act, by, at), enclosed=tuple(map(kept, act.handed_in)))
    return decide(given, case, the_law(), a_directory(on=at.date()), RecordExcerpt(entry=entry))


def approved(by: str = "clerk", **paper: Any) -> tuple[Fact, Initiative]:
    fact = ask(CARRIED, an_act(Approve, on_paper=a_paper(**paper)), by, at=FRIDAY)
    return fact, after(fact, CARRIED)


def why_not(case: Initiative, of: Fact, by: str = "clerk", **said: Any) -> Reason | None:
    act = an_act(AttachPaper, **{"entry": case.papers[-1].entry, "number": "12/UBND-VP", "issued_on": "2026-11-20", "scan": SCAN, **said})
    try:
        ask(case, act, by, of)
    except Refused as refused:
        return refused.reason
    return None


def test_a_decision_names_the_scan_of_its_paper_and_keeps_it_among_its_files() -> None:
    fact, case = approved(sha256=None, scan=SCAN)
    assert isinstance(fact, Approved)
    assert fact.paper
    assert (fact.paper.sha256, [each.sha256 for each in fact.enclosed], case.papers[-1].scanned) == (SCAN, [SCAN], True)


def test_a_scan_that_is_not_the_paper_named_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        approved(sha256=SCAN, scan=OTHER)
    assert (refused.value.reason, refused.value.params) == (Reason.ANOTHER_FILE, {"recorded": SCAN[:16], "scan": OTHER[:16]})
    assert approved(sha256=SCAN, scan=SCAN)[1].papers[-1].scanned


def test_a_paper_named_without_its_scan_may_get_it_later_and_what_was_entered_stays() -> None:
    entry, case = approved()
    act = an_act(AttachPaper, entry=case.sequence, number="12/UBND-VP", issued_on="2026-11-20", scan=SCAN)
    fact = ask(case, act, "clerk", entry)
    assert isinstance(fact, PaperAttached)
    assert (fact.entry, fact.scan, [each.sha256 for each in fact.enclosed]) == (case.sequence, SCAN, [SCAN])
    assert fact.by
    assert (fact.by.person, fact.by.office) == ("clerk", Office.AGENCY_OFFICER)
    bound = after(fact, case)
    assert replace(bound, sequence=case.sequence, papers=case.papers) == case


@pytest.mark.parametrize(
    ("by", "said", "why"),
    [
        pytest.param("clerk", {}, None, id="an officer of the agency that signed"),
        pytest.param("head", {}, None, id="or whoever signed"),
        pytest.param("deputy", {}, Reason.NOT_YOUR_OFFICE, id="not a deputy"),
        pytest.param("lan", {}, Reason.NOT_YOUR_OFFICE, id="not a party"),
        pytest.param("focal", {}, Reason.NOT_YOUR_OFFICE, id="not another agency"),
        pytest.param("clerk", {"scan": OTHER}, Reason.ANOTHER_FILE, id="another file than the hash named"),
        pytest.param("clerk", {"number": "13/UBND-VP"}, Reason.ANOTHER_PAPER, id="another number"),
        pytest.param("clerk", {"issued_on": "2026-11-19"}, Reason.ANOTHER_PAPER, id="another day"),
        pytest.param("clerk", {"entry": 2}, Reason.NO_PAPER_THERE, id="an entry that no paper was named for"),
    ],
)
def test_it_is_handed_in_by_the_office_that_signed_and_is_that_paper(by: str, said: dict[str, Any], why: Reason | None) -> None:
    entry, case = approved()
    assert why_not(case, entry, by, **said) is why


def test_an_office_hands_in_the_scan_of_its_own_papers_and_of_no_other() -> None:
    entry, case = approved()
    letter = replace(case.papers[-1], entry=2, office=Office.PARTY_SECRETARY)
    both = replace(case, papers=(letter, *case.papers))
    assert why_not(both, entry, "secretary", entry=2) is None
    assert why_not(both, entry, "secretary") is Reason.NOT_YOUR_ENTRY


def test_an_entry_without_a_paper_has_no_scan() -> None:
    entry, case = approved()
    assert why_not(case, entry.model_copy(update={"paper": None})) is Reason.NO_PAPER_THERE


def test_a_scan_is_handed_in_once() -> None:
    entry, case = approved()
    both = replace(case, papers=(*case.papers, replace(case.papers[-1], entry=2)))
    act = an_act(AttachPaper, entry=case.sequence, number="12/UBND-VP", issued_on="2026-11-20", scan=SCAN)
    first, second = (after(ask(each, act, "clerk", entry), each) for each in (case, both))
    assert (why_not(first, entry), why_not(second, entry, entry=case.sequence)) == (Reason.NO_SCAN_MISSING, Reason.SCAN_IS_THERE)


def test_where_nobody_said_the_hash_any_scan_of_that_number_and_day_is_taken() -> None:
    entry, case = approved(sha256=None)
    assert why_not(case, entry, scan=OTHER) is None


def test_it_is_open_to_those_alone_who_may_hand_it_in_and_nobody_waits_for_it() -> None:
    _, case = approved()
    found = {
        person: next(each for each in openings(Standpoint(case, a_directory()), person) if each.act is AttachPaper)
        for person in ("clerk", "lan")
    }
    assert (found["clerk"].open, found["clerk"].awaited, found["lan"].closed_because) == (True, False, Reason.NOT_YOUR_OFFICE)
    before = next(each for each in openings(Standpoint(CARRIED, a_directory()), "clerk") if each.act is AttachPaper)
    assert not before.open


def test_to_whom_the_entry_is_hidden_no_paper_lacks_a_scan() -> None:
    _, case = approved()
    hidden = replace(case, hidden={"clerk": (case.sequence,)})
    assert hidden.as_read_by("clerk").papers == ()
    [earlier] = replace(case, hidden={"clerk": (1,)}).as_read_by("clerk").papers
    assert earlier.entry == case.sequence - 1

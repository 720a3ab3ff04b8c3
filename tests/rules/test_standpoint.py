"""To whoever may not read a stream it is not there: not even an act that was received tells them more. And nobody is asked to act in what they cannot read."""

from typing import Any

import pytest

from domain import acts
from domain.acts import ACTS, Act, Decision
from domain.filing import Filed
from domain.matter import RecordExcerpt
from domain.people.directory import Agency, Directory
from domain.people.standpoint import CITY_WIDE, Standpoint
from domain.procedure.chapters import after
from domain.procedure.decide import decide, openings
from domain.procedure.table import PROCEDURE
from domain.refusals import Reason, Refused
from domain.streams.kinds import blank
from domain.streams.stream import Stream
from domain.vocabulary import Office, Regime, StreamKind
from tests.builders import FRIDAY, a_directory, a_paper, a_term, an_act, the_law
from tests.families import Family, on_the_way, the_way

BOTH = (Regime.ND73, Regime.HCMC2022)
EVERYBODY = sorted(a_directory().people)


def families() -> list[Family]:
    """At every fourth step of the usual ways."""
    return [
        on_the_way(regime, ill=ill, steps=steps)
        for regime in BOTH
        for ill in (True, False)
        for steps in range(1, len(the_way(regime, ill=ill)) + 1, 4)
    ]


FAMILIES = families()
STREAMS = [(family, number) for family in FAMILIES for number in family.streams]


def answer(stream: Stream, act: Act, who: str, excerpt: RecordExcerpt) -> tuple[Reason, str, dict[str, Any]] | None:
    """Why it is refused, in all that the sender would be told; None if it stands."""
    try:
        decide(Filed("TN-20261120-0000000001", stream.number, act, who, FRIDAY), stream, the_law(stream.regime), a_directory(), excerpt)
    except Refused as refused:
        return refused.reason, refused.basis, dict(refused.params)
    return None


def acts_in(kind: StreamKind) -> list[type[Act]]:
    return list(dict.fromkeys(row.act for row in PROCEDURE[kind] if not row.act.opens_stream))


def signed_by(act: type[Act], decider: str) -> Act:
    return an_act(act, on_paper=a_paper(decider)) if issubclass(act, Decision) else an_act(act)


def test_every_act_of_whoever_may_not_read_it_is_answered_as_if_nothing_had_ever_been_there() -> None:
    tried = 0
    for family, number in STREAMS:
        stream = family.streams[number]
        outside = [who for who in EVERYBODY if not Standpoint(stream, a_directory()).may_read(who)]
        entry = RecordExcerpt(entry=family.ledgers[number][0], entry_number=1)
        for act in acts_in(stream.kind):
            not_there = answer(blank(number), an_act(act), "stranger", RecordExcerpt())
            assert not_there == (Reason.NO_SUCH_CASE, "house: register", {})
            for who in outside:
                assert {str(answer(stream, each, who, entry)) for each in (an_act(act), signed_by(act, "head"))} == {str(not_there)}
                tried += 1
    assert tried > 3000


def test_whoever_may_enter_nothing_learns_nothing_by_naming_deciders() -> None:
    """Whatever the stage, whoever is a party, whatever has been done: the answer is about the sender and the decider alone."""
    tried = 0
    for who, decider in (("lan", "head"), ("lan", "chair"), ("deputy", "deputy2"), ("tam", "lan"), ("clerk", "chair"), ("focal", "head")):
        for act in (each for each in ACTS.values() if issubclass(each, Decision) and not each.opens_stream and each is not acts.Correct):
            told = set()
            for family, number in STREAMS:
                stream = family.streams[number]
                if act in acts_in(stream.kind) and Standpoint(stream, a_directory()).may_read(who):
                    refused = answer(stream, signed_by(act, decider), who, RecordExcerpt())
                    assert refused
                    told.add(str((refused[0], refused[2])) if refused[0] is not Reason.NOT_UNDER_THESE_RULES else "no such act")
                    tried += 1
            assert told - {"no such act"} <= {str((Reason.MAY_NOT_ENTER, {"person": decider}))}, (who, decider, act.name, told)
    assert tried > 3000


def test_a_correction_of_what_is_not_theirs_is_answered_alike_whoever_is_said_to_have_approved_it() -> None:
    for family, number in STREAMS:
        entry = RecordExcerpt(entry=family.ledgers[number][0], entry_number=1)
        if number == family.number:
            told = {
                str(answer(family.case, signed_by(acts.Correct, decider), "deputy", entry)) for decider in ("head", "chair", "lan", "focal")
            }
            assert told == {str((Reason.NOT_YOUR_ENTRY, entry_basis(family), {"entry": an_act(acts.Correct).about_entry}))}


def entry_basis(family: Family) -> str:
    [row] = [row for row in PROCEDURE[StreamKind.INITIATIVE] if row.act is acts.Correct][:1]
    return row.basis[family.regime]


def test_no_act_is_open_to_anybody_who_cannot_read_the_stream() -> None:
    """Nor is one to an office of the whole city, wherever that office is held."""
    apart = [Agency(code=f"X-{office}", name=office) for office in CITY_WIDE]
    far = [a_term(f"the {office}", office, agency.code) for office, agency in zip(CITY_WIDE, apart, strict=True)]
    usual = a_directory(*far, gone={"focal", "inspector", "auditor", "emulation", "appointing"})
    directory = Directory({**usual.agencies, **{agency.code: agency for agency in apart}}, usual.people, usual.terms)
    opened = set[Office]()
    for family, number in STREAMS:
        standpoint = Standpoint(family.streams[number], directory)
        for who in {term.person for term in directory.terms} | {*EVERYBODY}:
            to = {opening.office for opening in openings(standpoint, who) if opening.office}
            assert not to or standpoint.may_read(who), (number, who, to)
            opened |= to
    assert opened >= {
        Office.EMULATION_COUNCIL,
        Office.APPOINTING_AUTHORITY,
        Office.INSPECTORATE,
        Office.HOME_AFFAIRS,
        Office.CONSULTED_DEPARTMENT,
    }


@pytest.mark.parametrize("act", [each for each in ACTS.values() if each.opens_stream], ids=lambda act: act.name)
def test_what_begins_a_stream_is_refused_alike_whether_it_has_begun(act: type[Act]) -> None:
    """To whoever may not begin it."""
    assert act.opens_stream
    number = {
        StreamKind.INITIATIVE: "SK-2026-26743-1",
        StreamKind.CAMPAIGN: "CD-1",
        StreamKind.YEARLY: "DK",
        StreamKind.DECLARATION: "KK-focal",
        StreamKind.SIGNING: "UQ-1",
    }[act.opens_stream]
    begun = FAMILIES[0].case if act is acts.Register else _opened(act, number)
    sent = an_act(act, **({"proposers": ["lan"], "agency": "26743"} if act is acts.Register else {}))
    assert answer(begun, sent, "stranger", RecordExcerpt()) == answer(blank(number), sent, "stranger", RecordExcerpt()) is not None


def _opened(act: type[Act], number: str) -> Stream:
    fact = decide(
        Filed(
            "TN-20261120-0000000001",
            number,
            an_act(act),
            "head" if act in (acts.GiveLeaveToSign, acts.AnnounceAbsence) else "focal",
            FRIDAY,
        ),
        blank(number),
        the_law(Regime.HCMC2022),
        a_directory(),
    )
    return after(fact, blank(number))

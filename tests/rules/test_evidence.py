"""Files that an act encloses: those the door states for its sender, found clean, so many; and every fact keeps what its act enclosed."""

import unicodedata
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from domain import acts
from domain.canonical import digest
from domain.facts import FACTS, Evidence, MemberVoted
from domain.file_names import LONGEST, NAMELESS, kept_name
from domain.filing import Filed, Filing
from domain.law.evidence_law import EvidenceRule
from domain.law.policy import Law
from domain.matter import RecordExcerpt, beside_what_goes_on
from domain.people.conflicts import NO_TIES
from domain.procedure.evidence import refuse_unless_files_stand
from domain.procedure.table import PROCEDURE
from domain.refusals import Reason, Refused
from domain.streams.hiding import before_it_is_closed
from domain.vocabulary import BodyKind, FileKind, Regime, Stage
from tests.builders import FRIDAY, NUMBER, a_case, a_policy, an_act, decided, the_law

CLEAN = datetime(2026, 11, 20, tzinfo=UTC)


def a_file(n: int, clean_at: datetime | None = CLEAN) -> Evidence:
    return Evidence(sha256=f"{n:064x}", name=f"{n}.pdf", size=n, kind=FileKind.PDF, clean_at=clean_at)


def why_refused(named: Sequence[Evidence], stated: Sequence[Evidence], before: int = 0, law: Law | None = None) -> Reason | None:
    act = an_act(acts.AcceptDossier, enclosed=[each.sha256 for each in named])
    filed = Filed("TN-20261120-0000000001", NUMBER, act, "clerk", FRIDAY, enclosed=tuple(stated))
    excerpt = RecordExcerpt(enclosed=frozenset(a_file(n).sha256 for n in range(1_000, 1_000 + before)))
    try:
        refuse_unless_files_stand(filed, law or the_law(), excerpt)
    except Refused as refused:
        return refused.reason
    return None


@pytest.mark.parametrize("regime", Regime)
def test_what_may_be_enclosed_is_what_the_door_states_and_was_found_clean_and_no_more_than_the_set_says(regime: Regime) -> None:
    law = the_law(regime)
    many, in_case = law.evidence.per_act, law.evidence.per_case
    assert (many.provisional, in_case.provisional) == (True, True)
    files = [a_file(n) for n in range(many.value + 1)]
    told = {
        "nothing": why_refused([], [], law=law),
        "clean": why_refused(files[:1], files[:1], law=law),
        "not stated": why_refused(files[:2], files[:1], law=law),
        "not clean": why_refused(files[:1], [a_file(0, None)], law=law),
        "as many as may be": why_refused(files[:-1], files[:-1], law=law),
        "one too many": why_refused(files, files, law=law),
        "the last of the case": why_refused(files[:1], files[:1], in_case.value - 1, law),
        "one too many in the case": why_refused(files[:1], files[:1], in_case.value, law),
    }
    assert told == {
        "nothing": None,
        "clean": None,
        "not stated": Reason.NO_SUCH_FILE,
        "not clean": Reason.FILE_NOT_CLEAN,
        "as many as may be": None,
        "one too many": Reason.TOO_MANY_FILES,
        "the last of the case": None,
        "one too many in the case": Reason.TOO_MANY_FILES_IN_CASE,
    }


@pytest.mark.parametrize("older", ["nd73-2023-3", "hcmc-plan-2022-2"])
def test_a_case_under_an_older_set_may_enclose_as_many_as_the_later_one_says(older: str) -> None:
    policy = a_policy(older)
    law = Law(policy, the_law().calendar, the_law(policy.regime).policy)
    assert isinstance(law.evidence, EvidenceRule)
    assert why_refused([a_file(1)], [a_file(1)], law=law) is None


def test_what_the_case_encloses_already_is_counted_once_and_nothing_hidden_from_the_sender() -> None:
    facts = [
        decided(a_case(Stage.REGISTERED), an_act(acts.AcceptDossier), "clerk").model_copy(update={"enclosed": (a_file(n % 2),)})
        for n in range(4)
    ]
    case = a_case(Stage.REGISTERED)
    hiding = type(case)(**{**vars(case), "sequence": 4, "hidden": {"clerk": (1, 3)}})
    asked = [
        beside_what_goes_on(
            Filed("TN-1", NUMBER, an_act(acts.AcceptDossier, enclosed=[a_file(9).sha256]), who, FRIDAY),
            hiding,
            lambda number: facts[number - 1],
            lambda _: None,
            NO_TIES,
        ).enclosed
        for who in ("clerk", "head")
    ]
    assert asked == [{a_file(1).sha256}, {a_file(0).sha256, a_file(1).sha256}]


def test_every_fact_that_answers_an_act_keeps_what_the_act_enclosed() -> None:
    """By the one door all rules go through: `Matter.signature_fields`."""
    act = an_act(acts.AcceptDossier, enclosed=[a_file(1).sha256])
    assert decided(a_case(Stage.REGISTERED), act, "clerk", enclosed=(a_file(1),)).enclosed == (a_file(1),)
    assert all("enclosed" in fact.model_fields for fact in FACTS.values())
    assert all("enclosed" in row.act.model_fields for rows in PROCEDURE.values() for row in rows)


def test_what_encloses_nothing_says_the_same_as_before_there_was_evidence() -> None:
    act = an_act(acts.AcceptDossier)
    fact = decided(a_case(Stage.REGISTERED), act, "clerk")
    filing = Filing(number="n", case=NUMBER, act=act.name, body=act.model_dump(mode="json"), sender="clerk", key="k", received_at=FRIDAY)
    assert "enclosed" not in {**act.model_dump(mode="json"), **fact.model_dump(mode="json"), **filing.model_dump(mode="json")}
    assert Filing.model_validate({**filing.model_dump(), "enclosed": None}) == filing, "as a row of an earlier release is read"
    assert digest(filing.model_dump(mode="json")) == digest({**filing.model_dump(mode="json")})


def test_what_a_member_enclosed_with_a_vote_is_told_to_nobody_before_the_meeting_is_closed() -> None:
    vote = MemberVoted(at=FRIDAY, body=BodyKind.LEADERSHIP, meeting="H1", ballot="for", opinion="Tán thành.", enclosed=(a_file(1),))
    assert before_it_is_closed(vote, ()).enclosed == ()
    assert before_it_is_closed(vote, ("H1",)).enclosed == (a_file(1),)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/Tờ trình.pdf", "Tờ trình.pdf"),
        ("C:\\Users\\lan\\Tờ trình.pdf", "Tờ trình.pdf"),
        (unicodedata.normalize("NFD", "Tờ trình.pdf"), "Tờ trình.pdf"),
        ("a\u202efdp.exe", "afdp.exe"),
        ("hai\ndòng\x00.docx", "haidòng.docx"),
        ('<"x">|?*.png', "__x_____.png"),
        ("…/..", NAMELESS),
        ("", NAMELESS),
        (".pdf", f"{NAMELESS}.pdf"),
        ("  Biên   bản . pdf ", "Biên bản. pdf"),
    ],
)
def test_a_name_is_one_line_without_folders_and_without_what_nobody_sees(given: str, kept: str) -> None:
    assert kept_name(given) == kept


@pytest.mark.parametrize("letter", ["x", "ế", "e\u0302\u0301", "字", "🛡"])
def test_a_long_name_is_shortened_between_letters_and_keeps_its_ending(letter: str) -> None:
    for many in range(180, 260):
        name = kept_name(letter * many + ".pdf")
        assert len(name.encode()) <= LONGEST
        assert name.endswith(".pdf")
        assert name == unicodedata.normalize("NFC", name)

"""The table of rights is of the rules themselves: who is what to a case, before, in and after their term, and why each of the others reads it not."""

import pytest

from domain.people.access import Unread
from domain.proof.relations import RELATIONS, given
from domain.vocabulary import StreamKind

BY_NAME = ("proposer", "implementer", "panel", "council", "adviser", "nobody")


@pytest.mark.parametrize("kind", StreamKind)
def test_before_and_after_a_term_somebody_reads_what_they_are_named_in_and_nothing_else(kind: StreamKind) -> None:
    told = given(kind)
    assert [relation for relation in RELATIONS if relation not in BY_NAME and told[relation].out_of_term] == []
    assert [
        relation for relation in ("proposer", "implementer", "panel", "council") if told[relation].reads and not told[relation].out_of_term
    ] == []
    assert [relation for relation, its in told.items() if its.out_of_term and not its.reads] == []


def test_an_adviser_reads_the_one_review_to_the_last_day_and_is_asked_for_nothing_by_it() -> None:
    reads = {kind: its for kind in StreamKind if (its := given(kind)["adviser"]).reads}
    assert [*reads] == [StreamKind.REVIEW]
    assert reads[StreamKind.REVIEW].out_of_term is False
    concerned = given(StreamKind.REVIEW)
    assert {*reads[StreamKind.REVIEW].acts} <= {*concerned["auditor"].acts}, "no more than whoever may read it is asked for"


@pytest.mark.parametrize(
    ("kind", "relation", "why"),
    [
        pytest.param(StreamKind.INITIATIVE, "nobody", Unread.NOT_NAMED, id="nobody"),
        pytest.param(StreamKind.INITIATIVE, "other_head", Unread.NOT_IN_ITS_LINE, id="the head of another ward"),
        pytest.param(StreamKind.REVIEW, "deputy", Unread.NO_NEED_TO_KNOW, id="a deputy of the ward, of a review"),
        pytest.param(StreamKind.REVIEW, "consulted", Unread.NOT_IN_ITS_LINE, id="whoever was asked about the proposal, of its review"),
        pytest.param(StreamKind.DECLARATION, "city_chair", Unread.OF_THE_PERSON_ALONE, id="the city chair, of a declaration"),
        pytest.param(StreamKind.DECLARATION, "auditor", None, id="the auditor, of a declaration"),
    ],
)
def test_why_it_is_not_read(kind: StreamKind, relation: str, why: Unread | None) -> None:
    assert given(kind)[relation].why_unread is why

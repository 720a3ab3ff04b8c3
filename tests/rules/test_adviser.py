"""Who advises a person under review: reads that review to a day, acts in nothing, and is nobody who is in the matter or will judge it."""

from datetime import timedelta
from typing import Any

import pytest

from domain.acts import AppointPanel, DismissAdviser, NameAdviser
from domain.people.standpoint import Standpoint
from domain.procedure.decide import openings
from domain.refusals import Reason
from domain.streams.review import Review
from domain.vocabulary import Office, ReviewStage
from tests.builders import THAT_DAY, a_directory, a_term, an_act
from tests.reviews import a_review, refusal, then

FINDINGS = a_review(ReviewStage.FINDINGS)
LAST = THAT_DAY + timedelta(days=30)
ADVISED = then(FINDINGS, an_act(NameAdviser, until=LAST), "tam")


def reads(person: str, review: Review, days: int = 0) -> bool:
    return Standpoint(review, a_directory(on=THAT_DAY + timedelta(days=days))).may_read(person)


def test_an_adviser_reads_to_the_day_they_were_named_for_and_not_any_more() -> None:
    assert not reads("stranger", FINDINGS)
    assert [days for days in range(40) if reads("stranger", ADVISED, days)] == [*range(31)]


def test_an_adviser_who_was_dismissed_reads_nothing_from_then_on() -> None:
    assert not reads("stranger", then(ADVISED, DismissAdviser(), "tam"))


def test_a_person_has_one_adviser_at_a_time() -> None:
    another = then(ADVISED, an_act(NameAdviser, adviser="finance", until=LAST), "tam")
    assert (reads("stranger", another), reads("finance", another)) == (False, True)


def test_they_stand_by_whoever_named_them_and_by_nobody_else_to_that_day() -> None:
    on_the_last, after_it = (Standpoint(ADVISED, a_directory(on=LAST + timedelta(days=days))) for days in (0, 1))
    assert on_the_last.advises("stranger", "tam")
    assert not any(on_the_last.advises(*who) for who in (("stranger", "lan"), ("tam", "tam"), ("finance", "tam")))
    assert not after_it.advises("stranger", "tam")


def test_an_adviser_does_nothing_in_the_review() -> None:
    assert not any(opening.open for opening in openings(Standpoint(ADVISED, a_directory()), "stranger"))


@pytest.mark.parametrize(
    ("who", "fields", "why"),
    [
        pytest.param("tam", {}, None, id="the person under review names whom they trust"),
        pytest.param("tam", {"adviser": "doctor"}, None, id="a relative too"),
        pytest.param("head", {}, Reason.NOT_YOUR_OFFICE, id="nobody names one for them"),
        pytest.param("tam", {"adviser": "lan"}, Reason.MAY_NOT_ADVISE, id="not a party"),
        pytest.param("tam", {"adviser": "tam"}, Reason.MAY_NOT_ADVISE, id="not oneself"),
        pytest.param("tam", {"adviser": "hoa"}, Reason.MAY_NOT_ADVISE, id="not who sits on the panel"),
        pytest.param("tam", {"adviser": "head"}, Reason.MAY_NOT_ADVISE, id="not who decides"),
        pytest.param("tam", {"adviser": "chair"}, Reason.MAY_NOT_ADVISE, id="nor who would answer an appeal"),
        pytest.param("tam", {"adviser": "nobody"}, Reason.UNKNOWN_PERSON, id="nor somebody unknown"),
        pytest.param("tam", {"until": THAT_DAY}, Reason.DAY_NOT_AHEAD, id="not for a time that is over"),
        pytest.param("tam", {"until": THAT_DAY + timedelta(days=181)}, Reason.ADVISES_TOO_LONG, id="nor for longer than the set says"),
    ],
)
def test_an_adviser_is_named_by(who: str, fields: dict[str, Any], why: Reason | None) -> None:
    assert refusal(FINDINGS, an_act(NameAdviser, **{"until": LAST, **fields}), who) == why


def test_there_is_nobody_to_dismiss_before_one_is_named_nor_by_anybody_else() -> None:
    assert refusal(FINDINGS, DismissAdviser(), "tam") == Reason.NOBODY_ADVISES
    assert refusal(ADVISED, DismissAdviser(), "head") == Reason.NOT_YOUR_OFFICE


def test_an_adviser_does_not_sit_on_the_panel_nor_decide() -> None:
    triaged = then(a_review(ReviewStage.CAUSE), an_act(NameAdviser, until=LAST), "tam")
    panel = an_act(AppointPanel, chair="hoa", members=["hoa", "focal", "stranger"])
    assert refusal(triaged, panel, "head") == Reason.CONFLICT_OF_INTEREST
    heads_it_now = a_directory(a_term("stranger", Office.AGENCY_HEAD), gone=("head",))
    assert Standpoint(triaged, heads_it_now).authority == "UBNDTP", "it goes to the superior"

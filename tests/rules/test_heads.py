"""The record of a head: what came to the desk, what was answered in time or late, and what passed in silence, by term of office."""

from datetime import date, datetime, timedelta

from domain.facts import Desk, Escalated, Fact, VoteOverridden
from domain.heads import Deed, by_term, deeds
from domain.vocabulary import ClockKind, HeadsDeed, Office
from tests.builders import CITY, FRIDAY, NUMBER, WARD, a_term, the_usual_way

FACTS = [fact for fact, _ in the_usual_way() if fact]
ACCEPTED = next(at for at, fact in enumerate(FACTS) if fact.kind == "dossier_accepted")
LAST_DAY_OVER = FRIDAY + timedelta(days=11)


def passed_in_silence(*not_for: str, agency: str = WARD, kind: ClockKind = ClockKind.DECISION) -> Escalated:
    desk = Desk(office=Office.AGENCY_HEAD, agency=agency)
    return Escalated(at=LAST_DAY_OVER, clock=kind, due=LAST_DAY_OVER, waiting_for=(Office.AGENCY_HEAD,), asked=(desk,), not_for=not_for)


def counted(*facts: Fact, agency: str = WARD) -> dict[HeadsDeed, int]:
    found = [deed.what for deed in deeds(agency, NUMBER, facts)]
    return {what: found.count(what) for what in HeadsDeed if what in found}


def with_silence(silence: Escalated) -> list[Fact]:
    return [*FACTS[: ACCEPTED + 1], silence, *FACTS[ACCEPTED + 1 :]]


def test_a_proposal_that_is_answered_before_its_day_is_over() -> None:
    assert counted(*FACTS) == {HeadsDeed.REGISTERED: 1, HeadsDeed.ANSWERED_IN_TIME: 1}


def test_one_answered_when_the_day_had_passed() -> None:
    assert counted(*with_silence(passed_in_silence())) == {HeadsDeed.REGISTERED: 1, HeadsDeed.ANSWERED_LATE: 1, HeadsDeed.SILENT: 1}


def test_one_that_is_still_unanswered() -> None:
    waiting = with_silence(passed_in_silence())[: ACCEPTED + 2]
    assert counted(*waiting) == {HeadsDeed.REGISTERED: 1, HeadsDeed.SILENT: 1, HeadsDeed.UNANSWERED: 1}


def test_what_is_hidden_from_anybody_is_not_counted() -> None:
    assert HeadsDeed.SILENT not in counted(*with_silence(passed_in_silence("deputy")))


def test_what_lay_at_another_desk_is_not_this_heads() -> None:
    assert HeadsDeed.SILENT not in counted(*with_silence(passed_in_silence(agency=CITY)))
    assert counted(*FACTS, agency=CITY) == {}


def test_a_decision_otherwise_than_the_vote() -> None:
    signed = next(fact.by for fact in FACTS if fact.kind == "approved")
    assert signed is not None
    overridden = VoteOverridden(at=FRIDAY, by=signed, need="Cần thiết.", feasibility="Khả thi.")
    assert counted(*FACTS[: ACCEPTED + 1], overridden)[HeadsDeed.OVERRODE] == 1


def test_each_term_has_what_fell_into_it() -> None:
    before = a_term("hoa", Office.AGENCY_HEAD, starts=date(2025, 1, 1), ends=FRIDAY.date())
    since = a_term("head", Office.AGENCY_HEAD, starts=FRIDAY.date() + timedelta(days=1))
    fell = [Deed(HeadsDeed.REGISTERED, FRIDAY, "A"), Deed(HeadsDeed.REGISTERED, FRIDAY + timedelta(days=1), "B")]
    first, second = by_term((since, before), fell)
    assert (first.person, first.of[HeadsDeed.REGISTERED]) == ("hoa", ("A",))
    assert (second.person, second.of[HeadsDeed.REGISTERED]) == ("head", ("B",))


def test_a_day_that_ends_at_midnight_falls_into_the_term_of_that_day() -> None:
    midnight = datetime.fromisoformat("2026-12-01T00:00:00+07:00")
    [silent, _] = [
        each
        for each in deeds(WARD, NUMBER, [*FACTS[: ACCEPTED + 1], passed_in_silence().model_copy(update={"due": midnight})])
        if each.what is not HeadsDeed.REGISTERED
    ]
    assert silent.day == date(2026, 11, 30)

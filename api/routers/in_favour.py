"""What speaks for a person under review, in words: told to that person and to whom they named as adviser, and to nobody else."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request

import words
from api.answers import READING
from api.house import House
from api.problems import language_of
from api.routers.assessments import Teller
from api.routers.streams import opened_as
from api.signed_in import SignedIn, TheHouse
from api.views.assessments import FactFor, FactMissing, InFavour, KinderRowView
from domain.facts import CauseDetermined, Fact, FactEstablished
from domain.law.liability_table import Answers, Assessment, Question
from domain.liability.assessment import answers_about, assessments, deed_called
from domain.procedure.in_favour import KinderRow, Missing, SpeaksFor, what_speaks_for, what_would_help
from domain.streams.review import Review
from domain.vocabulary import Circumstance, Part, Regime, StreamKind
from store.reading.caller import Caller
from store.reading.open_file import OpenFile
from store.record.ledger import LedgerEntry


def in_favour(file: OpenFile, house: House, caller: Caller, language: str) -> list[InFavour]:
    """By the pinned set, for each person the reader stands by and each of their acts. Empty for everybody else. The file is a review's."""
    review = file.stream
    assert isinstance(review, Review)
    entries = house.readings.timeline(file, caller) if file.stands_by else []
    teller = _ForThem(Teller(language, house.documents), language, entries)
    today, people = file.law.calendar.local_day(house.now()), file.standpoint.directory.people
    return [
        teller.tells(
            person,
            people[person].name if person in people else person,
            (deed, deed_called(person, deed, review)),
            table,
            said,
            review.regime,
            answers_about(person, deed, review),
        )
        for person in file.stands_by
        for deed, table, said in assessments(person, people[person].personnel if person in people else None, today, review, file.law)
    ]


class _ForThem:
    def __init__(self, teller: Teller, language: str, entries: list[LedgerEntry]) -> None:
        self._teller, self._language, self._entries = teller, language, entries

    def tells(
        self, person: str, name: str, deed: tuple[str, str], table: str, said: Assessment, regime: Regime, on_record: Answers
    ) -> InFavour:
        return InFavour(
            person=person,
            name=name,
            deed=deed[0],
            deed_called=deed[1],
            table=table,
            title=self._teller.title(said),
            speaks=tuple(self._fact(each, person, deed[0]) for each in what_speaks_for(said, on_record)),
            kinder=tuple(self._row(each) for each in what_would_help(said, regime)),
        )

    def _fact(self, each: SpeaksFor, person: str, deed: str) -> FactFor:
        entry = next((entry for entry in reversed(self._entries) if _puts_on_record(entry.fact, each.question, person, deed)), None)
        established = entry.fact if entry and isinstance(entry.fact, FactEstablished) else None
        return FactFor(
            question=each.question,
            answer=each.answer,
            sentence=self._teller.so({each.question: each.answer}),
            sequence=entry.sequence if entry else 0,
            evidence=established.evidence if established else (),
            paper=entry.fact.paper.number if entry and entry.fact.paper else "",
            row=each.row.id,
            citation=self._teller.cited(each.row.basis),
            otherwise=tuple(words.within(outcome, self._language) for outcome in each.otherwise),
        )

    def _row(self, each: KinderRow) -> KinderRowView:
        return KinderRowView(
            row=each.row.id,
            outcomes=each.row.outcomes,
            sentence=self._teller.outcomes(each.row.outcomes),
            citation=self._teller.cited(each.row.basis),
            missing=tuple(self._missing(of) for of in each.missing),
        )

    def _missing(self, each: Missing) -> FactMissing:
        return FactMissing(
            question=each.question,
            answer=each.answer,
            sentence=self._teller.so({each.question: each.answer}),
            offices=each.offices,
            office_labels=tuple(words.label("offices", office, self._language) for office in each.offices),
        )


def _puts_on_record(fact: Fact, question: Question, person: str, deed: str) -> bool:
    match fact:
        case FactEstablished():
            return (fact.fact, fact.about, fact.deed) == (question, person, deed)
        case CauseDetermined():
            return question in {*Circumstance} - {Circumstance.COMPLETED}
        case _:
            return False


def for_them(
    opened: Annotated[OpenFile, Depends(opened_as(StreamKind.REVIEW, Part.ASSESSMENT))], house: TheHouse, caller: SignedIn, request: Request
) -> list[InFavour]:
    return in_favour(opened, house, caller, language_of(request))


def routes() -> APIRouter:
    router = APIRouter(tags=["reading: review"], responses=READING)
    router.get(
        "/reviews/{number}/in-favour", summary="For a person under review and their adviser: what speaks for them, and what is missing"
    )(for_them)
    return router

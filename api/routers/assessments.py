"""What the liability tables say of each person under review, as things stand, with every row that fires or does not and why. They recommend."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Request

import words
from api.answers import READING
from api.problems import language_of
from api.routers.streams import opened_as
from api.signed_in import SignedIn, TheHouse
from api.views.assessments import RowWeighed, TableSays
from domain.law.liability_table import Answers, Assessment, LiabilityTable, Question, Weighed
from domain.law.policy import Document
from domain.liability.assessment import assessments, deed_called
from domain.streams.review import Review
from domain.vocabulary import LiabilityOutcome, Part, RuleSet, StreamKind
from store.reading.open_file import OpenFile
from store.reading.views import DecidedAgain, Departures


class Teller:
    """Tells an assessment in one language."""

    def __init__(self, language: str, documents: Mapping[str, Document]) -> None:
        self._language, self._documents = language, documents

    def tells(
        self,
        person: str,
        name: str,
        deed: tuple[str, str],
        table: str,
        found: Assessment,
        policy: str,
        why: RuleSet,
        happened_on: date | None,
    ) -> TableSays:
        return TableSays(
            person=person,
            name=name,
            deed=deed[0],
            deed_called=deed[1],
            table=table,
            title=self.title(found),
            final=found.final,
            outcomes=found.outcomes,
            refer=found.refer,
            bound=found.bound_by is not None,
            answers={str(question): str(answer) for question, answer in found.answers.items()},
            asks_for=tuple(str(question) for question in found.asks_for),
            sentence=self.says(name, found),
            turns_on=self.turns(found),
            compare=self.compares(found.table, happened_on),
            rows=tuple(self.row(weighed, found.answers) for weighed in found.weighed),
            policy=policy,
            rule_set=why,
            rule_set_label=words.label("rule_sets", why, self._language),
            provisional=found.table.provisional or any(row.provisional for row in found.table.rows),
        )

    def compares(self, table: LiabilityTable, happened_on: date | None) -> str:
        if not table.must_be_compared(happened_on):
            return ""
        return words.assessment("compare", self._language, cited=self.cited(table.compare))

    def title(self, found: Assessment) -> str:
        return found.table.title_vi if self._language == "vi" else found.table.title_en

    def says(self, name: str, found: Assessment) -> str:
        table = self.title(found)
        left_open = self.outcomes(found.outcomes)
        if found.fired is None:
            wanted = self._questions(found.asks_for)
            return words.assessment("open", self._language, who=name, table=table, wanted=wanted, left_open=left_open)
        why = self.so(found.fired.when)
        told = words.assessment(
            "final", self._language, who=name, table=table, left_open=left_open, why=why, cited=self.cited(found.fired.basis)
        )
        more = [words.assessment(said, self._language) for said, so in (("refer", found.refer), ("binds", found.bound_by)) if so]
        return " ".join((told, *more))

    def turns(self, found: Assessment) -> tuple[str, ...]:
        return tuple(
            words.assessment("turn", self._language, why=self.so({t.question: t.answer}), left_open=self.outcomes(t.outcomes))
            for t in found.turns_on
        )

    def row(self, weighed: Weighed, answers: Answers) -> RowWeighed:
        row, language = weighed.row, self._language
        cited = self.cited(row.basis)
        if weighed.failed:
            said = words.assessment("fails", language, why=self.so({q: answers[q] for q in weighed.failed}), cited=cited)
        elif weighed.unknown:
            said = words.assessment("waits", language, wanted=self._questions(weighed.unknown), cited=cited)
        else:
            said = words.assessment("fires", language, why=self.so(row.when), cited=cited)
        return RowWeighed(
            row=row.id,
            fires=weighed.fires,
            failed=weighed.failed,
            unknown=weighed.unknown,
            outcomes=row.outcomes,
            binds=row.binds,
            sentence=said,
            citation=cited,
            provisional=row.provisional,
        )

    def outcomes(self, outcomes: tuple[LiabilityOutcome, ...]) -> str:
        return "; ".join(words.within(outcome, self._language) for outcome in outcomes)

    def cited(self, basis: str) -> str:
        return words.citation(basis, self._language, self._documents)

    def so(self, answers: Answers) -> str:
        return "; ".join(f"{words.within(q, self._language)}: {words.within(said, self._language)}" for q, said in answers.items())

    def _questions(self, questions: tuple[Question, ...]) -> str:
        return "; ".join(words.within(question, self._language) for question in questions)


def tables_say(file: OpenFile, house: TheHouse, language: str) -> list[TableSays]:
    """Of each person, each of their acts and each table; the pinned set first. The file is a review's."""
    review, people = file.stream, file.standpoint.directory.people
    assert isinstance(review, Review)
    teller, moment = Teller(language, house.documents), house.now()
    today = file.law.calendar.local_day(moment)
    laws = house.readings.laws_beside(file.law, review.happened_on or today, moment)
    told: list[TableSays] = []
    for person in review.persons:
        known = people.get(person)
        shown: list[LiabilityTable] = []  # a table that two sets say alike is told once
        for why, law in laws:
            for deed, table, found in assessments(person, known.personnel if known else None, today, review, law):
                if found.table in shown:
                    continue
                named = (deed, deed_called(person, deed, review))
                told.append(
                    teller.tells(person, known.name if known else person, named, table, found, law.policy.id, why, review.happened_on)
                )
            shown += law.policy.liability.values()
    return told


def assessment(
    opened: Annotated[OpenFile, Depends(opened_as(StreamKind.REVIEW, Part.ASSESSMENT))], house: TheHouse, request: Request
) -> list[TableSays]:
    return tables_say(opened, house, language_of(request))


def again(opened: Annotated[OpenFile, Depends(opened_as(StreamKind.REVIEW, Part.ASSESSMENT))], house: TheHouse) -> list[DecidedAgain]:
    return house.readings.decided_again(opened.card.number)


def departures(house: TheHouse, caller: SignedIn) -> list[Departures]:
    return house.readings.departures(caller)


def routes() -> APIRouter:
    router = APIRouter(tags=["reading: review"], responses=READING)
    router.get("/reviews/{number}/assessment", summary="What the liability tables say of each person, as things stand, and why")(assessment)
    router.get("/reviews/{number}/again", summary="Whether the tables would say today what they said then, from the ledger alone")(again)
    router.get("/departures", summary="How often it was decided otherwise than recommended, agency by agency")(departures)
    return router

"""What the liability tables say of each person under review, as things stand, with every row that fires or does not and why. They recommend."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, Request

import words
from api.answers import READING
from api.problems import language_of
from api.routers.streams import opened_as
from api.signed_in import At
from domain.assessing import assessments
from domain.liability import Answers, Assessment, Question, Weighed
from domain.policy import Document
from domain.review import Review
from domain.vocabulary import LiabilityOutcome, StreamKind
from store.registers import OpenFile
from store.views import RowWeighed, TableSays

router = APIRouter(tags=["reading: review"], responses=READING)


class Teller:
    """Tells an assessment in one language."""

    def __init__(self, language: str, documents: Mapping[str, Document]) -> None:
        self._language, self._documents = language, documents

    def says(self, name: str, found: Assessment) -> str:
        table = found.table.title_vi if self._language == "vi" else found.table.title_en
        left_open = self.outcomes(found.outcomes)
        if found.fired is None:
            wanted = self._questions(found.asks_for)
            return words.assessment("open", self._language, who=name, table=table, wanted=wanted, left_open=left_open)
        why = self._so(found.fired.when)
        told = words.assessment(
            "final", self._language, who=name, table=table, left_open=left_open, why=why, cited=self.cited(found.fired.basis)
        )
        return f"{told} {words.assessment('refer', self._language)}" if found.refer else told

    def turns(self, found: Assessment) -> tuple[str, ...]:
        return tuple(
            words.assessment("turn", self._language, why=self._so({t.question: t.answer}), left_open=self.outcomes(t.outcomes))
            for t in found.turns_on
        )

    def row(self, weighed: Weighed, answers: Answers) -> RowWeighed:
        row, language = weighed.row, self._language
        cited = self.cited(row.basis)
        if weighed.failed:
            said = words.assessment("fails", language, why=self._so({q: answers[q] for q in weighed.failed}), cited=cited)
        elif weighed.unknown:
            said = words.assessment("waits", language, wanted=self._questions(weighed.unknown), cited=cited)
        else:
            said = words.assessment("fires", language, why=self._so(row.when), cited=cited)
        return RowWeighed(
            row=row.id,
            fires=weighed.fires,
            failed=weighed.failed,
            unknown=weighed.unknown,
            outcomes=row.outcomes,
            sentence=said,
            citation=cited,
            provisional=row.provisional,
        )

    def outcomes(self, outcomes: tuple[LiabilityOutcome, ...]) -> str:
        return "; ".join(words.within(outcome, self._language) for outcome in outcomes)

    def cited(self, basis: str) -> str:
        return words.citation(basis, self._language, self._documents)

    def _so(self, answers: Answers) -> str:
        return "; ".join(f"{words.within(q, self._language)}: {words.within(said, self._language)}" for q, said in answers.items())

    def _questions(self, questions: tuple[Question, ...]) -> str:
        return "; ".join(words.within(question, self._language) for question in questions)


@router.get("/reviews/{number}/assessment", summary="What the liability tables say of each person, as things stand, and why")
def assessment(opened: Annotated[OpenFile, Depends(opened_as(StreamKind.REVIEW))], at: At, request: Request) -> list[TableSays]:
    review, law, people = opened.stream, opened.law, opened.standpoint.directory.people
    assert isinstance(review, Review)
    teller, today = Teller(language_of(request), at.documents), law.calendar.local_day(at.now())
    return [
        TableSays(
            person=person,
            name=people[person].name if person in people else person,
            deed=deed,
            table=table,
            title=found.table.title_vi if language_of(request) == "vi" else found.table.title_en,
            final=found.final,
            outcomes=found.outcomes,
            refer=found.refer,
            answers={str(question): str(answer) for question, answer in found.answers.items()},
            asks_for=tuple(str(question) for question in found.asks_for),
            sentence=teller.says(people[person].name if person in people else person, found),
            turns_on=teller.turns(found),
            rows=tuple(teller.row(weighed, found.answers) for weighed in found.weighed),
            policy=law.policy.id,
            provisional=found.table.provisional or any(row.provisional for row in found.table.rows),
        )
        for person in review.persons
        for deed, table, found in assessments(person, people[person].personnel if person in people else None, today, review, law)
    ]

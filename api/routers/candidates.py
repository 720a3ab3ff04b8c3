"""Before a panel or a council is appointed: what keeps each candidate from it. Told to whoever may appoint; to everybody else there is nothing here."""

from collections.abc import Callable, Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request

import words
from api.answers import READING
from api.door_reasons import DoorReason
from api.house import House
from api.problems import Refusal, language_of
from api.routers.streams import opened_as
from api.signed_in import TheHouse
from api.views.candidates import CandidateView, ConflictFound
from domain.numbers import PATHS
from domain.values import Code
from domain.vocabulary import Answer, Conflict, Part, StreamKind
from store.reading.open_file import OpenFile

MOST = 50
Named = Annotated[list[Code], Query(alias="person", min_length=1, max_length=MOST, description="Whom one thinks of naming, by their codes")]


def weighed_in_words(persons: Sequence[str], file: OpenFile, house: House, language: str) -> list[CandidateView] | None:
    """None where the reader may give nobody a part here now."""
    found = house.readings.candidates(persons, file, house.now())
    if found is None:
        return None
    names = house.readings.called([{"persons": tuple(persons)}])
    return [
        CandidateView(
            person=each.person,
            name=names.get(each.person, each.person),
            may=each.may,
            conflicts=tuple(
                ConflictFound(conflict=rule, answer=said, says=_said(rule, said, language)) for rule, said in each.found.items()
            ),
        )
        for each in found
    ]


def own_in_words(file: OpenFile, house: House, language: str) -> tuple[str, ...]:
    """What ties the reader to the matter: each rule that holds, and each of which nobody knows."""
    told = (_said(rule, said, language) for rule, said in house.readings.own_conflicts(file).items())
    return tuple(each[:1].upper() + each[1:] for each in told)


def _said(rule: Conflict, answer: Answer, language: str) -> str:
    if answer is Answer.YES:
        return words.label("conflicts", rule, language)
    return words.page("conflict_unknown", language, conflict=words.within(rule, language))


def candidates(kind: StreamKind) -> Callable[..., list[CandidateView]]:
    def weighed(
        number: str, persons: Named, opened: Annotated[OpenFile, Depends(opened_as(kind, Part.ACTS))], house: TheHouse, request: Request
    ) -> list[CandidateView]:
        told = weighed_in_words(persons, opened, house, language_of(request))
        if told is None:
            raise Refusal(404, DoorReason.NO_SUCH_CASE, number=number)
        return told

    return weighed


def routes() -> APIRouter:
    router = APIRouter(responses=READING)
    for kind in (StreamKind.INITIATIVE, StreamKind.REVIEW):
        router.get(
            f"/{PATHS[kind]}/{{number}}/candidates",
            summary="What keeps those one thinks of naming from the panel or the council",
            name=f"candidates_{kind}",
            tags=[f"reading: {kind}"],
        )(candidates(kind))
    return router

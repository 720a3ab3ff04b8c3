"""What stands beside a form, because whoever fills it in must have it before them: the proposal that is voted on, or what a review has found so far.

Of what the reader may not read nothing is there: it is made of the file that was opened for them.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import words
from api.house import House
from api.pages.look import AT
from api.routers.assessments import Teller
from api.views.initiative import InitiativeView
from domain.acts import Act, Approve, CastBallot, Decide, Establish, Recommend, Vote
from domain.liability.assessment import assessments
from domain.numbers import path_of
from domain.streams.initiative import Initiative
from domain.streams.review import Review
from domain.vocabulary import Finding
from store.reading.open_file import OpenFile


@dataclass(frozen=True)
class Fact:
    """One question about one person and one of their acts: how it was answered, on what, and where to answer it."""

    question: str
    answer: str
    evidence: tuple[str, ...]
    href: str


@dataclass(frozen=True)
class About:
    """What is known of one person under review, and what the tables say of it; what the panel recommended for them, once it has."""

    name: str
    says: tuple[str, ...]
    facts: tuple[Fact, ...]
    recommended: str


def shows_the_proposal(act: type[Act], file: OpenFile) -> bool:
    return issubclass(act, Vote | CastBallot | Approve) and isinstance(file.stream, Initiative)


def beside(act: type[Act], file: OpenFile | None, house: House, language: str) -> dict[str, Any]:
    if file and shows_the_proposal(act, file) and isinstance(file.stream, Initiative):
        return {"proposal": InitiativeView.of(file.stream, file.needs_to_know).dossier}
    if file and issubclass(act, Establish | Recommend | Decide) and isinstance(file.stream, Review):
        return {"persons": [_about(person, file.stream, file, house, language) for person in file.stream.persons]}
    return {}


def _about(person: str, review: Review, file: OpenFile, house: House, language: str) -> About:
    known, teller = file.standpoint.directory.people.get(person), Teller(language, house.documents)
    name, today = known.name if known else person, house.readings.today(house.now())
    says: list[str] = []
    facts: dict[tuple[str, Finding], Fact] = {}
    for deed, _, found in assessments(person, known.personnel if known else None, today, review, file.law):
        says.append(teller.says(name, found))
        for question in (*found.answers, *found.asks_for):
            if isinstance(question, Finding):
                facts[deed, question] = _fact(person, deed, question, review, file, language)
    given = next((each for each in review.recommended if each.person == person), None)
    recommended = f"{words.label('liability_outcomes', given.outcome, language)}. {given.reasons}" if given else ""
    return About(name, tuple(dict.fromkeys(says)), tuple(facts.values()), recommended)


def _fact(person: str, deed: str, question: Finding, review: Review, file: OpenFile, language: str) -> Fact:
    held = next((each for each in review.established if (each.about, each.deed, each.fact) == (person, deed, question)), None)
    chosen = {"about": person, "fact": str(question), **({"deed": deed} if deed else {})}
    return Fact(
        question=words.label("findings_of_fact", question, language),
        answer=words.label("answers", held.value, language) if held else words.page("not_established", language),
        evidence=held.evidence if held else (),
        href=f"{AT}{path_of(file.card.number)}/acts/{Establish.name}?{urlencode(chosen)}#which_fact",
    )

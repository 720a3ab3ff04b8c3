"""The review room: what happened, what is established of each person, what the tables leave open and why, and what people said and concluded.

A table recommends. The panel recommends to somebody else, who decides.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import words
from api.had_read import had_read
from api.pages.open_case import OpenCase
from api.routers.assessments import tables_say
from api.routers.in_favour import in_favour
from api.views.assessments import InFavour, RowWeighed, TableSays
from domain.facts import AppealDecided, ProposedUpward, Recommended, ReviewAppealed, ReviewDecided, StatementGiven
from domain.liability.assessment import answers_about
from domain.streams.review import Discipline, Established, Review
from domain.vocabulary import Answer, Circumstance, RuleSet
from words import rendering


@dataclass(frozen=True)
class FactSeen:
    """One question about one act of a person. `answer`: yes, no or unknown, as its code; `source`: by whom, on what, or what is wanted."""

    label: str
    answer: str
    source: str
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class TableSeen:
    """What one table says, its rows by whether they fire: yes, unknown, no."""

    says: TableSays
    rows: tuple[tuple[str, tuple[RowWeighed, ...]], ...]


@dataclass(frozen=True)
class DeedSeen:
    """One act of a person. `pinned`: what the set of the case says; `beside`: what the others say, to compare."""

    deed: str
    facts: tuple[FactSeen, ...]
    pinned: tuple[TableSeen, ...]
    beside: tuple[TableSeen, ...]


@dataclass(frozen=True)
class PersonSeen:
    """`statement`: in their own words, or why there are none, with the entry; None until then. `outcomes`: who said what is to follow, in order."""

    name: str
    office: str
    statement: tuple[str, str] | None
    deeds: tuple[DeedSeen, ...]
    outcomes: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class PanelMember:
    name: str
    states: tuple[str, ...]


@dataclass(frozen=True)
class DisciplineSeen:
    """A disciplinary proceeding after the review. `form`: how it ended, or that it goes on. `steps`: those on record, in order."""

    code: str
    name: str
    handled_by: str
    form: str
    steps: tuple[str, ...]


@dataclass(frozen=True)
class Room:
    """`risk`: the foreseen risk it was mapped to. `persons`: nobody until the triage names them. `dissents`: member and view. `departure`: why it was
    decided otherwise than recommended. `approvals`: of the initiative's approvals, what was approved and what the approver had opened before.
    `in_favour`: for a person under review and their adviser alone.
    """

    review: Review
    cause: str
    risk: str
    persons: tuple[PersonSeen, ...]
    panel: tuple[PanelMember, ...]
    minutes: str
    dissents: tuple[tuple[str, str], ...]
    departure: str
    appeals: tuple[str, ...]
    answers: tuple[tuple[str, str], ...]
    disciplines: tuple[DisciplineSeen, ...]
    approvals: tuple[tuple[str, str], ...]
    in_favour: tuple[InFavour, ...]


def seen(case: OpenCase) -> Room:
    review = case.as_read
    assert isinstance(review, Review)
    tables = tables_say(case.file, case.house, case.language)
    concluded = [fact for fact in case.facts if isinstance(fact, ReviewDecided | ProposedUpward)]
    recommended = [fact for fact in case.facts if isinstance(fact, Recommended)]
    return Room(
        review=review,
        cause=case.label("causes", review.cause) if review.cause else "",
        risk=f"{review.risk} “{review.titles.get(review.risk, '')}”" if review.risk else "",
        persons=tuple(_person(case, review, person, [each for each in tables if each.person == person]) for person in review.persons),
        panel=tuple(_members(case, review)),
        minutes=recommended[-1].minutes if recommended else "",
        dissents=tuple((case.called(each.member), each.view) for each in recommended[-1].dissents) if recommended else (),
        departure=concluded[-1].departure_reason if concluded else "",
        appeals=tuple(fact.grounds for fact in case.facts if isinstance(fact, ReviewAppealed)),
        answers=tuple((case.called(fact.person), fact.reasons) for fact in case.facts if isinstance(fact, AppealDecided)),
        disciplines=tuple(_discipline(case, code, each) for code, each in review.disciplines.items()),
        approvals=tuple(_approvals(case, review)),
        in_favour=tuple(in_favour(case.file, case.house, case.visit.caller, case.language)),
    )


def _approvals(case: OpenCase, review: Review) -> Iterator[tuple[str, str]]:
    """As far as this reader may read the initiative."""
    house, caller = case.house, case.visit.caller
    initiative = house.readings.open(review.family, caller, house.now())
    approved = (entry.fact for entry in house.readings.timeline(initiative, caller)) if initiative else ()
    for fact in approved:
        if fact.text and (read := had_read(fact, case.language)):
            yield words.sentence(fact, case.language), read


def _person(case: OpenCase, review: Review, person: str, tables: Sequence[TableSays]) -> PersonSeen:
    deeds = dict.fromkeys((*(each.deed for each in tables), *(each.deed for each in review.established if each.about == person)))
    if len(deeds) > 1:
        deeds.pop("", None)  # what is asked of no act in particular is asked again of each
    return PersonSeen(
        name=case.called(person),
        office="; ".join(_offices(case, person)),
        statement=_statement(case, person),
        deeds=tuple(_deed(case, review, person, deed, [each for each in tables if each.deed == deed]) for deed in deeds),
        outcomes=tuple(_outcomes(case, review, person)),
    )


def _offices(case: OpenCase, person: str) -> Iterator[str]:
    """What they are to the initiative, and the offices they hold today."""
    if person in case.file.stream.proposers:
        yield case.label("offices", "proposer")
    if person in case.file.stream.implementers:
        yield case.label("offices", "implementer")
    for term in case.file.standpoint.directory.terms:
        if term.person == person:
            yield f"{case.label('offices', term.office)}, {case.agency(term.agency)}"


def _statement(case: OpenCase, person: str) -> tuple[str, str] | None:
    """The last one, and when it was given."""
    said = [fact for fact in case.facts if isinstance(fact, StatementGiven) and fact.about == person]
    return (said[-1].statement or said[-1].absence_reason, rendering.moment(said[-1].at, case.language)) if said else None


def _deed(case: OpenCase, review: Review, person: str, deed: str, tables: Sequence[TableSays]) -> DeedSeen:
    pinned = [each for each in tables if each.rule_set == RuleSet.PINNED]
    established = {str(each.fact): each for each in review.established if (each.about, each.deed) == (person, deed)}
    answers = {str(question): str(answer) for question, answer in answers_about(person, deed, review).items()}
    asked = dict.fromkeys((*(question for each in pinned for question in each.answers), *review.must_establish, *answers))
    taken = {question: answer for each in pinned for question, answer in each.answers.items()} | answers
    return DeedSeen(
        deed=deed,
        facts=tuple(_fact(case, str(question), taken.get(question, Answer.UNKNOWN), established.get(str(question))) for question in asked),
        pinned=tuple(_table(each) for each in pinned),
        beside=tuple(_table(each) for each in tables if each not in pinned),
    )


def _fact(case: OpenCase, question: str, answer: str, established: Established | None) -> FactSeen:
    of_the_record = question in {*Circumstance}
    label = case.label("circumstances" if of_the_record else "findings_of_fact", question)
    if established:
        source = case.called(established.by)
    elif answer == Answer.UNKNOWN:
        source = case.say("evidence_wanted")
    else:
        source = case.say("by_the_record" if of_the_record else "nobody_raised_it")
    return FactSeen(label, answer, source, established.evidence if established else ())


def _table(says: TableSays) -> TableSeen:
    by_answer = ((answer, tuple(row for row in says.rows if row.fires == answer)) for answer in (Answer.YES, Answer.UNKNOWN, Answer.NO))
    return TableSeen(says, tuple((answer, rows) for answer, rows in by_answer if rows))


def _outcomes(case: OpenCase, review: Review, person: str) -> Iterator[tuple[str, str, str]]:
    """Who, what, and why: first the panel, then what was asked of the authority above, then what was decided."""
    for key, said in (("recommended", review.recommended), ("proposed_upward", review.proposed), ("decided", review.decided)):
        for each in said:
            if each.person == person:
                kinds = [case.label("liability_kinds", kind) for kind in each.liabilities]
                yield case.say(key), "; ".join((case.label("liability_outcomes", each.outcome), *kinds)), each.reasons


def _members(case: OpenCase, review: Review) -> Iterator[PanelMember]:
    for person in review.panel:
        states = (
            (case.label("offices", "panel_chair"), person == review.chair),
            (case.say("has_left_the_panel"), person in review.recused),
            (case.say("is_challenged"), person in review.challenged),
            (case.say("is_related", relation=review.related.get(person)), person in review.related),
        )
        yield PanelMember(case.called(person), tuple(said for said, so in states if so))


def _discipline(case: OpenCase, code: str, each: Discipline) -> DisciplineSeen:
    form = case.label("discipline_forms", each.form) if each.form else case.say("discipline_goes_on")
    return DisciplineSeen(
        code=code,
        name=case.called(each.person),
        handled_by=case.agency(each.handled_by or case.file.stream.addressed_to),
        form="; ".join((form, *([case.say("discipline_annulled")] if each.annulled else []))),
        steps=tuple(case.label("discipline_steps", step) for step in each.steps),
    )

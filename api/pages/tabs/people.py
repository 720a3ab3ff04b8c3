"""Who is in a case and as what, who stepped aside or was challenged, and who did what in which office then."""

from collections.abc import Iterator
from dataclasses import dataclass

import words
from api.pages.open_case import OpenCase
from api.pages.tabs import meetings
from api.pages.tabs.meetings import MeetingSeen
from api.routers.candidates import own_in_words
from api.views.initiative import InitiativeView
from api.views.streams import TimelineEntry
from domain.facts import ChallengeDecided, Fact, ImpartialityDeclared, MemberChallenged, MemberRecused, Signatory
from domain.streams.review import Review
from domain.streams.reward_file import RewardFile
from domain.streams.seated import SeatedStream
from domain.vocabulary import Position
from words import rendering


@dataclass(frozen=True)
class Member:
    """`roles`: in words, each once."""

    name: str
    roles: tuple[str, ...]


@dataclass(frozen=True)
class Hand:
    """Somebody who signed entries, under the name and by the office of that day. `did`: their places in the timeline, and what was done there."""

    name: str
    office: str
    agency: str
    did: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class People:
    """`conflicts`: the entries that tell of stepping aside and of challenges, the oldest first. `meetings`: the newest first. `own`: what ties the reader
    to the matter. `kept_out`: whether it keeps them from taking part by office.
    """

    meetings: tuple[MeetingSeen, ...]
    members: tuple[Member, ...]
    asked: tuple[tuple[str, str], ...]
    conflicts: tuple[TimelineEntry, ...]
    hands: tuple[Hand, ...]
    own: tuple[str, ...]
    kept_out: bool


def seen(case: OpenCase) -> People:
    roles: dict[str, list[str]] = {}
    for person, role in (*_roles(case), *_said_of_themselves(case)):
        if role not in (told := roles.setdefault(person, [])):
            told.append(role)
    told_of_conflict = (MemberRecused, MemberChallenged, ChallengeDecided, ImpartialityDeclared)
    return People(
        meetings=meetings.seen(case),
        members=tuple(Member(case.called(person), tuple(told)) for person, told in roles.items()),
        asked=tuple(_asked(case)),
        conflicts=tuple(said for said, fact in zip(case.timeline, case.facts, strict=True) if isinstance(fact, told_of_conflict)),
        hands=_hands(case),
        own=own_in_words(case.file, case.house, case.language),
        kept_out=case.visit.caller.id in case.file.standpoint.excluded,
    )


def _roles(case: OpenCase) -> Iterator[tuple[str, str]]:
    """Person and role, in the order of the procedure."""
    view = case.as_read
    for person in getattr(view, "proposers", ()):
        yield person, case.label("offices", "proposer")
    for person in getattr(view, "implementers", ()):
        yield person, case.label("offices", "implementer")
    match view:
        case InitiativeView():
            plan = view.versions[-1].plan if view.versions else view.plan
            for item in plan.items if plan else ():
                yield item.implementer, case.say("implements", item=item.code)
                if item.evaluator:
                    yield item.evaluator, case.say("evaluates", item=item.code)
            for risk in plan.risks if plan else ():
                yield risk.owner, case.say("follows_risk", risk=risk.code)
            yield from ((person, case.say("in_the_council")) for person in view.council)
            yield from ((person, case.say("voted", ballot=ballot)) for person, ballot in view.ballots.items())
            yield from ((person, case.say("has_recused")) for person in view.recused)
            yield from ((person, case.say("is_flagged")) for person in view.flagged)
        case Review():
            yield from ((person, case.label("offices", "person_reviewed")) for person in view.persons)
            yield from ((person, case.label("offices", "panel_member")) for person in view.panel)
            yield from ((person, case.label("offices", "panel_chair")) for person in (view.chair,) if person)
            yield from ((person, case.say("has_recused")) for person in view.recused)
            yield from ((person, case.say("is_challenged")) for person in view.challenged)
            yield from ((person, case.say("is_related", relation=relation)) for person, relation in view.related.items())
            yield from ((person, case.say("has_approved")) for person in view.approvers)
            yield from (
                (each.person, case.say("advises", whom=case.called(of), day=rendering.day(each.until, case.language)))
                for of, each in view.advisers.items()
            )
        case RewardFile():
            for proposed in view.proposals.values():
                if proposed.person:
                    yield proposed.person, case.say("proposed_for", reward=proposed.reward)
            yield from ((person, case.say("is_barred")) for person in view.barred)


def _said_of_themselves(case: OpenCase) -> Iterator[tuple[str, str]]:
    """Of each who sits, what they have said ties them; for those alone who need to know."""
    stream = case.file.stream
    if not isinstance(stream, SeatedStream) or not case.file.needs_to_know:
        return
    for person in stream.sitting:
        said = stream.declared_of_themselves.get(person)
        yield person, case.say("has_declared", declares=case.label("impartials", said)) if said else case.say("has_not_declared")


def _asked(case: OpenCase) -> Iterator[tuple[str, str]]:
    """Department and what it answered."""
    if isinstance(case.as_read, InitiativeView):
        for department, position in case.as_read.consultations.items():
            yield case.agency(department), case.label("positions", position) if isinstance(position, Position) else case.say("not_answered")


def _hands(case: OpenCase) -> tuple[Hand, ...]:
    """In the order in which they first signed; whoever held another office by then stands there twice."""
    signed: dict[tuple[str, str, str, str], list[tuple[int, str]]] = {}
    for entry in case.entries:
        for hand in _signatures(entry.fact):
            name = words.signature(hand, case.language)
            signed.setdefault((hand.person, name, hand.office, hand.agency), []).append((entry.sequence, case.title(entry.fact)))
    return tuple(
        Hand(name, case.label("offices", office), case.agency(agency) if agency else "", tuple(did))
        for (_, name, office, agency), did in signed.items()
    )


def _signatures(fact: Fact) -> tuple[Signatory, ...]:
    """Who did it, and the clerk who entered it from paper."""
    return tuple(hand for hand in (fact.by, fact.recorded_by) if hand)

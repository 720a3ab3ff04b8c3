"""How near somebody is to a matter: every rule of conflict, told from the record and the directory before anybody is asked.

A rule answers yes, no, or that nobody knows. What keeps from which role is said by KEEPS_FROM where the procedure itself says it, and by the rule set
(domain/law/conflict_law.py) where somebody is appointed.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

from domain.people.directory import LEADERS, Directory
from domain.streams.declaration import Declaration
from domain.streams.review import Review
from domain.streams.stream import Stream
from domain.vocabulary import Answer, Conflict, Relation, Role


def _reviewed(stream: Stream) -> tuple[str, ...]:
    return stream.persons if isinstance(stream, Review) else ()


def _reporter(stream: Stream) -> tuple[str, ...]:
    return (stream.reporter,) if isinstance(stream, Review) else ()


def _decided_by(stream: Stream) -> tuple[str, ...]:
    return (stream.decided_by, stream.decided_for) if isinstance(stream, Review) else ()


# What the stream itself tells: about these nothing is ever unknown.
IN_THE_RECORD: Mapping[Conflict, Callable[[Stream], Collection[str]]] = {
    Conflict.PROPOSER: lambda stream: stream.proposers,
    Conflict.IMPLEMENTER: lambda stream: stream.implementers,
    Conflict.UNDER_REVIEW: _reviewed,
    Conflict.SET_ASIDE: lambda stream: stream.set_aside,
    Conflict.LEFT_FOR_BIAS: lambda stream: (*stream.recused, *stream.left_council),
    Conflict.REPORTED: _reporter,
    Conflict.APPROVED: lambda stream: stream.approvers,
    Conflict.EVALUATED: lambda stream: stream.evaluators,
    Conflict.SITS: lambda stream: stream.have_sat,
    Conflict.SAT_BEFORE: lambda stream: stream.sat_before,
    Conflict.ADVISES: lambda stream: stream.reads_until.keys(),
    Conflict.DECIDED: _decided_by,
}
_PARTIES = (Conflict.PROPOSER, Conflict.IMPLEMENTER, Conflict.UNDER_REVIEW)
KEEPS_FROM: Mapping[Role, tuple[Conflict, ...]] = {
    Role.OFFICE: (*_PARTIES, Conflict.SET_ASIDE),
    Role.DECIDER: (*_PARTIES, Conflict.SET_ASIDE, Conflict.SITS, Conflict.ADVISES),
    Role.APPEAL: (*_PARTIES, Conflict.DECIDED, Conflict.SITS, Conflict.ADVISES),
}


def kept_from(role: Role, stream: Stream) -> frozenset[str]:
    """Whom the record of the stream keeps from that role."""
    return frozenset(person for rule in KEEPS_FROM[role] for person in IN_THE_RECORD[rule](stream) if person)


@dataclass(frozen=True)
class Declared:
    """What somebody has declared of themselves. `relatives`: whom they are related to, and how. `interests`: in whom, or in which initiatives."""

    relatives: Mapping[str, Relation] = field(default_factory=dict)
    interests: frozenset[str] = frozenset()


def declared_in(declaration: Stream) -> Declared | None:
    """What stands in that declaration; None where nothing has been declared."""
    if not isinstance(declaration, Declaration) or declaration.stage is None:
        return None
    interests = (name for each in declaration.interests for name in (each.person, each.initiative) if name)
    return Declared({each.person: each.kinship for each in declaration.relatives}, frozenset(interests))


@dataclass(frozen=True)
class Ties:
    """What lies beside a stream. `declared`: of those who may take part in it and of its parties; who is not in it has declared nothing. `shared`: who is
    a party to another open matter together with somebody concerned.
    """

    declared: Mapping[str, Declared] = field(default_factory=dict)
    shared: frozenset[str] = frozenset()


NO_TIES = Ties()


def concerned_in(stream: Stream) -> frozenset[str]:
    return frozenset(_reviewed(stream) or stream.parties)


def may_be_tied(persons: Collection[str], stream: Stream) -> frozenset[str]:
    """Whose declarations tell of their kinship and interests: their own, and those of the parties."""
    return frozenset({*persons, *stream.parties})


@dataclass(frozen=True)
class Before:
    """That before which a person is weighed. `deciding`: who decides the matter, here or on appeal. `kinship`: which relations count, by the rule set."""

    stream: Stream
    directory: Directory
    deciding: frozenset[str]
    kinship: frozenset[Relation]
    ties: Ties = NO_TIES

    @property
    def concerned(self) -> frozenset[str]:
        """Whose matter it is: those under review or, before that is said, whoever proposed and carried out."""
        return concerned_in(self.stream)


def _answer(so: bool) -> Answer:
    return Answer.YES if so else Answer.NO


def _decides(person: str, before: Before) -> Answer:
    return _answer(person in before.deciding)


def _manages(person: str, before: Before) -> Answer:
    """Leads an agency at which somebody concerned serves, or the one whose matter it is."""
    directory = before.directory
    serve_at = {held.agency for held in directory.terms if held.person in before.concerned}
    agencies = serve_at | {directory.heir(before.stream.agency)}
    return _answer(person not in before.concerned and any(directory.has_office(person, LEADERS, agency) for agency in agencies))


def _shares(person: str, before: Before) -> Answer:
    return _answer(person in before.ties.shared)


def _related(person: str, before: Before) -> Answer:
    """Either of the two may have declared it. Who has declared nothing leaves it unknown."""
    declared, parties = before.ties.declared, frozenset(before.stream.parties)
    mine = declared.get(person)
    of_mine = mine.relatives if mine else {}
    theirs = (declared[each].relatives.get(person) for each in parties if each in declared)
    said = (*(of_mine.get(each) for each in parties), *theirs)
    if any(relation in before.kinship for relation in said):
        return Answer.YES
    return Answer.UNKNOWN if mine is None else Answer.NO


def _interested(person: str, before: Before) -> Answer:
    mine = before.ties.declared.get(person)
    if mine is None:
        return Answer.UNKNOWN
    return _answer(bool(mine.interests.intersection({*before.stream.parties, before.stream.family})))


BESIDE_THE_RECORD: Mapping[Conflict, Callable[[str, Before], Answer]] = {
    Conflict.DECIDES: _decides,
    Conflict.LINE_MANAGER: _manages,
    Conflict.SHARED_MATTER: _shares,
    Conflict.RELATIVE: _related,
    Conflict.INTEREST: _interested,
}


def holds(rule: Conflict, person: str, before: Before) -> Answer:
    """Whether that conflict is there."""
    told = IN_THE_RECORD.get(rule)
    return BESIDE_THE_RECORD[rule](person, before) if told is None else _answer(bool(person) and person in told(before.stream))


def weighed(person: str, rules: Iterable[Conflict], before: Before) -> Mapping[Conflict, Answer]:
    """Each of these rules, in their order."""
    return {rule: holds(rule, person, before) for rule in rules}


def first_that_holds(person: str, rules: Iterable[Conflict], before: Before) -> Conflict | None:
    """Which of them keeps that person from it."""
    return next((rule for rule in rules if holds(rule, person, before) is Answer.YES), None)

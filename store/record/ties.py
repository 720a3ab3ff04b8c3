"""What lies beside a stream of those who may take part in it: what they have declared, and the other open matters in which they are parties together."""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlmodel import Session, SQLModel

from domain.acts import Act
from domain.numbers import declaration_of
from domain.people.conflicts import NO_TIES, Declared, Ties, concerned_in, declared_in, may_be_tied
from domain.streams.stream import Stream
from domain.vocabulary import StreamKind
from store.record import streams
from store.tables import CaseRow, PartyRow

_CASES, _PARTIES = (SQLModel.metadata.tables[table.__tablename__] for table in (CaseRow, PartyRow))
_THEIRS, _OTHERS = _PARTIES.alias(), _PARTIES.alias()


def of_an_act(act: Act, stream: Stream, session: Session) -> Ties:
    """Of whoever the act names, where it gives them a part."""
    return of_persons(act.mentions(), stream, session) if act.gives_role else NO_TIES


def of_persons(persons: Iterable[str], stream: Stream, session: Session) -> Ties:
    named = frozenset(persons)
    return Ties(_declared(may_be_tied(named, stream), session), _shared(named, stream, session))


def _declared(persons: Iterable[str], session: Session) -> dict[str, Declared]:
    found = {person: declared_in(streams.load(declaration_of(person), session).stream) for person in sorted(persons)}
    return {person: declared for person, declared in found.items() if declared}


def _shared(persons: frozenset[str], stream: Stream, session: Session) -> frozenset[str]:
    """Who of them is a party, beside somebody concerned here, to a matter of another family that has not come to rest."""
    concerned = concerned_in(stream)
    together = (
        sa.select(_THEIRS.c.case)
        .join(_OTHERS, _OTHERS.c.case == _THEIRS.c.case)
        .join(_CASES, _CASES.c.number == _THEIRS.c.case)
        .where(_THEIRS.c.person.in_(sorted(persons - concerned)), _OTHERS.c.person.in_(sorted(concerned)))
        .where(_CASES.c.kind.in_((StreamKind.INITIATIVE, StreamKind.REVIEW)), _CASES.c.family != stream.family, ~_CASES.c.at_rest)
        .distinct()
    )
    parties = (frozenset(streams.load(number, session).stream.parties) for number in session.connection().execute(together).scalars())
    return frozenset(person for each in parties if each & concerned for person in each & persons) - concerned

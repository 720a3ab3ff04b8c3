"""What is recorded of somebody's declaration of relatives and interests. Nobody is told of it."""

from collections.abc import Mapping

from domain.facts.fact import FIRST_CALENDAR, Fact
from domain.values import Durable
from domain.vocabulary import Relation


class Relative(Durable):
    person: str
    kinship: Relation


class Interest(Durable):
    """`person`, `initiative`: in whom or in what."""

    interest: str
    person: str = ""
    initiative: str = ""


class TiesDeclared(Fact):
    """`names`: of whoever it names, as borne that day."""

    kind = "ties_declared"
    tells = ()

    person: str
    relatives: tuple[Relative, ...] = ()
    interests: tuple[Interest, ...] = ()
    names: Mapping[str, str] = {}
    policy: str
    calendar: str = FIRST_CALENDAR


class TiesChanged(Fact):
    kind = "ties_changed"
    tells = ()

    relatives: tuple[Relative, ...] = ()
    interests: tuple[Interest, ...] = ()
    names: Mapping[str, str] = {}

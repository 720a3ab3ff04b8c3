"""What a person declares of their relatives and interests: their own alone, whole each time, and read by hardly anybody."""

from typing import Any

import pytest

from domain.acts import ChangeTies, DeclareTies
from domain.filing import Filed
from domain.numbers import declaration_of
from domain.people.conflicts import Declared, declared_in
from domain.people.standpoint import Standpoint
from domain.procedure.chapters import after
from domain.procedure.decide import decide
from domain.refusals import Reason, Refused
from domain.streams.declaration import Declaration
from domain.streams.kinds import blank
from domain.streams.stream import Stream
from domain.vocabulary import Relation
from tests.builders import FRIDAY, a_directory, an_act, the_law

NUMBER = declaration_of("hoa")


def declared(stream: Stream, kind: type[DeclareTies] | type[ChangeTies], by: str = "hoa", **fields: Any) -> Declaration:
    filed = Filed("TN-20261120-0000000001", stream.number, an_act(kind, **fields), by, FRIDAY)
    later = after(decide(filed, stream, the_law(), a_directory()), stream)
    assert isinstance(later, Declaration)
    return later


STANDS = declared(blank(NUMBER), DeclareTies)


def why_not(stream: Stream, kind: type[DeclareTies] | type[ChangeTies], by: str = "hoa", **fields: Any) -> Reason | None:
    try:
        declared(stream, kind, by, **fields)
    except Refused as refused:
        return refused.reason
    return None


def test_what_is_declared_is_known_by_person() -> None:
    assert declared_in(STANDS) == Declared({"doctor": Relation.SPOUSE}, frozenset({"stranger"}))


def test_that_there_is_nothing_is_a_declaration_too_and_none_at_all_is_not() -> None:
    nothing = declared(blank(NUMBER), DeclareTies, relatives=[], interests=[])
    assert declared_in(nothing) == Declared()
    assert declared_in(blank(NUMBER)) is None


def test_each_declaration_takes_the_place_of_the_one_before() -> None:
    anew = declared(STANDS, ChangeTies, relatives=[{"person": "tam", "kinship": "sibling"}], interests=[])
    assert declared_in(anew) == Declared({"tam": Relation.SIBLING})


@pytest.mark.parametrize(
    ("by", "kind", "fields", "why"),
    [
        pytest.param("doctor", DeclareTies, {}, Reason.NO_SUCH_CASE, id="for somebody else"),
        pytest.param("doctor", ChangeTies, {}, Reason.NO_SUCH_CASE, id="nor anew"),
        pytest.param("inspector", ChangeTies, {}, Reason.NOT_YOUR_OFFICE, id="not by who may read it"),
        pytest.param("hoa", DeclareTies, {}, Reason.ALREADY_REGISTERED, id="twice, but anew"),
        pytest.param("hoa", ChangeTies, {"relatives": [{"person": "hoa", "kinship": "child"}]}, Reason.OWN_RELATIVE, id="oneself"),
        pytest.param(
            "hoa", ChangeTies, {"relatives": [{"person": "nobody", "kinship": "child"}]}, Reason.UNKNOWN_PERSON, id="nobody known"
        ),
        pytest.param(
            "hoa",
            ChangeTies,
            {"relatives": [{"person": "tam", "kinship": "child"}, {"person": "tam", "kinship": "spouse"}]},
            Reason.RELATIVE_TWICE,
            id="the same person in two ways",
        ),
        pytest.param("hoa", ChangeTies, {"interests": [{"interest": "Góp vốn."}]}, Reason.INTEREST_IN_WHAT, id="an interest in nothing"),
        pytest.param(
            "hoa", ChangeTies, {"interests": [{"interest": "Góp vốn.", "initiative": "26743"}]}, Reason.NOT_AN_INITIATIVE, id="no number"
        ),
    ],
)
def test_nobody_declares(by: str, kind: type[DeclareTies] | type[ChangeTies], fields: dict[str, Any], why: Reason) -> None:
    assert why_not(STANDS, kind, by, **fields) == why


def test_it_is_read_by_the_person_the_inspectorate_and_the_auditor() -> None:
    directory = a_directory()
    readers = {person for person in directory.people if Standpoint(STANDS, directory).may_read(person)}
    assert readers == {"hoa", "inspector", "auditor"}

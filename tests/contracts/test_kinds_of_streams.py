"""What a new kind of stream costs: every table that has a line for each kind. One that was forgotten is named here before anybody meets it."""

from collections.abc import Collection

import pytest

from api.routers.streams import FILES
from commands import procedure as printed
from domain.acts import ACTS
from domain.facts import FACTS, Fact
from domain.numbers import FORMS, PATHS, kind_of
from domain.procedure.table import PROCEDURE
from domain.streams.kinds import STATES, blank
from domain.vocabulary import STAGES_OF, StreamKind
from store.reading.listing import SOUGHT
from tests.contracts.test_stages_on_the_card import KINDS as ON_THE_CARD
from words import label
from workflows.names import OF_STREAMS

TABLES: dict[str, Collection[StreamKind]] = {
    "its state (domain/streams/kinds.py)": STATES,
    "its rows (domain/procedure/table.py)": PROCEDURE,
    "its address (domain/numbers.py)": PATHS,
    "its workflow (workflows/names.py)": OF_STREAMS,
    "what its list may be asked (store/reading/listing.py)": SOUGHT,
    "its file as people get it (api/routers/streams.py)": FILES,
    "its stages (domain/vocabulary/streams.py)": STAGES_OF,
    "its clocks as printed (commands/procedure.py)": printed.CLOCKS,
    "its card in the Temporal UI (tests/contracts/test_stages_on_the_card.py)": ON_THE_CARD,
}


@pytest.mark.parametrize("table", TABLES)
def test_every_table_of_kinds_has_a_line_for_each(table: str) -> None:
    assert set(TABLES[table]) == set(StreamKind)


def test_its_number_tells_each_kind_but_the_one_that_every_other_number_means() -> None:
    assert set(FORMS) == set(StreamKind) - {StreamKind.INITIATIVE}
    numbers = ("SK-2026-26743-1", "SK-2026-26743-1-R1", "SK-2026-26743-1-K", "DK-2027", "DK", "UQ-1", "KK-hoa")
    assert {kind_of(number) for number in numbers} == set(StreamKind)
    assert all(type(blank(number)) is STATES[kind_of(number)] for number in numbers)


def test_every_kind_begins_by_an_act_or_by_what_follows_from_one() -> None:
    begun_by_acts = {act.opens_stream for act in ACTS.values() if act.opens_stream}
    begun_by_facts = {kind for kind in StreamKind if any(_opens(fact, kind) for fact in FACTS.values())}
    assert begun_by_acts | begun_by_facts == set(StreamKind)


def _opens(fact: type[Fact], kind: StreamKind) -> bool:
    return fact.kind == f"{kind}_opened"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_people_have_a_word_for_each(language: str) -> None:
    assert all(label("stream_kinds", kind, language) for kind in StreamKind)

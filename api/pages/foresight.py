"""What the clocks of a case will say, as a page shows it: if nobody does anything, or after an act that is about to be sent."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.house import House
from api.routers.streams import foreseen_in_words
from api.views.deadlines import ForeseenView
from domain.acts import Act
from domain.facts import Spoken
from domain.refusals import Refused
from store.reading.foresight import foreseen_once
from store.reading.open_file import OpenFile
from words import rendering


@dataclass(frozen=True)
class ForeseenSeen:
    """`told`: the offices that hear of it. `desks`: where it would lie, for those who need to know."""

    when: str
    sentence: str
    told: tuple[str, ...]
    desks: tuple[str, ...]


def if_nobody_acts(file: OpenFile, house: House, language: str) -> tuple[ForeseenSeen, ...]:
    return _seen(file.foreseen, file, house, language)


def if_done(act: Act, file: OpenFile, house: House, language: str) -> tuple[ForeseenSeen, ...]:
    """Nothing where it would be refused: why is told where it is sent, to the office that sends it."""
    try:
        facts = foreseen_once(file, act, house.now(), house.store)
    except Refused:
        return ()
    return _seen(facts, file, house, language)


def _seen(facts: Sequence[Spoken], file: OpenFile, house: House, language: str) -> tuple[ForeseenSeen, ...]:
    return tuple(_line(each, language) for each in foreseen_in_words(facts, file, house, language))


def _line(each: ForeseenView, language: str) -> ForeseenSeen:
    return ForeseenSeen(
        when=rendering.moment(each.at, language),
        sentence=each.sentence,
        told=tuple(dict.fromkeys(each.told_labels)),
        desks=tuple(dict.fromkeys(each.desk_labels)),
    )

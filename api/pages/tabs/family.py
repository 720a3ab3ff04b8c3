"""Whatever belongs to the same initiative, and the reader may read."""

from api.pages.cards import Line
from api.pages.open_case import OpenCase
from domain.vocabulary import StreamKind
from store.reading.listing import SOUGHT, Sort


def seen(case: OpenCase) -> list[Line]:
    card, readings = case.file.card, case.house.readings
    found = (
        readings.page(kind, SOUGHT[kind](family=card.family, sort=Sort.NUMBER), case.visit.caller).cards
        for kind in (StreamKind.INITIATIVE, StreamKind.REVIEW, StreamKind.REWARD_FILE)
    )
    return [case.lines.of(each) for cards in found for each in cards if each.number != card.number]

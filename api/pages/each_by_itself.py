"""Several acts sent at once: each by the same door under a key of its own, and what became of each."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

import words
from api import answers
from api.house import House
from api.pages.visits import Visit
from api.rates import TooOften
from domain.acts import Act
from store.engine import Outage
from store.record import filings
from store.record.filings import KeyReused, Receipt


@dataclass(frozen=True)
class Became:
    """What became of one; `number`: its receipt."""

    status: str
    said: str
    number: str


async def send_each(acts: Mapping[str, tuple[Act, str]], key: str, method: str, house: House, visit: Visit) -> str:
    """`acts`: with their cases, by what the key of each ends in. "" or why not all were received: sent again under the same key, those that were are found.

    Each is counted as the act it is.
    """
    may_go, refusal = dict[str, tuple[Act, str]](), ""
    for end, act in acts.items():
        try:
            house.rates.count(visit.caller.id, method)
        except TooOften as too_often:
            refusal = words.page("too_often", visit.language, most=too_often.most, wait=too_often.wait)
            break
        may_go[end] = act
    sending = (house.door.submit(act, case, visit.caller.id, f"{key}{end}") for end, (act, case) in may_go.items())
    for each in await asyncio.gather(*sending, return_exceptions=True):
        if isinstance(each, Outage):
            refusal = words.page("register_away", visit.language)
        elif isinstance(each, BaseException) and not isinstance(each, KeyReused):  # that one was sent before, with other words: it is shown
            raise each
    return f"{refusal} {words.page('same_again', visit.language)}" if refusal else ""


def became_of(receipt: Receipt, house: House, language: str) -> Became:
    """In words: the fact, or why there is none."""
    said = ""
    if receipt.status == filings.RECORDED:
        said = answers.recorded_as(receipt, language)
    elif receipt.refusal:
        said = answers.refused_because(receipt, receipt.refusal, language, house)
    return Became(receipt.status, said, receipt.number)

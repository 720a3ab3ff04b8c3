"""A refusal as it is stored beside its filing: what the sender was told, for ever."""

from domain.refusals import Reason
from domain.values import Durable


class StoredRefusal(Durable):
    """`params` fill the sentence of the reason. `open_acts`: what the sender might ask of that stream instead."""

    reason: Reason
    basis: str
    params: dict[str, str | int]
    open_acts: tuple[str, ...]

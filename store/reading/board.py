"""How many there are of what somebody may read: each number is the length of a list, asked with the very conditions of that list."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from domain.vocabulary import StreamKind
from store.engine import Store
from store.reading import listing
from store.reading.caller import Caller
from store.reading.listing import Sought
from store.reading.rights import readable_by


def counted(asked: Iterable[tuple[StreamKind, Sought]], caller: Caller, zone: ZoneInfo, store: Store) -> list[dict[str, int]]:
    """Of each list how many stand at each stage."""
    with store.reading() as session:
        visible, seen = readable_by(caller.id, caller.terms, caller.today, session), listing.seen_by(caller.id, session)
        return [listing.by_stage(kind, sought, visible, seen, zone, session) for kind, sought in asked]

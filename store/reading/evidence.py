"""Which files a reader finds named in a case: by the entries they read, and no others."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from domain.facts import Evidence
from store.record.ledger import LedgerEntry


@dataclass(frozen=True)
class Named:
    """A file as it was first named in the case, and the entries that name it, as this reader counts them."""

    evidence: Evidence
    entries: tuple[int, ...]


def named_in(entries: Iterable[LedgerEntry]) -> Mapping[str, Named]:
    """By their hashes, in the order in which they were first named."""
    found = dict[str, Named]()
    for entry in entries:
        for each in entry.fact.enclosed:
            first = found.get(each.sha256)
            found[each.sha256] = Named(first.evidence if first else each, (*(first.entries if first else ()), entry.sequence))
    return found

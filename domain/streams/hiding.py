"""What is never shown to somebody, and how a ledger counts for them: no number they read has a gap that would tell them of it."""

from collections.abc import Mapping

from domain.facts import Corrected, Fact

Hidden = tuple[int, ...]
NOTHING: Hidden = ()


def place_of(entry: int, hidden: Hidden) -> int:
    """How an entry is numbered for somebody to whom the hidden ones are not there."""
    return entry - sum(each < entry for each in hidden)


def entry_at(place: int, hidden: Hidden) -> int:
    """The entry that such a reader means by that number."""
    for each in sorted(hidden):
        place += each <= place
    return place


def as_counted(fact: Fact, number: str, hidden: Mapping[str, Hidden]) -> Fact:
    """A fact of that stream with the entries it names numbered as one reader numbers them. `hidden`: what is hidden from that reader, by stream."""
    changes: dict[str, object] = {}
    if isinstance(fact, Corrected):
        changes["entry"] = place_of(fact.entry, hidden.get(number, NOTHING))
    if fact.follows:
        stream, _, entry = fact.follows.rpartition("/")
        changes["follows"] = f"{stream}/{place_of(int(entry), hidden.get(stream, NOTHING))}"
    return fact.model_copy(update=changes) if hidden and changes else fact

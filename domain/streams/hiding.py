"""What is never shown to somebody, and how a ledger counts for them: no number they read has a gap that would tell them of it. And what is shown to those
alone who need to know."""

from collections.abc import Collection, Mapping

from domain.facts import Corrected, DutyFulfilled, Fact, MemberVoted, PaperAttached
from domain.vocabulary import ClockKind

Hidden = tuple[int, ...]
NOTHING: Hidden = ()
ANOTHER_ENTRY = "/"  # in `follows`: an entry of a stream that is not there for this reader

# What is due in an initiative and tells that somebody's conduct is asked about, and what is recorded there of it.
CLOCKS_OF_CONDUCT = frozenset({ClockKind.CAUSE, ClockKind.OBSTRUCTION})
_OF_CONDUCT = frozenset(
    {
        "obstruction_reported",
        "obstruction_answered",
        "integrity_flag_raised",
        "integrity_flag_cleared",
        "referred",
        "referral_outcome_recorded",
        "review_noted",
        "not_handled_concluded",
        "member_challenged",
        "challenge_decided",
        "impartiality_declared",
    }
)


def tells_of_conduct(fact: Fact) -> bool:
    """Whether it is read by whoever needs to know and whoever recorded it (ADR 35). A number that is left out then tells that there is something, not what."""
    return fact.kind in _OF_CONDUCT or getattr(fact, "clock", None) in CLOCKS_OF_CONDUCT


def place_of(entry: int, hidden: Hidden) -> int:
    """How an entry is numbered for somebody to whom the hidden ones are not there."""
    return entry - sum(each < entry for each in hidden)


def entry_at(place: int, hidden: Hidden) -> int:
    """The entry that such a reader means by that number."""
    for each in sorted(hidden):
        place += each <= place
    return place


def initiative_told_by(fact: Fact) -> str:
    """The initiative of somebody else that this fact of another stream names by its number, or ""."""
    return fact.initiative if isinstance(fact, DutyFulfilled) else ""


def without_the_initiative(fact: Fact) -> Fact:
    """The same for a reader who may not read that initiative: that it was registered, and not under which number."""
    return fact.model_copy(update={"initiative": "", "follows": ANOTHER_ENTRY}) if initiative_told_by(fact) else fact


def before_it_is_closed(fact: Fact, closed: Collection[str]) -> Fact:
    """How a member voted, and what they enclosed, is told to nobody before the meeting is closed; that they voted is. `closed`: the meetings that are."""
    if not isinstance(fact, MemberVoted) or fact.meeting in closed:
        return fact
    return fact.model_copy(update={"ballot": None, "opinion": "", "enclosed": ()})


def as_counted(fact: Fact, number: str, hidden: Mapping[str, Hidden]) -> Fact:
    """A fact of that stream with the entries it names numbered as one reader numbers them. `hidden`: what is hidden from that reader, by stream."""
    changes: dict[str, object] = {}
    if isinstance(fact, (Corrected, PaperAttached)):
        changes["entry"] = place_of(fact.entry, hidden.get(number, NOTHING))
    if fact.follows:
        stream, _, entry = fact.follows.rpartition("/")
        changes["follows"] = f"{stream}/{place_of(int(entry), hidden.get(stream, NOTHING))}"
    return fact.model_copy(update=changes) if hidden and changes else fact

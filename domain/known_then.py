"""What was on record when somebody amended, evaluated or established something, and whether they had opened it: so that foresight and afterthought are told
apart by the record. It judges nobody."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from domain.facts import (
    AmendmentApproved,
    AmendmentProposed,
    Fact,
    FactEstablished,
    IncidentReported,
    IntegrityFlagRaised,
    ResultEvaluated,
    StatementGiven,
    WorkItemEvaluated,
)
from domain.vocabulary import Knowledge, Result, Verdict

# Beside these stands what was known then.
MADE = (AmendmentProposed, AmendmentApproved, WorkItemEvaluated, ResultEvaluated, FactEstablished)


@dataclass(frozen=True)
class Entry:
    """One entry of one stream, by its number in the ledger."""

    case: str
    sequence: int
    fact: Fact


@dataclass(frozen=True)
class Look:
    """Somebody opened a part of a case in which what happened is told, as it then was: up to that entry."""

    person: str
    case: str
    sequence: int
    at: datetime


@dataclass(frozen=True)
class Known:
    """`entry`: what had happened; None where nothing had. `at`: when they first had it before their eyes, where they had."""

    knowledge: Knowledge
    entry: Entry | None = None
    at: datetime | None = None


def has_happened(fact: Fact) -> bool:
    """Whether it tells that something went wrong, or what somebody under review says of it."""
    match fact:
        case IncidentReported() | IntegrityFlagRaised() | StatementGiven():
            return True
        case WorkItemEvaluated():
            return fact.verdict is not Verdict.FULL
        case ResultEvaluated():
            return fact.result is not Result.COMPLETED
        case _:
            return False


def known_then(made: Entry, on_record: Iterable[Entry], looks: Iterable[Look], since: datetime | None) -> tuple[Known, ...]:
    """Nothing of what nobody made, or of another kind. `since`: from when on the reading ledger tells; None where it tells nothing."""
    if made.fact.by is None or not isinstance(made.fact, MADE):
        return ()
    before = [each for each in on_record if has_happened(each.fact) and _is_before(each, made)]
    theirs = [look for look in looks if look.person == made.fact.by.person and look.at <= made.fact.at]
    return tuple(_known(each, made.fact.by.person, theirs, since) for each in before) or (Known(Knowledge.NOTHING_HAPPENED),)


def _is_before(entry: Entry, made: Entry) -> bool:
    return entry.sequence < made.sequence if entry.case == made.case else entry.fact.at < made.fact.at


def _known(entry: Entry, person: str, looks: Iterable[Look], since: datetime | None) -> Known:
    if person in {hand.person for hand in (entry.fact.by, entry.fact.recorded_by) if hand}:
        return Known(Knowledge.BY_THEMSELVES, entry, entry.fact.at)
    opened = min((look.at for look in looks if look.case == entry.case and look.sequence >= entry.sequence), default=None)
    if opened:
        return Known(Knowledge.OPENED, entry, opened)
    return Known(Knowledge.NOT_OPENED if since and since <= entry.fact.at else Knowledge.UNKNOWN, entry)

"""The entries of a case as one person reads them."""

import re
from dataclasses import replace

from sqlalchemy import ColumnElement
from sqlmodel import Session

from domain.streams.hiding import as_counted, before_it_is_closed, initiative_told_by, place_of, tells_of_conduct, without_the_initiative
from domain.streams.meeting import MeetingStream
from store.reading import listing
from store.reading.open_file import OpenFile
from store.record import hidden_entries, ledger
from store.record.ledger import LedgerEntry

_RECEIPT = re.compile(r"TN-\d{8}-")


def read_by(person: str, file: OpenFile, visible: ColumnElement[bool], session: Session) -> list[LedgerEntry]:
    """Every entry but those hidden from them, numbered as if they were not there, and those that are for whoever needs to know. `filing` is a receipt or
    nothing. `visible`: which streams they may read.
    """
    number, knows = file.stream.number, file.needs_to_know
    closed = [each.number for each in file.stream.meetings if each.outcome] if isinstance(file.stream, MeetingStream) else []
    hidden = hidden_entries.of_family(number, person, session)
    entries = list(ledger.entries(number, session))
    named = {told for entry in entries if (told := initiative_told_by(entry.fact))}
    withheld = named - listing.those_of(named, visible, session) if named else set[str]()
    return [
        replace(
            entry,
            sequence=place_of(entry.sequence, hidden.get(number, ())),
            filing=entry.filing if _RECEIPT.match(entry.filing) else "",
            fact=without_the_initiative(entry.fact)
            if initiative_told_by(entry.fact) in withheld
            else before_it_is_closed(as_counted(entry.fact, number, hidden), closed),
        )
        for entry in entries
        if person not in entry.fact.hidden_from
        and (knows or not tells_of_conduct(entry.fact) or (entry.fact.by and entry.fact.by.person == person))
    ]

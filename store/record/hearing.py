"""Who hears of a fact by letter: those it tells by their office, and those who have something to do now because of it."""

from datetime import date

from sqlmodel import Session

from domain.facts import Fact
from domain.people.standpoint import Standpoint
from domain.procedure.waiting import waiting_offices
from domain.vocabulary import Office
from store import directory


def told_of(fact: Fact, standpoint: Standpoint, day: date, session: Session) -> list[str]:
    """Persons with an address, each once, but those from whom it is hidden. `standpoint`: of the stream once the fact is true."""
    asked = [office for office in fact.asks if office in waiting_offices(standpoint.stream)]
    known = dict(standpoint.directory.people)
    heard = [
        *(person for office in (*fact.told, *asked) for person in standpoint.holders(office)),
        *(person for desk in fact.also_told for person in standpoint.directory.holding(*desk)),
        *fact.told_by_name,
    ]
    if Office.RECEIVING_OFFICE in asked:  # a case's slice of the directory leaves out officers, who are many
        officers = directory.officers_of(standpoint.authority, day, session)
        known |= {each.id: each for each in officers}
        heard += [each.id for each in officers if not standpoint.conflicted(each.id, Office.RECEIVING_OFFICE)]
    for person in fact.told_by_name:  # whom a case's slice of the directory may leave out, as who advised and does no more
        if person not in known and (named := directory.person(person, session)):
            known[person] = named
    return [person for person in dict.fromkeys(heard) if person not in fact.hidden_from and person in known and known[person].email]

"""Those whom somebody thinks of naming, weighed with what the record and the directory know of them today."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlmodel import Session

from domain.people.conflicts import weighed
from domain.procedure import appointing
from domain.procedure.appointing import Candidate, gives_now
from domain.refusals import Reason, Refused
from domain.vocabulary import Answer, Conflict
from store.reading.open_file import OpenFile
from store.record import streams, ties

BASIS = "house: conflicts"
# What somebody is told of themselves. That they decide, lead or have recommended here is the work of their office, and they know it.
OF_THEMSELVES = (
    *(Conflict.PROPOSER, Conflict.IMPLEMENTER, Conflict.UNDER_REVIEW, Conflict.SET_ASIDE, Conflict.LEFT_FOR_BIAS, Conflict.REPORTED),
    *(Conflict.ADVISES, Conflict.SHARED_MATTER, Conflict.RELATIVE, Conflict.INTEREST),
)


def candidates(persons: Sequence[str], file: OpenFile, today: date, session: Session) -> tuple[Candidate, ...] | None:
    """None where the reader may give nobody a part here now. Raises Refused for somebody the directory does not know."""
    role = gives_now(file.standpoint, file.reader)
    if role is None:
        return None
    directory = streams.directory_for(file.stream, (file.reader, *persons), today, session)
    for person in persons:
        if person not in directory.people:
            raise Refused(Reason.UNKNOWN_PERSON, BASIS, person=person)
    beside = ties.of_persons(persons, file.stream, session)
    before = file.standpoint.before(file.reader, directory, file.law.kinship, beside)
    return appointing.candidates(role, persons, before, file.law)


def of_the_reader(file: OpenFile, session: Session) -> Mapping[Conflict, Answer]:
    """What ties the reader to the matter beside the work of an office: what is there, and what nobody knows. Told to nobody else."""
    beside = ties.of_persons((file.reader,), file.stream, session)
    before = file.standpoint.before("", file.standpoint.directory, file.law.kinship, beside)
    return {rule: said for rule, said in weighed(file.reader, OF_THEMSELVES, before).items() if said is not Answer.NO}

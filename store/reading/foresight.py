"""What a case would come to after an act that is not sent."""

from dataclasses import replace
from datetime import datetime

from domain.acts import Act
from domain.facts import Spoken
from domain.filing import Filed
from domain.procedure.foresight import foreseen, once_done
from store.engine import Store
from store.reading.open_file import OpenFile
from store.record import streams


def foreseen_once(file: OpenFile, act: Act, moment: datetime, store: Store) -> tuple[Spoken, ...]:
    """What its clocks will say if the reader does that now, and nobody anything after it. Raises Refused, Outage."""
    filed = Filed("", file.stream.number, act, file.reader, moment)
    with store.reading() as session:
        directory = streams.directory_for_act(filed, file.stream, file.law.calendar.local_day(moment), moment, session)
    then = once_done(filed, replace(file.standpoint, directory=directory), file.law)
    return tuple(foreseen(then, file.law, of_conduct=file.needs_to_know))

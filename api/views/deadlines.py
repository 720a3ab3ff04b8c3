"""What is due and whose silence was noted, with labels and with the law it rests on."""

from datetime import datetime

from domain.facts import Desk
from domain.vocabulary import ClockKind, Office
from store.reading.views import Deadline, DeadlineLine, SilenceAt, SilenceLine, View


class DeadlineView(Deadline):
    """One running clock, in words: what is due, whom it waits for, and the law it rests on."""

    label: str
    waiting_for_labels: tuple[str, ...]
    citation: str


class ForeseenView(View):
    """What a clock will say if nobody does anything. `sentence`: what would be recorded then; `told`: the offices that would hear of it; `desks`: where
    it would lie, for those who need to know.
    """

    at: datetime
    kind: str
    clock: ClockKind
    label: str
    item: str
    due: datetime
    sentence: str
    told: tuple[Office, ...]
    told_labels: tuple[str, ...]
    desks: tuple[Desk, ...]
    desk_labels: tuple[str, ...]


class DeadlineLineView(DeadlineLine):
    """The same in a list across cases, in words."""

    label: str
    waiting_for_labels: tuple[str, ...]
    citation: str


class SilenceView(SilenceAt):
    """How often a day passed in silence at an office of an agency, with the label of the office."""

    label: str


class SilenceLineView(SilenceLine):
    """One day that passed in silence, with the label of what was due."""

    label: str


class FeedAddress(View):
    """Where a calendar program fetches one's deadlines. It is a secret: shown once, and kept as a hash."""

    address: str

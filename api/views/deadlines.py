"""What is due and whose silence was noted, with labels and with the law it rests on."""

from store.reading.views import Deadline, DeadlineLine, SilenceAt, SilenceLine, View


class DeadlineView(Deadline):
    """One running clock, in words: what is due, whom it waits for, and the law it rests on."""

    label: str
    waiting_for_labels: tuple[str, ...]
    citation: str


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

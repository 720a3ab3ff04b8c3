"""Who signs for the head of an agency, in words."""

from store.reading.views import AwaySeen, LeaveSeen


class LeaveView(LeaveSeen):
    """The same, with how it stands and how whoever signs is written under a document."""

    label: str
    signature: str


class AwayView(AwaySeen):
    """The same, with how it stands."""

    label: str

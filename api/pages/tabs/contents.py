"""What it says: the dossier of an initiative, the directive of a campaign and how far it has come."""

from api.pages.open_case import OpenCase
from api.routers.streams import in_labels
from api.views.campaigns import ProgressView
from domain.streams.campaign import Campaign


def seen(case: OpenCase) -> ProgressView | None:
    """Of a campaign how far it has come; of an initiative nothing beside the case itself."""
    stream = case.file.stream
    return in_labels(case.house.readings.progress(stream, case.visit.caller), case.language) if isinstance(stream, Campaign) else None

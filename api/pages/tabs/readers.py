"""Who has had this case before their eyes: for whoever it is about, and for whoever reads the whole reading ledger."""

from typing import Any

from api.pages import readers
from api.pages.open_case import OpenCase


def seen(case: OpenCase) -> dict[str, Any]:
    """Raises Refused (404): to everybody else there is no such part."""
    found = case.house.readers.of(case.file, case.visit.request.query_params.get("cursor", "")[:500])
    return readers.shown(found, case.language, f"{case.href}/readers")

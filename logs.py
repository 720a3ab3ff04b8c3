"""Structured logs, one JSON object a line: numbers of filings and cases, never what is in them and never a name."""

import logging
import re
import sys
import traceback

import structlog
from pydantic import ValidationError

from settings import ROOT

SHARED: list[structlog.types.Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def configure_logs(level: str) -> None:
    """Ours and the libraries' alike, on standard output."""
    structlog.configure(
        processors=[*SHARED, structlog.processors.JSONRenderer(ensure_ascii=False)],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
    )
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=SHARED,
            # Without the traceback: a library's may quote what somebody wrote. Its type and place are enough to find it.
            processors=[_without_traceback, structlog.processors.JSONRenderer(ensure_ascii=False)],
        )
    )
    logging.basicConfig(handlers=[handler], level=max(logging.getLevelName(level), logging.WARNING), force=True)
    for library in ("uvicorn", "uvicorn.error"):
        logging.getLogger(library).handlers.clear()
        logging.getLogger(library).propagate = True
    # However it was started: its line has the address as it was asked, with the secret of a feed in it. Ours has the route (api/edge.py).
    logging.getLogger("uvicorn.access").handlers.clear()
    logging.getLogger("uvicorn.access").propagate = False


def _without_traceback(_: object, __: str, event: structlog.types.EventDict) -> structlog.types.EventDict:
    record: logging.LogRecord = event.pop("_record")
    event.pop("_from_structlog", None)
    event["logger"] = record.name
    _, defect, _ = event.pop("exc_info", None) or (None, None, None)
    if defect:
        event["defect"], event["where"] = type(defect).__name__, where(defect)
    return event


def where(defect: BaseException) -> str:
    """File and line of a defect, the last of ours where a library met it. Not its message: that may quote what somebody wrote."""
    frames = traceback.extract_tb(defect.__traceback__)
    ours = [frame for frame in frames if frame.filename.startswith(str(ROOT)) and "site-packages" not in frame.filename]
    *_, last = ours or frames or (None,)
    return f"{last.filename.removeprefix(str(ROOT)).lstrip('/')}:{last.lineno}" if last else ""


def without_words(defect: BaseException) -> str:
    """What may be kept and shown of a defect: its type, the fields that do not fit and how, and where it stands. Nothing anybody wrote."""
    faults = defect.errors(include_url=False, include_context=False, include_input=False) if isinstance(defect, ValidationError) else ()
    fields = ", ".join(f"{'.'.join(map(_place, fault['loc']))} {fault['type']}".strip() for fault in faults[:10])
    return " ".join(filter(None, (type(defect).__name__, f"({fields})" if fields else "", where(defect))))


def _place(part: int | str) -> str:
    """A field of ours, by its name; whatever else stands there may be somebody's word."""
    return str(part) if isinstance(part, int) or re.fullmatch(r"[a-z][a-z_]{0,39}", part) else "?"


def trail(defect: BaseException) -> str:
    """Every frame of the traceback, the outermost first, as file, line and function. Its message is left out, as in `where`."""
    frames = traceback.extract_tb(defect.__traceback__)
    return " > ".join(f"{frame.filename.removeprefix(str(ROOT)).lstrip('/')}:{frame.lineno} {frame.name}" for frame in frames)

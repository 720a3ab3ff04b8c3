"""Structured logs, one JSON object a line: numbers of filings and cases, never what is in them and never a name."""

import logging
import sys
import traceback

import structlog

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
    for library in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logging.getLogger(library).handlers.clear()
        logging.getLogger(library).propagate = True


def _without_traceback(_: object, __: str, event: structlog.types.EventDict) -> structlog.types.EventDict:
    record: logging.LogRecord = event.pop("_record")
    event.pop("_from_structlog", None)
    event["logger"] = record.name
    _, defect, _ = event.pop("exc_info", None) or (None, None, None)
    if defect:
        event["defect"], event["where"] = type(defect).__name__, where(defect)
    return event


def where(defect: BaseException) -> str:
    """File and line of a defect. Not its message: that may quote what somebody wrote."""
    frames = traceback.extract_tb(defect.__traceback__)
    return f"{frames[-1].filename.removeprefix(str(ROOT)).lstrip('/')}:{frames[-1].lineno}" if frames else ""


def trail(defect: BaseException) -> str:
    """Every frame of the traceback, the outermost first, as file, line and function. Its message is left out, as in `where`."""
    frames = traceback.extract_tb(defect.__traceback__)
    return " > ".join(f"{frame.filename.removeprefix(str(ROOT)).lstrip('/')}:{frame.lineno} {frame.name}" for frame in frames)

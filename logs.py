"""Structured logs, one JSON object a line: numbers of filings and cases, never what is in them and never a name."""

import logging
import traceback

import structlog

from settings import ROOT


def configure_logs(level: str) -> None:
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
    )


def where(defect: BaseException) -> str:
    """File and line of a defect. Not its message: that may quote what somebody wrote."""
    frame = traceback.extract_tb(defect.__traceback__)[-1]
    return f"{frame.filename.removeprefix(str(ROOT)).lstrip('/')}:{frame.lineno}"

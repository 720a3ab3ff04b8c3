"""Temporal did not answer the door. An outage is told here from a defect of ours; both leave what was received safe in the register."""

import structlog
from temporalio.client import WorkflowUpdateFailedError, WorkflowUpdateRPCTimeoutOrCancelledError
from temporalio.service import RPCError

from logs import trail

log = structlog.get_logger()

_AWAY = (RPCError, TimeoutError, WorkflowUpdateFailedError, WorkflowUpdateRPCTimeoutOrCancelledError)


def is_away(error: Exception) -> bool:
    """Whether Temporal is down, slow, or has no worker. A client that never reached the server says so with a bare RuntimeError."""
    never_connected = type(error) is RuntimeError and str(error).startswith("Failed client connect")
    return isinstance(error, _AWAY) or never_connected


def say(event: str, error: Exception, **about: str) -> None:
    """An outage passes: one line. Anything else would look for ever like a slow worker, so the line is an error and says where it is."""
    if is_away(error):
        log.info(event, error=type(error).__name__, **about)
    else:
        log.error("door.defect", met=event, defect=type(error).__name__, where=trail(error), **about)

"""What Temporal is told when an activity fails. It is decided here and nowhere else.

Temporal keeps a failure in the history of the workflow, with the text of the exception and of every cause, and that text may quote what
somebody wrote. So each activity does its work inside `for_temporal`, and what leaves it names a type and nothing more.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from temporalio.exceptions import ApplicationError, CancelledError
from temporalio.service import RPCError

from logs import trail
from store.engine import Outage

log = structlog.get_logger()

DATABASE_OUTAGE, TEMPORAL_OUTAGE, DEFECT = "DatabaseOutage", "TemporalOutage", "Defect"


@contextmanager
def for_temporal(room: str) -> Iterator[None]:
    """An outage is tried again by Temporal. Anything else is a defect of ours: trying again would only repeat it, so Temporal does not.

    An ApplicationError passes: the activity has already said what Temporal may know. So does a cancellation: it is Temporal's own, of an attempt that
    took too long or that nobody waits for any more. `room` names the line in our own log.
    """
    try:
        yield
    except (ApplicationError, CancelledError):
        raise
    except Outage:
        raise ApplicationError("the database is away", type=DATABASE_OUTAGE) from None
    except RPCError:
        # Whatever its status: a Temporal that was wiped answers NOT_FOUND and INVALID_ARGUMENT until the workers have reminded it.
        raise ApplicationError("Temporal is away", type=TEMPORAL_OUTAGE) from None
    except Exception as defect:
        log.error(f"{room}.defect", defect=type(defect).__name__, where=trail(defect))
        raise ApplicationError("needs an operator", type=DEFECT, non_retryable=True) from None

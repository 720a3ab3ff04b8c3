"""The procedure: every row there is, by kind of stream. docs/procedure.md is printed from it.

Offices are relative to the stream (domain/people/standpoint.py): "head" is the head of the agency addressed, the superior's if its own head is a
party. Of the city's plan of 2022 neither number nor articles were found: it is cited by subject. "house:" is our own convention where texts are silent.
"""

from collections.abc import Mapping
from typing import Any

from domain.procedure.campaign import CAMPAIGN
from domain.procedure.declaration import DECLARATION
from domain.procedure.initiative import INITIATIVE
from domain.procedure.review import REVIEW
from domain.procedure.reward_file import REWARD_FILE
from domain.procedure.rows import Row
from domain.procedure.signing import SIGNING
from domain.procedure.yearly import YEARLY
from domain.vocabulary import StreamKind

PROCEDURE: Mapping[StreamKind, tuple[Row[Any], ...]] = {
    StreamKind.INITIATIVE: INITIATIVE,
    StreamKind.REVIEW: REVIEW,
    StreamKind.REWARD_FILE: REWARD_FILE,
    StreamKind.CAMPAIGN: CAMPAIGN,
    StreamKind.YEARLY: YEARLY,
    StreamKind.SIGNING: SIGNING,
    StreamKind.DECLARATION: DECLARATION,
}

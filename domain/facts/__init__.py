"""What became true, in the past tense. A fact is the ledger's JSON, the 201 answer, the timeline entry and the notice, all at once.

Durable: a fact only gains fields with defaults; it is never renamed, retyped or removed, and a wrong one is answered by a new one.
"""

# ruff: noqa: F403 -- one vocabulary, written down in the chapters of the procedure
from domain.facts.fact import *
from domain.facts.proposal import *

from domain.facts.work import *  # isort: skip
from domain.facts.alarms import *  # isort: skip
from domain.facts.review import *  # isort: skip
from domain.facts.discipline import *  # isort: skip
from domain.facts.rewards import *  # isort: skip
from domain.facts.clock import *  # isort: skip
from domain.facts.campaign import *  # isort: skip

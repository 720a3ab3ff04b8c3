"""What somebody may ask, in the imperative. An act is the HTTP body, the form and its validation, all at once.

The order of the chapters and of the classes in them is the order of the procedure. Who may ask what, and when, is in domain/procedure.py.
"""

# ruff: noqa: F403 -- one vocabulary, written down in the chapters of the procedure
from domain.acts.act import *
from domain.acts.proposal import *

from domain.acts.work import *  # isort: skip
from domain.acts.alarms import *  # isort: skip
from domain.acts.review import *  # isort: skip
from domain.acts.discipline import *  # isort: skip
from domain.acts.rewards import *  # isort: skip
from domain.acts.campaign import *  # isort: skip

"""Every closed list, once. The words are those of docs/glossary.md."""

# ruff: noqa: F403 -- one vocabulary, written down in chapters
from domain.vocabulary.answers import *
from domain.vocabulary.clocks import *
from domain.vocabulary.conflicts import *
from domain.vocabulary.files import *
from domain.vocabulary.liability import *
from domain.vocabulary.offices import *
from domain.vocabulary.rewards import *
from domain.vocabulary.sightings import *
from domain.vocabulary.streams import *

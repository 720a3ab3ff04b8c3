"""Whom somebody thinks of naming, and which rules of conflict keep them from it."""

from domain.vocabulary import Answer, Conflict
from store.reading.views import View


class ConflictFound(View):
    """`answer`: yes, or that nobody knows. What was declared is not told."""

    conflict: Conflict
    answer: Answer
    says: str


class CandidateView(View):
    """`may`: whether they may be named; unknown where somebody has not declared what a rule asks about."""

    person: str
    name: str
    may: Answer
    conflicts: tuple[ConflictFound, ...]

"""Every chapter of the law, by its one name. The names are those of the files in acts/, facts/, words/ and tests/rules/.

An act that no chapter concludes, or a fact that changes nothing anywhere, is found when this is imported.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

from domain import family
from domain.across import absence, declarations, impartiality, party_opinion, recusal, signed_papers, signing
from domain.acts import ACTS, Act
from domain.bodies import meetings
from domain.campaigns import duty, yearly
from domain.chapter import Chapter, Conclusion
from domain.facts import FACTS, Fact
from domain.liability import adviser, appeal, cause, complaints, decision, discipline, findings, intake, panel, recommendation
from domain.matter import Matter
from domain.proposal import city, council, past, registration, scope, voting
from domain.rewards import early_rewards, grants, training
from domain.streams.stream import Stream
from domain.time import calendar_change, reminders, succession
from domain.work import alarms, amendments, closing, correction, evaluation, extensions, planning, result, suspension

CHAPTERS: Mapping[str, Chapter] = {
    module.__name__.rpartition(".")[2]: module.CHAPTER
    for module in (
        registration,
        past,
        scope,
        party_opinion,
        council,
        voting,
        meetings,
        recusal,
        city,
        planning,
        evaluation,
        amendments,
        extensions,
        suspension,
        result,
        closing,
        correction,
        signed_papers,
        alarms,
        intake,
        cause,
        panel,
        impartiality,
        adviser,
        findings,
        recommendation,
        decision,
        appeal,
        discipline,
        complaints,
        early_rewards,
        grants,
        training,
        duty,
        yearly,
        signing,
        absence,
        declarations,
        reminders,
        calendar_change,
        succession,
        family,
    )
}

CONCLUSIONS: dict[type[Act], Conclusion] = {each.act: each for chapter in CHAPTERS.values() for each in chapter.concludes}
CHANGES: dict[type[Fact], Any] = {each.fact: each.rule for chapter in CHAPTERS.values() for each in chapter.changes}
CHAPTER_OF: dict[type[Fact], str] = {each.fact: name for name, chapter in CHAPTERS.items() for each in chapter.changes}

if forgotten := {*ACTS.values(), *FACTS.values()} - {*CONCLUSIONS, *CHANGES}:
    raise ImportError(f"no chapter has a rule for {', '.join(sorted(each.__name__ for each in forgotten))}")

S = TypeVar("S", bound=Stream)


def conclude(act: Act, matter: Matter) -> Fact:
    """The fact an act becomes. Raises Refused."""
    return CONCLUSIONS[type(act)].rule(act, matter)


def after(fact: Fact, stream: S) -> S:
    """The stream once the fact is true: the only way any stream changes."""
    changed = CHANGES[type(fact)](fact, replace(stream, sequence=stream.sequence + 1))
    assert isinstance(changed, type(stream))
    return changed.settled(fact)

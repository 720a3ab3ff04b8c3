"""The report of the proof in words: what was walked, what holds, and what is left for a human to say. The page and docs/proof.md are drawn from it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import words
from domain.acts import ACTS
from domain.proof.claims import Claim, Gap
from domain.proof.proof import Walked
from domain.proof.questions import QUESTIONS, question_of
from domain.vocabulary import AnyStage, CampaignStage, ReviewStage, RewardStage, Stage, StreamKind, YearlyStage
from words.rendering import SECTIONS

_STAGES: dict[StreamKind, type[AnyStage]] = {
    StreamKind.INITIATIVE: Stage,
    StreamKind.REVIEW: ReviewStage,
    StreamKind.REWARD_FILE: RewardStage,
    StreamKind.CAMPAIGN: CampaignStage,
    StreamKind.YEARLY: YearlyStage,
}


@dataclass(frozen=True)
class Line:
    """What was walked of one kind of case in one situation, and what came of it."""

    regime: str
    situation: str
    of: str
    states: int
    steps: int
    found: str


@dataclass(frozen=True)
class Open:
    """A question, what it is about, where it shows, and one way there."""

    n: int
    question: str
    claim: str
    seen_at: str
    example: str


@dataclass(frozen=True)
class Report:
    walked: str
    claims: tuple[str, ...]
    lines: tuple[Line, ...]
    open: tuple[Open, ...]
    mended: tuple[str, ...]
    not_covered: tuple[str, ...]


def say(key: str, language: str, /, **params: object) -> str:
    """A sentence of the report itself."""
    return words.told("proof", key, language, **params)


def report(walks: Sequence[Walked], language: str) -> Report:
    book = words.books()[language]
    situations = {walked.situation for walked in walks}
    return Report(
        walked=say(
            "walked",
            language,
            states=sum(each.states for each in walks),
            steps=sum(each.steps for each in walks),
            situations=len(situations),
        ),
        claims=tuple(words.label("claims", claim, language) for claim in Claim),
        lines=tuple(_line(each, language) for each in walks),
        open=tuple(_open(walks, language)),
        mended=tuple(book["mended"].values()),
        not_covered=tuple(book["not_covered"].values()),
    )


NUMBERED: dict[str, int] = {name: n for n, name in enumerate(dict.fromkeys(each.name for each in QUESTIONS), 1)}


def _line(walked: Walked, language: str) -> Line:
    asked = sorted({NUMBERED[question_of(walked.situation, gap)] for gap in walked.gaps})
    found = say("asks", language, questions="; ".join(map(str, asked))) if asked else say("holds", language)
    if walked.refused:
        found = say("not_begun", language, why=words.refusal(walked.refused, language))
    return Line(
        words.label("regimes", walked.regime, language),
        words.label("situations", walked.situation, language),
        words.label("stream_kinds", walked.kind, language),
        walked.states,
        walked.steps,
        found,
    )


def _open(walks: Sequence[Walked], language: str) -> Iterator[Open]:
    seen = [(walked.situation, gap) for walked in walks for gap in walked.gaps]
    for name, n in NUMBERED.items():
        where = [(situation, gap) for situation, gap in seen if question_of(situation, gap) == name]
        if where:
            situation, gap = min(where, key=lambda each: len(each[1].path))
            yield Open(
                n,
                words.label("open_questions", name, language),
                words.label("claims", gap.claim, language),
                say(
                    "seen_at",
                    language,
                    stage="; ".join(dict.fromkeys(_stage(gap, language) for _, gap in where)),
                    situations="; ".join(dict.fromkeys(words.told("situations", situation, language) for situation, _ in where)),
                ),
                say("example", language, situation=words.told("situations", situation, language), path=_path(gap, language)),
            )


def _stage(gap: Gap, language: str) -> str:
    of = _STAGES[gap.kind]
    return f"“{words.label(SECTIONS[of], gap.stage, language)}”"


def _path(gap: Gap, language: str) -> str:
    """The titles of the acts, and of what came by itself what it is called."""
    return " → ".join(_called(name, language) for name in gap.path) or say("at_once", language)


def _called(name: str, language: str) -> str:
    return words.act_title(name, language) if name in ACTS else words.told("by_themselves", name, language)

"""What the record says for a person under review: each known fact that, were it otherwise, would leave them a harder outcome; and what a kinder
one still needs. Computed from the liability tables. Nothing is scored, and nothing is advised.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from domain.acts import Act, DetermineCause, Establish, EvaluateResult
from domain.law.liability_table import HARDER, SETTLED, Assessment, LiabilityRow, Question
from domain.procedure.table import PROCEDURE
from domain.values import unique
from domain.vocabulary import Answer, Circumstance, Finding, LiabilityOutcome, Office, Regime

# By which act a fact comes on record.
SUPPLIED_BY: Mapping[Question, type[Act]] = {
    **dict.fromkeys(Finding, Establish),
    Circumstance.COMPLETED: EvaluateResult,
    Circumstance.DAMAGE: DetermineCause,
    Circumstance.FORESEEN: DetermineCause,
    Circumstance.OBJECTIVE_CAUSE: DetermineCause,
}


@dataclass(frozen=True)
class SpeaksFor:
    """`row`: the row of the table that it serves. `otherwise`: what would be left open were it not so."""

    question: Question
    answer: Answer
    row: LiabilityRow
    otherwise: tuple[LiabilityOutcome, ...]


@dataclass(frozen=True)
class Missing:
    """A fact nobody has established. `answer`: how it would have to be. `offices`: who may put it on record."""

    question: Question
    answer: Answer
    offices: tuple[Office, ...]


@dataclass(frozen=True)
class KinderRow:
    """A row that may yet fire, and would leave a kinder outcome than the hardest that is open now; with all that it still needs."""

    row: LiabilityRow
    missing: tuple[Missing, ...]


def hardness(outcomes: tuple[LiabilityOutcome, ...]) -> tuple[int, int]:
    """The hardest that is left open, and the kindest, as places in HARDER."""
    places = [HARDER.index(outcome) for outcome in outcomes]
    return max(places), min(places)


def what_speaks_for(said: Assessment, on_record: Collection[Question]) -> tuple[SpeaksFor, ...]:
    """In the order in which the table asks. What is taken as not so because nobody has raised it is not on record, and so speaks for nobody."""
    return tuple(
        SpeaksFor(question, answer, row, otherwise)
        for question, answer in said.answers.items()
        if question in on_record
        and answer in SETTLED
        and hardness(otherwise := _with(said, question, _opposite(answer)).outcomes) > hardness(said.outcomes)
        and (row := _row_served(said, question, answer))
    )


def what_would_help(said: Assessment, regime: Regime) -> tuple[KinderRow, ...]:
    """What would help most stands first: the kindest row, and of those the one that needs least."""
    hardest, _ = hardness(said.outcomes)
    kinder = [each for each in said.possible if each.unknown and hardness(each.row.outcomes)[0] < hardest]
    kinder.sort(key=lambda each: (hardness(each.row.outcomes), len(each.unknown)))
    return tuple(
        KinderRow(each.row, tuple(Missing(q, each.row.when[q], _offices(SUPPLIED_BY[q], regime)) for q in each.unknown)) for each in kinder
    )


def _opposite(answer: Answer) -> Answer:
    return Answer.NO if answer is Answer.YES else Answer.YES


def _with(said: Assessment, question: Question, answer: Answer) -> Assessment:
    return said.table.assess({**said.answers, question: answer})


def _row_served(said: Assessment, question: Question, answer: Answer) -> LiabilityRow | None:
    """The kindest row that may yet fire and needs that answer."""
    needing = [each.row for each in said.possible if each.row.when.get(question) is answer]
    return min(needing, key=lambda row: hardness(row.outcomes), default=None)


def _offices(act: type[Act], regime: Regime) -> tuple[Office, ...]:
    return unique(
        *(office for rows in PROCEDURE.values() for row in rows if row.act is act and row.basis.get(regime) for office in row.offices)
    )

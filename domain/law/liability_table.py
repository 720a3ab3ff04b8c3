"""The liability decision table: which outcome the law leaves open for one person, by what is established, and why not another.

A table is data of the rule set (policies/): its rows are conditions over facts that are so, are not so, or are unknown. Exactly one row answers every
combination of yes and no, which is checked when a set is read. What comes out is what a table recommends: people recommend, and other people decide.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import combinations, product
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from domain.vocabulary import Answer, Circumstance, Finding, LiabilityOutcome, PersonnelKind

Question = Finding | Circumstance
Answers = Mapping[Question, Answer]

# From the kindest to the hardest. What is only asked of another authority is not granted yet, so it stands after what is.
HARDER = (
    LiabilityOutcome.NOT_HANDLED,
    LiabilityOutcome.EXCLUDED,
    LiabilityOutcome.EXEMPTED,
    LiabilityOutcome.RECOMMENDED_EXEMPTED,
    LiabilityOutcome.MITIGATED,
    LiabilityOutcome.RECOMMENDED_MITIGATED,
    LiabilityOutcome.ORDINARY_HANDLING,
)
SETTLED = (Answer.YES, Answer.NO)


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class LiabilityRow(_Data):
    """One case of the law: what must be so or not so, and the outcomes it leaves open. `refer`: the matter also goes to an outside organ.

    `binds`: the law leaves no choice here. What such a row closes nobody opens, not even by another table.
    """

    id: str
    when: Mapping[Question, Answer]
    outcomes: Annotated[tuple[LiabilityOutcome, ...], Field(min_length=1)]
    refer: bool = False
    binds: bool = False
    basis: str
    provisional: bool = False
    note: str = ""

    @property
    def established(self) -> tuple[Question, ...]:
        """What must be so: its case, without what sets it apart from other rows."""
        return tuple(question for question, wanted in self.when.items() if wanted is Answer.YES)

    def excludes(self, other: "LiabilityRow") -> bool:
        """Whether one question must be answered differently for the two."""
        return any(other.when.get(question, wanted) is not wanted for question, wanted in self.when.items())

    def weighed(self, answers: Answers) -> "Weighed":
        known = {question: answers.get(question, Answer.UNKNOWN) for question in self.when}
        return Weighed(
            row=self,
            failed=tuple(q for q, said in known.items() if said is not Answer.UNKNOWN and said is not self.when[q]),
            unknown=tuple(q for q, said in known.items() if said is Answer.UNKNOWN),
        )


class LiabilityTable(_Data):
    """One body of law on liability. `persons`: those it is for by their personnel kind, nobody named means everybody; `handled_from`,
    `handled_to`: the days on which a matter is handled under it. `compare`: where what was done before it must be compared by people with the law of that
    day, the rule that says so. `unraised`: what is taken as not so as long as nobody has raised it.
    """

    title_vi: str
    title_en: str
    basis: str
    persons: tuple[PersonnelKind, ...] = ()
    handled_from: date | None = None
    handled_to: date | None = None
    compare: str = ""
    asks: Annotated[tuple[Question, ...], Field(max_length=13)]
    unraised: tuple[Finding, ...] = ()
    rows: tuple[LiabilityRow, ...]
    provisional: bool = False
    note: str = ""

    def must_be_compared(self, happened_on: date | None) -> bool:
        """Whether it was done before this table was law, and the law of that day may be more favourable: which, people say."""
        return bool(self.compare and self.handled_from and happened_on and happened_on < self.handled_from)

    def is_for(self, personnel: PersonnelKind | None, day: date) -> bool:
        of_him = not self.persons or personnel in self.persons
        return of_him and (self.handled_from is None or self.handled_from <= day) and (self.handled_to is None or day <= self.handled_to)

    @model_validator(mode="after")
    def _has_neither_hole_nor_overlap(self) -> Self:
        ids = [row.id for row in self.rows]
        if len(set(ids)) != len(ids):
            raise ValueError(f"two rows of one id among {', '.join(ids)}")
        for row in self.rows:
            if strange := [q for q, wanted in row.when.items() if q not in self.asks or wanted not in SETTLED]:
                raise ValueError(f"row {row.id}: {', '.join(strange)} is not asked, or neither yes nor no")
        disjoint = all(one.excludes(other) for one, other in combinations(self.rows, 2))
        if disjoint and sum(2 ** (len(self.asks) - len(row.when)) for row in self.rows) == 2 ** len(self.asks):
            return self  # no two rows answer one combination, and together they answer as many as there are
        for answers in self.combinations():
            fitting = [row.id for row in self.rows if all(answers[q] is wanted for q, wanted in row.when.items())]
            if len(fitting) != 1:
                said = ", ".join(f"{q}={answer}" for q, answer in answers.items())
                raise ValueError(f"{'no row' if not fitting else 'rows ' + ', '.join(fitting)} for {said}")
        return self

    def combinations(self, of: tuple[Answer, ...] = SETTLED) -> Iterator[dict[Question, Answer]]:
        """Every way the facts can be, in a fixed order."""
        return (dict(zip(self.asks, answers, strict=True)) for answers in product(of, repeat=len(self.asks)))

    def assess(self, answers: Answers) -> "Assessment":
        """What it recommends. Facts it does not ask about are not looked at; one it asks about and nobody has established is unknown."""
        asked = {question: answers.get(question, Answer.UNKNOWN) for question in self.asks}
        return Assessment(self, asked)


@dataclass(frozen=True)
class Weighed:
    """One row before the facts: which of its conditions failed, and which nobody can answer yet."""

    row: LiabilityRow
    failed: tuple[Question, ...]
    unknown: tuple[Question, ...]

    @property
    def fires(self) -> Answer:
        if self.failed:
            return Answer.NO
        return Answer.UNKNOWN if self.unknown else Answer.YES


@dataclass(frozen=True)
class Turn:
    """One fact that, were it otherwise and all else the same, would leave other outcomes open."""

    question: Question
    answer: Answer
    outcomes: tuple[LiabilityOutcome, ...]


@dataclass(frozen=True)
class Assessment:
    """What a table says of one person. `final` only where one row fires: then nothing it turns on is unknown. Where several rows may yet fire,
    the outcomes are all of theirs, and it asks for evidence.
    """

    table: LiabilityTable
    answers: Answers

    @cached_property
    def weighed(self) -> tuple[Weighed, ...]:
        return tuple(row.weighed(self.answers) for row in self.table.rows)

    @cached_property
    def possible(self) -> tuple[Weighed, ...]:
        return tuple(each for each in self.weighed if each.fires is not Answer.NO)

    @property
    def fired(self) -> LiabilityRow | None:
        return next((each.row for each in self.possible if each.fires is Answer.YES), None)

    @property
    def final(self) -> bool:
        return self.fired is not None

    @property
    def bound_by(self) -> LiabilityRow | None:
        """The row that binds, once every row that may yet fire does: of several, one whose case is established already."""
        if not all(each.row.binds for each in self.possible):
            return None
        return min(self.possible, key=lambda each: any(self.answers[question] is not Answer.YES for question in each.row.established)).row

    @property
    def refer(self) -> bool:
        return self.fired is not None and self.fired.refer

    @property
    def outcomes(self) -> tuple[LiabilityOutcome, ...]:
        """From the kindest to the hardest."""
        left_open = {outcome for each in self.possible for outcome in each.row.outcomes}
        return tuple(outcome for outcome in HARDER if outcome in left_open)

    @property
    def asks_for(self) -> tuple[Question, ...]:
        """What evidence is wanted on: empty where it is final."""
        wanted = {question for each in self.possible for question in each.unknown}
        return tuple(question for question in self.table.asks if question in wanted)

    @property
    def turns_on(self) -> tuple[Turn, ...]:
        others = (
            Turn(question, answer, self.table.assess({**self.answers, question: answer}).outcomes)
            for question in self.table.asks
            for answer in SETTLED
            if answer is not self.answers[question]
        )
        return tuple(turn for turn in others if turn.outcomes != self.outcomes)

"""Whatever anybody asks, in whatever order, with the clock looking at any time and offices changing hands: some things never happen."""

from collections import Counter
from datetime import timedelta
from random import Random
from typing import Any

import pytest

from domain import acts
from domain.acts import ACTS, Act
from domain.case import Case, after
from domain.clocks import next_due
from domain.facts import FACTS, Escalated, Fact, Reminded, ResultEvaluated, VoteConcluded
from domain.people import LEADERS, Directory, Standpoint
from domain.procedure import PROCEDURE
from domain.refusals import Refused
from domain.reminding import rung_id, speak
from domain.standing import at_rest
from domain.vocabulary import Ballot, Office, OpinionFor, PartyOpinion, Result, Stage, Verdict
from tests.builders import CITY, FRIDAY, WARD, a_case, a_directory, a_term, an_act, decided, the_law

LIVES, STEPS = 300, 60
LAW = the_law()
WARD_PEOPLE = ("lan", "tam", "clerk", "head", "deputy", "deputy2", "secretary")
PEOPLE = (*WARD_PEOPLE, "chair", "vicechair", "city_secretary", "hoa", "head_th", "focal", "auditor", "stranger", "nobody")
PROPOSING = ("lan", "lan", "tam", "tam", "head", "deputy", "clerk", "secretary", "chair")
FOR_THEMSELVES = (Office.PROPOSER, Office.IMPLEMENTER)


class Life:
    """One case in the hands of everybody. `facts` is its ledger; the same seed is the same life."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self.case, self.now, self.directory = a_case(), FRIDAY, a_directory()
        self.facts: list[Fact] = []
        self.rungs: list[str] = []

    def lived(self) -> "Life":
        while self.case.stage is None:
            proposers, implementers = ([self.chance.choice(PROPOSING) for _ in range(self.chance.randrange(3))] for _ in range(2))
            self.asks(self.chance.choice(PEOPLE), an_act(acts.Register, proposers=proposers, implementers=implementers))
        ways = (
            self.anybody_asks_anything,
            self.somebody_in_office_does_what_is_open,
            self.time_passes,
            self.the_clock_looks,
            self.an_office_changes_hands,
        )
        for _ in range(STEPS):
            [way] = self.chance.choices(ways, weights=(5, 10, 2, 2, 1))
            way()
            assert (self.case.outcome is not None) == (self.case.stage is Stage.CLOSED)
            assert not (at_rest(self.case) and self.case.clocks)
        return self

    def anybody_asks_anything(self) -> None:
        self.asks(self.chance.choice(PEOPLE), self.some(self.chance.choice(list(ACTS.values()))))

    def somebody_in_office_does_what_is_open(self) -> None:
        """Whether it is his own matter or not; first an act and then who, else nearly everything would be ballots."""
        standpoint = Standpoint(self.case, self.directory)
        row = self.chance.choice(
            [r for r in PROCEDURE[self.case.regime] if r.stage is self.case.stage and not any(g(self.case) for g in r.given)]
        )
        able = [who for who in PEOPLE if any(standpoint.is_held_by(who, office) for office in row.offices)]
        gives_up = row.act is acts.Withdraw and self.chance.random() < 0.9  # or few lives would be long
        if able and not gives_up:
            self.asks(self.chance.choice(able), self.some(row.act))

    def time_passes(self) -> None:
        self.now += timedelta(hours=self.chance.randrange(24 * 15))

    def the_clock_looks(self) -> None:
        while (rung := next_due(self.case.clocks, LAW)) is not None and rung.at <= self.now:
            assert rung.clock.since <= rung.at
            self.rungs.append(rung_id(self.case, rung))
            self.comes_true(speak(rung, self.case, LAW))
        assert len(self.rungs) == len(set(self.rungs)), "each rung once"

    def an_office_changes_hands(self) -> None:
        """One term ends and another begins; a deputy may come beside the deputies there are."""
        who, office = self.chance.choice(WARD_PEOPLE), self.chance.choice([*LEADERS, Office.PARTY_SECRETARY])
        agency = self.chance.choice([WARD, WARD, CITY])
        stays = (
            t
            for t in self.directory.terms
            if t.person != who and (office is Office.DEPUTY_HEAD or (t.office, t.agency) != (office, agency))
        )
        self.directory = Directory(self.directory.agencies, self.directory.people, (*stays, a_term(who, office, agency)))

    def some(self, kind: type[Act]) -> Act:
        """An act of that kind, as likely to be sensible as not."""
        any_of, today = self.chance.choice, LAW.calendar.local_day(self.now)
        [item], soon = acts.SubmitPlan.example["items"], today + timedelta(days=self.chance.randrange(-2, 90))
        own = self.case.implementers[0] if self.case.implementers else "tam"
        leaders = Standpoint(self.case, self.directory).holders(Office.LEADERSHIP) or ("head",)
        asked = OpinionFor.EVALUATION if self.case.stage is Stage.FINAL_EVALUATION else any_of(list(OpinionFor))
        opinion = {"before": asked, "opinion": any_of(list(PartyOpinion)), "absence_reason": any_of(["", "chưa họp"])}
        plan = {"items": [item | {"implementer": own, "evaluate_by": soon, "evaluator": any_of([None, None, "hoa", any_of(PEOPLE)])}]}
        evaluated = {
            "result": any_of(list(Result)),
            "tier": None,
            "causes": any_of(["", "có"]),
            "present": [any_of([*leaders, any_of(PEOPLE)])],
        }
        fields: dict[type[Act], dict[str, Any]] = {
            acts.RecordPartyOpinion: opinion,
            acts.Vote: {"ballot": any_of(list(Ballot))},
            acts.SubmitPlan: plan,
            acts.ApprovePlan: {"plan_sha256": self.case.plan_sha256 or "0" * 64},
            acts.Evaluate: {"item": any_of(["W1", "W1", "W2"]), "verdict": any_of(list(Verdict)), "next_by": any_of([None, soon])},
            acts.Finish: {"finished_on": today - timedelta(days=any_of([-1, 0, 0, 1]))},
            acts.EvaluateResult: evaluated,
            acts.Reopen: {"back_to": any_of(list(Stage))},
        }
        return an_act(kind, **fields.get(kind, {}))

    def asks(self, who: str, act: Act) -> None:
        """Deciding changes nothing, refused or not, and deciding again decides the same."""
        before = self.case.model_dump_json()
        answer, again = (self.answer(who, act) for _ in range(2))
        assert self.case.model_dump_json() == before
        assert answer == again
        if isinstance(answer, Fact):
            self.comes_true(answer)

    def answer(self, who: str, act: Act) -> Fact | tuple[Any, ...]:
        try:
            return decided(self.case, act, who, self.now, directory=self.directory)
        except Refused as refused:
            return refused.reason, refused.basis, refused.params

    def comes_true(self, fact: Fact) -> None:
        before, was = self.case, self.case.model_dump_json()
        self.case = after(fact, before)
        self.facts.append(fact)
        assert before.model_dump_json() == was, "a fact makes a new case and leaves the old one alone"
        assert self.case.sequence == len(self.facts), "every fact counts, and counts once"
        if before.baseline_sha256:
            assert (self.case.baseline_sha256, self.case.plan) == (before.baseline_sha256, before.plan), "what is frozen stays frozen"
        if isinstance(fact, Reminded | Escalated):
            assert self.case.model_copy(update={"sequence": before.sequence, "clocks": before.clocks}) == before, "time decides nothing"
        self.nobody_decided_his_own_matter(fact)

    def nobody_decided_his_own_matter(self, fact: Fact) -> None:
        parties = {*self.case.proposers, *self.case.implementers}
        assert fact.by is None or fact.by.office in FOR_THEMSELVES or fact.by.person not in parties
        if isinstance(fact, ResultEvaluated):
            assert not parties & set(fact.present)
        if isinstance(fact, VoteConcluded) and fact.by:
            board = {t.person for t in self.directory.terms if t.agency == fact.by.agency and t.office in LEADERS}
            assert fact.entitled == len(board - parties)


@pytest.mark.parametrize("seed", range(LIVES))
def test_whatever_happens_to_a_case(seed: int) -> None:
    """The invariants are asserted at every step; in the end the ledger, read back as it is stored, tells the whole case again."""
    life = Life(seed).lived()
    again = Case(number=life.case.number)
    for fact in life.facts:
        again = after(FACTS[fact.kind].model_validate_json(fact.model_dump_json()), again)
    assert again == life.case
    assert Case.model_validate_json(life.case.model_dump_json()) == life.case


def test_these_lives_are_not_all_short() -> None:
    """Every fact there is comes true in some of them, and many reach the end: else the test above would prove little."""
    lives = [Life(seed).lived() for seed in range(LIVES // 4)]
    told = Counter(fact.kind for life in lives for fact in life.facts)
    assert set(told) == set(FACTS)
    assert sum(Stage.CLOSED in life.case.reached for life in lives) > len(lives) / 4

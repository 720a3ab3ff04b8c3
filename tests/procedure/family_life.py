"""One family in the hands of everybody: any act by anyone, time passing at will, offices changing hands. What must never happen is asserted
at every step, so that hypothesis can look for a life in which it does.
"""

from datetime import timedelta
from random import Random
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from domain import acts
from domain.acts import ACTS, Act
from domain.facts import FACTS, AppealDecided, Fact, NotHandledConcluded, ResultEvaluated, Spoken
from domain.people.directory import LEADERS, Directory
from domain.people.standpoint import OPEN_TO_PARTIES, Standpoint
from domain.procedure.chapters import after
from domain.procedure.decide import rows_of
from domain.procedure.waiting import at_rest
from domain.refusals import Refused
from domain.streams.initiative import Initiative
from domain.streams.kinds import blank, dumped, loaded
from domain.streams.review import AGAINST, Review
from domain.streams.reward_file import RewardFile
from domain.streams.stream import Stream
from domain.vocabulary import Answer, LiabilityOutcome, Office, Regime, Result, Stage
from tests.builders import ASKED_BY_THE_PLAN, CITY, WARD, a_term, an_act
from tests.families import Family, Recorded, on_the_way, the_way
from tests.procedure.anything import PARTIES, PEOPLE, anything

PROTECTIVE = {
    *(LiabilityOutcome.EXCLUDED, LiabilityOutcome.EXEMPTED, LiabilityOutcome.MITIGATED, LiabilityOutcome.NOT_HANDLED),
    *(LiabilityOutcome.RECOMMENDED_EXEMPTED, LiabilityOutcome.RECOMMENDED_MITIGATED),
}
ENDS_IT = (acts.Withdraw, acts.DeclareOutOfScope, acts.Forward)  # or few lives would be long
REWARDING = ("reward_granted", "reward_accepted", "training_committed", "training_paid")
PLAN_ONLY = {name: value for name, value in ASKED_BY_THE_PLAN.items() if name != "regime"}


class FamilyLife(RuleBasedStateMachine):
    """`ledgers` is what the registrar would have written; the invariants speak of it and of the streams it tells."""

    family: Family
    pick: Any
    begins_before: ClassVar[type[Act] | None] = None

    @initialize(seed=st.integers(1, 10**9), regime=st.sampled_from(list(Regime)), ill=st.booleans())
    def begins(self, seed: int, regime: Regime, ill: bool) -> None:
        """Somewhere on the way: else few lives would see more than its beginning. Or a case by people in office, at its first step."""
        chance = Random(seed)  # uniform, where hypothesis would rather be simple; it looks for the order of what happens
        self.pick = chance.choice
        way = [kind for _, _, kind, _ in the_way(regime, ill=ill)]
        steps = chance.randrange(len(way) + 1) if chance.random() < 0.9 else 0
        if self.begins_before in way:
            steps = len(way) - 1 - way[::-1].index(self.begins_before)
        self.family = on_the_way(regime, ill=ill, steps=steps)
        if self.family.case.stage is None:
            pick = self.pick
            proposers, implementers = [pick(("lan", *PARTIES))], [pick(("tam", *PARTIES))]
            register = an_act(acts.Register, regime=regime, proposers=proposers, implementers=implementers, **PLAN_ONLY)
            self._asks("clerk" if proposers[0] != "lan" else "lan", register, self.family.number)

    @rule(times=st.integers(1, 5))
    def anybody_asks_anything(self, times: int) -> None:
        for _ in range(times):
            number, kind = self._some_stream(), self.pick(tuple(ACTS.values()))
            self._asks(self.pick(PEOPLE), anything(kind, self.family.stream(number), self.family, self.pick), number)

    @rule(times=st.integers(1, 10))
    def somebody_in_office_does_what_is_open(self, times: int) -> None:
        for _ in range(times):
            self._somebody_goes_on()

    @rule()
    def the_inspectorate_raises_an_alarm(self) -> None:
        kind = self.pick((acts.RaiseIntegrityFlag, acts.Refer))
        self._asks("inspector", anything(kind, self.family.case, self.family, self.pick), self.family.number)

    @rule()
    def what_is_prohibited_is_established_of_somebody(self) -> None:
        if reviews := self.family.reviews:
            review = self.pick(reviews)
            act = an_act(acts.Establish, about=self.pick(review.persons or PARTIES), fact=self.pick(sorted(AGAINST)), value=Answer.YES)
            self._asks(self.pick(review.panel or PEOPLE), act, review.number)

    @rule(hours=st.integers(0, 24 * 15))
    def time_passes(self, hours: int) -> None:
        self.family.now += timedelta(hours=hours)

    @rule()
    def the_clock_looks(self) -> None:
        self._check(self.family.tick(self._some_stream()))
        assert len(self.family.rungs) == len(set(self.family.rungs)), "each rung once"

    @rule(
        who=st.sampled_from(PEOPLE), office=st.sampled_from([*LEADERS, Office.PARTY_SECRETARY]), agency=st.sampled_from([WARD, WARD, CITY])
    )
    def an_office_changes_hands(self, who: str, office: Office, agency: str) -> None:
        now, held = self.family.directory, (office, agency)
        kept = (t for t in now.terms if t.person != who and (office is Office.DEPUTY_HEAD or (t.office, t.agency) != held))
        self.family.directory = Directory(now.agencies, now.people, (*kept, a_term(who, office, agency)))

    # How they ask.

    def _some_stream(self) -> str:
        return str(self.pick((self.family.number, *self.family.streams)))

    def _somebody_goes_on(self) -> None:
        pick, number = self.pick, self._some_stream()
        stream = self.family.stream(number)
        open_now = [row for row in rows_of(stream) if row.at is stream.stage and not row.first_obstacle(stream)]
        likely = [row for row in open_now if row.on_worklist] or open_now
        if not open_now:
            return
        row = pick(pick((likely, likely, likely, open_now)))
        able = [who for who in PEOPLE if any(Standpoint(stream, self.family.directory).is_held_by(who, office) for office in row.offices)]
        if able and (row.act not in ENDS_IT or pick((False,) * 9 + (True,))):
            self._asks(pick(able), anything(row.act, stream, self.family, pick), number)

    def _asks(self, who: str, act: Act, number: str) -> None:
        """Deciding changes nothing, refused or not, and deciding again decides the same."""
        self._check(self.family.tick(number))
        before = self._as_stored()
        answer, again = (self._answer(who, act, number) for _ in range(2))
        assert self._as_stored() == before, "a refusal changes nothing, nor does asking"
        assert answer == again
        if isinstance(answer, Fact):
            self._check(self.family.record(number, answer))

    def _as_stored(self) -> dict[str, object]:
        return {number: dumped(stream) for number, stream in self.family.streams.items()}

    def _answer(self, who: str, act: Act, number: str) -> Fact | tuple[Any, ...]:
        try:
            return self.family.answer(who, act, number)
        except Refused as refused:
            return refused.reason, refused.basis, tuple(refused.params.items())

    # What never happens.

    def _check(self, recorded: list[Recorded]) -> None:
        for each in recorded:
            nobody_decides_their_own_matter(each)
            no_protection_without_its_grounds(each)
            baselines_never_change(each)
            time_decides_nothing(each)
            if each.fact.kind in REWARDING:
                case = self.family.case
                assert not case.integrity, "no reward beside an integrity flag"
                assert not case.referred, "no reward beside an open referral"

    @invariant()
    def streams_are_true_to_each_other(self) -> None:
        case, file = self.family.case, self.family.reward_file
        for review in self.family.reviews:
            assert case.reviews[review.number].stage is review.stage
            assert review.number not in case.open_reviews or review.result is case.result
        if file:
            assert file.frozen_by == case.frozen_by
            assert case.rewards
            assert (case.rewards.stage, case.rewards.pending) == (file.stage, file.pending)

    @invariant()
    def a_stream_at_rest_waits_for_no_clock(self) -> None:
        case = self.family.case
        assert (case.outcome is not None) == (case.stage is Stage.CLOSED)
        assert not any(at_rest(stream) and stream.clocks for stream in self.family.streams.values())

    def teardown(self) -> None:
        """The order of each stream is total, and its ledger, read back as it is stored, tells it again."""
        for number, ledger in getattr(self, "family", Family()).ledgers.items():
            told: Stream = blank(number)
            for place, fact in enumerate(ledger, start=1):
                told = after(FACTS[fact.kind].model_validate_json(fact.model_dump_json()), told)
                assert told.sequence == place, "every fact counts, and counts once"
            assert told == self.family.streams[number]
            assert loaded(told.kind, dumped(told)) == told


def parties_of(stream: Stream) -> set[str]:
    return {*stream.proposers, *stream.implementers, *(stream.persons if isinstance(stream, Review) else ())}


def nobody_decides_their_own_matter(each: Recorded) -> None:
    fact, parties = each.fact, parties_of(each.before) | parties_of(each.after) if each.before.stage is None else parties_of(each.before)
    assert fact.by is None or fact.by.office in OPEN_TO_PARTIES or fact.by.person not in parties
    recused = each.before.recused if isinstance(each.before, Initiative) else ()
    assert fact.by is None or fact.by.office in OPEN_TO_PARTIES or fact.by.person not in recused
    assert fact.recorded_by is None or fact.kind == "corrected" or fact.recorded_by.person not in parties
    if fact.by and fact.kind == "review_decided":
        assert isinstance(each.before, Review)
        assert fact.by.person not in (*each.before.panel, *each.before.recommended_by), "recommend and decide are different people"
    if fact.by and fact.kind == "appeal_decided":
        assert isinstance(each.before, Review)
        assert fact.by.person != each.before.decided_by, "an appeal is answered by other people"


def no_protection_without_its_grounds(each: Recorded) -> None:
    review = each.before
    outcomes = {each.outcome for each in getattr(each.fact, "outcomes", ())} | ({getattr(each.fact, "outcome", None)} - {None})
    if isinstance(review, Review) and outcomes & PROTECTIVE:
        assert review.cause is not None
        assert review.opinions, "the Party committee's opinion, or the recorded reason for its absence"
        assert review.established
        assert set(review.persons) <= review.statements.keys()
        assert not any(review.value_of(person, finding) is Answer.YES for person in _protected(each.fact) for finding in AGAINST), (
            "what is prohibited closes every way"
        )
    if getattr(each.fact, "liability", None) is LiabilityOutcome.NOT_HANDLED:
        assert getattr(each.fact, "result", None) is Result.COMPLETED
    if isinstance(each.fact, ResultEvaluated | NotHandledConcluded) and isinstance(each.before, Initiative):
        named = each.fact.not_handled if isinstance(each.fact, ResultEvaluated) else each.fact.persons
        assert not set(named) & {*each.before.flagged, *each.before.barred}, "nobody is not handled beside a flag or a finding"
        assert not (named and each.before.referred), "nor while an organ outside has it in hand"


def _protected(fact: Fact) -> set[str]:
    """Whom it protects, or recommends to."""
    if isinstance(fact, AppealDecided):
        return {fact.person} if fact.outcome in PROTECTIVE else set()
    return {each.person for each in getattr(fact, "outcomes", ()) if each.outcome in PROTECTIVE}


def baselines_never_change(each: Recorded) -> None:
    before, now = each.before, each.after
    if isinstance(before, Initiative) and isinstance(now, Initiative) and before.baseline_sha256:
        assert (now.baseline_sha256, now.draft.plan) == (before.baseline_sha256, before.draft.plan), "what is frozen stays frozen"
        assert now.versions[: len(before.versions)] == before.versions
    if isinstance(before, Review) and isinstance(now, Review) and before.stage:
        assert now.register_version == before.register_version


def time_decides_nothing(each: Recorded) -> None:
    if isinstance(each.fact, Spoken):
        was, now = dumped(each.before), dumped(each.after)
        changed = {name for name in was if was[name] != now[name]}
        assert changed <= {"sequence", "clocks", "silences", "hidden"}, "time decides nothing"
    assert isinstance(each.after, Initiative | Review | RewardFile)

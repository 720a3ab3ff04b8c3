"""How a body's vote is counted: against an oracle that goes person by person, and by what must hold of every vote there can be."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from domain.bodies.rules import of_the_disciplinary_council, of_the_leadership, of_the_panel
from domain.bodies.tally import Quorum, Tally, VoteRule, Votes, counted_of, tallied
from domain.vocabulary import Ballot, Regime, VoteOutcome
from tests.builders import the_law

FOR, AGAINST, ABSTAIN = Ballot.FOR, Ballot.AGAINST, Ballot.ABSTAIN
MEMBERS = tuple("abcdefghi")
CHAIR = "a"
percents = st.integers(0, 99)
rules = st.builds(
    VoteRule,
    quorum=st.builds(Quorum, at_least=st.none() | st.integers(0, 5), more_than_percent=st.none() | percents),
    more_than_percent=st.just(50) | percents,
    of_those_who_chose=st.booleans(),
    tie_follows_chair=st.booleans(),
)
bodies = st.integers(1, len(MEMBERS)).map(lambda size: MEMBERS[:size])
cast_by_some = st.dictionaries(st.sampled_from(MEMBERS), st.sampled_from(Ballot))


def counted(entitled: tuple[str, ...], ballots: Mapping[str, Ballot], rule: VoteRule) -> Tally:
    theirs = counted_of(entitled, ballots)
    return tallied(len(entitled), Votes.of(theirs.values()), rule, theirs.get(CHAIR))


def by_hand(entitled: tuple[str, ...], ballots: Mapping[str, Ballot], rule: VoteRule) -> VoteOutcome:
    """The same, as one would call the roll: each member stands on one side of the room."""
    sides: dict[Ballot | None, set[str]] = {side: {each for each in entitled if ballots.get(each) is side} for side in (*Ballot, None)}
    there = len(entitled) - len(sides[None])
    if rule.quorum.at_least is not None and there < rule.quorum.at_least:
        return VoteOutcome.NO_QUORUM
    if rule.quorum.more_than_percent is not None and Fraction(there, len(entitled)) <= Fraction(rule.quorum.more_than_percent, 100):
        return VoteOutcome.NO_QUORUM
    room = len(sides[FOR] | sides[AGAINST]) if rule.of_those_who_chose else len(entitled)
    if room and Fraction(len(sides[FOR]), room) > Fraction(rule.more_than_percent, 100):
        return VoteOutcome.CARRIED
    if len(sides[FOR]) == len(sides[AGAINST]) and len(sides[FOR] | sides[AGAINST]) == room:
        half_is_asked = Fraction(rule.more_than_percent, 100) <= Fraction(1, 2)
        return VoteOutcome.CARRIED_BY_CHAIR if rule.tie_follows_chair and half_is_asked and CHAIR in sides[FOR] else VoteOutcome.TIED
    return VoteOutcome.NOT_CARRIED


@settings(max_examples=300)
@example(MEMBERS[:2], {"a": FOR, "b": AGAINST}, VoteRule(more_than_percent=58, tie_follows_chair=True))
@given(bodies, cast_by_some, rules)
def test_it_comes_out_as_calling_the_roll_does(entitled: tuple[str, ...], ballots: dict[str, Ballot], rule: VoteRule) -> None:
    assert counted(entitled, ballots, rule).outcome is by_hand(entitled, ballots, rule)


@given(bodies, cast_by_some, rules)
def test_nobody_outside_the_body_counts_and_whoever_stepped_aside_never_sat(
    entitled: tuple[str, ...], ballots: dict[str, Ballot], rule: VoteRule
) -> None:
    inside = {person: ballot for person, ballot in ballots.items() if person in entitled}
    assert counted(entitled, ballots, rule) == counted(entitled, inside, rule)
    left = entitled[:-1]
    never_there = {person: ballot for person, ballot in inside.items() if person in left}
    assert counted(left, ballots, rule) == counted(left, never_there, rule)


@settings(max_examples=300)
@given(bodies, cast_by_some, rules)
def test_one_more_for_it_never_brings_it_down(entitled: tuple[str, ...], ballots: dict[str, Ballot], rule: VoteRule) -> None:
    before = counted(entitled, ballots, rule)
    for member in entitled:
        assert counted(entitled, {**ballots, member: FOR}, rule).carried or not before.carried, member


@given(bodies, cast_by_some, rules)
def test_a_secret_vote_comes_out_as_an_open_one_but_for_the_chairs_word(
    entitled: tuple[str, ...], ballots: dict[str, Ballot], rule: VoteRule
) -> None:
    secret = tallied(len(entitled), Votes.of(counted_of(entitled, ballots).values()), rule)
    assert secret == counted(entitled, ballots, replace(rule, tie_follows_chair=False))


@given(bodies, cast_by_some, rules)
def test_what_is_counted_is_what_was_cast(entitled: tuple[str, ...], ballots: dict[str, Ballot], rule: VoteRule) -> None:
    tally = counted(entitled, ballots, rule)
    assert tally.entitled == len(entitled)
    assert tally.votes.cast == tally.votes.votes_for + tally.votes.against + tally.votes.abstained == len({*entitled} & {*ballots})
    assert not tally.tie or tally.votes.votes_for == tally.votes.against


@pytest.mark.parametrize("regime", Regime)
def test_each_body_votes_by_the_numbers_of_its_set(regime: Regime) -> None:
    law = the_law(regime)
    assert of_the_leadership(law) == VoteRule(Quorum(more_than_percent=50), 50, tie_follows_chair=True)
    assert of_the_panel(law).quorum == Quorum(at_least=law.review.panel_at_least.value)
    read, unread = law.discipline.laws["public_employees"], law.discipline.laws["cadres"]
    assert of_the_disciplinary_council(read) == VoteRule(Quorum(at_least=3), of_those_who_chose=True)
    assert of_the_disciplinary_council(unread).quorum == Quorum(), "of whom nothing was read nothing is asked"

"""What the clocks will say if nobody does anything is what they do say: the real rules on a copy, and nothing is changed by looking."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain import acts
from domain.facts import Escalated, Reminded, Spoken
from domain.filing import Filed
from domain.people.standpoint import Standpoint
from domain.procedure.foresight import foreseen, once_done
from domain.refusals import Reason, Refused
from domain.streams.hiding import CLOCKS_OF_CONDUCT
from domain.streams.stream import Stream
from domain.vocabulary import Regime
from tests.builders import an_act
from tests.families import Family, just_before, on_the_way, the_way

FAR = timedelta(days=4_000)


def ahead(family: Family, stream: Stream, *, of_conduct: bool = True) -> list[Spoken]:
    return list(foreseen(Standpoint(stream, family.directory), family.law, of_conduct=of_conduct))


@pytest.mark.parametrize("regime", Regime)
@pytest.mark.parametrize("ill", [True, False])
def test_from_anywhere_on_the_way_what_is_foreseen_is_what_is_said_when_the_time_comes(regime: Regime, ill: bool) -> None:
    differing = []
    for steps in range(1, len(the_way(regime, ill=ill)) + 1):
        family = on_the_way(regime, ill=ill, steps=steps)
        for number, stream in tuple(family.streams.items()):
            told = ahead(family, stream)
            later = replace(family, now=family.now + FAR, streams=dict(family.streams), ledgers={})
            said = [each.fact.model_copy(update={"asked": ()}) for each in later.tick(number)]
            if said != [each.model_copy(update={"asked": ()}) for each in told]:
                differing.append((steps, number))
    assert differing == []


def test_it_tells_the_day_the_sentence_and_at_whose_desk_it_would_lie() -> None:
    family = just_before(acts.Approve, ill=False)
    told = ahead(family, family.case)
    assert [type(each) for each in told][:1] == [Reminded]
    late = next(each for each in told if isinstance(each, Escalated))
    assert late.at >= late.due
    assert [desk.agency for desk in late.asked]


def test_who_need_not_know_of_anybodys_conduct_foresees_nothing_of_it_and_no_desk() -> None:
    seen = 0
    for steps in range(len(the_way(Regime.ND73, ill=True))):
        family = on_the_way(Regime.ND73, ill=True, steps=steps)
        for stream in family.streams.values():
            told = ahead(family, stream, of_conduct=False)
            seen += len(ahead(family, stream)) - len(told)
            assert [each for each in told if each.clock in CLOCKS_OF_CONDUCT or each.asked] == []
    assert seen > 0


def test_after_an_act_the_clocks_of_what_follows_are_foreseen_and_the_answered_one_is_silent() -> None:
    family = just_before(acts.Approve, ill=False)
    before = {each.clock for each in ahead(family, family.case)}
    filed = Filed("", family.number, an_act(acts.Approve), "head", family.now)
    then = once_done(filed, Standpoint(family.case, family.directory), family.law)
    assert then.stream.sequence == family.case.sequence + 1
    assert before - {each.clock for each in foreseen(then, family.law, of_conduct=True)} != set()


def test_an_act_that_would_be_refused_foresees_nothing_but_why() -> None:
    family = just_before(acts.Approve, ill=False)
    filed = Filed("", family.number, an_act(acts.Approve), "clerk", family.now)
    with pytest.raises(Refused) as refused:
        once_done(filed, Standpoint(family.case, family.directory), family.law)
    assert refused.value.reason is Reason.NOT_YOUR_OFFICE

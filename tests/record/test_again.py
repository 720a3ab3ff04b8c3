"""`make decide-again`: what the tables said is computed once more from the ledger alone, and is the same."""

from store.again import decide_again
from tests.record.counter import Counter
from tests.record.whole_families import ILL, play_families
from tests.record.whole_story import family


def test_every_recommendation_and_decision_of_whole_families_is_the_same_again(counter: Counter) -> None:
    play_families(counter)
    reviews = [number for number in family(ILL, counter) if "-R" in number]
    told = [again for number in reviews for again in decide_again(number, counter.laws, counter.store)]
    assert {again.kind for again in told} >= {"recommended", "review_decided"}
    assert [again for again in told if again.differences] == []


def test_an_initiative_has_nothing_to_decide_again(counter: Counter) -> None:
    case = counter.register("SK-2026-26743-1")
    assert decide_again(case, counter.laws, counter.store) == []

"""`make decide-again`: what the tables said is computed once more from the ledger alone, and is the same."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from domain.acts import Recommend
from domain.facts import Recommended
from domain.streams.review import Review
from domain.vocabulary import Flag, LiabilityOutcome, Regime, ReviewStage
from store.engine import Store
from store.reading.readings import Readings
from store.record import streams
from store.record.numbers import known_numbers
from store.upkeep.recompute import differences, recompute, recomputed, what_if
from tests.builders import an_act, the_law
from tests.databases import fresh_database
from tests.record.counter import Counter
from tests.record.whole_families import ILL, play_families
from tests.record.whole_story import family
from tests.reviews import a_review, decided, for_each, gathered

EXCLUDED = LiabilityOutcome.EXCLUDED
READY = gathered(a_review(ReviewStage.FINDINGS, Regime.ND73))


def recommended(review: Review, outcome: LiabilityOutcome) -> Recommended:
    fact = decided(review, an_act(Recommend, outcomes=for_each(outcome, *review.persons)), "hoa")
    assert isinstance(fact, Recommended)
    return fact


def test_computed_again_it_is_the_same() -> None:
    fact = recommended(READY, EXCLUDED)
    assert differences(fact.assessed, recomputed(fact, READY, the_law(Regime.ND73))) == ()


def test_what_differs_is_named() -> None:
    fact = recommended(READY, EXCLUDED)
    other = replace(READY, damage_dong=0)
    found = differences(fact.assessed, recomputed(fact, other, the_law(Regime.ND73)))
    assert any(each.startswith("tam A1 nd73: row: damage -> no-damage") for each in found)


def test_a_table_that_is_gone_is_named() -> None:
    fact = recommended(READY, EXCLUDED)
    law = the_law(Regime.ND73)
    without = replace(law, published=law.published.model_copy(update={"liability": {}}), completing=None)
    assert "tam A1 nd73: is not computed any more" in differences(fact.assessed, recomputed(fact, READY, without))


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def lived(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Counter]:
    """Whole families, played once on each database: nothing here writes."""
    place = tmp_path_factory.mktemp("lived")
    store = Store(fresh_database(request, request.param, place))
    play_families(counter := Counter(store, place / "keys"))
    yield counter
    store.close()


def test_every_recommendation_and_decision_of_whole_families_is_the_same_again(lived: Counter) -> None:
    reviews = [number for number in family(ILL, lived) if "-R" in number]
    told = [again for number in reviews for again in recompute(number, lived.laws, lived.store)]
    assert {again.kind for again in told} >= {"recommended", "review_decided"}
    assert [again for again in told if again.differences] == []


def test_an_initiative_has_nothing_to_decide_again(counter: Counter) -> None:
    case = counter.register("SK-2026-26743-1")
    assert recompute(case, counter.laws, counter.store) == []


def test_under_the_same_set_no_review_comes_out_otherwise_and_under_the_other_programmes_it_says_how(lived: Counter) -> None:
    numbers = [number for number in known_numbers(lived.store) if "-R" in number]
    same = what_if(numbers, "nd73-2023.3", "nd73-2023.3", lived.laws, lived.store)
    assert same.looked_at > 0
    assert same.otherwise == ()
    other = what_if(numbers, "nd73-2023.3", "hcmc-plan-2022.2", lived.laws, lived.store)
    assert other.looked_at == same.looked_at
    assert any("programme: outcomes: [" in difference for each in other.otherwise for difference in each.differences)


def test_a_review_that_is_closed_is_looked_at_as_one_that_is_decided(lived: Counter) -> None:
    """Reconsidered or replaced by another, what was decided in it was decided."""
    with lived.store.reading() as session:
        reviews = [stream for number in family(ILL, lived) if isinstance(stream := streams.load(number, session).stream, Review)]
    closed = [review.number for review in reviews if review.stage is ReviewStage.CLOSED and review.decided]
    assert closed
    assert what_if(closed, "nd73-2023.3", "hcmc-plan-2022.2", lived.laws, lived.store).looked_at == len(closed)


def test_an_older_set_is_read_with_what_completes_it(lived: Counter) -> None:
    numbers = [number for number in known_numbers(lived.store) if "-R" in number]
    assert what_if(numbers, "nd73-2023.1", "nd73-2023.3", lived.laws, lived.store).otherwise == ()


def test_a_set_nobody_published_is_named(counter: Counter) -> None:
    with pytest.raises(KeyError, match=r"nd73-2023\.99"):
        what_if([], "nd73-2023.3", "nd73-2023.99", counter.laws, counter.store)


def test_a_reader_is_told_again_and_departures_are_counted_where_they_may_read(lived: Counter) -> None:
    readings = Readings(lived.store, lived.laws)
    told = readings.decided_again(f"{ILL}-R1")
    assert told
    assert all(each.same for each in told)
    focal, stranger = (readings.caller(who, lived.moment) for who in ("focal", "stranger"))
    assert focal
    assert stranger
    [counted] = readings.departures(focal)
    flags = [review.flags for review in decided_reviews(lived)]
    assert (counted.agency, counted.decided) == ("26743", len(flags))
    assert (counted.from_panel, counted.from_tables) == tuple(
        sum(flag in each for each in flags) for flag in (Flag.DEPARTS_FROM_PANEL, Flag.DEPARTS_FROM_TABLES)
    )
    assert readings.departures(stranger) == []


def decided_reviews(counter: Counter) -> list[Review]:
    with counter.store.reading() as session:
        reviews = [streams.load(number, session).stream for number in known_numbers(counter.store) if "-R" in number]
    return [each for each in reviews if isinstance(each, Review) and each.decided]

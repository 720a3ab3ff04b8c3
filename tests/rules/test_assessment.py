"""What the tables say beside a recommendation and a decision: recorded with all they looked at, per person and act, and computed again from it."""

import pytest

from domain.acts import Decide, Establish, Recommend
from domain.facts import Assessed, Recommended, ReviewDecided
from domain.liability.assessment import answers_about, assessments
from domain.streams.review import Review
from domain.vocabulary import Answer, Cause, Circumstance, Finding, LiabilityOutcome, PersonnelKind, Regime, Result, ReviewStage
from tests.builders import FRIDAY, a_directory, altered, an_act, the_law
from tests.reviews import BOTH, PARTLY, a_review, decided, for_each, gathered, then, usual

EXCLUDED, ORDINARY = LiabilityOutcome.EXCLUDED, LiabilityOutcome.ORDINARY_HANDLING
READY = {regime: gathered(a_review(ReviewStage.FINDINGS, regime)) for regime in BOTH}
LANE = {Regime.ND73: "nd73", Regime.HCMC2022: "plan2022"}


def recommended(review: Review, outcome: LiabilityOutcome) -> Recommended:
    fact = decided(review, an_act(Recommend, outcomes=for_each(outcome, *review.persons)), "hoa")
    assert isinstance(fact, Recommended)
    return fact


def lane(facts: tuple[Assessed, ...], table: str) -> Assessed:
    [found] = [each for each in facts if each.table == table]
    return found


@pytest.mark.parametrize("regime", BOTH)
def test_a_recommendation_carries_what_the_programmes_table_says(regime: Regime) -> None:
    review = READY[regime]
    found = lane(recommended(review, usual(regime, foreseen=False)).assessed, LANE[regime])
    assert (found.person, found.final, found.followed, found.asks_for) == ("tam", True, True, ())
    assert usual(regime, foreseen=False) in found.outcomes
    assert found.answers["right_policy"] is Answer.YES


def test_people_may_depart_from_the_table_and_it_is_counted() -> None:
    found = lane(recommended(READY[Regime.ND73], ORDINARY).assessed, "nd73")
    assert (found.final, found.followed) == (True, False)


def test_the_table_speaks_again_when_the_head_decides() -> None:
    review = then(READY[Regime.ND73], an_act(Recommend, outcomes=for_each(EXCLUDED, "tam")), "hoa")
    fact = decided(review, an_act(Decide, outcomes=for_each(EXCLUDED, "tam")), "head")
    assert isinstance(fact, ReviewDecided)
    assert lane(fact.assessed, "nd73").followed


@pytest.mark.parametrize(
    ("personnel", "tables"),
    [
        pytest.param(PersonnelKind.CADRE, ["nd73", "law80"], id="a cadre: the decree and the law on civil servants"),
        pytest.param(PersonnelKind.PUBLIC_EMPLOYEE, ["nd73", "nd234"], id="a public employee: the decree and theirs"),
        pytest.param(PersonnelKind.WORKER, ["nd73"], id="a worker: the decree alone"),
        pytest.param(None, ["nd73"], id="who they are in law is not known: the decree alone"),
    ],
)
def test_which_tables_speak_depends_on_who_they_are(personnel: PersonnelKind | None, tables: list[str]) -> None:
    day = FRIDAY.date()
    assert [name for _, name, _ in assessments("tam", personnel, day, READY[Regime.ND73], the_law(Regime.ND73))] == tables


def test_a_table_speaks_only_of_what_is_handled_in_its_time() -> None:
    before = FRIDAY.date().replace(year=2026, month=6, day=30)
    kind = PersonnelKind.PUBLIC_EMPLOYEE
    assert [name for _, name, _ in assessments("tam", kind, before, READY[Regime.ND73], the_law(Regime.ND73))] == ["nd73"]


def test_each_act_of_a_person_is_assessed_by_itself() -> None:
    more = {"about": "tam", "deed": "A2", "deed_called": "Chi ngoài dự toán", "fact": "pure_motive", "value": "no", "evidence": ["E2"]}
    review = then(READY[Regime.ND73], an_act(Establish, **more), "hoa")
    said = {deed: found for deed, name, found in assessments("tam", None, FRIDAY.date(), review, the_law(Regime.ND73)) if name == "nd73"}
    assert [*said] == ["A1", "A2"]
    assert said["A1"].final
    assert not said["A2"].final
    assert Finding.RIGHT_POLICY in said["A2"].asks_for


@pytest.mark.parametrize(
    ("changes", "question", "answer"),
    [
        pytest.param({"result": None}, Circumstance.COMPLETED, Answer.UNKNOWN, id="no result yet"),
        pytest.param({"result": None, "none_will_come": True}, Circumstance.COMPLETED, Answer.NO, id="none will come"),
        pytest.param({"result": PARTLY}, Circumstance.COMPLETED, Answer.NO, id="in part"),
        pytest.param({"result": Result.COMPLETED}, Circumstance.COMPLETED, Answer.YES, id="completed"),
        pytest.param({"damage_dong": 1}, Circumstance.DAMAGE, Answer.YES, id="damage of one dong"),
        pytest.param({"damage_dong": 0}, Circumstance.DAMAGE, Answer.NO, id="none reported, and looked at"),
        pytest.param({"damage_dong": 0, "cause": None}, Circumstance.DAMAGE, Answer.UNKNOWN, id="none reported, and not looked at"),
        pytest.param({"foreseen": None}, Circumstance.FORESEEN, Answer.UNKNOWN, id="nobody has said whether it was foreseen"),
        pytest.param({"foreseen": True}, Circumstance.FORESEEN, Answer.YES, id="foreseen"),
        pytest.param({"cause": None}, Circumstance.OBJECTIVE_CAUSE, Answer.UNKNOWN, id="no cause yet"),
        pytest.param({"cause": Cause.MIXED}, Circumstance.OBJECTIVE_CAUSE, Answer.NO, id="a mixed cause is not objective"),
        pytest.param({"cause": Cause.OBJECTIVE}, Circumstance.OBJECTIVE_CAUSE, Answer.YES, id="an objective cause"),
    ],
)
def test_what_follows_from_the_record(changes: dict[str, object], question: Circumstance, answer: Answer) -> None:
    review = altered(READY[Regime.ND73], **changes)
    assert answers_about("tam", "A1", review)[question] is answer


def test_who_they_are_in_law_is_read_on_the_day_and_kept() -> None:
    kinds = {each.personnel for each in recommended(READY[Regime.ND73], EXCLUDED).assessed}
    assert kinds == {a_directory().people["tam"].personnel}

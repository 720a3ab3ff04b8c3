"""What a report counts: every number is the list behind it, and what points at few people is not handed on."""

from domain.reporting import CODES, Family, figures, to_be_handed_on
from domain.streams.initiative import Initiative
from domain.streams.review import Review
from domain.vocabulary import Outcome, ReportSection, Result, ReviewAbout, Stage
from tests.builders import a_case, the_usual_way

COMPLETED: Initiative = [case for _, case in the_usual_way()][-1]


def numbers(*families: Family) -> dict[tuple[str, str], int]:
    return {(each.section, each.code): len(each.of) for each in figures(families) if each.of}


def test_a_case_that_was_completed_is_counted_once_in_each_section() -> None:
    assert numbers(Family(COMPLETED)) == {
        ("registered", ""): 1,
        ("approved", ""): 1,
        ("stages", Stage.CLOSED): 1,
        ("outcomes", Outcome.COMPLETED): 1,
        ("results", Result.COMPLETED): 1,
    }


def test_one_still_under_review_is_registered_and_no_more() -> None:
    assert numbers(Family(a_case(Stage.AGENCY_REVIEW))) == {("registered", ""): 1, ("stages", Stage.AGENCY_REVIEW): 1}


def test_noughts_are_told_too_and_the_order_never_changes() -> None:
    told = figures(())
    assert [(each.section, each.code, each.count) for each in told] == [
        (ReportSection.REGISTERED, "", 0),
        (ReportSection.APPROVED, "", 0),
        *((section, code, 0) for section, codes in CODES.items() for code in codes),
    ]


def test_what_is_handed_on_has_no_cases_and_no_small_numbers_of_people() -> None:
    told = to_be_handed_on(figures([Family(COMPLETED)]))
    assert [each.count for each in told if each.section is ReportSection.REGISTERED] == [1], "a number of cases is no number of people"
    assert {each.of for each in told if len(each.of)} == {("",)}


def test_of_people_no_number_below_three_is_told() -> None:
    reviewed = [Family(COMPLETED, (Review(number=f"{COMPLETED.number}-R{n}", about=ReviewAbout.INCIDENT),)) for n in range(1, 4)]
    for many, told in ((0, 0), (1, None), (2, None), (3, 3)):
        shown = to_be_handed_on(figures(reviewed[:many]))
        assert [each.count for each in shown if (each.section, each.code) == (ReportSection.REVIEWS, ReviewAbout.INCIDENT)] == [told]

"""A liability review for a test, at any stage and under either regime, brought there by its own acts and facts.

deputy reports an incident in the case that lan proposes and tam carries out; tam's conduct is under review; hoa chairs a panel with focal and clerk_th.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from domain import acts
from domain.acts import Act
from domain.facts import Fact, ResultNoted
from domain.family import consequences
from domain.matter import RecordExcerpt
from domain.people.directory import Directory
from domain.procedure.chapters import after
from domain.procedure.decide import decide
from domain.refusals import Reason, Refused
from domain.streams.initiative import Initiative
from domain.streams.review import AGAINST, Review
from domain.streams.stream import Stream
from domain.vocabulary import Answer, Finding, LiabilityOutcome, Regime, Result, ReviewStage, Stage
from tests.builders import FRIDAY, NUMBER, a_case, a_directory, altered, an_act, filed, the_law

R1, R2 = f"{NUMBER}-R1", f"{NUMBER}-R2"
BOTH = (Regime.ND73, Regime.HCMC2022)
PARTLY, COMPLETED = Result.PARTLY_COMPLETED, Result.COMPLETED
REASONS = "Lý do ghi ở đây."
PAPER = {"decided_by": "head", "number": "12/QĐ-UBND", "issued_on": "2026-11-20", "sha256": "a" * 64}


def decided(stream: Stream, act: Act, by: str, at: datetime = FRIDAY, *, directory: Directory | None = None) -> Fact:
    """The fact it becomes, under the newest set of the stream's own regime. Raises Refused."""
    given = filed(act, by, at, case=stream.number)
    return decide(given, stream, the_law(stream.regime), directory or a_directory(), RecordExcerpt(next_review=R2))


def refusal(review: Review, act: Act, by: str, at: datetime = FRIDAY, *, directory: Directory | None = None) -> Reason | None:
    try:
        decided(review, act, by, at, directory=directory)
    except Refused as refused:
        return refused.reason
    return None


def then(review: Review, act: Act, by: str, at: datetime = FRIDAY, *, directory: Directory | None = None) -> Review:
    return became(decided(review, act, by, at, directory=directory), review)


def became(fact: Fact, review: Review) -> Review:
    later = after(fact, review)
    assert isinstance(later, Review)
    return later


def days_later(days: int, since: datetime = FRIDAY) -> datetime:
    return since + timedelta(days=days)


def for_each(outcome: LiabilityOutcome, *persons: str) -> list[dict[str, Any]]:
    return [{"person": person, "outcome": outcome, "reasons": REASONS, "liabilities": ["disciplinary"]} for person in persons]


def a_running_case(regime: Regime = Regime.ND73) -> Initiative:
    """At work, its register of risks frozen. Under the plan, the same but for its rules."""
    return a_case(Stage.IMPLEMENTING, regime=regime)


def reported(regime: Regime = Regime.ND73, **fields: Any) -> Review:
    """As the initiative opens it when somebody reports an incident."""
    case = a_running_case(regime)
    fact = decided(case, an_act(acts.ReportIncident, **fields), "deputy")
    [(number, opened)] = consequences(fact, case, after(fact, case), the_law(regime).calendar)
    return became(opened, Review(number=number))


def usual(regime: Regime, foreseen: bool) -> LiabilityOutcome:
    """What the panel below recommends where everything speaks for the person."""
    if regime is Regime.ND73:
        return LiabilityOutcome.EXCLUDED
    return LiabilityOutcome.RECOMMENDED_EXEMPTED if foreseen else LiabilityOutcome.EXEMPTED


def gathered(review: Review, result: Result | None = PARTLY, **otherwise: Answer) -> Review:
    """Everything the panel needs before it may recommend: all in favour of each person, but for the findings named."""
    for person in review.persons:
        if person not in review.statements:
            review = then(review, an_act(acts.GiveStatement), person)
        for finding in review.must_establish:
            impure = finding is Finding.PURE_MOTIVE and otherwise.get(Finding.PERSONAL_GAIN) is Answer.YES
            value = otherwise.get(finding, Answer.NO if finding in AGAINST or impure else Answer.YES)
            review = then(review, an_act(acts.Establish, about=person, fact=finding, value=value), "focal")
    review = then(review, an_act(acts.RecordPartyOpinion, before="review"), "secretary")
    return became(ResultNoted(at=FRIDAY, result=result), review)


def a_review(
    stage: ReviewStage = ReviewStage.REPORTED,
    regime: Regime = Regime.ND73,
    *,
    foreseen: bool = False,
    result: Result = PARTLY,
    outcome: LiabilityOutcome | None = None,
    persons: Sequence[str] = ("tam",),
    **fields: Any,
) -> Review:
    """One that has just come to that stage, but for these fields."""
    recommended = outcome or usual(regime, foreseen)
    goes_up = recommended in the_law(regime).review.upward_only.value
    risk = {"risk": "R1"} if foreseen else {"risk": None}
    everybody = {"outcomes": for_each(recommended, *persons)}
    granted = LiabilityOutcome(recommended.removeprefix("recommended_"))
    way: list[tuple[str, Act]] = [
        ("head", an_act(acts.Triage, persons=persons)),
        ("head", an_act(acts.AppointPanel)),
        ("head", an_act(acts.DetermineCause, **risk)),
        ("hoa", an_act(acts.Recommend, **everybody)),
    ]
    if goes_up:
        way += [("head", an_act(acts.ProposeUpward, **everybody))]
        way += [("head", an_act(acts.RecordAnswer, outcomes=for_each(granted, *persons)))]
    else:
        way += [("head", an_act(acts.Decide, **everybody))]
    way += [("tam", an_act(acts.Appeal)), ("chair", an_act(acts.DecideAppeal, upheld=False, outcome=None))]
    review = reported(regime)
    for who, act in way:
        if review.stage is stage:
            break
        review = then(gathered(review, result) if isinstance(act, acts.Recommend) else review, act, who)
    assert review.stage is stage
    return altered(review, **fields)

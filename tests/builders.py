"""A case, a directory, a law and a filing for a test, in one call each. The people are those of reference/directory-demo.toml."""

import tomllib
from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import fields as dataclass_fields
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from domain import acts
from domain.acts import Act
from domain.chapter import Conclusion
from domain.facts import Evidence, Fact
from domain.filing import Filed
from domain.law.policy import Law, Policy
from domain.law.working_days import Calendar
from domain.matter import Matter, RecordExcerpt
from domain.people.directory import Agency, Directory, Person, Tenure
from domain.procedure.chapters import CHANGES, CONCLUSIONS, after
from domain.procedure.decide import decide
from domain.refusals import Reason, Refused
from domain.streams.initiative import Initiative
from domain.streams.stream import Stream
from domain.vocabulary import Office, Regime, Stage

# What a clock has said once its day is long over (policies/, ladder).
A_LONG_SILENCE = ["reminded", "reminded", "escalated", "escalated"]
ROOT = Path(__file__).parents[1]
WARD, CITY = "26743", "UBNDTP"
NUMBER = "SK-2026-26743-1"
FRIDAY = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)  # nine in the morning in Vietnam; the hand check of the calendar starts here
THAT_DAY = FRIDAY.date()

# What the plan of 2022 asks of a registration beside what the decree asks.
ASKED_BY_THE_PLAN = {
    "regime": Regime.HCMC2022,
    "focus_area": "institutions_policies",
    "worst_case": "Phải quay lại cách làm cũ.",
    "remedy": "Giữ song song cách làm cũ trong ba tháng đầu.",
    "commitment": "Làm đúng phạm vi được duyệt, không vụ lợi.",
    "grounding": "Ba phường đã làm thử, có số liệu đối chiếu.",
    "gap": "unregulated",
}
S = TypeVar("S", bound=Stream)
Steps = tuple[tuple[str, type[Act], dict[str, Any]], ...]


def the_usual_steps(regime: Regime = Regime.ND73) -> Steps:
    """The usual way of a case that lan proposes and tam carries out: who does what, from the registration to the end."""
    by_the_city: Steps = (
        ("head", acts.SubmitToCity, {}),
        ("focal", acts.Consult, {}),
        ("finance", acts.AnswerConsultation, {}),
        ("justice", acts.AnswerConsultation, {}),
        ("focal", acts.Appraise, {}),
        ("chair", acts.Approve, {}),
    )
    by_the_agency: Steps = (("head", acts.Approve, {}),)
    under_the_plan = regime is Regime.HCMC2022
    return (
        ("lan", acts.Register, {"implementers": ("tam",), **(ASKED_BY_THE_PLAN if under_the_plan else {})}),
        ("clerk", acts.AcceptDossier, {}),
        ("secretary", acts.RecordPartyOpinion, {"before": "approval"}),
        ("head", acts.Vote, {}),
        ("deputy", acts.Vote, {}),
        ("deputy2", acts.Vote, {}),
        ("head", acts.ConcludeVote, {}),
        *(by_the_city if under_the_plan else by_the_agency),
        ("lan", acts.SubmitPlan, {}),
        ("chair" if under_the_plan else "head", acts.ApprovePlan, {}),
        ("head", acts.Evaluate, {}),
        ("tam", acts.Finish, {}),
        ("lan", acts.SubmitResultReport, {}),
        ("secretary", acts.RecordPartyOpinion, {"before": "evaluation"}),
        ("head", acts.EvaluateResult, {}),
        ("head", acts.Close, {}),
    )


def _file(path: str) -> dict[str, Any]:
    return tomllib.loads((ROOT / path).read_text(encoding="utf-8"))


def a_policy(name: str) -> Policy:
    """The published set of that file."""
    return Policy.model_validate(_file(f"policies/{name}.toml"))


@cache
def the_calendar() -> Calendar:
    """The working calendar that no other replaces."""
    published = [Calendar.model_validate(_file(f"policies/{path.name}")) for path in (ROOT / "policies").glob("calendar*.toml")]
    replaced = {calendar.replaces for calendar in published}
    (last,) = (calendar for calendar in published if calendar.id not in replaced)
    return last


@cache
def the_law(regime: Regime = Regime.ND73) -> Law:
    """The newest published set of a regime, and the working calendar."""
    published = [a_policy(path.stem) for path in (ROOT / "policies").glob("*.toml") if "calendar" not in path.name]
    newest = max((policy for policy in published if policy.regime is regime), key=lambda policy: (policy.valid_from, policy.id))
    calendars = [Calendar.model_validate(_file(f"policies/{path.name}")) for path in (ROOT / "policies").glob("calendar*.toml")]
    [in_use] = [calendar for calendar in calendars if calendar.id not in {each.replaces for each in calendars}]
    return Law(newest, in_use)


def a_term(person: str, office: Office, agency: str = WARD, *, starts: date = date(2025, 7, 1), ends: date | None = None) -> Tenure:
    return Tenure(person=person, office=office, agency=agency, starts=starts, ends=ends)


@cache
def _demo() -> tuple[dict[str, Agency], dict[str, Person], tuple[Tenure, ...]]:
    data = _file("reference/directory-demo.toml")
    terms = (Tenure.model_validate({"person": row["id"], **term}) for row in data["people"] for term in row.get("terms", ()))
    agencies = (Agency.model_validate(row) for row in data["agencies"])
    people = (Person.model_validate(row) for row in data["people"])
    return {agency.code: agency for agency in agencies}, {person.id: person for person in people}, tuple(terms)


def a_directory(*more: Tenure, gone: Collection[str] = (), on: date = THAT_DAY) -> Directory:
    """The demo's directory on a day, with more terms; who is `gone` holds no office any more."""
    agencies, people, terms = _demo()
    return Directory(agencies, people, tuple(t for t in (*(t for t in terms if t.person not in gone), *more) if t.covers(on)), day=on)


@cache
def _the_directory() -> Directory:
    return a_directory()


def an_act(kind: type[Act], /, **fields: Any) -> Act:
    """The example of the documentation, but for these fields."""
    return kind.model_validate({**kind.example, **fields})


def the_approval_of_the_plan(case: Initiative) -> Act:
    """It names the plan that waits."""
    return an_act(acts.ApprovePlan, plan_sha256=case.draft.sha256)


def a_paper(decided_by: str = "head", **fields: Any) -> dict[str, Any]:
    """What a clerk enters of a decision somebody signed."""
    return {"decided_by": decided_by, "number": "12/UBND-VP", "issued_on": THAT_DAY, "sha256": "a" * 64, **fields}


def filed(act: Act, by: str, at: datetime = FRIDAY, *, case: str = NUMBER, number: str = "TN-20261120-0000000001") -> Filed[Act]:
    return Filed(number, case, act, by, at)


def decided(
    case: Initiative,
    act: Act,
    by: str,
    at: datetime = FRIDAY,
    *,
    directory: Directory | None = None,
    law: Law | None = None,
    entry: Fact | None = None,
    signed: Directory | None = None,
    enclosed: tuple[Evidence, ...] = (),
) -> Fact:
    """The fact it becomes. Raises Refused. `entry`: the one of the ledger that the act is about. `signed`: the directory of the day of its document."""
    regime = act.regime if isinstance(act, acts.BEGINS_INITIATIVES) else case.regime
    given, asked = replace(filed(act, by, at, case=case.number), enclosed=enclosed), directory or _the_directory()
    return decide(given, case, law or the_law(regime), asked, RecordExcerpt(entry=entry), signed)


def refusal(
    case: Initiative, act: Act, by: str, at: datetime = FRIDAY, *, directory: Directory | None = None, entry: Fact | None = None
) -> Reason | None:
    """Why it is refused, or None if it stands."""
    try:
        decided(case, act, by, at, directory=directory, entry=entry)
    except Refused as refused:
        return refused.reason
    return None


def then(case: Initiative, act: Act, by: str, at: datetime = FRIDAY, *, directory: Directory | None = None) -> Initiative:
    """The case one act later. Raises Refused."""
    changed: Initiative = after(decided(case, act, by, at, directory=directory), case)
    return changed


def the_usual_way(regime: Regime = Regime.ND73, number: str = NUMBER) -> Iterator[tuple[Fact | None, Initiative]]:
    """Every state a case passes through when all goes well, with the fact that led there; first the case to which nothing has happened."""
    case = Initiative(number=number)
    yield None, case
    for who, kind, fields in the_usual_steps(regime):
        fact = decided(case, the_approval_of_the_plan(case) if kind is acts.ApprovePlan else an_act(kind, **fields), who)
        case = after(fact, case)
        yield fact, case


@cache
def _fresh(regime: Regime) -> dict[Stage | None, Initiative]:
    entered: dict[Stage | None, Initiative] = {}
    for _, case in the_usual_way(regime):
        entered.setdefault(case.stage, case)
    return entered


@contextmanager
def another_conclusion(act: type[Act], rule: Callable[[Any, Matter[Any]], Fact]) -> Iterator[None]:
    """Another rule for one act, for a while."""
    right = CONCLUSIONS[act]
    CONCLUSIONS[act] = Conclusion(act, rule)
    try:
        yield
    finally:
        CONCLUSIONS[act] = right


def defective(act: type[Act]) -> AbstractContextManager[None]:
    """A chapter with a programming error in it, for a while."""

    def breaks(act: Act, matter: Matter[Any]) -> Fact:
        raise KeyError("planted")

    return another_conclusion(act, breaks)


@contextmanager
def another_change(fact: type[Fact], rule: Callable[[Any, Any], Any]) -> Iterator[None]:
    """Another change for one fact, for a while."""
    right = CHANGES[fact]
    CHANGES[fact] = rule
    try:
        yield
    finally:
        CHANGES[fact] = right


def altered(stream: S, **fields: Any) -> S:
    """The stream but for these fields, wherever in its state they stand: in the state itself, or in the value of a stage."""
    for name, value in fields.items():
        if name in {field.name for field in dataclass_fields(stream)}:
            stream = replace(stream, **{name: value})
            continue
        [part] = [f.name for f in dataclass_fields(stream) if name in getattr(getattr(stream, f.name), "__dataclass_fields__", ())]
        stream = replace(stream, **{part: replace(getattr(stream, part), **{name: value})})
    return stream


def a_case(stage: Stage | None = None, *, regime: Regime | None = None, **fields: Any) -> Initiative:
    """A case that has just come to that stage on the usual way, but for these fields; without a stage, one not yet registered.

    Under the decree, but at a stage that only the plan of 2022 has.
    """
    regime = regime or (Regime.HCMC2022 if stage is Stage.CITY_APPRAISAL else Regime.ND73)
    return altered(_fresh(regime)[stage], **fields)

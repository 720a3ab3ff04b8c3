"""The procedure: one list of who may ask what, when, and on what basis; and the one way an act is weighed.

docs/procedure.md is printed from this table. Nothing changes a case but `decide` (an act becomes a fact) and `after` (the fact changes the case).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from domain import acts
from domain.acts import Act
from domain.case import Case
from domain.facts import Fact
from domain.filing import Filed
from domain.matter import Matter, conclude
from domain.party_opinion import opinion_missing, opinion_recorded
from domain.people import Directory, Standpoint
from domain.planning import plan_missing, plan_waits
from domain.policy import Law
from domain.refusals import Reason, Refused
from domain.registration import as_opened, dossier_waits, dossier_was_returned
from domain.result import every_item_evaluated, items_left, report_missing, report_waits, result_known
from domain.vocabulary import Office, Regime, Stage
from domain.voting import carried_or_overridden, has_voted, not_carried, vote_failed, vote_open

# Chapters that open no row of their own, imported for what they register with `conclude` and `after`.
from domain import evaluation, reminding  # noqa: F401  # isort: skip

Guard = Callable[[Case], Reason | None]


@dataclass(frozen=True)
class Row:
    """At this stage, this act is open to these offices, on this basis, unless a guard says why not (yet).

    `awaited` is False for what may be asked but for which nobody waits, and so stands on no worklist; `done_by` says that a person has
    done his part already: he may do it again, but nobody waits for him.
    """

    stage: Stage | None
    act: type[Act]
    offices: tuple[Office, ...]
    basis: str
    given: tuple[Guard, ...] = ()
    awaited: bool = True
    done_by: Callable[[Case, str], bool] | None = None


REGISTERED, REVIEW, PLANNING = Stage.REGISTERED, Stage.AGENCY_REVIEW, Stage.PLANNING
IMPLEMENTING, FINAL, CLOSED = Stage.IMPLEMENTING, Stage.FINAL_EVALUATION, Stage.CLOSED

PROPOSER, IMPLEMENTER, EVALUATOR = (Office.PROPOSER,), (Office.IMPLEMENTER,), (Office.AGENCY_HEAD, Office.EVALUATOR)
FILER, AUTHORS = (Office.PROPOSER, Office.AGENCY_OFFICER), (Office.PROPOSER, Office.IMPLEMENTER)
LEAD_AGENCY = (Office.PROPOSER, Office.IMPLEMENTER, Office.AGENCY_OFFICER)
RECEIVING, LEADERSHIP, HEAD = (Office.RECEIVING_OFFICE,), (Office.LEADERSHIP,), (Office.AGENCY_HEAD,)
PARTY, DECIDED_OR_SUPERIOR = (Office.PARTY_SECRETARY, Office.AGENCY_OFFICER), (Office.AGENCY_HEAD, Office.SUPERIOR_HEAD)

# Offices are relative to the case (domain/people.py): "head" is the head of the agency addressed, the superior's if its own head is a party.
ND73: tuple[Row, ...] = (
    Row(None, acts.Register, FILER, "ND73 Art. 7.1"),
    Row(REGISTERED, acts.AcceptDossier, RECEIVING, "ND73 Art. 7.3", (dossier_waits,)),
    Row(REGISTERED, acts.ReturnDossier, RECEIVING, "ND73 Art. 7.2", (dossier_waits,)),
    Row(REGISTERED, acts.Resubmit, PROPOSER, "ND73 Art. 7.2", (dossier_was_returned,)),
    Row(REGISTERED, acts.Withdraw, PROPOSER, "house: withdrawal", awaited=False),
    Row(REVIEW, acts.RecordPartyOpinion, PARTY, "ND73 Art. 4", (opinion_missing,)),
    Row(REVIEW, acts.Vote, LEADERSHIP, "ND73 Art. 8.1", (vote_open,), done_by=has_voted),
    Row(REVIEW, acts.ConcludeVote, HEAD, "ND73 Art. 8.1", (vote_open,)),
    Row(REVIEW, acts.Override, HEAD, "ND73 Art. 8.1", (vote_failed,)),
    Row(REVIEW, acts.Approve, HEAD, "ND73 Art. 8.1", (carried_or_overridden, opinion_recorded)),
    Row(REVIEW, acts.Refuse, HEAD, "ND73 Art. 8.1", (not_carried,)),
    Row(REVIEW, acts.Withdraw, PROPOSER, "house: withdrawal", awaited=False),
    Row(PLANNING, acts.SubmitPlan, LEAD_AGENCY, "house: plan", (plan_missing,)),
    Row(PLANNING, acts.ReturnPlan, HEAD, "house: plan", (plan_waits,)),
    Row(PLANNING, acts.ApprovePlan, HEAD, "house: plan", (plan_waits,)),
    Row(PLANNING, acts.Withdraw, PROPOSER, "house: withdrawal", awaited=False),
    Row(IMPLEMENTING, acts.Evaluate, EVALUATOR, "ND73 Art. 11.4"),
    Row(IMPLEMENTING, acts.Finish, IMPLEMENTER, "ND73 Art. 18"),
    Row(FINAL, acts.Evaluate, EVALUATOR, "ND73 Art. 11.4", (items_left,)),
    Row(FINAL, acts.SubmitResultReport, AUTHORS, "ND73 Art. 18", (report_missing,)),
    Row(FINAL, acts.RecordPartyOpinion, PARTY, "ND73 Art. 4", (opinion_missing,)),
    Row(FINAL, acts.EvaluateResult, HEAD, "ND73 Art. 18", (report_waits, every_item_evaluated, opinion_recorded)),
    Row(FINAL, acts.Close, HEAD, "house: closing", (result_known,)),
    Row(CLOSED, acts.Reopen, DECIDED_OR_SUPERIOR, "house: reopening", awaited=False),
)

PROCEDURE: dict[Regime, tuple[Row, ...]] = {Regime.ND73: ND73}


@dataclass(frozen=True)
class Opening:
    """One act, as it stands for one person now: open, or why not."""

    act: type[Act]
    basis: str
    awaited: bool
    office: Office | None = None
    closed_because: Reason | None = None

    @property
    def open(self) -> bool:
        return self.closed_because is None


def _opening(rows: list[Row], standpoint: Standpoint, person: str) -> Opening:
    """The rows of one act, weighed for one person: stage, office, conflict of interest, and what must have happened before, in that order."""
    case = standpoint.case
    here = next((row for row in rows if row.stage is case.stage), None)
    if here is None:
        any_office = any(standpoint.is_held_by(person, office) for row in rows for office in row.offices)
        return Opening(
            rows[0].act,
            rows[0].basis,
            awaited=False,
            closed_because=Reason.NOT_OPEN_IN_STAGE if any_office else Reason.NOT_YOUR_OFFICE,
        )
    held = [office for office in here.offices if standpoint.is_held_by(person, office)]
    free = next((office for office in held if not standpoint.conflicted(person, office)), None)
    if free is None:
        conflict = Reason.PROPOSER_MAY_NOT_VOTE if here.act is acts.Vote else Reason.PARTY_MAY_NOT_DECIDE
        return Opening(here.act, here.basis, here.awaited, closed_because=conflict if held else Reason.NOT_YOUR_OFFICE)
    because = next((reason for guard in here.given if (reason := guard(case))), None)
    done = here.done_by is not None and here.done_by(case, person)
    return Opening(here.act, here.basis, here.awaited and not done, free, because)


def openings(standpoint: Standpoint, person: str) -> tuple[Opening, ...]:
    """Every act of the case's regime, for this person now: what every screen, worklist and refusal asks."""
    by_act: dict[type[Act], list[Row]] = {}
    for row in PROCEDURE[standpoint.case.regime]:
        by_act.setdefault(row.act, []).append(row)
    return tuple(_opening(rows, standpoint, person) for rows in by_act.values())


def awaited(case: Case) -> tuple[Row, ...]:
    """What the case waits for: the rows open at its stage whose guards are content."""
    rows = PROCEDURE[case.regime]
    return tuple(row for row in rows if row.stage is case.stage and row.awaited and not any(guard(case) for guard in row.given))


def _texts(value: object, field: str = "") -> Iterator[tuple[str, str]]:
    """Every text in it, however deep, with the field it stands in."""
    match value:
        case str():
            yield field, value
        case dict():
            for name, part in value.items():
                yield from _texts(part, name)
        case tuple():
            for part in value:
                yield from _texts(part, field)


def _too_long(act: Act, law: Law) -> None:
    for field, text in _texts(act.model_dump()):
        cap = law.policy.caps.title if field == "title" else law.policy.caps.text
        if len(text) > cap.value:
            raise Refused(Reason.TOO_LONG, cap.basis, field=field, most=cap.value)


def decide(filed: Filed[Act], case: Case, law: Law, directory: Directory) -> Fact:
    """The fact an act becomes, or Refused with reason and basis.

    The only place where permission, stage, conflict of interest and policy are weighed. Pure: it runs inside the registrar's transaction,
    and anybody may run it again.
    """
    act = filed.act
    if case.stage is None:
        if not isinstance(act, acts.Register):
            raise Refused(Reason.NO_SUCH_CASE, "house: register")
        case = as_opened(case, act, filed.sender)
    elif isinstance(act, acts.Register):
        raise Refused(Reason.ALREADY_REGISTERED, "house: register")
    if filed.sender not in directory.people:
        raise Refused(Reason.NOT_IN_THE_DIRECTORY, "house: directory")
    standpoint = Standpoint(case, directory)
    opening = _opening([row for row in PROCEDURE[case.regime] if row.act is type(act)], standpoint, filed.sender)
    if opening.office is None or opening.closed_because:
        stage = case.stage or "new"
        raise Refused(opening.closed_because or Reason.NOT_YOUR_OFFICE, opening.basis, stage=stage, act=act.name)
    _too_long(act, law)
    return conclude(act, Matter(filed, standpoint, law, standpoint.hand(filed.sender, opening.office), opening.basis))

"""Deciding: the one way an act is weighed, and what of it a screen, a worklist and a refusal may say beforehand.

Nothing changes a stream but `decide` (an act becomes a fact) and `after` (the fact changes the stream).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from domain import acts
from domain.acts import Act
from domain.campaign import BASIS, Campaign
from domain.campaigning import as_directed
from domain.case import Case
from domain.facts import Fact, Hand, Paper
from domain.filing import Filed
from domain.matter import NOTHING_BESIDE, Beside, Matter, conclude, standing
from domain.people import Directory, Standpoint
from domain.policy import Law
from domain.procedure import PROCEDURE
from domain.refusals import Reason, Refused
from domain.registration import as_opened
from domain.review import Review
from domain.rows import Row
from domain.stream import Stream
from domain.vocabulary import Office, Regime, StreamKind


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


def rows_of(stream: Stream) -> tuple[Row, ...]:
    """The rows that stand for this kind of stream under its regime."""
    return _standing(stream.kind, stream.regime)


@cache
def _standing(kind: StreamKind, regime: Regime) -> tuple[Row, ...]:
    return tuple(row for row in PROCEDURE[kind] if regime in row.basis)


def _opening(rows: list[Row], standpoint: Standpoint, person: str) -> Opening:
    """The rows of one act, weighed for one person: stage, office, conflict of interest, and what must have happened before, in that order."""
    case = standpoint.case
    regime = case.regime
    here = next((row for row in rows if row.stage is case.stage), None)
    if here is None:
        any_office = any(standpoint.is_held_by(person, office) for row in rows for office in row.offices)
        return Opening(
            rows[0].act,
            rows[0].basis[regime],
            awaited=False,
            closed_because=Reason.NOT_OPEN_IN_STAGE if any_office else Reason.NOT_YOUR_OFFICE,
        )
    held = [office for office in here.offices if standpoint.is_held_by(person, office)]
    free = next((office for office in held if not standpoint.conflicted(person, office)), None)
    if free is None:
        own = Reason.PROPOSER_MAY_NOT_VOTE if here.act is acts.Vote else Reason.PARTY_MAY_NOT_DECIDE
        recused = isinstance(case, Case) and person in case.recused and person not in standpoint.parties
        conflict = Reason.HAS_RECUSED_HIMSELF if recused else own
        return Opening(here.act, here.basis[regime], here.is_awaited(case), closed_because=conflict if held else Reason.NOT_YOUR_OFFICE)
    done = here.done_by is not None and here.done_by(case, person)
    return Opening(here.act, here.basis[regime], here.is_awaited(case) and not done, free, here.first_obstacle(case))


def openings(standpoint: Standpoint, person: str) -> tuple[Opening, ...]:
    """Every act of the case's regime, for this person now: what every screen, worklist and refusal asks."""
    by_act: dict[type[Act], list[Row]] = {}
    for row in rows_of(standpoint.case):
        by_act.setdefault(row.act, []).append(row)
    return tuple(_opening(rows, standpoint, person) for rows in by_act.values())


def awaited(stream: Stream) -> tuple[Row, ...]:
    """What the stream waits for: the rows open at its stage whose guards are content."""
    return tuple(row for row in rows_of(stream) if row.stage is stream.stage and row.is_awaited(stream) and not row.first_obstacle(stream))


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


def _entered_by_a_clerk(filed: Filed[Act], standpoint: Standpoint, decider: Hand, basis: str) -> Hand | None:
    """The hand of the officer who enters what somebody else signed, or None where the decider sends it himself.

    The rules are asked of the decider alone; the clerk must only serve his agency, have no part in the matter, and have the paper before him.
    """
    if filed.sender == decider.person:
        return None
    directory = standpoint.directory
    if isinstance(filed.act, acts.Correct):  # whose the entry is, who may correct it: the chapter's own question
        return standpoint.hand(filed.sender, Office.AGENCY_OFFICER)
    sat = isinstance(standpoint.case, Review) and filed.sender in standpoint.case.have_sat  # recommending and deciding are different hands
    if sat or not directory.holds(filed.sender, (Office.AGENCY_OFFICER,), decider.agency):
        raise Refused(Reason.MAY_NOT_ENTER, basis, person=decider.person)
    if standpoint.conflicted(filed.sender, Office.AGENCY_OFFICER):
        raise Refused(Reason.PARTY_MAY_NOT_DECIDE, basis)
    return Hand(person=filed.sender, name=directory.people[filed.sender].name, office=Office.AGENCY_OFFICER, agency=decider.agency)


def _as_begun(stream: Stream, act: Act, sender: str, directory: Directory) -> Stream:
    """A stream to which nothing has happened yet, as the one act that begins such a stream would open it, at an agency that stands."""
    match stream, act:
        case Case(), acts.Register():
            standing(act.agency, directory, "ND73 Art. 7.3")
            return as_opened(stream, act, sender)
        case Campaign(), acts.OpenCampaign():
            standing(act.agency, directory, BASIS)
            return as_directed(stream, act)
        case _:
            raise Refused(Reason.NO_SUCH_CASE, "house: register")


def decide(filed: Filed[Act], stream: Stream, law: Law, directory: Directory, beside: Beside = NOTHING_BESIDE) -> Fact:
    """The fact an act becomes, or Refused with reason and basis.

    The only place where permission, stage, conflict of interest and policy are weighed. Pure: it runs inside the registrar's transaction,
    and anybody may run it again.
    """
    act = filed.act
    if stream.stage is None:
        stream = _as_begun(stream, act, filed.sender, directory)
    elif act.opens:
        raise Refused(Reason.ALREADY_REGISTERED, "house: register")
    paper = act.on_paper if isinstance(act, acts.Decision) else None
    actor = paper.decided_by if paper else filed.sender
    if not {actor, filed.sender} <= directory.people.keys():
        raise Refused(Reason.NOT_IN_THE_DIRECTORY, "house: directory")
    standpoint = Standpoint(stream.as_read_by(actor), directory)
    rows = [row for row in rows_of(stream) if row.act is type(act)]
    if not rows:
        raise Refused(Reason.NOT_UNDER_THESE_RULES, "house: register", act=act.name, regime=stream.regime)
    opening = _opening(rows, standpoint, actor)
    if opening.office is None or opening.closed_because:
        stage = stream.stage or "new"
        raise Refused(opening.closed_because or Reason.NOT_YOUR_OFFICE, opening.basis, stage=stage, act=act.name)
    _too_long(act, law)
    hand = standpoint.hand(actor, opening.office)
    hidden = (
        len(stream.obstructions) - len(standpoint.case.obstructions)
        if isinstance(stream, Case) and isinstance(standpoint.case, Case)
        else 0
    )
    matter = Matter(filed, standpoint, law, hand, opening.basis, beside=beside, hidden_obstructions=hidden)
    if paper:
        opened = law.calendar.local_day(stream.opened_at) if stream.opened_at else matter.today
        if not opened <= paper.issued_on <= matter.today:
            raise Refused(Reason.DATE_OUT_OF_RANGE, opening.basis, day=paper.issued_on.isoformat())
        recorder = _entered_by_a_clerk(filed, standpoint, hand, opening.basis)
        seen = Paper(number=paper.number, issued_on=paper.issued_on, sha256=paper.sha256)
        matter = replace(matter, recorder=recorder, paper=seen)
    return conclude(act, matter)

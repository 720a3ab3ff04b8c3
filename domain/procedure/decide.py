"""Deciding: the one way an act is weighed, and what of it a screen, a worklist and a refusal may say beforehand.

Nothing changes a stream but `decide` (an act becomes a fact) and `after` (the fact changes the stream).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from domain import acts
from domain.across import absence, declarations, signing
from domain.acts import Act, PaperDecision
from domain.campaigns import duty, yearly
from domain.facts import Fact, Signatory
from domain.filing import Filed
from domain.law.policy import Law
from domain.matter import NOTHING_ELSE, Matter, RecordExcerpt, agency_in_office, as_recorded
from domain.people.away import BASIS as BASIS_OF_ABSENCE
from domain.people.delegation import BASIS as BASIS_OF_SIGNING
from domain.people.directory import Directory
from domain.people.standpoint import Standpoint
from domain.procedure.chapters import conclude
from domain.procedure.evidence import refuse_unless_files_stand
from domain.procedure.rows import Row
from domain.procedure.table import PROCEDURE
from domain.proposal import past, registration
from domain.refusals import Reason, Refused
from domain.streams.campaign import BASIS, Campaign
from domain.streams.declaration import Declaration
from domain.streams.initiative import Initiative
from domain.streams.kinds import blank
from domain.streams.signing import SigningPaper
from domain.streams.stream import Stream
from domain.streams.yearly import YearlyCampaign
from domain.vocabulary import Office, Regime, StreamKind
from domain.work import correction


@dataclass(frozen=True)
class Opening:
    """One act, as it stands for one person now: open, or why not. `of_each`: everybody asked does their own part of it, and nobody another's."""

    act: type[Act]
    basis: str
    awaited: bool
    office: Office | None = None
    closed_because: Reason | None = None
    of_each: bool = False

    @property
    def open(self) -> bool:
        return self.closed_because is None


def rows_of(stream: Stream) -> tuple[Row[Any], ...]:
    """The rows that stand for this kind of stream under its regime; in one that only records what was, those by which an entry is put right."""
    rows = _rows_under(stream.kind, stream.regime)
    return tuple(row for row in rows if row.act is acts.Correct) if stream.is_only_a_record else rows


@cache
def _rows_under(kind: StreamKind, regime: Regime) -> tuple[Row[Any], ...]:
    return tuple(row for row in PROCEDURE[kind] if regime in row.basis)


def _opening(rows: list[Row[Any]], standpoint: Standpoint, person: str) -> Opening:
    """The rows of one act, weighed for one person: stage, office, conflict of interest, and what must have happened before, in that order."""
    stream, regime = standpoint.stream, standpoint.stream.regime
    here = next((row for row in rows if stream.stage in row.stages), None)
    if here is None:
        offices, act = tuple(office for row in rows for office in row.offices), rows[0].act
        in_any_office = any(standpoint.is_held_by(person, office, act) for office in offices)
        why = Reason.NOT_OPEN_IN_STAGE if in_any_office else standpoint.why_not_signed(person, offices, act)
        return Opening(rows[0].act, rows[0].basis[regime], awaited=False, closed_because=why)
    held = [office for office in here.offices if standpoint.is_held_by(person, office, here.act)]
    held.sort(
        key=lambda office: not standpoint.serves_as(person, office)
    )  # what they are themselves comes before what they sign for another
    free = next((office for office in held if not standpoint.conflicted(person, office)), None)
    if free is None:
        why = _conflict(here.act, standpoint, person) if held else standpoint.why_not_signed(person, here.offices, here.act)
        return Opening(here.act, here.basis[regime], here.is_awaited(stream), closed_because=why)
    their_turn = any(office in held for office in here.turns(stream))
    awaited = here.is_awaited(stream) and their_turn and not here.is_done_by(person, stream)
    return Opening(here.act, here.basis[regime], awaited, free, here.first_obstacle(stream), here.already_done_by is not None)


def _conflict(act: type[Act], standpoint: Standpoint, person: str) -> Reason:
    """Why somebody who holds the office may not use it here."""
    if person in standpoint.parties:
        return Reason.PROPOSER_MAY_NOT_VOTE if act is acts.Vote else Reason.PARTY_MAY_NOT_DECIDE
    return Reason.HAS_RECUSED_HIMSELF if person in standpoint.stream.recused else Reason.PARTY_MAY_NOT_DECIDE


def openings(standpoint: Standpoint, person: str) -> tuple[Opening, ...]:
    """Every act of the stream's regime, for this person now: what every screen, worklist and refusal asks."""
    by_act: dict[type[Act], list[Row[Any]]] = {}
    for row in rows_of(standpoint.stream):
        by_act.setdefault(row.act, []).append(row)
    return tuple(_opening(rows, standpoint, person) for rows in by_act.values())


def awaited_rows(stream: Stream) -> tuple[Row[Any], ...]:
    """What the stream waits for: the rows open at its stage whose guards let through."""
    return tuple(row for row in rows_of(stream) if stream.stage in row.stages and row.is_awaited(stream) and not row.first_obstacle(stream))


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


def _refuse_if_too_long(act: Act, law: Law) -> None:
    for field, text in _texts(act.model_dump()):
        cap = law.caps.title if field == "title" else law.caps.text
        if len(text) > cap.value:
            raise Refused(Reason.TOO_LONG, cap.basis, field=field, most=cap.value)


def _refuse_unless_in_writing(act: Act, law: Law) -> None:
    wanted = law.written.get(act.name)
    if wanted and wanted.value:
        raise Refused(Reason.DOCUMENT_NEEDED, wanted.basis, act=act.name)


def _refuse_unless_dated(paper: PaperDecision, stream: Stream, law: Law, today: date, basis: str) -> None:
    """A document of the case is no older than the case, and its day has come. One that opens it was signed before."""
    if paper.issued_on > today:
        raise Refused(Reason.DOCUMENT_NOT_YET, basis, day=paper.issued_on.isoformat())
    opened = law.calendar.local_day(stream.opened_at) if stream.opened_at else None
    if opened and paper.issued_on < opened:
        raise Refused(Reason.DOCUMENT_TOO_EARLY, basis, day=paper.issued_on.isoformat(), first=opened.isoformat())


def _refuse_unless_in_that_capacity(paper: PaperDecision, signatory: Signatory, basis: str) -> None:
    """A document says of whoever signed for another what their leave to sign says."""
    leave = signatory.on_behalf
    if leave and paper.capacity and paper.capacity is not leave.capacity:
        raise Refused(Reason.SIGNED_IN_ANOTHER_CAPACITY, basis, capacity=leave.capacity, person=signatory.person)


def _refuse_unless_free_of_secrets(act: Act, law: Law) -> None:
    asked = law.dossier.free_of_secrets
    if asked and act.name in asked.value and not (isinstance(act, acts.FreeOfSecrets) and act.no_secrets):
        raise Refused(Reason.SECRETS_NOT_RULED_OUT, asked.basis)


def _refuse_unless_theirs_to_enter(
    filed: Filed[Act], decider: str, signed: Directory, standpoint: Standpoint, excerpt: RecordExcerpt, basis: str
) -> None:
    """Asked before anything of the stream is weighed: whoever may enter nothing here learns nothing by naming deciders.

    What `_entered_by_a_clerk` asks later of the office the decider acts by is asked here of every office they held on the day they signed.
    """
    if filed.act.about_entry is not None:
        correction.refuse_unless_theirs_to_correct(filed, decider, excerpt, standpoint.directory, basis)
        return
    agencies = {held.agency for held in signed.terms if held.person == decider}
    agencies |= {leave.agency for leave in signed.delegations if leave.person == decider}
    sender = filed.sender
    serves = any(standpoint.directory.has_office(sender, (Office.AGENCY_OFFICER,), agency) for agency in agencies)
    if not serves or sender in standpoint.stream.have_sat:  # recommending and deciding are different hands
        raise Refused(Reason.MAY_NOT_ENTER, basis, person=decider)
    if standpoint.conflicted(sender, Office.AGENCY_OFFICER):
        raise Refused(Reason.PARTY_MAY_NOT_DECIDE, basis)


def _entered_by_a_clerk(filed: Filed[Act], standpoint: Standpoint, decider: Signatory, basis: str) -> Signatory | None:
    """The signature of the officer who enters what somebody else decided on paper, or None where the decider sends it.

    The rules are asked of the decider alone; the clerk must only serve the decider's agency, have no part in the matter, and have the paper at hand.
    """
    if filed.sender == decider.person:
        return None
    directory = standpoint.directory
    if filed.act.about_entry is not None:  # whose the entry is, who may correct it: the chapter's own question
        return standpoint.signatory(filed.sender, Office.AGENCY_OFFICER)
    if not directory.has_office(filed.sender, (Office.AGENCY_OFFICER,), decider.agency):
        raise Refused(Reason.MAY_NOT_ENTER, basis, person=decider.person)
    name = directory.people[filed.sender].name
    return Signatory(person=filed.sender, name=name, office=Office.AGENCY_OFFICER, agency=decider.agency)


def as_opened(stream: Stream, act: Act, sender: str, directory: Directory) -> Stream:
    """A stream to which nothing has happened yet, as the one act that begins such a stream would open it, at an agency that stands.

    Raises Refused.
    """
    match stream, act:
        case Initiative(), acts.Register():
            agency_in_office(act.agency, directory, "ND73 Art. 7.3")
            return registration.as_opened(stream, act, sender)
        case Initiative(), acts.EnterPastCase():
            agency_in_office(act.agency, directory, "house: past cases")
            return past.as_opened(stream, act)
        case Campaign(), acts.OpenCampaign():
            agency_in_office(act.agency, directory, BASIS)
            return duty.as_opened(stream, act)
        case YearlyCampaign(), acts.SetUpYearlyCampaign():
            agency_in_office(act.agency, directory, BASIS)
            return yearly.as_opened(stream, act)
        case SigningPaper(), acts.GiveLeaveToSign():
            agency_in_office(act.agency, directory, BASIS_OF_SIGNING)
            return signing.as_opened(stream, act)
        case SigningPaper(), acts.AnnounceAbsence():
            agency_in_office(act.agency, directory, BASIS_OF_ABSENCE)
            return absence.as_opened(stream, act)
        case Declaration(), acts.DeclareTies():
            return declarations.as_opened(stream, sender)
        case _:
            raise Refused(Reason.NO_SUCH_CASE, "house: register")


def decide(
    filed: Filed[Act],
    stream: Stream,
    law: Law,
    directory: Directory,
    excerpt: RecordExcerpt = NOTHING_ELSE,
    signed: Directory | None = None,
) -> Fact:
    """The fact an act becomes, or Refused with reason and basis.

    The only place where permission, stage, conflict of interest and policy are weighed. Pure: it runs inside the registrar's transaction,
    and anybody may run it again. `directory`: of the day of receipt. `signed`: of the day the document was signed, where that is another: by it is
    told who held which office. What keeps somebody from deciding stands in the record, and is asked of the record.
    """
    act, begun = filed.act, stream.stage is not None
    if act.opens_stream or not begun:
        stream = as_opened(blank(stream.number), act, filed.sender, directory)
    elif not Standpoint(stream, directory).may_read(filed.sender):  # as if it were not there, whoever is said to have signed
        raise Refused(Reason.NO_SUCH_CASE, "house: register")
    paper = act.on_paper if isinstance(act, acts.Decision) else None
    actor = (paper and paper.decided_by) or filed.sender
    if not {actor, filed.sender} <= directory.people.keys():
        raise Refused(Reason.NOT_IN_THE_DIRECTORY, "house: directory")
    # What is hidden from the actor or the sender is not weighed either: a refusal must not tell of it.
    standpoint = Standpoint(stream.as_read_by(actor, filed.sender), directory)
    # An agency younger than the paper took over what was signed: who leads it is asked of the day of receipt.
    then = replace(standpoint, directory=signed) if signed and stream.addressed_to in signed.agencies else standpoint
    rows = [row for row in rows_of(stream) if row.act is type(act)]
    if not rows and stream.is_only_a_record:
        raise Refused(Reason.ENTERED_LATER, "house: past cases", act=act.name)
    if not rows:
        raise Refused(Reason.NOT_UNDER_THESE_RULES, "house: register", act=act.name, regime=stream.regime)
    basis = rows[0].basis[stream.regime]
    if actor != filed.sender:
        _refuse_unless_theirs_to_enter(filed, actor, then.directory, standpoint, excerpt, basis)
    if paper:
        _refuse_unless_dated(paper, stream, law, law.calendar.local_day(filed.received_at), basis)
    opening = _opening(rows, then, actor)
    if actor == filed.sender and then is not standpoint and opening.open:  # they enter it today, while they hold the office
        now = _opening(rows, standpoint, actor)
        opening = opening if now.open else now
    if opening.office is None or opening.closed_because:
        stage = stream.stage or "new"
        raise Refused(opening.closed_because or Reason.NOT_YOUR_OFFICE, opening.basis, stage=stage, act=act.name)
    if begun and act.opens_stream:
        raise Refused(Reason.ALREADY_REGISTERED, "house: register")
    _refuse_if_too_long(act, law)
    _refuse_unless_free_of_secrets(act, law)
    refuse_unless_files_stand(filed, law, excerpt)
    signatory = then.signatory(actor, opening.office, type(act))
    if paper:
        _refuse_unless_in_that_capacity(paper, signatory, opening.basis)
    matter = Matter(filed, then, directory, law, signatory, opening.basis, excerpt=excerpt)
    if paper is None:
        _refuse_unless_in_writing(act, law)
        return conclude(act, matter)
    recorder = _entered_by_a_clerk(filed, standpoint, signatory, opening.basis)
    return conclude(act, replace(matter, recorder=recorder, paper=as_recorded(paper, opening.basis)))

"""The registrar examines, records and answers. Each filing is one SQL transaction, and so is each look at the clock.

Every method is a local activity's body: called again after any crash, and every time it finds what is already done.
"""

import re
from collections import deque
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from time import monotonic

import structlog
from sqlmodel import Session
from temporalio import activity
from temporalio.api.common.v1 import Payload
from temporalio.common import RawValue
from temporalio.converter import DefaultPayloadConverter
from temporalio.exceptions import ApplicationError, CancelledError

from activities.failures import for_temporal
from domain import family
from domain.across.absence import in_directory
from domain.acts import BEGINS_INITIATIVES, Act
from domain.campaigns.duty import fulfilled_by
from domain.facts import DutyFulfilled, Fact, Registered, Rehomed
from domain.filing import Filed
from domain.law.policy import Law
from domain.matter import RecordExcerpt, beside_what_goes_on, beside_what_opens
from domain.numbers import family_of, kind_of, path_of
from domain.people.delegation import begins, is_of_another_directory
from domain.people.directory import Directory
from domain.people.standpoint import Standpoint
from domain.procedure.chapters import after
from domain.procedure.decide import decide, openings
from domain.refusals import Refused
from domain.standing import Standing
from domain.streams.campaign import Campaign
from domain.streams.clocks import next_due
from domain.streams.signing import SigningPaper
from domain.streams.stream import Stream
from domain.time.calendar_change import counted_anew, is_outdated
from domain.time.reminders import day_of, desks, fact_of, rung_id
from domain.time.succession import next_rehoming, rehoming_id
from domain.vocabulary import StreamKind
from logs import where, without_words
from store.clock import Now, now
from store.directory import sign_for
from store.engine import Outage, Store, lock
from store.policies import Lawbook
from store.record import effects, enclosed, filings, hearing, ledger, moments, streams, ties, turns
from store.record.keyring import Ring
from store.record.refusal import StoredRefusal
from store.record.sealing import Sealer
from store.record.streams import Snapshot
from store.record.turns import Turn

log = structlog.get_logger()

FILING_NUMBER = re.compile(r"TN-[0-9]{8}-[0-9A-F]{10}")
CLOCKS_MAY_DIFFER = timedelta(minutes=1)
A_LONG_TURN = timedelta(seconds=20)  # less than an attempt is given (workflows/steps.py): what is still ahead then is for the next one

Following = Callable[[Session], Turn | None]


class SealDoesNotVerify(Exception):
    """Somebody wrote into the register of filings behind the door's back."""


class Registrar:
    """Holds the record, the door's public keys, a seal of its own and the law; `family` lock first, then look, then write."""

    def __init__(self, store: Store, ring: Ring, sealer: Sealer, lawbook: Lawbook, release: str, public_url: str, clock: Now = now) -> None:
        self._store, self._ring, self._lawbook, self._release, self._now = store, ring, lawbook, release, clock
        self._sealer, self._public_url = sealer, public_url

    def writing(self) -> AbstractContextManager[Session]:
        """A transaction in which something is recorded or answered: after the commit the witness is told."""
        return self._sealer.writing(self._store)

    # A thread is told nothing of a cancellation: whatever its attempt has begun ends as it began, and the next attempt finds it done.
    @activity.defn(name="stand", no_thread_cancel_exception=True)
    def look_up(self, number: str) -> Standing:
        """How the case stands, from the record alone."""
        return self._answering(lambda: self._standing(number))

    @activity.defn(name="file", no_thread_cancel_exception=True)  # as every history calls it
    def examine(self, number: str, act: str, filing: RawValue) -> Standing:
        """Answer one filing, and before it whatever was received earlier and hangs together with it. What makes no sense is counted and changes nothing."""
        return self._answering(lambda: self._examine(number, act, filing))

    @activity.defn(no_thread_cancel_exception=True)
    def tick(self, number: str, moment: datetime) -> Standing:
        """Answer all that waits, then let the clock say what was due by that moment. Time never decides."""
        return self._answering(lambda: self._look(number, moment))

    def _answering(self, work: Callable[[], Standing]) -> Standing:
        """What every answer carries besides: the address of the case, and what the registrar's clock says."""
        with for_temporal("registrar"):
            standing = work()
            link = f"{self._public_url}{path_of(standing.number)}"
            return standing.model_copy(update={"link": link, "told_at": self._now()})

    def _standing(self, number: str) -> Standing:
        with self._store.reading() as session:
            kept = streams.load(number, session)
            law = self._lawbook.of(kept.stream.policy, session) if kept.stream.policy else None
            return streams.standing(kept, law, session)

    def _examine(self, number: str, act: str, raw: RawValue) -> Standing:
        filing = _number_in(raw.payload)
        following = partial(turns.next_up_to, filing, act, number) if filing else None
        turn = self._turn(following) if following else None
        if following is None or turn is None:
            return self._nonsense(number)
        return self._answer_in_turn(number, turn, following, last=filing) or self._standing(number)

    def _look(self, number: str, moment: datetime) -> Standing:
        following = partial(turns.next_before_the_clock, number, moment)
        standing = self._answer_in_turn(number, self._turn(following), following)
        if moment > self._now() + CLOCKS_MAY_DIFFER:
            # Temporal's clock is ahead of ours: nothing is said to be due before its day, and the workflow sets its clock by the answer.
            log.warning("clock.runs_ahead", case=number)
            return standing or self._standing(number)
        return self._look_at_the_clock(number, moment) or standing or self._standing(number)

    def answer_what_waits(self, number: str) -> None:
        """For whoever records by the clock what acts in that stream may forbid: they are examined first. Raises Outage, ApplicationError."""
        following = partial(turns.next_before_the_clock, number, self._now())
        self._answer_in_turn(number, self._turn(following), following)

    def _nonsense(self, number: str) -> Standing:
        with self._store.writing() as session:
            streams.count_nonsense(number, session)
        return self._standing(number)

    def _turn(self, following: Following) -> Turn | None:
        with self._store.reading() as session:
            return following(session)

    def _answer_in_turn(self, number: str, turn: Turn | None, following: Following, last: str | None = None) -> Standing | None:
        """Answer what is ahead, one transaction each, whichever stream it is of, and the last one too. How `number` stands then, if that is known."""
        standing, began = None, monotonic()
        while turn and turn.waits:
            if monotonic() - began > A_LONG_TURN.total_seconds():
                raise ApplicationError("much was received earlier, and some of it is still ahead", type="MuchIsAhead")
            examined = self._examined(turn, number)
            standing = examined if turn.case == number else None
            turn = None if turn.number == last else self._turn(following)
        return standing

    def _examined(self, turn: Turn, woken: str) -> Standing | None:
        try:
            return self._answer(turn.case, turn.number, woken)
        except (Outage, CancelledError):  # slow is not broken: what waits goes on waiting
            raise
        except Exception as defect:
            return self._broken(turn.case, turn.number, defect)

    def _answer(self, number: str, filing_number: str, woken: str) -> Standing | None:
        """The transaction everything here exists for. `woken`: the stream whose workflow asks, which may be another."""
        with self.writing() as session:
            lock(family_of(number), session)
            if kind_of(number) is StreamKind.SIGNING:
                lock("directory", session)  # leave that is given elsewhere meanwhile is weighed first, or after
            filing = filings.unanswered(filing_number, number, session)
            if filing is None:
                return None
            if not self._ring.verifies(filing):
                raise SealDoesNotVerify(filing_number)
            filed = filing.opened()
            kept = streams.load(number, session)
            law, day = self._law(filed, kept.stream, session), self._lawbook.calendar.local_day(filed.received_at)
            directory = streams.directory_for_act(filed, kept.stream, day, filed.received_at, session)
            signed = None
            if (on := filed.signed_on) and is_of_another_directory(on, day, directory):
                signed = streams.directory_for_act(filed, kept.stream, on, begins(on), session)
            # What was due before the act came in is said before it is answered: an answer that came late does not hide the silence.
            kept = self._catch_up(kept, law, directory, filed.received_at, session)
            try:
                fact = decide(filed, kept.stream, law, directory, self._excerpt(filed, kept.stream, session), signed)
            except Refused as refused:
                refusal = self._refusal(refused, filed, kept.stream, directory)
                filings.answer(
                    filing_number, filings.REFUSED, self._now(), session, self._sealer, number, refusal=refusal.model_dump(mode="json")
                )
                log.info("filing.refused", case=number, filing=filing_number, act=filing.act, reason=refused.reason)
                return streams.standing(kept, law if kept.stream.stage else None, session)
            also_wake = () if number == woken else (number,)
            entry = kept.stream.sequence + 1  # what follows from it may stand behind it in the same stream
            kept = self.record(fact, kept, filing_number, law, directory, session, also_wake)
            filings.answer(filing_number, filings.RECORDED, self._now(), session, self._sealer, number, sequence=entry)
            log.info("filing.recorded", case=number, filing=filing_number, act=filing.act, sequence=entry)
            return streams.standing(kept, law, session)

    def record(
        self, fact: Fact, kept: Snapshot, filing: str, law: Law, directory: Directory, session: Session, also_wake: tuple[str, ...] = ()
    ) -> Snapshot:
        """The fact, and all that follows from it in the family: all or none. Gives back the stream it was recorded in, as it then is."""
        number, family_now = kept.stream.number, {kept.stream.number: kept}
        ahead = deque([(number, fact, filing)])
        while ahead:
            stream, each, under = ahead.popleft()
            before = family_now.get(stream) or self._caught_up(stream, each.at, session)
            who = directory if stream == number else self._directory_of(each, before.stream, session)
            family_now[stream] = self._append(each, before, under, law, who, session)
            if isinstance(each, Registered) and each.campaign:
                self._count(each, number, family_now, session)
            follow = family.consequences(each, before.stream, family_now[stream].stream, law.calendar)
            ahead.extend((other, fact, f"{other}/{fact.follows}-{fact.kind}") for other, fact in follow)
        others = [*(stream for stream in family_now if stream != number), *also_wake]
        effects.owe_nudges(fact, number, family_now[number].stream.sequence, others, session)
        return family_now[number]

    def _caught_up(self, number: str, moment: datetime, session: Session) -> Snapshot:
        """Another stream of the family, once its clocks have said what was due before something is told to it."""
        kept = streams.load(number, session)
        if not kept.stream.clocks:
            return kept
        law = self._lawbook.of(kept.stream.policy, session)
        rung = next_due(kept.stream.clocks, law)
        if rung is None or rung.at > moment:
            return kept
        directory = streams.directory_for(kept.stream, (), law.calendar.local_day(moment), session)
        return self._catch_up(kept, law, directory, moment, session)

    def _count(self, fact: Registered, number: str, family_now: dict[str, Snapshot], session: Session) -> None:
        """Tell the campaign, while that agency still owes it something. Its turn is taken after the initiative's, never before, and only for that."""
        if not _still_owed(fact, number, streams.load(fact.campaign, session)):
            return
        lock(fact.campaign, session)
        kept = streams.load(fact.campaign, session)
        law, day = self._lawbook.of(kept.stream.policy, session), self._lawbook.calendar.local_day(fact.at)
        directory = streams.directory_for(kept.stream, (), day, session)
        kept = self._catch_up(kept, law, directory, fact.at, session)
        if done := _still_owed(fact, number, kept):
            kept = self._append(done, kept, f"{fact.campaign}/{number}", law, directory, session)
            # Its workflow waits for the same as before, until nobody owes anything: waking it for each of hundreds would only tire it.
            if isinstance(kept.stream, Campaign) and not kept.stream.owing:
                family_now[fact.campaign] = kept

    def _append(self, fact: Fact, kept: Snapshot, filing: str, law: Law, directory: Directory, session: Session) -> Snapshot:
        """One fact in one stream: entry, snapshot, read model and notices."""
        at = moments.stamp(self._now(), session)
        before, stream = kept.stream, after(fact, kept.stream)
        under = ledger.Under(law.published.id, law.published.content_hash, self._release, at)
        head = ledger.append(fact, stream.number, stream.sequence, filing, kept.head_hash, under, session, self._sealer)
        enclosed.note(fact, stream.number, stream.sequence, session)
        kept = Snapshot(stream, head, streams.remember(kept.recent, fact.kind, fact.at), kept.nonsense)
        # Once an agency has ended, the directory no longer tells at whose desk it lay before.
        was = before if before.stage and not isinstance(fact, Rehomed) else None
        streams.save(kept, directory, law, at, session, was)
        if isinstance(stream, SigningPaper):
            sign_for(*in_directory(stream), at, self._sealer, session)
        hearers = hearing.told_of(fact, Standpoint(stream, directory), law.calendar.local_day(fact.at), session)
        effects.owe(fact, stream.number, stream.sequence, hearers, session)
        return kept

    def _directory_of(self, fact: Fact, stream: Stream, session: Session) -> Directory:
        """What another stream of the family needs of the directory, once the fact is true there."""
        return streams.directory_for(after(fact, stream), (), self._lawbook.calendar.local_day(fact.at), session)

    def _excerpt(self, filed: Filed[Act], stream: Stream, session: Session) -> RecordExcerpt:
        """What else of the record is looked at when the act is weighed."""
        if filed.act.opens_stream:
            return beside_what_opens(filed, streams.open_campaigns(session))
        entry = partial(ledger.entry, filed.case, session=session)
        beside = ties.of_an_act(filed.act, stream, session)
        return beside_what_goes_on(filed, stream, entry, lambda number: streams.load(number, session).stream, beside)

    def _broken(self, number: str, filing: str, defect: Exception) -> Standing:
        """A defect of ours: the filing is kept as broken for an operator, and the case goes on."""
        log.error("filing.broken", case=number, filing=filing, defect=type(defect).__name__, where=where(defect))
        with self.writing() as session:
            lock(family_of(number), session)
            filings.answer(filing, filings.BROKEN, self._now(), session, self._sealer, number, error=without_words(defect))
        return self._standing(number)

    def _look_at_the_clock(self, number: str, moment: datetime) -> Standing | None:
        """One transaction: what was due by that moment is recorded. None when nothing was."""
        with self.writing() as session:
            lock(family_of(number), session)
            kept = streams.load(number, session)
            if kept.stream.stage is None:
                return None
            law = self._lawbook.of(kept.stream.policy, session)
            directory = streams.directory_for(kept.stream, (), law.calendar.local_day(moment), session)
            if not kept.stream.clocks and next_rehoming(kept.stream, directory) is None:
                return None
            caught_up = self._catch_up(kept, law, directory, moment, session)
            return None if caught_up is kept else streams.standing(caught_up, law, session)

    def _catch_up(self, kept: Snapshot, law: Law, directory: Directory, moment: datetime, session: Session) -> Snapshot:
        """Record every rung due by that moment, in order, each once and under its own legal time.

        Where the calendar was replaced meanwhile, the former one counts up to that day, and the clocks are counted anew from there.
        """
        if is_outdated(kept.stream, law) and law.calendar_since and law.calendar_since <= moment:
            was = self._lawbook.former(kept.stream.calendar, session)
            before = replace(law, calendar=was, calendar_since=None)
            kept = self._catch_up_under_one_calendar(kept, before, directory, law.calendar_since, session)
            for n, fact in enumerate([*counted_anew(kept.stream, was, law)]):
                kept = self.record(fact, kept, f"{kept.stream.number}/{law.calendar.id}/{n}", law, directory, session)
            log.info("calendar.replaced", case=kept.stream.number, was=was.id, calendar=law.calendar.id)
        return self._catch_up_under_one_calendar(kept, law, directory, moment, session)

    def _catch_up_under_one_calendar(self, kept: Snapshot, law: Law, directory: Directory, moment: datetime, session: Session) -> Snapshot:
        """Record every rung due by that moment. Where an agency has ended meanwhile, the later rungs go to its successor."""
        while (moved := next_rehoming(kept.stream, directory)) and moved.at <= moment:
            kept = self._record_due_rungs(kept, law, directory, moved.at, session)
            kept = self.record(moved, kept, rehoming_id(kept.stream, moved), law, directory, session)
            log.info("agency.ended", case=kept.stream.number, moves=[f"{each.was}>{each.now}" for each in moved.moves])
        return self._record_due_rungs(kept, law, directory, moment, session)

    def _record_due_rungs(self, kept: Snapshot, law: Law, directory: Directory, moment: datetime, session: Session) -> Snapshot:
        """The last of the way: rung by rung, while one is due."""
        while (rung := next_due(kept.stream.clocks, law)) is not None and rung.at <= moment:
            of_its_day = streams.directory_for(kept.stream, (), day_of(rung, law), session)  # who was asked then, whenever it is said
            fact = fact_of(rung, kept.stream, law, desks(rung.clock, Standpoint(kept.stream, of_its_day)))
            kept = self.record(fact, kept, rung_id(kept.stream, rung), law, directory, session)
            log.info("clock.spoke", case=kept.stream.number, kind=fact.kind, clock=rung.clock.kind)
        return kept

    def _law(self, filed: Filed[Act], stream: Stream, session: Session) -> Law:
        if stream.stage is not None:
            return self._lawbook.of(stream.policy, session)
        regime = filed.act.regime if isinstance(filed.act, BEGINS_INITIATIVES) else stream.regime  # a campaign is the city's plan's
        return self._lawbook.in_force(regime, self._lawbook.calendar.local_day(filed.received_at), session)

    def _refusal(self, refused: Refused, filed: Filed[Act], stream: Stream, directory: Directory) -> StoredRefusal:
        """What the sender is told, for ever: the reason, its basis, and what may be done instead."""
        reads = stream.stage and Standpoint(stream, directory).may_read(filed.sender)
        instead = openings(Standpoint(stream.as_read_by(filed.sender), directory), filed.sender) if reads else ()
        return StoredRefusal(
            reason=refused.reason,
            basis=refused.basis,
            params=dict(refused.params),
            open_acts=tuple(opening.act.name for opening in instead if opening.open),
        )


def _still_owed(fact: Registered, number: str, kept: Snapshot) -> DutyFulfilled | None:
    return fulfilled_by(fact, number, kept.stream) if isinstance(kept.stream, Campaign) else None


def _number_in(payload: Payload) -> str | None:
    """The filing's number, if that is what was sent; anything may come from outside."""
    try:
        value = DefaultPayloadConverter().from_payload(payload, str)
    except Exception:
        return None
    return value if isinstance(value, str) and FILING_NUMBER.fullmatch(value) else None

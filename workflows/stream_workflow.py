"""What every kind of stream has in common: acts arrive, the clock is waited for, effects are carried out, a long run continues as new.

This workflow knows numbers and names. What is allowed, true or due is the registrar's to say; nothing here is worth keeping, so that
"terminate and nudge" cures anything (docs/operations.md).
"""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import ClassVar

from temporalio import workflow
from temporalio.api.common.v1 import Payload
from temporalio.common import RawValue

from workflows import card, steps
from workflows.names import NUDGE, CaseFile

with workflow.unsafe.imports_passed_through():
    from domain.standing import Standing

HEARTBEAT = timedelta(days=60)  # look once in a while even if nothing is due
AFTER_A_DEFECT = timedelta(minutes=15)  # the registrar could not look: try again, but do not spin
CLOCKS_DIFFER = timedelta(seconds=30)  # worth setting one's clock by; less than the registrar lets pass, so that no tick is in vain twice
LONG_HISTORY = 1_000  # events
MOST_EFFECTS_RUNNING = 100  # a campaign owes hundreds of effects at once, and a run can only continue as new when none is running
A_YEAR = timedelta(days=365)
NOTHING = RawValue(Payload())


class StreamWorkflow:
    """One stream's workflow. It takes what arrives, one at a time, to the registrar, and waits by the Standing it gets back.

    `waits_for`: for an operator, what each stage waits for. It is kept as prose, because the label of a stage says less and stands in words/,
    which no workflow may import. The law's own answer, office by office, stands beside it on the card (Standing.waiting_for).
    tests/contracts/test_stages_on_the_card.py holds that no stage of any kind is left out.
    """

    waits_for: ClassVar[Mapping[str, str]]
    waits_to_begin_for: ClassVar[str]

    def __init__(self, file: CaseFile) -> None:
        # The case is the one whose number this workflow bears: whoever starts it by hand can name no other.
        self.file, self.number = file, workflow.info().workflow_id
        self.standing = Standing(number=self.number)
        self.turn = asyncio.Lock()
        self.informed = False
        self.effects_running: dict[str, asyncio.Task[None]] = {}
        self.alarm: asyncio.Task[None] | None = None
        self.alarm_aim: tuple[datetime | None, datetime | None, timedelta] = (None, None, timedelta(0))
        self.retry_after: datetime | None = None
        self.clock_offset = timedelta(0)
        self.run_began = workflow.now()
        self.shown: card.Shown = ()
        self.children_started: set[str] = set()

    # The counter. One handler for every act, known or unknown, so that no name and no argument can wedge a case: what arrives is
    # a name and some payloads, looked at by nobody before the registrar.

    @workflow.update(dynamic=True, description="An act, by its name; the argument is the filing's number.")
    async def take(self, act: str, args: Sequence[RawValue]) -> int:
        """Answered: the sender waits until the registrar has looked."""
        await self._have_looked_at(act, args)
        return self.standing.sequence

    @workflow.signal(dynamic=True, description="The same, kept while no worker is there; `nudge` asks only to look.")
    async def take_in(self, act: str, args: Sequence[RawValue]) -> None:
        await self._have_looked_at(act, args)

    async def _have_looked_at(self, act: str, args: Sequence[RawValue]) -> None:
        async with self.turn:
            if act == NUDGE:
                self._take_over(await steps.tick(self.number, self.now))
            else:
                self._take_over(await steps.file(self.number, act, args[0] if args else NOTHING))

    # Waiting. The SDK wants a `run` in every workflow class; what it does is the same for all.

    async def live(self) -> None:
        """From the first message to rest. Nothing here decides: it is human acts and the clock that move the stream on."""
        await self.open()
        while not self.at_rest:
            await self.start_what_the_facts_opened()
            await self.carry_out_what_is_owed()
            await self.wait_for_an_act_or_the_clock()
            await self.continue_as_new_when_long()
        self.show()

    async def open(self) -> None:
        """Ask how the case stands, unless an act that came in first has told already: the ledger knows, whatever happened here before."""
        async with self.turn:
            if not self.informed:
                self._take_over(await steps.look_up(self.number))

    async def carry_out_what_is_owed(self) -> None:
        """Start the effects that are owed and not yet running. They run beside the clock: a dead mail server stops no reminder."""
        for effect in self.standing.owed:
            if effect not in self.effects_running and len(self.effects_running) < MOST_EFFECTS_RUNNING:
                self.effects_running[effect] = asyncio.create_task(self._carry_out(effect))

    async def _carry_out(self, effect: str) -> None:
        await steps.carry_out(effect)
        self.standing = self.standing.model_copy(update={"owed": tuple(e for e in self.standing.owed if e != effect)})
        del self.effects_running[effect]

    async def start_what_the_facts_opened(self) -> None:
        """An initiative's reviews and reward file, once each in this run. They are streams of their own; no other kind of stream opens any."""
        for number in self.standing.children:
            if number not in self.children_started:
                self.children_started.add(number)
                await steps.start(number)

    async def wait_for_an_act_or_the_clock(self) -> None:
        """Until a human act has changed something, or the next due moment has come; then the registrar says what the clock has to say."""
        self.show()
        known, alarm = (self.standing, self.retry_after, self.clock_offset), self._alarm()

        def something_changed() -> bool:
            return (self.standing, self.retry_after, self.clock_offset) != known and not self.turn.locked()

        await workflow.wait_condition(lambda: alarm.done() or self.at_rest or something_changed())
        if alarm.done():
            async with self.turn:
                self._take_over(await steps.tick(self.number, self.now))

    def show(self) -> None:
        """Tell an operator who looks at the Temporal UI."""
        stage = self.standing.stage
        self.shown = card.show(self.standing, self.waits_for.get(stage, stage) if stage else self.waits_to_begin_for, self.shown)

    def _alarm(self) -> asyncio.Task[None]:
        """The timer for the next moment to look. One that is already set for that moment goes on running: each new one is two events."""
        aim = (self.standing.look_at, self.retry_after, self.clock_offset)
        if self.alarm is None or self.alarm.done() or aim != self.alarm_aim:
            if self.alarm:
                self.alarm.cancel()
            heartbeat = self.now + HEARTBEAT
            moment = max(min(self.standing.look_at or heartbeat, heartbeat), self.retry_after or self.now)
            summary = f"{self.standing.stage}: look again at {moment:%Y-%m-%d %H:%M} UTC"
            self.alarm = asyncio.create_task(workflow.sleep(max(moment - self.now, timedelta(0)), summary=summary))
            self.alarm_aim = aim
        return self.alarm

    async def continue_as_new_when_long(self) -> None:
        """Continue with the number and nothing else, once this run has grown long or old, and never while something is under way."""
        info = workflow.info()
        long = info.is_continue_as_new_suggested() or info.get_current_history_length() > LONG_HISTORY
        old = workflow.now() - self.run_began > A_YEAR
        if (long or old or info.is_target_worker_deployment_version_changed()) and self.idle:
            workflow.continue_as_new(self.file)

    @property
    def idle(self) -> bool:
        return not self.turn.locked() and not self.effects_running and workflow.all_handlers_finished()

    @property
    def at_rest(self) -> bool:
        """Nothing to wait for, nothing under way: the workflow may complete. The next filing opens it again."""
        return self.standing.at_rest and not self.standing.owed and self.idle

    @property
    def now(self) -> datetime:
        """Legal time, and the one seam through which it comes in: by the registrar's clock, and nothing sent to this workflow can move it."""
        return workflow.now() + self.clock_offset

    def _take_over(self, standing: Standing | None) -> None:
        """Believe the registrar. If it could not look, keep what is known and come back in a while."""
        if standing:
            self._set_the_clock(standing.told_at)
            self.standing, self.informed = standing.model_copy(update={"told_at": None}), True
        self.retry_after = None if standing else self.now + AFTER_A_DEFECT

    def _set_the_clock(self, told_at: datetime | None) -> None:
        """By the registrar's, where the two differ: in a rehearsal that is the story's (docs/decisions/0011-virtual-time.md)."""
        offset = told_at - workflow.now() if told_at else self.clock_offset
        if abs(offset - self.clock_offset) > CLOCKS_DIFFER:
            self.clock_offset = offset

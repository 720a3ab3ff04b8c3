"""What every kind of case has in common: the counter where acts arrive, waiting on the clock, effects beside it, turning the page.

The usher knows numbers and names. What is allowed, true or due is the registrar's to say; nothing here is worth keeping, so that
"terminate and nudge" cures anything (docs/operations.md).
"""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

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
LONG_PAGE = 1_000  # events
MOST_IN_HAND = 100  # effects at a time: a campaign owes hundreds at once, and the page can only be turned with nothing in hand
A_YEAR = timedelta(days=365)
NOTHING = RawValue(Payload())


class Usher:
    """One case's usher. It takes what arrives, one at a time, to the registrar, and waits by the Standing it gets back."""

    def __init__(self, file: CaseFile) -> None:
        # The case is the one whose number this workflow bears: whoever starts it by hand can name no other.
        self.file, self.number = file, workflow.info().workflow_id
        self.standing = Standing(number=self.number)
        self.pen = asyncio.Lock()
        self.informed = False
        self.in_hand: dict[str, asyncio.Task[None]] = {}
        self.alarm: asyncio.Task[None] | None = None
        self.alarm_aim: tuple[datetime | None, datetime | None, timedelta] = (None, None, timedelta(0))
        self.not_before: datetime | None = None
        self.ahead = timedelta(0)
        self.page_opened = workflow.now()
        self.shown: card.Shown = ()
        self.begun: set[str] = set()

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
        async with self.pen:
            if act == NUDGE:
                self._learn(await steps.tick(self.number, self.now))
            else:
                self._learn(await steps.file(self.number, act, args[0] if args else NOTHING))

    # Waiting.

    async def open(self) -> None:
        """Ask how the case stands, unless an act that came in first has told already: the ledger knows, whatever happened here before."""
        async with self.pen:
            if not self.informed:
                self._learn(await steps.stand(self.number))

    async def carry_out_what_is_owed(self) -> None:
        """Start what is owed and not yet in hand; it runs beside the clock, so that a dead mail server stops no reminder."""
        for effect in self.standing.owed:
            if effect not in self.in_hand and len(self.in_hand) < MOST_IN_HAND:
                self.in_hand[effect] = asyncio.create_task(self._carry_out(effect))

    async def _carry_out(self, effect: str) -> None:
        await steps.carry_out(effect)
        self.standing = self.standing.model_copy(update={"owed": tuple(e for e in self.standing.owed if e != effect)})
        del self.in_hand[effect]

    async def start_what_the_facts_opened(self) -> None:
        """Reviews and the reward file, once each in this run: they are streams of their own, and this one waits for none of them."""
        for number in self.standing.children:
            if number not in self.begun:
                self.begun.add(number)
                await steps.start(number)

    async def wait_for_an_act_or_the_clock(self, waiting_for: str) -> None:
        """Until a human act has changed something, or the next due moment has come; then the registrar says what the clock has to say."""
        self.show(waiting_for)
        known, alarm = (self.standing, self.not_before, self.ahead), self._alarm()

        def something_changed() -> bool:
            return (self.standing, self.not_before, self.ahead) != known and not self.pen.locked()

        await workflow.wait_condition(lambda: alarm.done() or self.at_rest or something_changed())
        if alarm.done():
            async with self.pen:
                self._learn(await steps.tick(self.number, self.now))

    def show(self, waiting_for: str) -> None:
        """Tell an operator who looks at the Temporal UI."""
        self.shown = card.show(self.standing, waiting_for, self.shown)

    def _alarm(self) -> asyncio.Task[None]:
        """The timer for the next moment to look. One that is already set for that moment goes on running: each new one is two events."""
        aim = (self.standing.look_at, self.not_before, self.ahead)
        if self.alarm is None or self.alarm.done() or aim != self.alarm_aim:
            if self.alarm:
                self.alarm.cancel()
            heartbeat = self.now + HEARTBEAT
            moment = max(min(self.standing.look_at or heartbeat, heartbeat), self.not_before or self.now)
            summary = f"{self.standing.stage}: look again at {moment:%Y-%m-%d %H:%M} UTC"
            self.alarm = asyncio.create_task(workflow.sleep(max(moment - self.now, timedelta(0)), summary=summary))
            self.alarm_aim = aim
        return self.alarm

    async def turn_the_page_when_long(self) -> None:
        """Continue as new, with the number and nothing else, once this run has grown long or old. Never while something is in hand."""
        info = workflow.info()
        long = info.is_continue_as_new_suggested() or info.get_current_history_length() > LONG_PAGE
        old = workflow.now() - self.page_opened > A_YEAR
        if (long or old or info.is_target_worker_deployment_version_changed()) and self.idle:
            workflow.continue_as_new(self.file)

    @property
    def idle(self) -> bool:
        return not self.pen.locked() and not self.in_hand and workflow.all_handlers_finished()

    @property
    def at_rest(self) -> bool:
        """Nothing to wait for, nothing in hand: the workflow may complete. The next filing opens it again."""
        return self.standing.at_rest and not self.standing.owed and self.idle

    @property
    def now(self) -> datetime:
        """Legal time, and the one seam through which it comes in: by the registrar's clock, and nothing sent to this workflow can move it."""
        return workflow.now() + self.ahead

    def _learn(self, standing: Standing | None) -> None:
        """Believe the registrar; if he could not look, keep what is known and come back in a while."""
        if standing:
            self._set_the_clock(standing.told_at)
            self.standing, self.informed = standing.model_copy(update={"told_at": None}), True
        self.not_before = None if standing else self.now + AFTER_A_DEFECT

    def _set_the_clock(self, told_at: datetime | None) -> None:
        """By the registrar's, where the two differ: in a rehearsal his is the story's (docs/decisions/0011-virtual-time.md)."""
        ahead = told_at - workflow.now() if told_at else self.ahead
        if abs(ahead - self.ahead) > CLOCKS_DIFFER:
            self.ahead = ahead

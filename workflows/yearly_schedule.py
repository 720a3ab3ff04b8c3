"""The Temporal Schedule of the yearly campaign, kept in step with its definition: made, changed, paused and resumed, and never on its own account."""

from datetime import datetime, timedelta

from temporalio.client import (
    Client,
    Schedule,
    ScheduleActionStartWorkflow,
    ScheduleAlreadyRunningError,
    ScheduleCalendarSpec,
    ScheduleOverlapPolicy,
    SchedulePolicy,
    ScheduleRange,
    ScheduleSpec,
    ScheduleState,
    ScheduleUpdate,
    ScheduleUpdateInput,
)

from domain.streams.yearly import YearlyCampaign
from domain.zone import CITY_ZONE
from workflows.names import YEARLY_ID
from workflows.yearly import YearlyCampaignWorkflow

PATIENCE = timedelta(days=365)  # a server that was down over the day opens the campaign when it is back


def schedule_of(campaign: YearlyCampaign, task_queue: str) -> Schedule:
    """Its note names the definition it follows. Of two firings neither is lost: the second finds the campaign of the first."""
    assert campaign.definition, "it has been set up"
    definition, paused = campaign.definition, not campaign.opens_by_itself
    month, day = map(int, definition.opens.split("-"))
    at = definition.opens_at
    return Schedule(
        action=ScheduleActionStartWorkflow(
            YearlyCampaignWorkflow.run,
            id=f"{YEARLY_ID}-scheduled",
            task_queue=task_queue,
            static_summary=f"Opens the yearly campaign: {definition.opens} to {definition.closes}",
        ),
        spec=ScheduleSpec(
            calendars=[
                ScheduleCalendarSpec(
                    month=[ScheduleRange(month)],
                    day_of_month=[ScheduleRange(day)],
                    hour=[ScheduleRange(at.hour)],
                    minute=[ScheduleRange(at.minute)],
                    second=[ScheduleRange(at.second)],
                    comment=f"every {definition.opens} at {at:%H:%M}, {CITY_ZONE.key}",
                )
            ],
            time_zone_name=CITY_ZONE.key,
        ),
        policy=SchedulePolicy(overlap=ScheduleOverlapPolicy.BUFFER_ALL, catchup_window=PATIENCE),
        state=ScheduleState(
            note=f"Definition {campaign.entry}: opens {definition.opens} {at:%H:%M}, closes {definition.closes}, {CITY_ZONE.key}; a missed opening is "
            "caught up within a year. Change it at PUT /campaigns/yearly, not here.",
            paused=paused,
        ),
    )


async def keep_in_step(client: Client, wanted: Schedule) -> None:
    """Idempotent. Raises RPCError."""
    try:
        await client.create_schedule(YEARLY_ID, wanted)
    except ScheduleAlreadyRunningError:

        def changed(found: ScheduleUpdateInput) -> ScheduleUpdate | None:
            there = found.description.schedule
            same = (there.state.note, there.state.paused) == (wanted.state.note, wanted.state.paused)
            return None if same and _queue(there) == _queue(wanted) else ScheduleUpdate(wanted)

        await client.get_schedule_handle(YEARLY_ID).update(changed)


def _queue(schedule: Schedule) -> str:
    assert isinstance(schedule.action, ScheduleActionStartWorkflow)
    return schedule.action.task_queue


async def firings(client: Client) -> list[datetime]:
    """When Temporal will next fire it. Raises RPCError."""
    return list((await client.get_schedule_handle(YEARLY_ID).describe()).info.next_action_times)

"""What an operator sees of a case in the Temporal UI: a short card and the search attributes. Names and dates; nothing personal."""

from typing import Any

from temporalio import workflow
from temporalio.common import SearchAttributeUpdate

from workflows.names import AGENCY, DUE, IN_CAMPAIGN, NEEDS_OPERATOR, REGIME, STAGE

with workflow.unsafe.imports_passed_through():
    from domain.standing import Standing

Shown = tuple[Any, ...]


def told(standing: Standing, waiting_for: str) -> str:
    """The card. Of the last entries it says when they were made and not what they are: whoever opens the UI need be party to nothing."""
    entries = reversed(tuple(enumerate(standing.last, standing.sequence - len(standing.last) + 1)))
    lines = [
        f"### {standing.number}: {standing.stage or 'not registered'}",
        f"Waiting for **{waiting_for}**" + (f" ({', '.join(standing.waiting_for)})" if standing.waiting_for else ""),
        f"Due: by the end of **{standing.due_day}**" if standing.due_day else "Nothing is due.",
        *(["", "**Needs an operator**: see `make operator`."] if standing.needs_operator else []),
        *([f"Messages that made no sense: {standing.nonsense}"] if standing.nonsense else []),
        "",
        # What an earlier release was told, and stands in running histories, goes on after the moment with the kind of entry.
        *(f"- {moment.partition(' ')[0]} entry {number}" for number, moment in entries),
        "",
        f"[The case]({standing.link}). The record is in the ledger; this workflow may be terminated and nudged.",
    ]
    return "\n".join(lines)


def show(standing: Standing, waiting_for: str, before: Shown) -> Shown:
    """Redraw the card (no event), and upsert the attributes if what they say has changed (each upsert is an event)."""
    workflow.set_current_details(told(standing, waiting_for))
    shown: Shown = (standing.stage, standing.agency, standing.due, standing.needs_operator)
    if shown != before:
        updates: list[SearchAttributeUpdate[Any]] = [
            STAGE.value_set(standing.stage),
            AGENCY.value_set(standing.agency),
            REGIME.value_set(standing.regime),
            DUE.value_set(standing.due) if standing.due else DUE.value_unset(),
            NEEDS_OPERATOR.value_set(standing.needs_operator),
        ]
        if standing.campaign:  # of what answers none nothing is said, as before there were campaigns
            updates.append(IN_CAMPAIGN.value_set(standing.campaign))
        workflow.upsert_search_attributes(updates)
    return shown

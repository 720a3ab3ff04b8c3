"""How the yearly campaign was set up, by whom and when. Every change is another row; the last one holds."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from domain.campaigns.yearly import YearlyCampaign
from store.engine import Store, lock
from store.tables import YearlyRow


@dataclass(frozen=True)
class Definition:
    """`id`: its place in the register. While it is `paused` nothing opens by itself; `note` says why."""

    id: int
    campaign: YearlyCampaign
    paused: bool
    note: str
    by: str
    at: datetime


def latest(session: Session) -> Definition | None:
    row = session.exec(select(YearlyRow).order_by(col(YearlyRow.id).desc()).limit(1)).first()
    if row is None or row.id is None:
        return None
    return Definition(row.id, YearlyCampaign.model_validate(row.content), row.paused, row.note, row.defined_by, row.defined_at)


def define(campaign: YearlyCampaign, paused: bool, note: str, by: str, at: datetime, store: Store) -> Definition:
    """The definition that holds from now on. Idempotent: defining again what holds adds no row."""
    with store.writing() as session:
        lock("yearly campaign", session)
        holding = latest(session)
        if holding is None or (holding.campaign, holding.paused, holding.note) != (campaign, paused, note):
            session.add(YearlyRow(content=campaign.model_dump(mode="json"), paused=paused, note=note, defined_by=by, defined_at=at))
            session.flush()
            holding = latest(session)
    assert holding
    return holding

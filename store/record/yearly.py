"""The yearly campaign as it stands. Until somebody has set it up by an act, what an earlier release kept in a register of its own holds."""

from dataclasses import replace

from sqlmodel import Session, col, select

from domain.facts import YearlyDefinition
from domain.numbers import YEARLY
from domain.streams.yearly import YearlyCampaign
from domain.vocabulary import YearlyStage
from store.record import streams
from store.tables import YearlyRow


def yearly_campaign(session: Session) -> YearlyCampaign | None:
    """The stream, once it has begun; before that the last row of the register that release 0.4.0 kept; None where there is neither."""
    stream = streams.load(YEARLY, session).stream
    assert isinstance(stream, YearlyCampaign)
    if stream.stage is not None:
        return stream
    row = session.exec(select(YearlyRow).order_by(col(YearlyRow.id).desc()).limit(1)).first()
    if row is None or row.id is None:
        return None
    return replace(
        stream,
        stage=YearlyStage.PAUSED if row.paused else YearlyStage.RUNNING,
        definition=YearlyDefinition.model_validate(row.content),
        entry=row.id,
        note=row.note,
        changed_by=row.defined_by,
        changed_at=row.defined_at,
    )

"""What may be asked of an initiative whatever stage it is at, or at most of them: incidents, obstruction, signs of gain, referral, correction, papers."""

from domain import acts
from domain.across.signed_papers import scan_is_missing
from domain.procedure.rows import Row
from domain.streams.initiative import Initiative
from domain.vocabulary import Office, Stage
from domain.work.alarms import flag_stands, obstruction_waits, something_referred

ALWAYS = tuple(Stage)
WHILE_OPEN = tuple(stage for stage in Stage if stage is not Stage.CLOSED)
# Before the approval no work was under way in which anything could happen.
SINCE_APPROVED = (Stage.IMPLEMENTING, Stage.FINAL_EVALUATION, Stage.REWARDING, Stage.CLOSED)

AT_ANY_STAGE: tuple[Row[Initiative], ...] = (
    Row(
        acts.ReportIncident,
        at=SINCE_APPROVED,
        to=Office.ANYONE_CONCERNED,
        nd73="house: incident",
        hcmc2022="HCMC2022: cause",
        on_worklist=False,
    ),
    Row(
        acts.ReportObstruction,
        at=WHILE_OPEN,
        to=Office.ANYONE_CONCERNED,
        both="house: obstruction",
        on_worklist=False,
    ),
    Row(
        acts.AnswerObstruction,
        at=ALWAYS,
        to=(Office.INSPECTORATE, Office.HOME_AFFAIRS),
        both="house: obstruction",
        guards=(obstruction_waits,),
    ),
    Row(
        acts.RaiseIntegrityFlag,
        at=ALWAYS,
        to=(Office.INSPECTORATE, Office.AGENCY_HEAD, Office.PANEL_MEMBER),
        both="house: integrity",
        on_worklist=False,
    ),
    Row(
        acts.ClearIntegrityFlag,
        at=ALWAYS,
        to=(Office.INSPECTORATE, Office.AGENCY_HEAD, Office.PANEL_MEMBER),
        both="house: integrity",
        guards=(flag_stands,),
        on_worklist=False,
    ),
    Row(
        acts.Refer,
        at=ALWAYS,
        to=(Office.INSPECTORATE, Office.AGENCY_HEAD, Office.PANEL_MEMBER),
        both="house: integrity",
        on_worklist=False,
    ),
    Row(
        acts.RecordReferralOutcome,
        at=ALWAYS,
        to=(Office.INSPECTORATE, Office.AGENCY_HEAD, Office.PANEL_MEMBER),
        both="house: integrity",
        guards=(something_referred,),
        on_worklist=False,
    ),
    Row(
        acts.Correct,
        at=ALWAYS,
        to=(Office.AGENCY_HEAD, Office.SUPERIOR_HEAD, Office.CITY_CHAIR),
        both="house: correction",
        on_worklist=False,
    ),
    Row(acts.AttachPaper, at=ALWAYS, to=Office.PAPER_OFFICE, both="house: papers", guards=(scan_is_missing,), on_worklist=False),
)

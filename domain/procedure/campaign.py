"""Who may ask what of a registration campaign, when, and on what basis."""

from domain import acts
from domain.campaigns.duty import nobody_owes, somebody_owes
from domain.procedure.rows import Row
from domain.streams.campaign import Campaign
from domain.vocabulary import CampaignStage, Office

UNTIL_CLOSED = (CampaignStage.OPEN, CampaignStage.CLOSING)

CAMPAIGN: tuple[Row[Campaign], ...] = (
    Row(acts.OpenCampaign, at=None, to=(Office.HOME_AFFAIRS, Office.CITY_CHAIR), hcmc2022="HCMC2022: road map"),
    Row(acts.ExtendCampaign, at=UNTIL_CLOSED, to=(Office.HOME_AFFAIRS, Office.CITY_CHAIR), hcmc2022="house: campaigns", on_worklist=False),
    Row(
        acts.Waive,
        at=UNTIL_CLOSED,
        to=(Office.HOME_AFFAIRS, Office.CITY_CHAIR),
        hcmc2022="house: campaigns",
        guards=(somebody_owes,),
        on_worklist=False,
    ),
    Row(acts.IncludeAgency, at=UNTIL_CLOSED, to=(Office.HOME_AFFAIRS, Office.CITY_CHAIR), hcmc2022="house: campaigns", on_worklist=False),
    Row(
        acts.RemindAgencies,
        at=UNTIL_CLOSED,
        to=Office.HOME_AFFAIRS,
        hcmc2022="house: campaigns",
        guards=(somebody_owes,),
        on_worklist=False,
    ),
    Row(
        acts.CloseCampaign,
        at=CampaignStage.OPEN,
        to=(Office.HOME_AFFAIRS, Office.CITY_CHAIR),
        hcmc2022="house: campaigns",
        guards=(nobody_owes,),
    ),
    Row(acts.CloseCampaign, at=CampaignStage.CLOSING, to=(Office.HOME_AFFAIRS, Office.CITY_CHAIR), hcmc2022="house: campaigns"),
)

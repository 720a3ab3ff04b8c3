"""Who may ask what of the yearly campaign as it is set up, when, and on what basis."""

from domain import acts
from domain.procedure.rows import Row
from domain.streams.campaign import BASIS
from domain.streams.yearly import YearlyCampaign
from domain.vocabulary import Office, YearlyStage

YEARLY: tuple[Row[YearlyCampaign], ...] = (
    Row(acts.SetUpYearlyCampaign, at=None, to=Office.HOME_AFFAIRS, hcmc2022=BASIS),
    Row(acts.ChangeYearlyCampaign, at=tuple(YearlyStage), to=Office.HOME_AFFAIRS, hcmc2022=BASIS, on_worklist=False),
    Row(acts.PauseYearlyCampaign, at=YearlyStage.RUNNING, to=Office.HOME_AFFAIRS, hcmc2022="house: campaigns", on_worklist=False),
    Row(acts.ResumeYearlyCampaign, at=YearlyStage.PAUSED, to=Office.HOME_AFFAIRS, hcmc2022="house: campaigns", on_worklist=False),
)

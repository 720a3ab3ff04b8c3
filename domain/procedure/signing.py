"""Who may give leave to sign for the head of an agency, and end it; who announces an absence, and that it is over."""

from domain import acts
from domain.people import away
from domain.people.delegation import BASIS
from domain.procedure.rows import Row
from domain.streams.signing import SigningPaper
from domain.vocabulary import Office, SigningStage

SIGNING: tuple[Row[SigningPaper], ...] = (
    Row(acts.GiveLeaveToSign, at=None, to=(Office.AGENCY_HEAD, Office.SUPERIOR_HEAD), hcmc2022=BASIS, on_worklist=False),
    Row(
        acts.EndLeaveToSign,
        at=SigningStage.GIVEN,
        to=(Office.AGENCY_HEAD, Office.SUPERIOR_HEAD),
        hcmc2022=BASIS,
        on_worklist=False,
    ),
    Row(acts.AnnounceAbsence, at=None, to=Office.AGENCY_HEAD, hcmc2022=away.BASIS, on_worklist=False),
    Row(
        acts.EndAbsence,
        at=SigningStage.ABSENT,
        to=(Office.AGENCY_HEAD, Office.SUPERIOR_HEAD),
        hcmc2022=away.BASIS,
        on_worklist=False,
    ),
)

"""What is played beside the families: a declaration, the yearly campaign, leave to sign, and an absence."""

from domain import acts
from store.record.filings import RECORDED
from tests.record.counter import Counter
from tests.record.whole_story import Watching

DECLARATION, YEARLY, SIGNING, ABSENCE = "KK-hoa", "DK", "UQ-1", "UQ-2"


def play_a_declaration(counter: Counter, watching: Watching) -> None:
    """Of hoa, who declares anew."""
    for act in (acts.DeclareTies, acts.ChangeTies):
        receipt = counter.file("hoa", act.name, DECLARATION, **act.example)
        assert receipt.status == RECORDED, (act.name, receipt.refusal)
        watching(DECLARATION)


def play_the_yearly_campaign(counter: Counter, watching: Watching) -> None:
    """Set up, changed, paused, and resumed."""
    for act in (acts.SetUpYearlyCampaign, acts.ChangeYearlyCampaign, acts.PauseYearlyCampaign, acts.ResumeYearlyCampaign):
        receipt = counter.file("focal", act.name, YEARLY, **act.example)
        assert receipt.status == RECORDED, (act.name, receipt.refusal)
        watching(YEARLY)


def play_leave_to_sign(counter: Counter, watching: Watching) -> None:
    """Given, and ended before its time."""
    day = counter.moment.date().isoformat()
    leave = {**acts.GiveLeaveToSign.example, "starts": day, "on_paper": {"number": "5/QĐ-UBND", "issued_on": day}}
    for act, body in ((acts.GiveLeaveToSign, leave), (acts.EndLeaveToSign, acts.EndLeaveToSign.example)):
        receipt = counter.file("head", act.name, SIGNING, **body)
        assert receipt.status == RECORDED, (act.name, receipt.refusal)
        watching(SIGNING)


def play_an_absence(counter: Counter, watching: Watching) -> None:
    """Announced, and over before its time."""
    day = counter.moment.date().isoformat()
    said = {**acts.AnnounceAbsence.example, "starts": day, "ends": day, "on_paper": {"number": "9/TB-UBND", "issued_on": day}}
    for act, body in ((acts.AnnounceAbsence, said), (acts.EndAbsence, acts.EndAbsence.example)):
        receipt = counter.file("head", act.name, ABSENCE, **body)
        assert receipt.status == RECORDED, (act.name, receipt.refusal)
        watching(ABSENCE)

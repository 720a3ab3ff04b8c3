"""Stories of whole families, which between them and tests/record/whole_story.py leave every fact behind and reach every stage of every stream."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from domain import acts
from domain.acts import Act
from domain.law.working_days import Calendar
from domain.people.directory import Agency
from domain.streams.meeting import MeetingStream
from domain.streams.review import AGAINST, Review
from domain.vocabulary import Answer, Regime
from store import directory
from store.policies import publish_calendar
from store.record import ledger, streams
from store.record.filings import RECORDED
from store.record.numbers import known_numbers
from tests.builders import FRIDAY, WARD
from tests.families import Step, the_way
from tests.record.beside_families import play_a_declaration, play_an_absence, play_leave_to_sign, play_the_yearly_campaign
from tests.record.counter import Counter
from tests.record.whole_story import Watching, family, unwatched

CAMPAIGN, ANSWERING = "CD-1", "SK-2026-26743-10"
WELL, ILL = "SK-2026-26743-4", "SK-2026-26743-5"
NOT_COVERED, ELSEWHERE = "SK-2026-26743-6", "SK-2026-26743-7"
PAST = "SK-2026-26743-11"
MET = "SK-2026-26743-12"
GAINED, WAITING, MERGED = "SK-2026-26743-8", "SK-2026-26743-9", "SK-2026-27475-1"


# Days on which something was done.
DONE_ON = ("happened_on", "finished_on", "discovered_on", "held_on", "received_on", "announced_on", "filed_on", "notified_on")


def play_families(counter: Counter, watching: Watching = unwatched) -> None:
    """`watching` is called with the number of every stream of the family after every step."""
    counter.moment = max(counter.moment, FRIDAY)
    play_well(counter, watching)
    play_ill(counter, watching)
    play_others(counter, watching)
    play_gained(counter, watching)
    play_a_notice(counter, watching)
    play_a_campaign(counter, watching)
    play_the_yearly_campaign(counter, watching)
    play_leave_to_sign(counter, watching)
    play_an_absence(counter, watching)
    play_a_declaration(counter, watching)
    play_a_merger(counter, watching)
    play_a_meeting(counter, watching)


def play_others(counter: Counter, watching: Watching) -> None:
    """What the decree does not cover, what is another agency's business, and what was over before anything could be registered here."""
    registered: Step = ("lan", "", acts.Register, {"implementers": ["tam"]})
    follow(counter, NOT_COVERED, [registered, ("clerk", "", acts.DeclareOutOfScope, {"grounds": ["regulated_already"]})], watching)
    follow(counter, ELSEWHERE, [registered, ("clerk", "", acts.Forward, {})], watching)
    follow(counter, PAST, [("focal", "", acts.EnterPastCase, {})], watching)


def follow(counter: Counter, number: str, steps: Sequence[Step], watching: Watching = unwatched) -> None:
    """One step after the other, each as the example of its act says it but for the fields named and on that day. A plan is approved as it lies there."""
    for who, stream, act, fields in steps:
        today = counter.laws.calendar.local_day(counter.moment).isoformat()
        body = {**act.example, **fields}
        body |= {name: today for name in DONE_ON if name in body}
        if "minuted" in act.example:
            body["minuted"] = {**body["minuted"], "minutes_on": today}
        if "on_paper" in act.example:
            body["on_paper"] = {**act.example["on_paper"], "issued_on": today}
        if "plan_sha256" in act.model_fields:
            case = counter.case(number)
            body["plan_sha256"] = case.draft.sha256 if act is acts.ApprovePlan else case.work.amendment.sha256
        if act is acts.AnswerObstruction:
            body["report"] = counter.case(number).obstructions[-1].report
        if act is acts.AttachPaper:
            body |= _the_last_paper(counter, number + stream) | {"scan": counter.keep(who, b"%PDF-1.7 (DEMO)", "Bản quét.pdf")}
        receipt = counter.file(who, act.name, number + stream, **body)
        assert receipt.status == RECORDED, (act.name, receipt.refusal)
        for each in family(number, counter):
            watching(each)


def _the_last_paper(counter: Counter, case: str) -> dict[str, Any]:
    """As whoever hands in its scan names it."""
    with counter.store.reading() as session:
        *_, last = (entry for entry in ledger.entries(case, session) if entry.fact.paper)
    assert last.fact.paper
    return {"entry": last.sequence, **last.fact.paper.model_dump(mode="json", include={"number", "issued_on"})}


def silence(counter: Counter, number: str, days: int, watching: Watching = unwatched) -> None:
    """Nobody does anything for so long, and the clock says so."""
    counter.wait(days)
    for each in family(number, counter):
        counter.tick(each)
        watching(each)


def until(act: type[Act], way: Sequence[Step]) -> tuple[list[Step], list[Step]]:
    """What comes before the first step of that act, and the rest."""
    at = next(n for n, step in enumerate(way) if step[2] is act)
    return list(way[:at]), list(way[at:])


def play_well(counter: Counter, watching: Watching) -> None:
    """Under the plan: returned by the city and sent again, with a risk that was foreseen; rewarded, held back, released, reversed, closed."""
    to_consult, rest = until(acts.Consult, the_way(Regime.HCMC2022, ill=False))
    to_approval, rest = until(acts.Approve, rest)
    to_evaluation, rest = until(acts.Evaluate, rest)
    to_close, close = until(acts.Close, rest)
    follow(counter, WELL, [*to_consult, ("focal", "", acts.Consult, {})], watching)
    silence(counter, WELL, 30, watching)
    again: list[Step] = [("chair", "", acts.ReturnToAgency, {}), ("head", "", acts.SubmitToCity, {})]
    follow(counter, WELL, [("focal", "", acts.Appraise, {}), *again, *to_approval], watching)
    follow(counter, WELL, [*to_evaluation, ("head", "", acts.OpenRewardsFromStart, {}), *_more_time()], watching)
    _foreseen(counter, watching)
    follow(counter, WELL, [*to_close, *_held_and_released(), *_other_rewards(), *close], watching)


def _foreseen(counter: Counter, watching: Watching) -> None:
    """An incident that was foreseen: what the head may not decide alone is asked of the authority above."""
    asked = {"outcome": "recommended_exempted", "reasons": "Rủi ro đã dự liệu.", "liabilities": ["disciplinary"]}
    recommended = [{"person": "tam", **asked}]
    granted = [{"person": "tam", "outcome": "exempted", "reasons": "Đồng ý miễn."}]
    opened: list[Step] = [
        ("tam", "", acts.ReportIncident, {}),
        ("head", "-R1", acts.Triage, {"persons": ["tam"]}),
        ("head", "-R1", acts.DetermineCause, {}),
        ("head", "-R1", acts.AppointPanel, {"chair": "hoa", "members": ["hoa", "doctor", "clerk_th"]}),
        ("tam", "-R1", acts.GiveStatement, {}),
    ]
    follow(counter, WELL, opened, watching)
    decided: list[Step] = [
        *_established(f"{WELL}-R1", counter),
        ("secretary", "-R1", acts.RecordPartyOpinion, {"before": "review"}),
        ("hoa", "-R1", acts.Recommend, {"outcomes": recommended}),
        ("head", "-R1", acts.ProposeUpward, {"outcomes": recommended}),
        ("head", "-R1", acts.RecordAnswer, {"outcomes": granted}),
    ]
    follow(counter, WELL, decided, watching)


def _established(number: str, counter: Counter) -> Iterator[Step]:
    """All that the panel must know of tam, in their favour."""
    with counter.store.reading() as session:
        review = streams.load(number, session).stream
    assert isinstance(review, Review)
    for finding in review.must_establish:
        value = Answer.NO if finding in AGAINST else Answer.YES
        yield "hoa", "-R1", acts.Establish, {"about": "tam", "fact": finding, "value": value}


def _more_time() -> list[Step]:
    """Asked for twice: refused, then granted."""
    asked: Step = ("tam", "", acts.RequestExtension, {})
    return [asked, ("chair", "", acts.RefuseExtension, {}), asked, ("chair", "", acts.GrantExtension, {})]


def _held_and_released() -> list[Step]:
    return [
        ("inspector", "", acts.RaiseIntegrityFlag, {}),
        ("head", "-R2", acts.Triage, {"to_review": False, "persons": []}),
        ("inspector", "", acts.Refer, {}),
        ("inspector", "", acts.RecordReferralOutcome, {}),
        ("inspector", "", acts.ClearIntegrityFlag, {}),
    ]


def _other_rewards() -> list[Step]:
    """One refused, one declined, one taken back; and what is left is accepted and paid."""
    proposed: Step = (
        "head",
        "-K",
        acts.ProposeReward,
        {"reward": "commendation_outside_rounds", "person": "lan", "commendation_form": "certificate"},
    )
    return [
        ("tam", "-K", acts.StateWish, {}),
        proposed,
        ("emulation", "-K", acts.Consider, {"proposal": "P4", "favourable": False}),
        ("head", "-K", acts.RefuseReward, {"proposal": "P4"}),
        proposed,
        ("emulation", "-K", acts.Consider, {"proposal": "P5"}),
        ("head", "-K", acts.Grant, {"proposal": "P5"}),
        ("lan", "-K", acts.Decline, {"proposal": "P5"}),
        *_for_the_agency(),
        ("head", "-K", acts.Reverse, {"proposal": "P1"}),
        ("lan", "-K", acts.Accept, {"proposal": "P2"}),
        ("focal", "-K", acts.PayTraining, {"proposal": "P3", "amount_dong": 30}),
        ("chair", "-K", acts.SettleTraining, {"proposal": "P3"}),
    ]


def _for_the_agency() -> list[Step]:
    """What its head would have decided goes one level up, and what is granted is had."""
    special = {"reward": "special_commendation", "rule_exceeded": "Quy chế thi đua.", "urgent_or_key": "Vấn đề trọng điểm."}
    return [
        ("clerk", "-K", acts.ProposeReward, {"person": None, "agency": WARD, **special}),
        ("emulation", "-K", acts.Consider, {"proposal": "P6"}),
        ("chair", "-K", acts.Grant, {"proposal": "P6"}),
    ]


def play_gained(counter: Counter, watching: Watching) -> None:
    """Under the decree: it went well, nobody is proposed for a reward; then a review establishes that tam gained by it."""
    to_rewards, _ = until(acts.ProposeReward, the_way(Regime.ND73, ill=False))
    handled = [{"person": "tam", "outcome": "ordinary_handling", "reasons": "Có vụ lợi."}]
    reviewed: list[Step] = [
        ("head", "-K", acts.DeclareNoReward, {}),
        ("inspector", "", acts.RaiseIntegrityFlag, {"persons": ["tam"]}),
        ("head", "-R1", acts.Triage, {"persons": ["tam"]}),
        ("head", "-R1", acts.DetermineCause, {"risk": None, "mapping_reasons": ""}),
        ("head", "-R1", acts.AppointPanel, {"chair": "hoa", "members": ["hoa", "doctor", "clerk_th"]}),
        ("tam", "-R1", acts.NameAdviser, {"until": (counter.moment + timedelta(days=30)).date().isoformat()}),
        ("tam", "-R1", acts.DismissAdviser, {}),
        ("tam", "-R1", acts.GiveStatement, {}),
    ]
    follow(counter, GAINED, [*to_rewards, *reviewed], watching)
    against = {"personal_gain": "yes", "pure_motive": "no"}
    found = [
        (*step[:3], {**step[3], "value": against.get(str(step[3]["fact"]), step[3]["value"])})
        for step in _established(f"{GAINED}-R1", counter)
    ]
    decided: list[Step] = [
        *found,
        ("secretary", "-R1", acts.RecordPartyOpinion, {"before": "review"}),
    ]
    follow(counter, GAINED, decided, watching)
    _in_secret(counter, f"{GAINED}-R1", watching)
    by_its_minutes = {"minuted": acts.CloseMeeting.example["minuted"]}
    decided = [
        ("hoa", "-R1", acts.Recommend, {"outcomes": handled, **by_its_minutes}),
        ("head", "-R1", acts.Decide, {"outcomes": handled}),
    ]
    disciplined: list[Step] = [
        ("head", "-R1", acts.OpenDiscipline, {}),
        ("head", "-R1", acts.StayDiscipline, {}),
        ("head", "-R1", acts.ResumeDiscipline, {}),
        ("head", "-R1", acts.ExtendDiscipline, {}),
        ("clerk", "-R1", acts.RecordDisciplineStep, {}),
        ("head", "-R1", acts.HandOverDiscipline, {}),
        ("head_th", "-R1", acts.ConcludeDiscipline, {"skip_ground": "party_discipline"}),
        ("tam", "-R1", acts.FileComplaint, {}),
        ("head_th", "-R1", acts.DecideComplaint, {}),
        ("tam", "-R1", acts.FileComplaint, {}),
        ("chair", "-R1", acts.DecideComplaint, {"finding": "irregular"}),
        ("head_th", "-R1", acts.AnnulDiscipline, {}),
        ("head_th", "-R1", acts.ConcludeDiscipline, {"skip_ground": "party_discipline"}),
        ("tam", "-R1", acts.RecordCourtCase, {}),
        ("tam", "-R1", acts.FileComplaint, {}),
        ("head_th", "-R1", acts.DecideComplaint, {"finding": "wrong"}),
        ("head_th", "-R1", acts.AnnulDiscipline, {}),
        ("head_th", "-R1", acts.AnnounceCorrection, {}),
    ]
    follow(counter, GAINED, [*decided, *disciplined], watching)


def _in_secret(counter: Counter, review: str, watching: Watching) -> None:
    """Its panel is summoned, and votes in secret."""
    next_day = counter.laws.calendar.add(counter.laws.calendar.local_day(counter.moment), 1).isoformat()
    follow(counter, review, [("hoa", "", acts.SummonMeeting, {"meets_on": next_day, "secret": True})], watching)
    _until_the_meeting(review, counter)
    opened: Step = ("hoa", "", acts.OpenMeeting, {})
    closed: Step = ("hoa", "", acts.CloseMeeting, {"votes_for": 2, "against": 1})
    follow(counter, review, [opened, *((who, "", acts.CastSecretBallot, {}) for who in ("hoa", "doctor", "clerk_th")), closed], watching)


def play_a_merger(counter: Counter, watching: Watching) -> None:
    """Tân Hưng ends, and Bến Thành takes over what runs there: a proposal, and a proceeding that was handed over to it."""
    registered: Step = ("lan", "", acts.Register, {"agency": "27475", "implementers": ["tam"]})
    follow(counter, MERGED, [registered], watching)
    ended = Agency(
        code="27475", name="Ủy ban nhân dân phường Tân Hưng", superior="UBNDTP", valid_to=counter.moment.date(), successor="26743"
    )
    with counter.sealer.writing(counter.store) as session:
        directory.load([ended], (), (), session, counter.moment, counter.sealer)
    counter.wait(2)
    for number in known_numbers(counter.store):
        counter.tick(number)
        watching(number)


def play_a_meeting(counter: Counter, watching: Watching) -> None:
    """The leadership is summoned; too few come, and the second meeting votes."""

    def next_day() -> str:
        calendar = counter.laws.calendar
        return calendar.add(calendar.local_day(counter.moment), 1).isoformat()

    def meet(*steps: Step) -> None:
        follow(counter, MET, steps, watching)

    meet(("lan", "", acts.Register, {"implementers": ["tam"]}), ("clerk", "", acts.AcceptDossier, {}))
    meet(("head", "", acts.SummonMeeting, {"meets_on": next_day()}))
    _until_the_meeting(MET, counter)
    absent = [{"member": each, "reason": "Đi công tác."} for each in ("deputy", "deputy2")]
    meet(("head", "", acts.PostponeMeeting, {"meets_on": next_day(), "absent": absent}))
    _until_the_meeting(MET, counter)
    meet(("head", "", acts.OpenMeeting, {}), *((who, "", acts.CastBallot, {}) for who in ("head", "deputy")))
    meet(("deputy2", "", acts.CastBallot, {"ballot": "against", "opinion": "Chưa rõ kinh phí."}))
    dissents = [{"member": "deputy2", "view": "Chưa rõ kinh phí."}]
    meet(("head", "", acts.CloseMeeting, {"votes_for": 2, "against": 1, "dissents": dissents}))


def _until_the_meeting(stream: str, counter: Counter) -> None:
    """Nobody does anything until its day has come."""
    with counter.store.reading() as session:
        met = streams.load(stream, session).stream
    assert isinstance(met, MeetingStream)
    assert met.meeting
    while counter.laws.calendar.local_day(counter.moment) < met.meeting.meets_on:
        counter.wait(1)
    for number in known_numbers(counter.store):
        counter.tick(number)


def play_a_campaign(counter: Counter, watching: Watching) -> None:
    """A directive: one agency registers, one is waived, one is chased in vain, and it is closed with that one on the list."""

    def step(who: str, act: type[Act], **fields: object) -> None:
        receipt = counter.file(who, act.name, CAMPAIGN, **{**act.example, **fields})
        assert receipt.status == RECORDED, (act.name, receipt.refusal)
        watching(CAMPAIGN)

    today = counter.laws.calendar.local_day(counter.moment)
    step("focal", acts.OpenCampaign, kinds=[], agencies=["26743", "STC", "STP"], closes_on=str(today + timedelta(days=10)))
    follow(counter, ANSWERING, [("lan", "", acts.Register, {"implementers": ["tam"], "campaign": CAMPAIGN})], watching)
    step("focal", acts.Waive, agency="STP")
    step("focal", acts.IncludeAgency, agency="SNV")
    step("focal", acts.RemindAgencies, agencies=["STC", "STP"])
    silence(counter, CAMPAIGN, 30, watching)
    today = counter.laws.calendar.local_day(counter.moment)
    step("chair", acts.ExtendCampaign, closes_on=str(today + timedelta(days=10)))
    silence(counter, CAMPAIGN, 30, watching)
    step("focal", acts.CloseCampaign, owing=["STC", "SNV"])


def play_a_notice(counter: Counter, watching: Watching) -> None:
    """A day off is announced in the middle of a term."""
    follow(counter, WAITING, [("lan", "", acts.Register, {"implementers": ["tam"]})], watching)
    calendar, tomorrow = counter.laws.calendar, counter.laws.calendar.add(counter.laws.calendar.local_day(counter.moment), 1)
    off = {"from": tomorrow, "kind": "off", "name_vi": "Nghỉ theo thông báo", "name_en": "Day off by notice", "basis": "thông báo"}
    content = {**calendar.model_dump(by_alias=True), "id": "calendar-notice.1", "replaces": calendar.id, "days": [*calendar.days, off]}
    publish_calendar(Calendar.model_validate(content), counter.store, counter.moment, counter.sealer)
    silence(counter, WAITING, 1, watching)
    for number in known_numbers(counter.store):
        counter.tick(number)


def play_ill(counter: Counter, watching: Watching) -> None:
    """Under the decree: a council, an obstruction, work suspended and stopped, a review that is appealed and superseded, an entry put right."""
    to_conclusion, rest = until(acts.ConcludeVote, the_way(Regime.ND73, ill=True))
    to_incident, rest = until(acts.ReportIncident, rest)
    way = [*to_incident, *_turns_of_the_work(), *rest]
    follow(
        counter,
        ILL,
        [
            *to_conclusion,
            ("head", "", acts.ConveneCouncil, {}),
            ("hoa", "", acts.DeclareImpartiality, {}),
            ("head", "", acts.RecordCouncilConclusion, {}),
        ],
        watching,
    )
    stopped: list[Step] = [("head", "", acts.Stop, {}) if step[2] is acts.Finish else step for step in way]
    follow(counter, ILL, [*stopped, ("chair", "-R1", acts.Supersede, {}), *_another_panel()], watching)


def _turns_of_the_work() -> list[Step]:
    return [
        ("lan", "", acts.ReportObstruction, {}),
        ("inspector", "", acts.AnswerObstruction, {}),
        ("tam", "", acts.ProposeAmendment, {}),
        ("head", "", acts.RefuseAmendment, {}),
        ("head", "", acts.Suspend, {}),
        ("head", "", acts.Resume, {}),
        ("head", "", acts.Correct, {"entry": 2, "should_say": "Hồ sơ đủ từ hôm trước.", "reason": "Ghi muộn."}),
        ("clerk", "", acts.AttachPaper, {}),
    ]


def _another_panel() -> list[Step]:
    return [
        ("head", "-R2", acts.Triage, {"persons": ["tam"]}),
        ("head", "-R2", acts.AppointPanel, {"chair": "finance", "members": ["finance", "justice", "station_head"]}),
        ("tam", "-R2", acts.Challenge, {"member": "finance"}),
        ("head", "-R2", acts.DecideChallenge, {"member": "finance"}),
        ("justice", "-R2", acts.Recuse, {}),
    ]

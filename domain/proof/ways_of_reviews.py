"""What people may ask of a liability review on that street, about one person: from the report through the decision to appeal, discipline and complaint."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import partial
from typing import Any

from domain import acts
from domain.people.standpoint import Standpoint
from domain.proof.street import STATION
from domain.proof.ways import Said, Way, Ways, one, opinion
from domain.streams.review import AGAINST, Review
from domain.vocabulary import Answer, Finding, LiabilityOutcome, Office, ReviewStage

Of = Standpoint[Review]
LATER = 30  # days: by then every day that a step below names has come
_FIRST_DAY = date(2026, 11, 20)
_HELD = {"meeting": 0, "report": 3, "council": 5, "summons": 5, "council_meeting": 12, "recommendation": 13}
_COUNCIL = {"chair": "station_head", "representative": "station_union", "personnel": "station_clerk"}
_VOTED = {"for_discipline": 2, "against_discipline": 1, "ballots": {"reprimand": 2, "warning": 1}}
_ASKED: dict[str, dict[str, Any]] = {
    "meeting": {"attendance": "present"},
    "council": {"council": _COUNCIL, "secretary": "hoa"},
    "council_meeting": {"attendance": "present", **_VOTED},
}


def _everything_established(of: Of, worst: Answer) -> Iterable[Said]:
    """All facts at once and once: in the person's favour, or the least so."""
    if of.stream.established:
        return
    for person in of.stream.persons:
        for finding in of.stream.must_establish:
            good = Answer.NO if finding in AGAINST else Answer.YES
            bad = Answer.NO if good is Answer.YES else Answer.YES
            yield {"about": person, "fact": finding, "value": good if worst is Answer.YES else bad if worst is Answer.NO else worst}


def _in_their_favour(of: Of) -> Iterable[Said]:
    return _everything_established(of, Answer.YES)


def _nothing_known(of: Of) -> Iterable[Said]:
    return _everything_established(of, Answer.UNKNOWN)


def _gain_alone(of: Of) -> Iterable[Said]:
    """Everything in their favour but that they gained by it."""
    gained = {Finding.PERSONAL_GAIN: Answer.YES, Finding.PURE_MOTIVE: Answer.NO}
    return ({**each, "value": gained.get(each["fact"], each["value"])} for each in _in_their_favour(of))


def _naming(of: Of, outcome: LiabilityOutcome, more: Said) -> Iterable[Said]:
    each = {"outcome": outcome, "reasons": "Lý do.", "liabilities": ["disciplinary"]}
    return ({"outcomes": [{"person": person, **each} for person in of.stream.persons], **more},)


def _with(outcomes: Iterable[LiabilityOutcome]) -> tuple[Way, ...]:
    """What names an outcome for each person, with every one of these; which of them stand is for the rules of the case."""
    return tuple(Way(act, told=partial(_naming, outcome=outcome, more=more)) for act, more in NAMING_OUTCOMES for outcome in outcomes)


_DEPARTING = {"departure_reason": "Vì chứng cứ E2."}
NAMING_OUTCOMES: tuple[tuple[type[acts.Act], Said], ...] = (
    (acts.Recommend, {}),
    (acts.Decide, _DEPARTING),
    (acts.ProposeUpward, _DEPARTING),
    (acts.RecordAnswer, {}),
)


def _about_whoever_carried_out(of: Of) -> Iterable[Said]:
    return ({"persons": of.stream.implementers},)


def _against_them(of: Of) -> Iterable[Said]:
    return ({"about": each, "employed_at": STATION} for each in of.stream.persons)


def _whoever_chairs(of: Of) -> Iterable[Said]:
    return ({"member": of.stream.chair, "relation": None},) if of.stream.chair and not of.stream.have_sat[PANEL:] else ()


PANEL = 3


def _a_panel(of: Of) -> Iterable[Said]:
    """Three who may sit; once one of them has gone, another comes in their place. Panels are appointed twice: a third is the same again."""
    gone, first = of.stream.recused, ("hoa", "focal", "clerk_th")
    if len(of.stream.have_sat) > PANEL:
        return ()
    members = [each for each in (*first, "station_union") if each not in gone][:PANEL]
    return ({"chair": members[0], "members": members},)


def _a_first_departure(of: Of) -> Iterable[Said]:
    return () if of.stream.recused else ({},)


def _a_first_departure_said(of: Of) -> Iterable[Said]:
    return () if of.stream.recused else ({"declares": "stands_aside"},)


def _an_adviser_at_the_end(of: Of) -> Iterable[Said]:
    """Who advises changes nothing of what may be done: it is walked where the review is closed, and not at every step."""
    return (
        ({"adviser": "station_union", "until": (_FIRST_DAY + timedelta(days=30)).isoformat()},)
        if of.stream.stage is ReviewStage.CLOSED and not of.stream.advisers
        else ()
    )


def _whoever_is_challenged(of: Of, upheld: bool) -> Iterable[Said]:
    return ({"member": each, "upheld": upheld} for each in of.stream.challenged)


def _to_whoever_appealed(of: Of, outcome: LiabilityOutcome | None) -> Iterable[Said]:
    return ({"person": each, "upheld": outcome is not None, "outcome": outcome} for each in of.stream.appeals)


def _a_first_adviser(of: Of) -> Iterable[Said]:
    """Named once it is decided: an adviser reads, and changes nothing of what is asked of anybody."""
    return ({},) if of.stream.stage is ReviewStage.DECIDED and not of.stream.advisers else ()


def _absent(of: Of) -> Iterable[Said]:
    return (
        {"about": each, "statement": "", "absence_reason": "Đã mời hai lần, không đến."}
        for each in of.stream.persons
        if each not in of.stream.statements
    )


def _before_any_step(of: Of) -> Iterable[Said]:
    """What may be asked between any two steps is asked before the first: it changes none of them."""
    return () if any(each.steps or each.summoned for each in of.stream.disciplines.values()) else ({},)


def _step(step: str) -> Way:
    held_on = _FIRST_DAY + timedelta(days=_HELD[step])
    minuted = {"minutes_number": "05/BB", "minutes_on": held_on} if step in ("meeting", "council_meeting") else None
    return Way(acts.RecordDisciplineStep, ({"step": step, "held_on": held_on, "minuted": minuted, **_ASKED.get(step, {})},), days=LATER)


def _late(act: type[acts.Act], **says: Any) -> Way:
    return Way(act, (says,), days=LATER)


THEN = (_FIRST_DAY + timedelta(days=LATER)).isoformat()
USUAL = (
    LiabilityOutcome.EXCLUDED,
    LiabilityOutcome.EXEMPTED,
    LiabilityOutcome.RECOMMENDED_EXEMPTED,
    LiabilityOutcome.ORDINARY_HANDLING,
)
OF_REVIEWS = Ways(
    usual=(
        Way(acts.Triage, told=_about_whoever_carried_out),
        one(acts.DetermineCause, risk=None, mapping_reasons=""),
        Way(acts.AppointPanel, told=_a_panel),
        Way(acts.DeclareImpartiality, together=True),
        Way(acts.GiveStatement, by=(Office.PERSON_REVIEWED,), each=True),
        Way(acts.Establish, told=_in_their_favour),
        *opinion("review"),
        *_with(USUAL),
        Way(acts.Appeal, each=True),
        Way(acts.DecideAppeal, told=partial(_to_whoever_appealed, outcome=None)),
    ),
    beside=(
        one(acts.Triage, to_review=False, persons=[]),
        Way(acts.NameAdviser, told=_a_first_adviser),
        one(acts.DismissAdviser),
        one(acts.DetermineCause),
        Way(acts.Recuse, told=_a_first_departure, only=("hoa",)),
        Way(acts.Challenge, told=_whoever_chairs, by=(Office.PERSON_REVIEWED,)),
        Way(acts.DecideChallenge, told=partial(_whoever_is_challenged, upheld=True)),
        Way(acts.DecideChallenge, told=partial(_whoever_is_challenged, upheld=False)),
        Way(acts.DeclareImpartiality, told=_a_first_departure_said, only=("hoa",)),
        Way(acts.NameAdviser, told=_an_adviser_at_the_end, by=(Office.PERSON_REVIEWED,)),
        one(acts.DismissAdviser),
        Way(acts.GiveStatement, told=_absent, by=(Office.PANEL_CHAIR,)),
        Way(acts.Establish, told=_nothing_known),
        Way(acts.Establish, told=_gain_alone),
        one(acts.AskPartyOpinion, before="review"),
        *_with(outcome for outcome in LiabilityOutcome if outcome not in USUAL),
        *(Way(acts.DecideAppeal, told=partial(_to_whoever_appealed, outcome=outcome)) for outcome in LiabilityOutcome),
        one(acts.Supersede),
    ),
)
# Once it is decided that somebody is handled in the ordinary way. Nothing in a proceeding asks how the review came there, and no review waits for one.
OF_PROCEEDINGS = Ways(
    usual=(
        Way(acts.OpenDiscipline, told=_against_them),
        *(_step(step) for step in _HELD),
        _late(acts.ConcludeDiscipline, effective_on=THEN),
        _late(acts.FileComplaint, received_on=THEN),
        *(_late(acts.DecideComplaint, finding=finding) for finding in ("stands", "irregular", "wrong")),
        _late(acts.AnnulDiscipline),
        _late(acts.AnnounceCorrection, announced_on=THEN),
    ),
    beside=(
        Way(acts.ExtendDiscipline, told=_before_any_step, days=LATER),
        Way(acts.StayDiscipline, told=_before_any_step, days=LATER),
        _late(acts.ResumeDiscipline),
        Way(acts.HandOverDiscipline, told=_before_any_step, days=LATER),
        _late(acts.ConcludeDiscipline, form="no_violation"),
        _late(acts.RecordCourtCase, filed_on=THEN),
    ),
)

"""Who may ask what of a liability review, when, and on what basis."""

from domain import acts
from domain.across.impartiality import (
    challenge_waits,
    declarations_are_awaited,
    everybody_declared,
    has_declared,
    no_challenge_waits,
    not_voted_yet,
)
from domain.across.party_opinion import opinion_missing, opinion_recorded
from domain.across.signed_papers import scan_is_missing
from domain.bodies.meetings import (
    a_meeting_runs,
    everybody_has_voted,
    it_votes_by_name,
    it_votes_in_secret,
    last_meeting_carried,
    meeting_is_open,
    meeting_is_summoned,
    no_meeting_is_open,
    no_meeting_runs,
    nothing_left_to_cast,
    somebody_has_not_voted,
)
from domain.liability.adviser import somebody_advises
from domain.liability.appeal import decided, has_appealed, not_superseded
from domain.liability.complaints import a_complaint_waits, somebody_is_disciplined, something_to_announce, something_to_annul
from domain.liability.decision import not_proposed, proposed
from domain.liability.discipline import discipline_runs, somebody_to_discipline
from domain.liability.findings import everybody_heard, everything_established, has_spoken, somebody_is_unheard, something_is_open
from domain.liability.panel import panel_is_wanted, panel_sits
from domain.liability.protection import result_known_where_it_matters
from domain.procedure.rows import Row
from domain.streams.review import Review
from domain.vocabulary import Office, ReviewStage

INQUIRY = (ReviewStage.CAUSE, ReviewStage.FINDINGS)
ONCE_TRIAGED = tuple(stage for stage in ReviewStage if stage is not ReviewStage.REPORTED)
ONCE_DECIDED = (ReviewStage.DECIDED, ReviewStage.APPEALED, ReviewStage.CLOSED)

REVIEW: tuple[Row[Review], ...] = (
    Row(acts.Triage, at=ReviewStage.REPORTED, to=Office.AGENCY_HEAD, both="house: review"),
    Row(
        acts.DetermineCause,
        at=ReviewStage.CAUSE,
        to=(Office.AGENCY_HEAD, Office.PANEL_CHAIR),
        nd73="ND73 Art. 11.4",
        hcmc2022="HCMC2022: cause",
    ),
    Row(
        acts.AppointPanel,
        at=INQUIRY,
        to=Office.AGENCY_HEAD,
        both="house: review",
        guards=(no_meeting_is_open,),
        wanted_when=panel_is_wanted,
    ),
    Row(acts.Recuse, at=INQUIRY, to=Office.PANEL_MEMBER, both="house: review", on_worklist=False),
    Row(
        acts.DeclareImpartiality,
        at=INQUIRY,
        to=Office.PANEL_MEMBER,
        both="house: conflicts",
        guards=(not_voted_yet,),
        wanted_when=declarations_are_awaited,
        already_done_by=has_declared,
    ),
    Row(acts.Challenge, at=INQUIRY, to=(Office.PERSON_REVIEWED, Office.PANEL_MEMBER), both="house: review", on_worklist=False),
    Row(acts.DecideChallenge, at=INQUIRY, to=Office.AGENCY_HEAD, both="house: review", guards=(challenge_waits,)),
    Row(acts.NameAdviser, at=ONCE_TRIAGED, to=Office.PERSON_REVIEWED, both="house: conflicts", on_worklist=False),
    Row(
        acts.DismissAdviser,
        at=ONCE_TRIAGED,
        to=Office.PERSON_REVIEWED,
        both="house: conflicts",
        guards=(somebody_advises,),
        on_worklist=False,
    ),
    Row(
        acts.GiveStatement,
        at=INQUIRY,
        to=(Office.PERSON_REVIEWED, Office.PANEL_CHAIR),
        both="house: review",
        wanted_when=somebody_is_unheard,
        already_done_by=has_spoken,
    ),
    Row(
        acts.Establish,
        at=ReviewStage.FINDINGS,
        to=Office.PANEL_MEMBER,
        nd73="ND73 Art. 11",
        hcmc2022="HCMC2022: unforeseen",
        wanted_when=something_is_open,
    ),
    Row(
        acts.AskPartyOpinion,
        at=ReviewStage.FINDINGS,
        to=(Office.AGENCY_HEAD, Office.PANEL_CHAIR),
        both="house: party opinion",
        guards=(opinion_missing,),
        on_worklist=False,
    ),
    Row(
        acts.RecordPartyOpinion,
        at=ReviewStage.FINDINGS,
        to=(Office.PARTY_SECRETARY, Office.AGENCY_OFFICER),
        nd73="ND73 Art. 4",
        hcmc2022="house: party opinion",
        guards=(opinion_missing,),
    ),
    Row(
        acts.SummonMeeting,
        at=ReviewStage.FINDINGS,
        to=Office.PANEL_CHAIR,
        both="house: meetings",
        guards=(panel_sits, no_challenge_waits, no_meeting_runs),
        on_worklist=False,
    ),
    Row(
        acts.PostponeMeeting,
        at=ReviewStage.FINDINGS,
        to=Office.PANEL_CHAIR,
        both="house: meetings",
        guards=(a_meeting_runs, panel_sits),
        on_worklist=False,
    ),
    Row(
        acts.OpenMeeting,
        at=ReviewStage.FINDINGS,
        to=Office.PANEL_CHAIR,
        both="house: meetings",
        guards=(meeting_is_summoned, everybody_declared),
    ),
    Row(
        acts.CastBallot,
        at=ReviewStage.FINDINGS,
        to=Office.PANEL_MEMBER,
        both="house: meetings",
        guards=(it_votes_by_name,),
        wanted_when=somebody_has_not_voted,
        already_done_by=nothing_left_to_cast,
    ),
    Row(
        acts.CastSecretBallot,
        at=ReviewStage.FINDINGS,
        to=Office.PANEL_MEMBER,
        both="house: meetings",
        guards=(it_votes_in_secret,),
        wanted_when=somebody_has_not_voted,
        already_done_by=nothing_left_to_cast,
    ),
    Row(
        acts.CloseMeeting,
        at=ReviewStage.FINDINGS,
        to=Office.PANEL_CHAIR,
        both="house: meetings",
        guards=(meeting_is_open,),
        wanted_when=everybody_has_voted,
    ),
    Row(
        acts.Recommend,
        at=ReviewStage.FINDINGS,
        to=Office.PANEL_CHAIR,
        nd73="ND73 Art. 11",
        hcmc2022="HCMC2022: cause",
        guards=(
            panel_sits,
            no_challenge_waits,
            everybody_declared,
            everybody_heard,
            everything_established,
            opinion_recorded,
            result_known_where_it_matters,
            last_meeting_carried,
        ),
    ),
    Row(
        acts.Decide,
        at=ReviewStage.RECOMMENDED,
        to=Office.AGENCY_HEAD,
        nd73="ND73 Art. 11",
        hcmc2022="HCMC2022: unforeseen",
        guards=(not_proposed,),
    ),
    Row(
        acts.ProposeUpward,
        at=ReviewStage.RECOMMENDED,
        to=Office.AGENCY_HEAD,
        nd73="house: review",
        hcmc2022="HCMC2022: foreseen",
        guards=(not_proposed,),
    ),
    Row(
        acts.RecordAnswer,
        at=ReviewStage.RECOMMENDED,
        to=(Office.AGENCY_HEAD, Office.AGENCY_OFFICER, Office.COMPETENT_AUTHORITY),
        nd73="house: review",
        hcmc2022="HCMC2022: foreseen",
        guards=(proposed,),
    ),
    Row(
        acts.Appeal,
        at=ONCE_DECIDED,
        to=Office.PERSON_REVIEWED,
        both="house: appeal",
        guards=(decided,),
        on_worklist=False,
        already_done_by=has_appealed,
    ),
    Row(
        acts.OpenDiscipline,
        at=ONCE_DECIDED,
        to=Office.AGENCY_HEAD,
        both="house: discipline",
        guards=(somebody_to_discipline,),
        on_worklist=False,
    ),
    Row(
        acts.ExtendDiscipline,
        at=ONCE_DECIDED,
        to=(Office.AGENCY_HEAD, Office.HANDLING_HEAD),
        both="house: discipline",
        guards=(discipline_runs,),
        on_worklist=False,
    ),
    Row(
        acts.StayDiscipline,
        at=ONCE_DECIDED,
        to=(Office.AGENCY_HEAD, Office.HANDLING_HEAD),
        both="house: discipline",
        guards=(discipline_runs,),
        on_worklist=False,
    ),
    Row(
        acts.ResumeDiscipline,
        at=ONCE_DECIDED,
        to=(Office.AGENCY_HEAD, Office.HANDLING_HEAD),
        both="house: discipline",
        guards=(discipline_runs,),
        on_worklist=False,
    ),
    Row(
        acts.HandOverDiscipline,
        at=ONCE_DECIDED,
        to=(Office.AGENCY_HEAD, Office.HANDLING_HEAD),
        both="house: discipline",
        guards=(discipline_runs,),
        on_worklist=False,
    ),
    Row(
        acts.RecordDisciplineStep,
        at=ONCE_DECIDED,
        to=(Office.AGENCY_HEAD, Office.AGENCY_OFFICER, Office.HANDLING_HEAD, Office.HANDLING_OFFICER),
        both="house: discipline",
        guards=(discipline_runs,),
        on_worklist=False,
    ),
    Row(
        acts.ConcludeDiscipline,
        at=ONCE_DECIDED,
        to=(Office.AGENCY_HEAD, Office.HANDLING_HEAD),
        both="house: discipline",
        guards=(discipline_runs,),
        on_worklist=False,
    ),
    Row(
        acts.FileComplaint,
        at=ONCE_DECIDED,
        to=Office.PERSON_REVIEWED,
        both="L02 Art. 48",
        guards=(somebody_is_disciplined,),
        on_worklist=False,
    ),
    Row(acts.DecideComplaint, at=ONCE_DECIDED, to=Office.COMPLAINT_AUTHORITY, both="L02 Art. 49", guards=(a_complaint_waits,)),
    Row(acts.AnnulDiscipline, at=ONCE_DECIDED, to=Office.COMPLAINT_AUTHORITY, both="house: complaints", guards=(something_to_annul,)),
    Row(acts.AnnounceCorrection, at=ONCE_DECIDED, to=Office.COMPLAINT_AUTHORITY, both="house: complaints", guards=(something_to_announce,)),
    Row(
        acts.RecordCourtCase,
        at=ONCE_DECIDED,
        to=(Office.PERSON_REVIEWED, Office.AGENCY_OFFICER, Office.HANDLING_OFFICER),
        both="house: complaints",
        guards=(somebody_is_disciplined,),
        on_worklist=False,
    ),
    Row(acts.DecideAppeal, at=ReviewStage.APPEALED, to=(Office.SUPERIOR_HEAD, Office.CITY_CHAIR, Office.CITY_DEPUTY), both="house: appeal"),
    Row(
        acts.Supersede,
        at=(ReviewStage.DECIDED, ReviewStage.CLOSED),
        to=(Office.AGENCY_HEAD, Office.SUPERIOR_HEAD),
        both="house: review",
        guards=(not_superseded,),
        on_worklist=False,
    ),
    Row(
        acts.AttachPaper, at=tuple(ReviewStage), to=Office.PAPER_OFFICE, both="house: papers", guards=(scan_is_missing,), on_worklist=False
    ),
)

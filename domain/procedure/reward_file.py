"""Who may ask what of a reward file, when, and on what basis."""

from domain import acts
from domain.across.signed_papers import scan_is_missing
from domain.bodies.meetings import (
    a_meeting_runs,
    everybody_has_voted,
    it_votes_by_name,
    it_votes_in_secret,
    meeting_is_open,
    meeting_is_summoned,
    no_meeting_runs,
    nothing_left_to_cast,
    somebody_has_not_voted,
)
from domain.procedure.rows import Row
from domain.rewards.grants import (
    council_is_asked,
    no_proposals,
    not_held,
    nothing_granted_to,
    nothing_proposed,
    something_considered,
    something_granted,
    something_proposed,
    something_to_decline,
    something_to_reverse,
    something_unanswered,
)
from domain.rewards.training import training_goes_on, training_to_commit, training_to_pay
from domain.rewards.ways import those_asked, those_rewarded, those_who_commit, those_who_decide, those_who_pay
from domain.streams.reward_file import RewardFile
from domain.vocabulary import Office, RewardStage

ALWAYS = tuple(RewardStage)
BEFORE_THE_END = (RewardStage.PROPOSED, RewardStage.CONSIDERED, RewardStage.GRANTING)
# Which of them it is turns on the reward: the set of the case says so (domain/rewards/ways.py).
DECIDE = (Office.AGENCY_HEAD, Office.APPOINTING_AUTHORITY, Office.CITY_CHAIR, Office.SUPERIOR_HEAD)
PAY = (Office.AGENCY_HEAD, Office.AGENCY_OFFICER, Office.HOME_AFFAIRS, Office.CITY_CHAIR)

REWARD_FILE: tuple[Row[RewardFile], ...] = (
    Row(
        acts.ProposeReward,
        at=ALWAYS,
        to=(Office.AGENCY_HEAD, Office.AGENCY_OFFICER),
        nd73="ND73 Art. 10",
        hcmc2022="HCMC2022: rewards",
        wanted_when=nothing_proposed,
    ),
    Row(
        acts.DeclareNoReward,
        at=RewardStage.PROPOSED,
        to=Office.AGENCY_HEAD,
        both="house: rewards",
        guards=(no_proposals,),
        on_worklist=False,
    ),
    Row(
        acts.Consider,
        at=BEFORE_THE_END,
        to=(Office.EMULATION_COUNCIL, Office.PARTY_SECRETARY, Office.HOME_AFFAIRS),
        both="house: rewards",
        guards=(something_proposed,),
        turn_of=those_asked,
    ),
    Row(
        acts.SummonMeeting,
        at=BEFORE_THE_END,
        to=Office.EMULATION_COUNCIL,
        both="house: meetings",
        guards=(council_is_asked, no_meeting_runs),
        on_worklist=False,
    ),
    Row(
        acts.PostponeMeeting,
        at=BEFORE_THE_END,
        to=Office.EMULATION_COUNCIL,
        both="house: meetings",
        guards=(a_meeting_runs,),
        on_worklist=False,
    ),
    Row(acts.OpenMeeting, at=BEFORE_THE_END, to=Office.EMULATION_COUNCIL, both="house: meetings", guards=(meeting_is_summoned,)),
    Row(
        acts.CastBallot,
        at=BEFORE_THE_END,
        to=Office.EMULATION_COUNCIL,
        both="house: meetings",
        guards=(it_votes_by_name,),
        wanted_when=somebody_has_not_voted,
        already_done_by=nothing_left_to_cast,
    ),
    Row(
        acts.CastSecretBallot,
        at=BEFORE_THE_END,
        to=Office.EMULATION_COUNCIL,
        both="house: meetings",
        guards=(it_votes_in_secret,),
        wanted_when=somebody_has_not_voted,
        already_done_by=nothing_left_to_cast,
    ),
    Row(
        acts.CloseMeeting,
        at=BEFORE_THE_END,
        to=Office.EMULATION_COUNCIL,
        both="house: meetings",
        guards=(meeting_is_open,),
        wanted_when=everybody_has_voted,
    ),
    Row(
        acts.Grant,
        at=(RewardStage.CONSIDERED, RewardStage.GRANTING),
        to=DECIDE,
        nd73="ND73 Art. 10",
        hcmc2022="HCMC2022: rewards",
        guards=(something_considered, not_held),
        turn_of=those_who_decide,
    ),
    Row(
        acts.RefuseReward,
        at=BEFORE_THE_END,
        to=DECIDE,
        nd73="ND73 Art. 10",
        hcmc2022="HCMC2022: rewards",
        guards=(something_unanswered,),
        on_worklist=False,
    ),
    Row(
        acts.Accept,
        at=RewardStage.GRANTING,
        to=(Office.PROPOSER, Office.IMPLEMENTER, Office.AGENCY_HEAD),
        both="house: rewards",
        guards=(something_granted, not_held),
        turn_of=those_rewarded,
        already_done_by=nothing_granted_to,
    ),
    Row(
        acts.Decline,
        at=RewardStage.GRANTING,
        to=(Office.PROPOSER, Office.IMPLEMENTER, Office.AGENCY_HEAD),
        both="house: rewards",
        guards=(something_to_decline,),
        on_worklist=False,
    ),
    Row(
        acts.CommitTraining,
        at=RewardStage.GRANTING,
        to=PAY,
        hcmc2022="HCMC2022: rewards",
        guards=(training_to_commit, not_held),
        turn_of=those_who_commit,
    ),
    Row(
        acts.SettleTraining,
        at=RewardStage.GRANTING,
        to=DECIDE,
        hcmc2022="HCMC2022: rewards",
        guards=(training_goes_on, not_held),
        on_worklist=False,
    ),
    Row(
        acts.PayTraining,
        at=RewardStage.GRANTING,
        to=PAY,
        hcmc2022="HCMC2022: rewards",
        guards=(training_to_pay, not_held),
        turn_of=those_who_pay,
    ),
    Row(
        acts.Reverse,
        at=(RewardStage.GRANTING, RewardStage.CLOSED),
        to=DECIDE,
        both="house: rewards",
        guards=(something_to_reverse,),
        on_worklist=False,
    ),
    Row(acts.AttachPaper, at=ALWAYS, to=Office.PAPER_OFFICE, both="house: papers", guards=(scan_is_missing,), on_worklist=False),
    Row(acts.StateWish, at=ALWAYS, to=(Office.PROPOSER, Office.IMPLEMENTER), both="house: rewards", on_worklist=False),
)

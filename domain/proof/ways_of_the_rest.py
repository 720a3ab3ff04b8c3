"""What people may ask of a reward file, of a campaign and of the yearly one, on that street."""

from collections.abc import Iterable, Mapping
from functools import partial
from itertools import product

from domain import acts
from domain.people.standpoint import Standpoint
from domain.proof.street import FOCAL
from domain.proof.ways import Said, Way, Ways, one
from domain.streams.campaign import Campaign
from domain.streams.reward_file import RewardFile
from domain.vocabulary import RewardKind

COST = 100_000_000
OF_THE_KIND: Mapping[RewardKind, Said] = {
    RewardKind.TRAINING: {"place": "at_home", "cost_dong": COST},
    RewardKind.SPECIAL_COMMENDATION: {"rule_exceeded": "Mức thưởng của quy chế.", "urgent_or_key": "Vấn đề trọng điểm đang khó khăn."},
}
FORMS = ("certificate", "diploma", None)


def _a_first_reward(of: Standpoint[RewardFile], kind: RewardKind, form: str | None) -> Iterable[Said]:
    """One at a time: each proposal goes its own way, and no other stands in it."""
    if of.stream.proposals:
        return ()
    return ({"person": of.stream.implementers[0], "reward": kind, "commendation_form": form, **OF_THE_KIND.get(kind, {})},)


def _as_asked(of: Standpoint[RewardFile]) -> Iterable[Said]:
    return ({"approved_dong": each.cost_dong} for each in of.stream.proposals.values())


def _all_of_it(of: Standpoint[RewardFile]) -> Iterable[Said]:
    return ({"amount_dong": each.approved_dong} for each in of.stream.proposals.values())


def _proposing(kinds: Iterable[RewardKind]) -> tuple[Way, ...]:
    return tuple(Way(acts.ProposeReward, told=partial(_a_first_reward, kind=kind, form=form)) for kind, form in product(kinds, FORMS))


USUAL = (RewardKind.PRAISE, RewardKind.COMMENDATION, RewardKind.EARLY_SALARY_STEP, RewardKind.PROMOTION, RewardKind.TRAINING)
OF_REWARD_FILES = Ways(
    usual=(
        *_proposing(USUAL),
        one(acts.Consider),
        Way(acts.Grant, told=_as_asked),
        Way(acts.Accept, each=True),
        Way(acts.CommitTraining, told=_all_of_it),
        Way(acts.PayTraining, told=_all_of_it),
    ),
    beside=(
        *_proposing(kind for kind in RewardKind if kind not in USUAL),
        one(acts.DeclareNoReward),
        one(acts.Consider, favourable=False),
        one(acts.RefuseReward),
        Way(acts.Decline, each=True),
        one(acts.SettleTraining),
        one(acts.Reverse),
        one(acts.StateWish),
    ),
)


def _whoever_owes(of: Standpoint[Campaign]) -> Iterable[Said]:
    return ({"agency": each} for each in of.stream.owing[:1])


def _naming_debts(of: Standpoint[Campaign]) -> Iterable[Said]:
    return ({"owing": of.stream.owing},)


OF_CAMPAIGNS = Ways(
    (
        one(acts.ExtendCampaign),
        Way(acts.Waive, told=_whoever_owes),
        one(acts.IncludeAgency, agency=FOCAL),
        one(acts.RemindAgencies, agencies=[]),
        Way(acts.CloseCampaign, told=_naming_debts),
    )
)
OF_SIGNING = Ways((one(acts.EndLeaveToSign),))
OF_ABSENCES = Ways((one(acts.EndAbsence),))
OF_DECLARATIONS = Ways((one(acts.ChangeTies),))
OF_YEARLY = Ways((one(acts.ChangeYearlyCampaign), one(acts.PauseYearlyCampaign), one(acts.ResumeYearlyCampaign)))

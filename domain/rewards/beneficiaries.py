"""For whom a reward is: those who proposed and carried out and, where the rules say so, the agency, its head, or a collective of it."""

from domain.acts import ProposeReward
from domain.matter import Matter
from domain.refusals import Reason, Refused
from domain.streams.reward_file import ProposedReward, RewardFile
from domain.vocabulary import Beneficiary


def refuse_unless_for(act: ProposeReward, matter: Matter[RewardFile]) -> None:
    """It names one person or one agency, and one that may have this reward."""
    if (act.person is None) == (act.agency is None) or (act.collective and act.agency is None):
        raise Refused(Reason.ONE_BENEFICIARY, matter.basis)
    if act.person in matter.standpoint.parties:
        return
    beneficiary = _beneficiary(act, matter)
    theirs = matter.law.rewards.beneficiaries.get(beneficiary)
    if theirs is None or act.reward not in theirs.value:
        basis = theirs.basis if theirs else matter.basis
        raise Refused(Reason.NOT_FOR_THIS_BENEFICIARY, basis, reward=act.reward, beneficiary=beneficiary)
    if beneficiary is not Beneficiary.COLLECTIVE and not matter.directory.superior(_agency(matter)):
        raise Refused(Reason.NOBODY_ABOVE_TO_REWARD, matter.basis, agency=_agency(matter))


def _beneficiary(act: ProposeReward, matter: Matter[RewardFile]) -> Beneficiary:
    """What whoever is no party is to the initiative. Nobody proposes themselves."""
    if act.agency:
        if matter.directory.heir(act.agency) != _agency(matter):
            raise Refused(Reason.NOT_THIS_AGENCY, matter.basis, agency=act.agency)
        return Beneficiary.COLLECTIVE if act.collective else Beneficiary.AGENCY
    heads_it = act.person == matter.directory.head(_agency(matter))
    if act.person is None or not heads_it or Beneficiary.HEAD not in matter.law.rewards.beneficiaries:
        raise Refused(Reason.NOT_TO_BE_REWARDED, matter.basis, person=act.person or "")
    if act.person == matter.by.person:
        raise Refused(Reason.PARTY_MAY_NOT_DECIDE, matter.basis)
    return Beneficiary.HEAD


def _agency(matter: Matter[RewardFile]) -> str:
    """The agency the initiative comes from, or who took over from it."""
    return matter.directory.heir(matter.stream.agency)


def is_their_own(person: str, proposed: ProposedReward, matter: Matter[RewardFile]) -> bool:
    """Whether it is that person's reward, or that of the whole agency they head. A collective is not its agency."""
    if proposed.agency and not proposed.collective:
        return matter.directory.head(matter.directory.heir(proposed.agency)) == person
    return bool(person) and proposed.person == person

"""The way one reward goes: whose opinion is asked before, who decides it, and who pays it. A commendation goes another way than a promotion."""

from dataclasses import replace

from domain.law.policy import RewardRule
from domain.matter import Matter, SignatureFields
from domain.refusals import Reason, Refused
from domain.rewards.beneficiaries import is_their_own
from domain.streams.reward_file import ProposedReward, RewardFile
from domain.values import unique
from domain.vocabulary import Office, RewardStatus

# Who commits and pays where a set says nothing of it.
AGENCY = (Office.AGENCY_HEAD, Office.AGENCY_OFFICER)


def payers(rules: RewardRule) -> tuple[Office, ...]:
    return rules.training.paid_by.value if rules.training else AGENCY


def deciders(proposed: ProposedReward, matter: Matter[RewardFile]) -> tuple[Office, ...]:
    """The offices that may decide it. What the head would have themselves, or for the whole agency, goes to the head above; where whoever appoints is
    a party, what is theirs to decide goes to the city chair (house: rewards).
    """
    offices = matter.law.rewards.deciders(proposed.reward, proposed.form)
    if is_their_own(matter.directory.head(matter.standpoint.authority), proposed, matter):
        offices = tuple(Office.SUPERIOR_HEAD if office is Office.AGENCY_HEAD else office for office in offices)
    if _whoever_appoints_is_a_party(matter):
        offices = tuple(Office.CITY_CHAIR if office is Office.APPOINTING_AUTHORITY else office for office in offices)
    return offices


def _whoever_appoints_is_a_party(matter: Matter[RewardFile]) -> bool:
    """A post that nobody holds is another matter: it waits for whoever is appointed."""
    held = {term.person for term in matter.directory.terms if term.office is Office.APPOINTING_AUTHORITY}
    return bool(held) and held <= matter.standpoint.excluded


def signed_as_asked(matter: Matter[RewardFile], proposed: ProposedReward) -> SignatureFields:
    """The signature under an opinion about it."""
    signed = _signed(matter, proposed, proposed.opinion_of)
    if signed is None:
        raise Refused(Reason.NOT_YOURS_TO_CONSIDER, matter.basis, office=proposed.opinion_of[0])
    return signed


def signed_by_whose_it_is(matter: Matter[RewardFile], proposed: ProposedReward, *also: Office) -> SignatureFields:
    """The signature under a decision about it: of the office whose reward it is to grant, or of one of the other offices that may decide this too."""
    whose = deciders(proposed, matter)
    signed = _signed(matter, proposed, (*whose, *also))
    if signed is None:
        raise Refused(Reason.NOT_YOURS_TO_GRANT, matter.law.rewards.basis_of_deciding(proposed.reward), office=whose[0])
    return signed


def signed_as_payer(matter: Matter[RewardFile], proposed: ProposedReward) -> SignatureFields:
    """The signature under money of it."""
    rules = matter.law.rewards
    signed = _signed(matter, proposed, payers(rules))
    if signed is None:
        basis = rules.training.paid_by.basis if rules.training else matter.basis
        raise Refused(Reason.NOT_YOURS_TO_PAY, basis, office=payers(rules)[0])
    return signed


def _signed(matter: Matter[RewardFile], proposed: ProposedReward, offices: tuple[Office, ...]) -> SignatureFields | None:
    """By the first of these offices that the person holds; None if they hold none. Nobody signs about what would be their own."""
    person, standpoint, act = matter.by.person, matter.standpoint, type(matter.filed.act)
    office = next((office for office in offices if standpoint.is_held_by(person, office, act)), None)
    if office is None:
        return None
    if is_their_own(person, proposed, matter):
        raise Refused(Reason.PARTY_MAY_NOT_DECIDE, matter.basis)
    return replace(matter, by=standpoint.signatory(person, office, act)).signature_fields


# Whose turn it is in a file as it is now.


def those_asked(file: RewardFile) -> tuple[Office, ...]:
    return unique(*(office for each in file.proposals.values() if each.status is RewardStatus.PROPOSED for office in each.opinion_of))


def those_who_decide(file: RewardFile) -> tuple[Office, ...]:
    return unique(*(office for each in file.proposals.values() if each.status is RewardStatus.CONSIDERED for office in each.decided_by))


def those_who_commit(file: RewardFile) -> tuple[Office, ...]:
    return unique(*(office for each in file.proposals.values() if each.to_commit_dong for office in each.paid_by))


def those_who_pay(file: RewardFile) -> tuple[Office, ...]:
    return unique(*(office for each in file.proposals.values() if each.to_pay_dong for office in each.paid_by))


def those_rewarded(file: RewardFile) -> tuple[Office, ...]:
    """The parties; and the head of the agency, who may be rewarded beside them."""
    others = any(each.waits_for_acceptance and each.person not in file.parties for each in file.proposals.values())
    return (Office.PROPOSER, Office.IMPLEMENTER, *((Office.AGENCY_HEAD,) if others else ()))

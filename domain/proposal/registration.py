"""Registering a proposal, finding its dossier complete (ND73 Art. 7), and taking it back before the work begins."""

from dataclasses import replace

from domain.acts import AcceptDossier, DossierFiled, Register, Resubmit, ReturnDossier, Withdraw
from domain.canonical import digest
from domain.chapter import Chapter, change, conclusion
from domain.facts import Dossier, DossierAccepted, DossierResubmitted, DossierReturned, Registered, Withdrawn
from domain.matter import Matter
from domain.people.standpoint import Standpoint
from domain.refusals import Reason, Refused
from domain.streams.campaign import BASIS
from domain.streams.initiative import Initiative
from domain.streams.stages import Examination
from domain.values import unique
from domain.vocabulary import ClockKind, Outcome, Regime, Stage


def dossier_waits(initiative: Initiative) -> Reason | None:
    return Reason.DOSSIER_WAS_RETURNED if initiative.examination.missing else None


def dossier_was_returned(initiative: Initiative) -> Reason | None:
    return None if initiative.examination.missing else Reason.DOSSIER_NOT_RETURNED


def as_opened(initiative: Initiative, act: Register, sender: str) -> Initiative:
    """The case as this registration would open it, so that offices relative to the case mean something already."""
    proposers = unique(*act.proposers) or (sender,)
    implementers = unique(*act.implementers) or proposers
    return replace(
        initiative, regime=act.regime, agency=act.agency, addressed_to=act.agency, proposers=proposers, implementers=implementers
    )


def _dossier(act: DossierFiled, matter: Matter[Initiative]) -> Dossier:
    required = matter.law.dossier.required
    for part in required.value:
        if not getattr(act, part):
            raise Refused(Reason.DOSSIER_PART_MISSING, required.basis, field=part)
    return Dossier.model_validate({name: getattr(act, name) for name in Dossier.model_fields})


def _refuse_unless_focused(act: Register, matter: Matter[Initiative]) -> None:
    """Under the plan of 2022 a proposal belongs to a focus area."""
    required = matter.law.dossier.focus_area_required
    if act.focus_area is None:
        if required.value:
            areas = matter.law.policy.areas_open_on(matter.today)
            raise Refused(Reason.FOCUS_AREA_NEEDED, required.basis, areas=", ".join(areas))
    else:
        matter.refuse_unless_open(act.focus_area, required.basis)


def _answered_by(act: Register, matter: Matter[Initiative]) -> str:
    """The campaign it answers: the one it names, or the yearly one that is open to the agency, if any is."""
    asked = [each for each in matter.excerpt.campaigns if each.heir(act.agency) in each.duty]
    if act.campaign is None:
        return next((each.number for each in asked if each.year), "")
    found = next((each for each in matter.excerpt.campaigns if each.number == act.campaign), None)
    there = found is not None and (found in asked or Standpoint(found, matter.directory).may_read(matter.filed.sender))
    if found is None or not there:
        raise Refused(Reason.CAMPAIGN_NOT_OPEN, BASIS, campaign=act.campaign)
    if found not in asked:
        raise Refused(Reason.NOT_ASKED_BY_CAMPAIGN, BASIS, agency=act.agency, campaign=found.number)
    area = matter.law.focus_areas.get(act.focus_area or "")
    if found.focus_area and not (area and found.focus_area in (act.focus_area, area.part_of)):
        raise Refused(Reason.CAMPAIGN_WANTS_FOCUS, BASIS, campaign=found.number, area=found.focus_area)
    return found.number


def _addressed(act: Register, matter: Matter[Initiative]) -> str:
    """The agency the proposal goes to before anybody's conflict is weighed: the one whose own it is or, where the rules go by who manages the
    proposers, the highest that does and stands above it. Of whom the directory says no manager, as if there were no such rule.
    """
    rule, line = matter.law.policy.routing, matter.directory.line(act.agency)
    if rule is None or not rule.by_manager.value:
        return act.agency
    managers = {matter.directory.heir(matter.person(person).managed_by) for person in matter.stream.proposers}
    return max(managers.intersection(line), key=line.index, default=act.agency)


def register(act: Register, matter: Matter[Initiative]) -> Registered:
    law, initiative = matter.law, matter.stream
    if not law.in_force(matter.today):
        raise Refused(Reason.REGIME_NOT_IN_FORCE, matter.basis, regime=act.regime, day=matter.today.isoformat())
    for person in (*initiative.proposers, *initiative.implementers):
        matter.person(person)
    for person in initiative.proposers:
        # One proposes to one's own head. Of somebody without an office the directory cannot say where they serve (ADR 7).
        serves = {term.agency for term in matter.directory.terms if term.person == person}
        if serves and act.agency not in serves:
            raise Refused(Reason.NOT_THEIR_AGENCY, "ND73 Art. 7.3", person=person, agency=act.agency)
    # A head does not receive their own proposal: it is addressed to the superior agency's head (Art. 7.4).
    addressed_to = Standpoint(replace(initiative, addressed_to=_addressed(act, matter)), matter.directory).authority
    if addressed_to not in matter.directory.agencies:
        raise Refused(Reason.NO_SUPERIOR_TO_DECIDE, "ND73 Art. 7.4", agency=act.agency)
    if act.regime is Regime.HCMC2022 and matter.directory.head(matter.standpoint.city) in matter.standpoint.parties:
        raise Refused(Reason.CITY_WOULD_DECIDE_ITS_OWN, "HCMC2022: city approval")
    _refuse_unless_focused(act, matter)
    campaign = _answered_by(act, matter)
    dossier = _dossier(act, matter)
    return Registered(
        **matter.signature_fields,
        regime=act.regime,
        policy=law.id,
        agency=act.agency,
        addressed_to=addressed_to,
        proposers=initiative.proposers,
        implementers=initiative.implementers,
        dossier=dossier,
        dossier_sha256=digest(dossier),
        focus_area=act.focus_area or "",
        campaign=campaign,
        calendar=matter.law.calendar.id,
        proposed_as=act.proposed_as,
        on_behalf_of=act.on_behalf_of,
        unverified=law.policy.validity is not None and law.policy.validity.verify_before_use.value,
        names={
            **matter.names_of(*initiative.proposers, *initiative.implementers),
            **{agency: matter.directory.agencies[agency].name for agency in (act.agency, addressed_to)},
        },
    )


def registered(fact: Registered, initiative: Initiative) -> Initiative:
    return replace(
        initiative,
        stage=Stage.REGISTERED,
        regime=fact.regime,
        policy=fact.policy,
        agency=fact.agency,
        addressed_to=fact.addressed_to,
        proposers=fact.proposers,
        implementers=fact.implementers,
        dossier=fact.dossier,
        dossier_sha256=fact.dossier_sha256,
        focus_area=fact.focus_area,
        campaign=fact.campaign,
        proposed_as=fact.proposed_as,
        on_behalf_of=fact.on_behalf_of,
        calendar=fact.calendar,
        registered_at=fact.at,
        filed_at=fact.at,
    ).starting(ClockKind.DECISION, fact.at)


def accept_dossier(act: AcceptDossier, matter: Matter[Initiative]) -> DossierAccepted:
    return DossierAccepted(**matter.signature_fields)


def dossier_accepted(fact: DossierAccepted, initiative: Initiative) -> Initiative:
    # The decision clock runs on from the filing: sitting on a complete dossier does not stop it.
    return replace(initiative, stage=Stage.AGENCY_REVIEW)


def return_dossier(act: ReturnDossier, matter: Matter[Initiative]) -> DossierReturned:
    return DossierReturned(**matter.signature_fields, missing=act.missing, advice=act.advice)


def dossier_returned(fact: DossierReturned, initiative: Initiative) -> Initiative:
    return replace(initiative, examination=Examination(missing=fact.missing)).stopping(ClockKind.DECISION)


def resubmit(act: Resubmit, matter: Matter[Initiative]) -> DossierResubmitted:
    dossier = _dossier(act, matter)
    return DossierResubmitted(**matter.signature_fields, dossier=dossier, dossier_sha256=digest(dossier))


def dossier_resubmitted(fact: DossierResubmitted, initiative: Initiative) -> Initiative:
    return replace(
        initiative, examination=Examination(), dossier=fact.dossier, dossier_sha256=fact.dossier_sha256, filed_at=fact.at
    ).starting(ClockKind.DECISION, fact.at)


def withdraw(act: Withdraw, matter: Matter[Initiative]) -> Withdrawn:
    return Withdrawn(**matter.signature_fields, reason=act.reason)


def withdrawn(fact: Withdrawn, initiative: Initiative) -> Initiative:
    return initiative.closed_as(Outcome.WITHDRAWN)


CHAPTER = Chapter(
    concludes=(
        conclusion(Register, register),
        conclusion(AcceptDossier, accept_dossier),
        conclusion(ReturnDossier, return_dossier),
        conclusion(Resubmit, resubmit),
        conclusion(Withdraw, withdraw),
    ),
    changes=(
        change(Registered, registered),
        change(DossierAccepted, dossier_accepted),
        change(DossierReturned, dossier_returned),
        change(DossierResubmitted, dossier_resubmitted),
        change(Withdrawn, withdrawn),
    ),
)

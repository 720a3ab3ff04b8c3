"""Registering a proposal, finding its dossier complete (ND73 Art. 7), and taking it back before the work begins."""

from domain.acts import AcceptDossier, DossierFiled, Register, Resubmit, ReturnDossier, Withdraw
from domain.campaign import BASIS
from domain.canonical import digest
from domain.case import Case, after
from domain.facts import Dossier, DossierAccepted, DossierResubmitted, DossierReturned, Registered, Withdrawn
from domain.matter import Matter, conclude
from domain.refusals import Reason, Refused
from domain.vocabulary import ClockKind, Outcome, Regime, Stage


def dossier_waits(case: Case) -> Reason | None:
    return Reason.DOSSIER_WAS_RETURNED if case.missing else None


def dossier_was_returned(case: Case) -> Reason | None:
    return None if case.missing else Reason.DOSSIER_NOT_RETURNED


def as_opened(case: Case, act: Register, sender: str) -> Case:
    """The case as this registration would open it, so that offices relative to the case mean something already."""
    proposers = tuple(dict.fromkeys(act.proposers)) or (sender,)
    implementers = tuple(dict.fromkeys(act.implementers)) or proposers
    return case.model_copy(
        update={
            "regime": act.regime,
            "agency": act.agency,
            "addressed_to": act.agency,
            "proposers": proposers,
            "implementers": implementers,
        }
    )


def _dossier(act: DossierFiled, matter: Matter) -> Dossier:
    required = matter.law.dossier.required
    for part in required.value:
        if not getattr(act, part):
            raise Refused(Reason.DOSSIER_PART_MISSING, required.basis, field=part)
    return Dossier.model_validate({name: getattr(act, name) for name in Dossier.model_fields})


def _refuse_unless_focused(act: Register, matter: Matter) -> None:
    """Under the plan of 2022 a proposal belongs to a focus area."""
    required = matter.law.dossier.focus_area_required
    if act.focus_area is None:
        if required.value:
            raise Refused(Reason.FOCUS_AREA_NEEDED, required.basis, areas=", ".join(matter.law.policy.focus_areas))
    else:
        matter.refuse_unless_open(act.focus_area, required.basis)


def _answered_by(act: Register, matter: Matter) -> str:
    """The campaign it answers: the one it names, or the yearly one that is open to the agency, if any is."""
    asked = [each for each in matter.beside.campaigns if each.heir(act.agency) in each.duty]
    if act.campaign is None:
        return next((each.number for each in asked if each.year), "")
    found = next((each for each in matter.beside.campaigns if each.number == act.campaign), None)
    if found is None:
        raise Refused(Reason.CAMPAIGN_NOT_OPEN, BASIS, campaign=act.campaign)
    if found not in asked:
        raise Refused(Reason.NOT_ASKED_BY_CAMPAIGN, BASIS, agency=act.agency, campaign=found.number)
    if found.focus_area and found.focus_area != act.focus_area:
        raise Refused(Reason.CAMPAIGN_WANTS_FOCUS, BASIS, campaign=found.number, area=found.focus_area)
    return found.number


@conclude.register
def _(act: Register, matter: Matter) -> Registered:
    policy, case = matter.law.policy, matter.case
    if not policy.in_force(matter.today):
        raise Refused(Reason.REGIME_NOT_IN_FORCE, matter.basis, regime=act.regime, day=matter.today.isoformat())
    for person in (*case.proposers, *case.implementers):
        if person not in matter.directory.people:
            raise Refused(Reason.UNKNOWN_PERSON, matter.basis, person=person)
    for person in case.proposers:
        # One proposes to one's own head. Of whom the directory knows no office it cannot say where he serves (ADR 7).
        serves = {term.agency for term in matter.directory.terms if term.person == person}
        if serves and act.agency not in serves:
            raise Refused(Reason.NOT_THEIR_AGENCY, "ND73 Art. 7.3", person=person, agency=act.agency)
    # The head does not receive his own proposal: it is addressed to the superior agency's head (Art. 7.4).
    addressed_to = matter.standpoint.authority
    city_decides_its_own = act.regime is Regime.HCMC2022 and matter.directory.head(matter.standpoint.city) in matter.standpoint.parties
    if addressed_to not in matter.directory.agencies or city_decides_its_own:
        raise Refused(Reason.NO_SUPERIOR_TO_DECIDE, "ND73 Art. 7.4", agency=act.agency)
    _refuse_unless_focused(act, matter)
    campaign = _answered_by(act, matter)
    dossier = _dossier(act, matter)
    return Registered(
        **matter.signed,
        regime=act.regime,
        policy=policy.id,
        agency=act.agency,
        addressed_to=addressed_to,
        proposers=case.proposers,
        implementers=case.implementers,
        dossier=dossier,
        dossier_sha256=digest(dossier),
        focus_area=act.focus_area or "",
        campaign=campaign,
        calendar=matter.law.calendar.id,
        names={
            **{person: matter.directory.people[person].name for person in (*case.proposers, *case.implementers)},
            **{agency: matter.directory.agencies[agency].name for agency in (act.agency, addressed_to)},
        },
    )


@after.register
def _(fact: Registered, case: Case) -> Case:
    return case.entering(
        Stage.REGISTERED,
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
        calendar=fact.calendar,
        registered_at=fact.at,
        filed_at=fact.at,
    ).starting(ClockKind.DECISION, fact.at)


@conclude.register
def _(act: AcceptDossier, matter: Matter) -> DossierAccepted:
    return DossierAccepted(**matter.signed)


@after.register
def _(fact: DossierAccepted, case: Case) -> Case:
    # The decision clock runs on from the filing: sitting on a complete dossier does not stop it.
    return case.entering(Stage.AGENCY_REVIEW)


@conclude.register
def _(act: ReturnDossier, matter: Matter) -> DossierReturned:
    return DossierReturned(**matter.signed, missing=act.missing, advice=act.advice)


@after.register
def _(fact: DossierReturned, case: Case) -> Case:
    return case.then(missing=fact.missing).answering(ClockKind.DECISION)


@conclude.register
def _(act: Resubmit, matter: Matter) -> DossierResubmitted:
    dossier = _dossier(act, matter)
    return DossierResubmitted(**matter.signed, dossier=dossier, dossier_sha256=digest(dossier))


@after.register
def _(fact: DossierResubmitted, case: Case) -> Case:
    return case.then(missing=(), dossier=fact.dossier, dossier_sha256=fact.dossier_sha256, filed_at=fact.at).starting(
        ClockKind.DECISION, fact.at
    )


@conclude.register
def _(act: Withdraw, matter: Matter) -> Withdrawn:
    return Withdrawn(**matter.signed, reason=act.reason)


@after.register
def _(fact: Withdrawn, case: Case) -> Case:
    return case.ending(Outcome.WITHDRAWN)

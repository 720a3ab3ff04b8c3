"""What the rules named do not cover, and what is above the agency: answered with every ground and the way that is left."""

from domain.acts import DeclareOutOfScope, Forward
from domain.chapter import Chapter, change, conclusion
from domain.facts import DeclaredOutOfScope, Forwarded
from domain.matter import Matter
from domain.refusals import Reason, Refused
from domain.streams.initiative import Initiative
from domain.vocabulary import Outcome, Route, ScopeGround

# The plan of 2022 also takes matters whose rules are unclear or outdated, and covers everybody in public service; a clash with superior law, or a
# document that is to be tried out as law, needs leave from whoever may give it, whatever the rules named (ND73 Art. 1 and 4).
_LEAVES: dict[ScopeGround, Route] = {
    ScopeGround.PERSON_NOT_COVERED: Route.HCMC2022,
    ScopeGround.REGULATED_ALREADY: Route.HCMC2022,
    ScopeGround.BREACHES_SUPERIOR_LAW: Route.PILOT_PERMISSION,
    ScopeGround.PILOT_NORMATIVE_DOCUMENT: Route.PILOT_PERMISSION,
}


def declare_out_of_scope(act: DeclareOutOfScope, matter: Matter[Initiative]) -> DeclaredOutOfScope:
    persons = [matter.person(person) for person in matter.stream.proposers]
    covered = all(person.personnel in matter.law.coverage.persons.value for person in persons)
    if ScopeGround.PERSON_NOT_COVERED in act.grounds and covered:
        raise Refused(Reason.PERSON_IS_COVERED, matter.law.coverage.persons.basis, regime=matter.stream.regime)
    grounds = tuple(ground for ground in ScopeGround if ground in act.grounds)
    routes = dict.fromkeys(_LEAVES[ground] for ground in grounds)
    here = Route(matter.stream.regime)  # the rules that were named are no way out of themselves
    return DeclaredOutOfScope(
        **matter.signature_fields,
        grounds=grounds,
        reasons=act.reasons,
        routes=tuple(r for r in routes if r is not here),
        bases=tuple(matter.law.scope[ground].basis for ground in grounds),
    )


def declared_out_of_scope(fact: DeclaredOutOfScope, initiative: Initiative) -> Initiative:
    return initiative.closed_as(Outcome.OUT_OF_SCOPE)


def forward(act: Forward, matter: Matter[Initiative]) -> Forwarded:
    agency = matter.agency(act.to)
    if act.to == matter.standpoint.authority:
        raise Refused(Reason.UNKNOWN_AGENCY, matter.basis, agency=act.to)
    return Forwarded(**matter.signature_fields, to=act.to, reasons=act.reasons, names={act.to: agency.name})


def forwarded(fact: Forwarded, initiative: Initiative) -> Initiative:
    return initiative.closed_as(Outcome.FORWARDED)


CHAPTER = Chapter(
    concludes=(
        conclusion(DeclareOutOfScope, declare_out_of_scope),
        conclusion(Forward, forward),
    ),
    changes=(
        change(DeclaredOutOfScope, declared_out_of_scope),
        change(Forwarded, forwarded),
    ),
)

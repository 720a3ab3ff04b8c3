"""What a person declares of their relatives and interests, so that a conflict is found before they are appointed and not after."""

from dataclasses import replace

from domain.acts import ChangeTies, DeclareTies, TiesNamed
from domain.chapter import Chapter, change, conclusion
from domain.facts import Interest, Relative, TiesChanged, TiesDeclared
from domain.matter import Matter
from domain.numbers import INITIATIVE, declaration_of
from domain.refusals import Reason, Refused
from domain.streams.declaration import Declaration
from domain.vocabulary import DeclarationStage

BASIS = "house: conflicts"


def as_opened(declaration: Declaration, sender: str) -> Declaration:
    """One's own and nobody else's. Raises Refused."""
    if declaration.number != declaration_of(sender):
        raise Refused(Reason.NO_SUCH_CASE, BASIS)
    return replace(declaration, person=sender)


def _said(act: TiesNamed, matter: Matter[Declaration]) -> tuple[tuple[Relative, ...], tuple[Interest, ...], dict[str, str]]:
    """What it says, with the names of whoever it names. Raises Refused."""
    names = matter.names_of(*act.mentions())
    if matter.by.person in names:
        raise Refused(Reason.OWN_RELATIVE, matter.basis)
    related = [each.person for each in act.relatives]
    if twice := next((person for person in related if related.count(person) > 1), None):
        raise Refused(Reason.RELATIVE_TWICE, matter.basis, person=twice)
    for each in act.interests:
        if not (each.person or each.initiative):
            raise Refused(Reason.INTEREST_IN_WHAT, matter.basis)
        if each.initiative and not INITIATIVE.fullmatch(each.initiative):
            raise Refused(Reason.NOT_AN_INITIATIVE, matter.basis, initiative=each.initiative)
    relatives = tuple(Relative(person=each.person, kinship=each.kinship) for each in act.relatives)
    interests = tuple(Interest(interest=i.interest, person=i.person or "", initiative=i.initiative or "") for i in act.interests)
    return relatives, interests, names


def declare_ties(act: DeclareTies, matter: Matter[Declaration]) -> TiesDeclared:
    relatives, interests, names = _said(act, matter)
    return TiesDeclared(
        **matter.signature_fields,
        person=matter.by.person,
        relatives=relatives,
        interests=interests,
        names=names,
        policy=matter.law.id,
        calendar=matter.law.calendar.id,
    )


def ties_declared(fact: TiesDeclared, declaration: Declaration) -> Declaration:
    return replace(
        declaration,
        stage=DeclarationStage.STANDS,
        person=fact.person,
        name=fact.by.name if fact.by else "",
        policy=fact.policy,
        calendar=fact.calendar,
        relatives=fact.relatives,
        interests=fact.interests,
        names=fact.names,
        declared_at=fact.at,
        changed_at=fact.at,
    )


def change_ties(act: ChangeTies, matter: Matter[Declaration]) -> TiesChanged:
    relatives, interests, names = _said(act, matter)
    return TiesChanged(**matter.signature_fields, relatives=relatives, interests=interests, names=names)


def ties_changed(fact: TiesChanged, declaration: Declaration) -> Declaration:
    return replace(declaration, relatives=fact.relatives, interests=fact.interests, names=fact.names, changed_at=fact.at)


CHAPTER = Chapter(
    concludes=(
        conclusion(DeclareTies, declare_ties),
        conclusion(ChangeTies, change_ties),
    ),
    changes=(
        change(TiesDeclared, ties_declared),
        change(TiesChanged, ties_changed),
    ),
)

"""What is so: every person heard in their own words, and every fact about them established one by one, on evidence."""

from dataclasses import replace

from domain.acts import Establish, GiveStatement
from domain.chapter import Chapter, change, conclusion
from domain.facts import FactEstablished, StatementGiven
from domain.liability.assessment import deed_called
from domain.matter import Matter
from domain.refusals import Reason, Refused
from domain.streams.review import Established, Review
from domain.vocabulary import Answer, Finding, Office

# Of one act both cannot be so: whoever gained by it acted from no pure motive (ND73 Art. 3). The one that was wrong is established anew first.
CONTRADICTS = {Finding.PURE_MOTIVE: Finding.PERSONAL_GAIN, Finding.PERSONAL_GAIN: Finding.PURE_MOTIVE}


def has_spoken(review: Review, person: str) -> bool:
    return person in review.statements


def everybody_heard(review: Review) -> Reason | None:
    """Each has spoken, or it is on record why they have not."""
    return None if all(has_spoken(review, person) for person in review.persons) else Reason.STATEMENT_MISSING


def somebody_is_unheard(review: Review) -> bool:
    return everybody_heard(review) is not None


def everything_established(review: Review) -> Reason | None:
    looked_at = (review.value_of(person, finding) for person in review.persons for finding in review.must_establish)
    return None if all(looked_at) else Reason.FACTS_NOT_ESTABLISHED


def something_is_open(review: Review) -> bool:
    return everything_established(review) is not None


def give_statement(act: GiveStatement, matter: Matter[Review]) -> StatementGiven:
    """A person under review speaks for nobody else; the chair only says why somebody has not spoken."""
    by, review = matter.by, matter.stream
    speaks_for_self = by.office is Office.PERSON_REVIEWED
    about = act.about or (by.person if speaks_for_self else "")
    if speaks_for_self:
        stands = about == by.person and bool(act.statement) and not act.absence_reason
    else:
        stands = about in review.persons and bool(act.absence_reason) and not act.statement
    if not stands:
        raise Refused(Reason.STATEMENT_BY_THE_WRONG_PERSON, matter.basis)
    if not speaks_for_self and review.statements.get(about):
        raise Refused(Reason.HAS_SPOKEN, matter.basis, person=about)
    return StatementGiven(**matter.signature_fields, about=about, statement=act.statement, absence_reason=act.absence_reason)


def statement_given(fact: StatementGiven, review: Review) -> Review:
    return replace(review, statements={**review.statements, fact.about: bool(fact.statement)})


def establish(act: Establish, matter: Matter[Review]) -> FactEstablished:
    if act.about not in matter.stream.persons:
        raise Refused(Reason.NOT_UNDER_REVIEW, matter.basis, person=act.about)
    if act.value is not Answer.UNKNOWN and not act.evidence:
        raise Refused(Reason.EVIDENCE_NEEDED, matter.basis)
    _refuse_unless_confirmed(act, matter)
    other = CONTRADICTS.get(act.fact_)
    said = {each.fact: each.value for each in matter.stream.established if (each.about, each.deed) == (act.about, act.deed)}
    if other and act.value is Answer.YES and said.get(other) is Answer.YES:
        raise Refused(Reason.FACTS_CONTRADICT, matter.basis, finding=str(act.fact_), other=str(other))
    return FactEstablished(
        **matter.signature_fields,
        about=act.about,
        deed=act.deed,
        deed_called=_called(act, matter),
        fact=act.fact_,
        value=act.value,
        evidence=act.evidence,
        reasons=act.reasons,
        excused_by=act.excused_by,
        confirmed_by=act.confirmed_by,
    )


def _called(act: Establish, matter: Matter[Review]) -> str:
    """What the act is called: as it is said now, or was said before. Raises Refused where one of several acts of a person would have no name."""
    called, names = act.deed_called or deed_called(act.about, act.deed, matter.stream), matter.law.review.names_deeds
    others = any(each.about == act.about and each.deed != act.deed for each in matter.stream.established)
    if names and names.value and others and not called:
        raise Refused(Reason.DEED_NEEDS_A_NAME, names.basis, person=act.about)
    return called


def _refuse_unless_confirmed(act: Establish, matter: Matter[Review]) -> None:
    """Force majeure is one of the cases the law names, and somebody at the competent level has confirmed it (ND234 Art. 4.1.b)."""
    grounds = matter.law.review.force_majeure_grounds
    if grounds is None or (act.fact_, act.value) != (Finding.FORCE_MAJEURE, Answer.YES):
        return
    if act.excused_by not in grounds.value or not act.confirmed_by:
        raise Refused(Reason.GROUND_NOT_CONFIRMED, grounds.basis)


def fact_established(fact: FactEstablished, review: Review) -> Review:
    """What is found later about the same thing takes its place; the ledger keeps both."""
    found = Established(
        about=fact.about,
        deed=fact.deed,
        fact=fact.fact,
        value=fact.value,
        evidence=fact.evidence,
        deed_called=fact.deed_called,
        by=fact.by.person if fact.by else "",
        excused_by=fact.excused_by,
        confirmed_by=fact.confirmed_by,
    )
    others = (each for each in review.established if (each.about, each.deed, each.fact) != (found.about, found.deed, found.fact))
    return replace(review, established=(*others, found))


CHAPTER = Chapter(
    concludes=(
        conclusion(GiveStatement, give_statement),
        conclusion(Establish, establish),
    ),
    changes=(
        change(StatementGiven, statement_given),
        change(FactEstablished, fact_established),
    ),
)

"""Who advises a person under review: named by that person, for a time, to read this one review and to act in nothing."""

from dataclasses import replace
from datetime import timedelta

from domain.acts import DismissAdviser, NameAdviser
from domain.chapter import Chapter, change, conclusion
from domain.facts import AdviserDismissed, AdviserNamed
from domain.matter import Matter
from domain.people.conflicts import first_that_holds
from domain.refusals import Reason, Refused
from domain.streams.review import Adviser, Review
from domain.vocabulary import Role


def somebody_advises(review: Review) -> Reason | None:
    return None if review.advisers else Reason.NOBODY_ADVISES


def name_adviser(act: NameAdviser, matter: Matter[Review]) -> AdviserNamed:
    """Who may not advise is refused without the rule: of others' ties a person under review is told nothing."""
    name = matter.person(act.adviser).name
    if first_that_holds(act.adviser, matter.law.keeps_from(Role.ADVISER), matter.before):
        raise Refused(Reason.MAY_NOT_ADVISE, matter.basis, person=act.adviser)
    matter.refuse_unless_ahead(act.until, "until")
    longest = matter.law.conflicts.adviser_at_most_days if matter.law.conflicts else None
    if longest and act.until > matter.today + timedelta(days=longest.value):
        raise Refused(Reason.ADVISES_TOO_LONG, longest.basis, most=longest.value)
    return AdviserNamed(**matter.signature_fields, adviser=act.adviser, name=name, until=act.until)


def adviser_named(fact: AdviserNamed, review: Review) -> Review:
    """In the place of whoever advised that person before: by naming many at once nobody keeps them all from the panel."""
    of = fact.by.person if fact.by else ""
    return replace(review, advisers={**review.advisers, of: Adviser(person=fact.adviser, until=fact.until)})


def dismiss_adviser(act: DismissAdviser, matter: Matter[Review]) -> AdviserDismissed:
    advises = matter.stream.advisers.get(matter.by.person)
    if advises is None:
        raise Refused(Reason.NOBODY_ADVISES, matter.basis)
    return AdviserDismissed(**matter.signature_fields, adviser=advises.person)


def adviser_dismissed(fact: AdviserDismissed, review: Review) -> Review:
    of = fact.by.person if fact.by else ""
    return replace(review, advisers={each: advises for each, advises in review.advisers.items() if each != of})


CHAPTER = Chapter(
    concludes=(
        conclusion(NameAdviser, name_adviser),
        conclusion(DismissAdviser, dismiss_adviser),
    ),
    changes=(
        change(AdviserNamed, adviser_named),
        change(AdviserDismissed, adviser_dismissed),
    ),
)

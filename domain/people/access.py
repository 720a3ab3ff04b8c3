"""By which rule somebody is let in to what has an address: a right outside any stream (rights.py), or one of these. What has none is shut.

And which rule leaves somebody out of a case: it is printed, and told to nobody to whom the case is not there.
"""

from enum import StrEnum

from domain.people.rights import Right
from domain.people.standpoint import SEES_OF_KIND, Standpoint


class Access(StrEnum):
    """Its key in words/ [access]."""

    ANYBODY = "anybody"
    BY_ITS_ADDRESS = "by_its_address"
    SIGNED_IN = "signed_in"
    THEIR_OWN = "their_own"
    WHAT_THEY_READ = "what_they_read"
    READS_THE_CASE = "reads_the_case"
    ASKED_IN_THE_CASE = "asked_in_the_case"
    CONCERNED_BY_THE_CASE = "concerned_by_the_case"
    SENT_THE_LIST = "sent_the_list"
    APPOINTS = "appoints"
    HEADS_OR_ABOVE = "heads_or_above"
    SERVES_THERE = "serves_there"
    OPERATES = "operates"


Rule = Access | Right


def name_of(rule: Rule) -> str:
    return rule.name if isinstance(rule, Right) else rule.value


class Unread(StrEnum):
    """Its key in words/ [unread]."""

    NOT_NAMED = "not_named"
    OF_THE_PERSON_ALONE = "of_the_person_alone"
    NO_NEED_TO_KNOW = "no_need_to_know"
    NOT_IN_ITS_LINE = "not_in_its_line"


def why_unread(person: str, standpoint: Standpoint) -> Unread | None:
    """Which part of `Standpoint.may_read` leaves them out; None where they read it."""
    if standpoint.may_read(person):
        return None
    offices = [held for held in standpoint.directory.terms if held.person == person]
    if not offices:
        return Unread.NOT_NAMED
    if standpoint.stream.kind in SEES_OF_KIND:
        return Unread.OF_THE_PERSON_ALONE
    there = any(held.agency in standpoint.read_at for held in offices)
    return Unread.NO_NEED_TO_KNOW if there else Unread.NOT_IN_ITS_LINE

"""By which rule somebody is let in to what has an address: a right outside any stream (rights.py), or one of these. What has none is shut."""

from enum import StrEnum

from domain.people.rights import Right


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

"""What a stream's number says: its kind, and its family, which is the initiative's number. The ids of Temporal workflows are these."""

import re

from domain.vocabulary import StreamKind

# What the numbers of a kind look like; every other number is an initiative's. The yearly campaign as it is set up has one number for ever.
DIRECTED, YEARLY, SIGNING, DECLARED_BY = "CD", "DK", "UQ", "KK"
_INITIATIVES = r"SK-[0-9]{4}-[A-Za-z0-9][A-Za-z0-9._-]{0,39}-[1-9][0-9]*"  # with the agency's code in it, as domain/values.py has codes
INITIATIVE = re.compile(_INITIATIVES)
FORMS = {
    StreamKind.REVIEW: re.compile(rf"(?P<family>{_INITIATIVES})-R[1-9][0-9]{{0,2}}"),
    StreamKind.REWARD_FILE: re.compile(rf"(?P<family>{_INITIATIVES})-K"),
    StreamKind.CAMPAIGN: re.compile(r"(?P<family>DK-[0-9]{4}|CD-[1-9][0-9]*)"),
    StreamKind.YEARLY: re.compile(r"(?P<family>DK)"),
    StreamKind.SIGNING: re.compile(rf"(?P<family>{SIGNING}-[1-9][0-9]*)"),
    StreamKind.DECLARATION: re.compile(rf"(?P<family>{DECLARED_BY}-[A-Za-z0-9][A-Za-z0-9._-]{{0,39}})"),
}
LONGEST = 60  # characters: a number is the id of a workflow, and stands in addresses and letters


def is_number(text: str) -> bool:
    """Whether a stream can have this number. Whatever else somebody sends or has sent is nobody's, and no workflow can be woken under it."""
    return len(text) <= LONGEST and any(form.fullmatch(text) for form in (INITIATIVE, *FORMS.values()))


def kind_of(number: str) -> StreamKind:
    return next((kind for kind, form in FORMS.items() if form.fullmatch(number)), StreamKind.INITIATIVE)


def family_of(number: str) -> str:
    """The number whose turn whoever writes into the stream has: of reviews and reward files the initiative's, of all others their own."""
    return next((known["family"] for form in FORMS.values() if (known := form.fullmatch(number))), number)


PATHS = {
    StreamKind.INITIATIVE: "initiatives",
    StreamKind.REVIEW: "reviews",
    StreamKind.REWARD_FILE: "rewards",
    StreamKind.CAMPAIGN: "campaigns",
    StreamKind.YEARLY: "yearly-campaigns",
    StreamKind.SIGNING: "signing",
    StreamKind.DECLARATION: "declarations",
}


def address_of(kind: StreamKind) -> str:
    """Where people read streams of that kind, below the API's address."""
    return f"/{PATHS[kind]}"


def path_of(number: str) -> str:
    """Where people read this one."""
    return f"{address_of(kind_of(number))}/{number}"


def in_order(number: str) -> str:
    """The number as it sorts: -2 before -10. No two numbers sort alike: those that differ in noughts alone are told apart by themselves."""
    padded = re.sub(r"\d+", lambda digits: digits[0].zfill(10), number)
    return f"{padded} {number}" if re.search(r"(?<!\d)0\d", number) else padded


def initiatives_of(agency: str, year: int) -> str:
    """What the numbers of an agency's initiatives of a year begin with."""
    return f"SK-{year}-{agency}"


def declaration_of(person: str) -> str:
    return f"{DECLARED_BY}-{person}"


def yearly_campaign(year: int) -> str:
    return f"{YEARLY}-{year}"


def review_number(initiative: str, n: int) -> str:
    return f"{initiative}-R{n}"


def reward_file_number(initiative: str) -> str:
    return f"{initiative}-K"

"""What a stream's number says: its kind, and its family, which is the initiative's number. The ids of Temporal workflows are these."""

import re

from domain.vocabulary import StreamKind

# What the numbers of a kind look like; every other number is an initiative's. The yearly campaign as it is set up has one number for ever.
DIRECTED, YEARLY = "CD", "DK"
FORMS = {
    StreamKind.REVIEW: re.compile(r"(?P<family>.+-\d+)-R\d+"),
    StreamKind.REWARD_FILE: re.compile(r"(?P<family>.+-\d+)-K"),
    StreamKind.CAMPAIGN: re.compile(r"(?P<family>DK-\d{4}|CD-\d+)"),
    StreamKind.YEARLY: re.compile(r"(?P<family>DK)"),
}


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


def yearly_campaign(year: int) -> str:
    return f"{YEARLY}-{year}"


def review_number(initiative: str, n: int) -> str:
    return f"{initiative}-R{n}"


def reward_file_number(initiative: str) -> str:
    return f"{initiative}-K"

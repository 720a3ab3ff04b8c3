"""What a stream's number says: its kind, and its family, which is the initiative's number. The ids of Temporal workflows are these."""

import re

from domain.vocabulary import StreamKind

_REVIEW = re.compile(r"(?P<family>.+-\d+)-R\d+")
_CAMPAIGN = re.compile(r"DK-\d{4}|CD-\d+")
DIRECTED = "CD"
_REWARD_FILE = re.compile(r"(?P<family>.+-\d+)-K")


def kind_of(number: str) -> StreamKind:
    if _CAMPAIGN.fullmatch(number):
        return StreamKind.CAMPAIGN
    if _REVIEW.fullmatch(number):
        return StreamKind.REVIEW
    return StreamKind.REWARD_FILE if _REWARD_FILE.fullmatch(number) else StreamKind.INITIATIVE


def family_of(number: str) -> str:
    """The initiative it belongs to: whoever writes into any of its streams has this one's turn."""
    found = _REVIEW.fullmatch(number) or _REWARD_FILE.fullmatch(number)
    return found["family"] if found else number


_PATHS = {
    StreamKind.INITIATIVE: "initiatives",
    StreamKind.REVIEW: "reviews",
    StreamKind.REWARD_FILE: "rewards",
    StreamKind.CAMPAIGN: "campaigns",
}


def address_of(kind: StreamKind) -> str:
    """Where people read streams of that kind, below the API's address."""
    return f"/{_PATHS[kind]}"


def path_of(number: str) -> str:
    """Where people read this one."""
    return f"{address_of(kind_of(number))}/{number}"


def in_order(number: str) -> str:
    """The number as it sorts: -2 before -10."""
    return re.sub(r"\d+", lambda digits: digits[0].zfill(10), number)


def initiatives_of(agency: str, year: int) -> str:
    """What the numbers of an agency's initiatives of a year begin with."""
    return f"SK-{year}-{agency}"


def yearly_campaign(year: int) -> str:
    return f"DK-{year}"


def review_number(initiative: str, n: int) -> str:
    return f"{initiative}-R{n}"


def reward_file_number(initiative: str) -> str:
    return f"{initiative}-K"

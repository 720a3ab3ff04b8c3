"""A paper that can be drafted, as it is listed."""

from datetime import datetime

from pydantic import BaseModel


class PaperOffered(BaseModel):
    """`entry`: what it is drafted from, by its place in the timeline. `word`, `pdf`: where the draft is."""

    name: str
    called: str
    entry: int
    at: datetime
    sentence: str
    word: str
    pdf: str

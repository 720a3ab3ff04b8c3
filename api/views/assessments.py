"""What the liability tables say, in words. They recommend."""

from store.reading.views import View


class RowWeighed(View):
    """One row of a liability table before the facts: it fires (yes), does not (no), or may yet (unknown), and why. `binds`: the law leaves no choice."""

    row: str
    fires: str
    failed: tuple[str, ...]
    unknown: tuple[str, ...]
    outcomes: tuple[str, ...]
    binds: bool
    sentence: str
    citation: str
    provisional: bool


class FactFor(View):
    """A known fact that, were it otherwise, would leave a harder outcome. `sequence`: its entry in the review's timeline, 0 where it follows from the
    record of the initiative; `paper`: the number of the document of that entry; `citation`: of the row it serves; `otherwise`: what would be left open.
    """

    question: str
    answer: str
    sentence: str
    sequence: int
    evidence: tuple[str, ...]
    paper: str
    row: str
    citation: str
    otherwise: tuple[str, ...]


class FactMissing(View):
    """A fact nobody has established: how it would have to be, and the offices that may put it on record."""

    question: str
    answer: str
    sentence: str
    offices: tuple[str, ...]
    office_labels: tuple[str, ...]


class KinderRowView(View):
    """A row that may yet fire and would leave a kinder outcome, with all it still needs."""

    row: str
    outcomes: tuple[str, ...]
    sentence: str
    citation: str
    missing: tuple[FactMissing, ...]


class InFavour(View):
    """What one table and the record say for a person under review. What would help most stands first in `kinder`. Nothing is scored, nothing advised."""

    person: str
    name: str
    deed: str
    deed_called: str
    table: str
    title: str
    speaks: tuple[FactFor, ...]
    kinder: tuple[KinderRowView, ...]


class TableSays(View):
    """What one liability table says of one person and one of their acts now. It recommends and grants nothing.

    `bound`: nobody may conclude anything but these outcomes.
    `final`: one row fires. Otherwise `asks_for` names the evidence wanted.
    `turns_on`: each single fact that would leave other outcomes open. `compare`: that people must compare it with the law of the day it was done, which may
    be more favourable and is not computed here. `rule_set`: why that set is read; the pinned one decides.
    """

    person: str
    name: str
    deed: str
    deed_called: str
    table: str
    title: str
    final: bool
    outcomes: tuple[str, ...]
    refer: bool
    bound: bool
    answers: dict[str, str]
    asks_for: tuple[str, ...]
    sentence: str
    turns_on: tuple[str, ...]
    compare: str
    rows: tuple[RowWeighed, ...]
    policy: str
    rule_set: str
    rule_set_label: str
    provisional: bool

"""What of a case somebody may have had before their eyes."""

from enum import StrEnum


class Part(StrEnum):
    """A part of a case as it is shown: the tabs of its page, a sheet with all of them, a form; what programs read of it; and what is read beside cases.

    `LOST` is none: it stands where readings were not kept, so that the gap is seen.
    """

    TIMELINE = "timeline"
    OF_ONE_KIND = "of_one_kind"
    ENTRY = "entry"
    CONTENTS = "contents"
    PLAN = "plan"
    ROOM = "room"
    REWARDS = "rewards"
    PEOPLE = "people"
    PAPERS = "papers"
    EVIDENCE = "evidence"
    DRAFT_PAPER = "draft_paper"
    DEADLINES = "deadlines"
    FAMILY = "family"
    PRINT = "print"
    FORM = "form"
    FILE = "file"
    FACTS = "facts"
    ACTS = "acts"
    ASSESSMENT = "assessment"
    READERS = "readers"
    TALENT = "talent"
    HEADS = "heads"
    CERTIFICATE = "certificate"
    LOST = "lost"


class Knowledge(StrEnum):
    """What somebody knew of what had happened, when they made an entry: by the record, and no further."""

    NOTHING_HAPPENED = "nothing_happened"
    OPENED = "opened"
    NOT_OPENED = "not_opened"
    BY_THEMSELVES = "by_themselves"
    UNKNOWN = "unknown"

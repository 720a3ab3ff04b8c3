"""The files an act encloses, as its form and its check show them: by name, size, and whether they may be relied upon yet."""

from api.house import House
from api.pages.suggestions import Suggestions
from api.pages.visits import Sent, Visit
from store.reading.evidence import named_in
from store.reading.open_file import OpenFile
from words import label as labelled
from words import page, rendering

ENCLOSED = "enclosed"
FILE = "_file"  # in a form: what was chosen and is not handed in yet
UPLOADED = "/files"  # behind the address of a form: where its files are sent


def offer(typed: Sent, suggestions: Suggestions, file: OpenFile | None, house: House, visit: Visit) -> None:
    """What is known of those that stand in the form already; of a hash that is nobody's file, nothing."""
    names = typed.get(ENCLOSED, [])
    if not names:
        return
    in_case = named_in(house.readings.timeline(file, visit.caller)) if file else {}
    found = house.cabinet.stated(names, visit.caller.id, {name: each.evidence for name, each in in_case.items()})
    states = house.cabinet.histories(each.sha256 for each in found)
    suggestions.offer(
        ENCLOSED,
        {
            each.sha256: page(
                "file_so",
                visit.language,
                name=each.name,
                size=rendering.size(each.size, visit.language),
                state=labelled("file_states", states[each.sha256].state, visit.language),
            )
            for each in found
        },
    )

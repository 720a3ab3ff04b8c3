"""What a form suggests where a code is asked: persons, agencies and parts of the case by their names. It suggests; what stands is for the rules to say.

Nobody is suggested whom the reader does not meet in the case: its people, and whoever leads the agencies it concerns.
"""

from collections.abc import Mapping

import words
from api.pages.cards import Lines
from api.pages.forms import BEFORE_THE_CODE
from domain.streams.campaign import Campaign
from domain.streams.initiative import Initiative
from domain.streams.review import Review
from domain.streams.reward_file import RewardFile
from domain.vocabulary import Office
from store.reading.readings import Caller, OpenFile

AGENCIES = frozenset({"agency", "to", "departments", "agencies", "owing"})
PEOPLE = frozenset(
    {
        "about",
        "chair",
        "decided_by",
        "evaluator",
        "implementer",
        "implementers",
        "member",
        "members",
        "owner",
        "person",
        "persons",
        "present",
        "proposers",
    }
)

Names = Mapping[str, str]


def agencies_for(file: OpenFile | None, lines: Lines) -> Names:
    """Those that stand; in a campaign those that are under duty in it."""
    if file and isinstance(file.stream, Campaign):
        return {code: lines.agency(code) for code in file.stream.owes}
    return lines.agencies


def people_for(file: OpenFile | None, caller: Caller) -> Names:
    """By id. An officer who is only in the directory because of something hidden is none of them: officers are suggested to nobody."""
    known = {caller.id: caller.person.name}
    if file is None:
        return known
    stream, directory = file.stream, file.standpoint.directory
    leaders = (term.person for term in directory.terms if term.agency in directory.agencies and term.office is not Office.AGENCY_OFFICER)
    panel = (*stream.persons, *stream.panel) if isinstance(stream, Review) else ()
    named = stream.named
    if isinstance(stream, Initiative) and not file.needs_to_know:  # who sits on the panels of its reviews is not theirs to read
        named = (*stream.persons_as(Office.EVALUATOR), *stream.deliberation.council)
    met = dict.fromkeys((*stream.proposers, *stream.implementers, *named, *panel, *leaders))
    return known | {person: directory.people[person].name for person in met if person in directory.people}


def parts_for(name: str, file: OpenFile | None, people: Names, language: str) -> Names:
    """Parts of the case that are known by a code of their own."""
    stream = file.stream if file else None
    match name, stream:
        case "item", Initiative() if stream.plan_in_force:
            return {item.code: item.title for item in stream.plan_in_force.items}
        case "risk", Review() if stream.register_version:
            return {risk.code: risk.cause for risk in stream.register_version.plan.risks}
        case "discipline", Review():
            return {code: people.get(each.person, each.person) for code, each in stream.disciplines.items()}
        case "proposal", RewardFile():
            return {
                code: f"{words.label('reward_kinds', each.reward, language)}, {people.get(each.person, each.person)}"
                for code, each in stream.proposals.items()
            }
        case _:
            return {}


def as_picked(names: Names) -> list[str]:
    """As they stand in a list to pick from."""
    return [f"{name}{BEFORE_THE_CODE}{code}" for code, name in names.items()]


class Suggestions:
    """For one form."""

    def __init__(self, file: OpenFile | None, caller: Caller, lines: Lines, language: str, areas: Names) -> None:
        self._file, self._language, self._areas = file, language, areas
        self.agencies, self.people = agencies_for(file, lines), people_for(file, caller)
        self._every_agency = lines.agencies

    def of(self, name: str) -> Names:
        if name in AGENCIES:
            return self.agencies
        if name in PEOPLE:
            return self.people
        if name == "focus_area":
            return self._areas
        return parts_for(name, self._file, self.people, self._language)

    def listed(self, name: str) -> str:
        """Which list a field picks from: those of agencies and persons are long, and stand in a page once."""
        return "agencies" if name in AGENCIES else "people" if name in PEOPLE else name

    def told(self, name: str, code: str) -> str:
        """A code as the reader knows it."""
        found = self._every_agency if name in AGENCIES else self.of(name)
        return f"{found[code]} ({code})" if code in found else code

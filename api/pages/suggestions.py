"""What a form suggests where a code is asked: persons, agencies and parts of the case by their names. It suggests; what stands is for the rules to say.

Unasked, nobody is suggested whom the reader does not meet in the case: its people, and whoever leads the agencies it concerns. Who is looked for by name is
found in the namebook, which knows of no case.
"""

from collections.abc import Mapping

import words
from api.pages.cards import Lines
from api.pages.forms import BEFORE_THE_CODE
from domain.acts import ACTS
from domain.likeness import folded
from domain.streams.campaign import Campaign
from domain.streams.initiative import Initiative
from domain.streams.review import Review
from domain.streams.reward_file import ProposedReward, RewardFile
from domain.vocabulary import Office
from store.reading.caller import Caller
from store.reading.namebook import MOST, Namebook, begins_words_of
from store.reading.open_file import OpenFile

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
        "secretary",
        "voted",
    }
)

Names = Mapping[str, str]


def agencies_for(file: OpenFile | None, lines: Lines) -> Names:
    """Those that stand; in a campaign those that are under duty in it."""
    if file and isinstance(file.stream, Campaign):
        return {code: lines.agency(code) for code in file.stream.owes}
    return lines.standing


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


def parts_for(name: str, file: OpenFile | None, people: Names, agencies: Names, language: str) -> Names:
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
                code: f"{words.label('reward_kinds', each.reward, language)}, {_whose(each, people, agencies)}"
                for code, each in stream.proposals.items()
            }
        case _:
            return {}


def _whose(reward: ProposedReward, people: Names, agencies: Names) -> str:
    """A person, a collective of an agency, or an agency."""
    return reward.collective or people.get(reward.person, reward.person) or agencies.get(reward.agency, reward.agency)


def as_picked(names: Names) -> list[str]:
    """As they stand in a list to pick from."""
    return [f"{name}{BEFORE_THE_CODE}{code}" for code, name in names.items()]


class Suggestions:
    """For one form and one reader."""

    def __init__(self, file: OpenFile | None, caller: Caller, lines: Lines, language: str, areas: Names, book: Namebook) -> None:
        self._file, self._language, self._book = file, language, book
        signed = {name: words.act_title(name, language) for name, act in ACTS.items() if act.signed_for}
        self._offered: dict[str, Names] = {"focus_area": areas, "focus_areas": areas, "acts": signed}
        self._near = [term.agency for term in caller.terms]
        self.agencies, self._every_agency = agencies_for(file, lines), lines.agencies
        self._met = people_for(file, caller)
        self.people = {person: self._with_place(person, name) for person, name in self._met.items()}

    def of(self, name: str) -> Names:
        if name in AGENCIES:
            return self.agencies
        if name in PEOPLE:
            return self.people
        return self._offered.get(name) or parts_for(name, self._file, self._met, self._every_agency, self._language)

    def offer(self, name: str, names: Names) -> None:
        """What may be picked for that field, and nothing else that was offered before."""
        self._offered[name] = names

    def listed(self, name: str) -> str:
        """Which list a field picks from: those of agencies and persons are long, and stand in a page once."""
        return "agencies" if name in AGENCIES else "people" if name in PEOPLE else name

    def called(self, name: str, code: str) -> str:
        """The name of what bears the code, a person's with where they serve; "" for what the reader cannot know."""
        if name in AGENCIES:
            return self._every_agency.get(code, "")
        if name in PEOPLE and code in self._book.officers:
            return self._with_place(code, self._book.officers[code].name)
        return self.of(name).get(code, "")

    def told(self, name: str, code: str) -> str:
        """A code as the reader knows it: behind the name, where two may bear one name and where people type it; of a list of ours, the name alone."""
        called = self.called(name, code)
        if not called:
            return code
        return called if name in self._offered else f"{called} ({code})"

    def found(self, name: str, typed: str) -> tuple[Names, bool]:
        """Whoever may be meant by what is typed, those of the case first; and whether there are more than are told."""
        if name in AGENCIES:
            answering = [code for code, called in self.agencies.items() if begins_words_of(called, typed)]
            return {code: self.agencies[code] for code in answering[:MOST]}, len(answering) > MOST
        looked_up = self._book.found(typed, self._near)
        met = {person: self.people[person] for person, called in self._met.items() if begins_words_of(called, typed)}
        both = met | {each.id: self._with_place(each.id, each.name) for each in looked_up.officers}
        return dict([*both.items()][:MOST]), looked_up.more or len(both) > MOST

    def named(self, name: str, typed: str) -> tuple[str, ...]:
        """The codes of those whose whole name was typed."""
        if name in AGENCIES:
            return tuple(code for code, called in self.agencies.items() if folded(called) == folded(typed))
        return tuple(each.id for each in self._book.named(typed))

    def _with_place(self, person: str, name: str) -> str:
        officer = self._book.officers.get(person)
        places = dict.fromkeys(post.agency_name for post in officer.posts) if officer else ()
        return ", ".join((name, *places))

    def offices(self, person: str) -> str:
        """What somebody of the namebook holds; "" of anybody else."""
        officer = self._book.officers.get(person)
        if officer is None:
            return ""
        held = dict.fromkeys(words.label("offices", post.office, self._language) for post in officer.posts)
        return "; ".join(held) or words.page("holds_no_office", self._language)

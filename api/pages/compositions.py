"""Where an act asks much of a person: in which groups its fields are asked, and what stands in them before anybody types. The fields themselves are the act's.

A group has a heading and a lead in words/ [pages], `group_<name>` and `group_<name>_how`. What no group names is asked after them, so that nothing is left out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from api.pages.forms import Field
from domain.acts import Act, Decide, Recommend
from domain.streams.review import Review
from store.reading.open_file import OpenFile

GROUPS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "submit_plan": {"work": ("plan_form", "items"), "risks": ("risks", "no_risks_because"), "secrets": ("no_secrets",)},
    "propose_amendment": {"work": ("items",), "risks": ("risks", "no_risks_because"), "secrets": ("no_secrets",)},
    "establish": {
        "which_fact": ("about", "deed", "deed_called", "fact"),
        "answer": ("value", "evidence", "reasons"),
        "excused": ("excused_by", "confirmed_by"),
        "secrets": ("no_secrets",),
    },
    "recommend": {"conclusions": ("outcomes",), "meeting": ("minutes", "minuted", "present", "dissents")},
    "decide": {"decisions": ("outcomes",), "departure": ("departure_reason",)},
    "give_leave_to_sign": {
        "who_signs": ("agency", "person", "capacity"),
        "leave_time": ("on_paper", "starts", "ends"),
        "leave_scope": ("acts", "cases", "focus_areas"),
    },
    "open_campaign": {
        "campaign": ("heading", "directive", "agency", "closes_on"),
        "whom": ("kinds", "agencies"),
        "what_for": ("focus_area", "at_least"),
    },
}


@dataclass(frozen=True)
class Group:
    """`name`: "" for what stands in no group."""

    name: str
    fields: tuple[Field, ...]


def grouped(act: type[Act], fields: tuple[Field, ...]) -> Iterator[Group]:
    groups = GROUPS.get(act.name, {})
    for name, inside in groups.items():
        yield Group(name, tuple(field for each in inside for field in fields if field.name == each))
    named = {each for inside in groups.values() for each in inside}
    yield Group("", tuple(field for field in fields if field.name not in named))


def beforehand(act: type[Act], file: OpenFile) -> dict[str, object]:
    """A conclusion for everybody under review has a row for each of them; what is concluded is for people to say."""
    if issubclass(act, Recommend | Decide) and isinstance(file.stream, Review):
        return {"outcomes": [{"person": person} for person in file.stream.persons]}
    return {}

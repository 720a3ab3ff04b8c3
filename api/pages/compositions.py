"""Where an act asks much of a person: in which groups its fields are asked, and what stands in them before anybody types. The fields themselves are the act's.

A group has a heading and a lead in words/ [pages], `group_<name>` and `group_<name>_how`. What no group names is asked after them, so that nothing is left out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from api.pages.forms import Field
from domain.acts import Act, AttachPaper, CloseMeeting, Decide, Recommend, SummonMeeting
from domain.bodies.rules import body_of, council_sits
from domain.streams.initiative import Initiative
from domain.streams.meeting import Meeting, MeetingStream
from domain.streams.review import Review
from domain.streams.reward_file import RewardFile
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
    "close_meeting": {
        "count": ("votes_for", "against", "abstained"),
        "minutes_of_it": ("minuted",),
        "what_came": ("conclusion", "dissents"),
    },
    "decide": {"decisions": ("outcomes",), "departure": ("departure_reason",)},
    "give_leave_to_sign": {
        "who_signs": ("agency", "person", "capacity"),
        "leave_time": ("on_paper", "starts", "ends"),
        "leave_scope": ("acts", "cases", "focus_areas"),
    },
    "announce_absence": {
        "who_is_away": ("agency", "on_paper", "starts", "ends"),
        "who_takes_it": ("person", "capacity"),
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
    """A conclusion for everybody under review has a row for each of them; what is concluded is for people to say. The minutes of a meeting begin with its
    day and with who was absent when it was opened; what was counted is for people to say. A scan is of the first entry that lacks one.
    """
    if issubclass(act, Recommend | Decide) and isinstance(file.stream, Review):
        return {"outcomes": [{"person": person} for person in file.stream.persons]}
    if issubclass(act, AttachPaper):
        return {"entry": next((each.entry for each in file.stream.papers if not each.scanned), "")}
    if issubclass(act, CloseMeeting) and (meeting := _meeting(file)):
        absent = [each.model_dump() for each in meeting.absent if each.member not in meeting.present]
        return {"minuted": {"minutes_on": meeting.meets_on.isoformat(), "absent": absent}}
    return {}


def asked(act: type[Act], fields: tuple[Field, ...], file: OpenFile | None) -> tuple[Field, ...]:
    """As they are asked in this case: of a meeting, whether it votes in secret only where it may, and about which reward, or of
    the council, only where there is one."""
    if file is None or not issubclass(act, SummonMeeting):
        return fields
    unasked = {"secret"} if not _may_be_secret(file) else set[str]()
    unasked |= {"proposal"} if not isinstance(file.stream, RewardFile) else set()
    unasked |= {"council"} if not isinstance(file.stream, Initiative) or council_sits(file.stream) else set()
    return tuple(replace(field, required=field.required or field.name == "proposal") for field in fields if field.name not in unasked)


def _may_be_secret(file: OpenFile) -> bool:
    rule = file.law.meetings.get(body_of(file.stream).kind)
    return rule is not None and rule.may_be_secret


def _meeting(file: OpenFile) -> Meeting | None:
    return file.stream.meeting if isinstance(file.stream, MeetingStream) else None

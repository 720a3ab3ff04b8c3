"""What a form may ask beside the fields of its entry, by kind of case: bare values of the domain, without words.

A slot that not every case of its kind fills is `Sometimes`: a form may only ask for it where it can do without.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from domain.drafting.drafted import Drafted
from domain.facts import Fact
from domain.numbers import family_of
from domain.streams.campaign import Campaign
from domain.streams.initiative import Initiative
from domain.streams.meeting import Meeting, MeetingStream
from domain.values import unique
from domain.vocabulary import Ballot, BodyKind, OpinionFor, StreamKind


@dataclass(frozen=True)
class Always:
    of: Callable[[Drafted], object]


@dataclass(frozen=True)
class Sometimes(Always):
    """Empty in some cases."""


def _case(name: str) -> Callable[[Drafted], object]:
    read = attrgetter(name)
    return lambda drafted: read(drafted.stream)


def _opinion(before: OpinionFor) -> Sometimes:
    return Sometimes(lambda drafted: drafted.stream.opinions.get(before))


def _votes(ballot: Ballot, counted: str) -> Sometimes:
    """As the minutes of the leadership's meeting count them, or, where none was held, the ballots themselves."""

    def count(drafted: Drafted) -> object:
        case: Initiative = drafted.stream
        met = case.last_closed if case.last_closed and case.last_closed.body is BodyKind.LEADERSHIP else None
        if met:
            return getattr(met, counted)
        cast = [*case.deliberation.ballots.values()]
        return cast.count(ballot) if cast else None

    return Sometimes(count)


def _proposed(name: str) -> Callable[[Drafted], object]:
    """Of the reward that the entry is about."""
    return lambda drafted: getattr(drafted.stream.proposals[drafted.fact.proposal], name)  # type: ignore[attr-defined]


def _met(drafted: Drafted) -> Meeting | None:
    """The meeting that the entry is about."""
    stream: MeetingStream = drafted.stream
    return next((each for each in stream.meetings if each.number == getattr(drafted.fact, "meeting", "")), None)


def _meeting(name: str) -> Sometimes:
    return Sometimes(lambda drafted: getattr(_met(drafted), name, None))


def _duty(drafted: Drafted) -> object:
    campaign: Campaign = drafted.stream
    return len(campaign.duty)


_DOSSIER = ("purpose", "bottleneck", "solution", "scope", "timetable", "resources", "feasibility", "expected_effect")
_DOSSIER_OF_THE_PLAN = ("worst_case", "remedy", "commitment", "grounding")
_OF_EVERY: Mapping[str, Always] = {
    "number": Always(_case("number")),
    "title": Always(_case("title")),
    "agency": Always(_case("agency")),
    "day": Always(attrgetter("fact.at")),
}
_OF_PEOPLE: Mapping[str, Always] = {
    "proposers": Always(_case("proposers")),
    "implementers": Sometimes(_case("implementers")),
    "initiative": Always(lambda drafted: family_of(drafted.stream.number)),
}
_OF_MEETINGS: Mapping[str, Always] = {
    f"met_{name}": _meeting(name) for name in ("chair", "secretary", "present", "absent", "meets_on", "agenda")
}
SLOTS: Mapping[StreamKind, Mapping[str, Always]] = {
    StreamKind.INITIATIVE: {
        **_OF_EVERY,
        **_OF_PEOPLE,
        **_OF_MEETINGS,
        **{f"dossier_{name}": Always(_case(f"dossier.{name}")) for name in _DOSSIER},
        **{f"dossier_{name}": Sometimes(_case(f"dossier.{name}")) for name in _DOSSIER_OF_THE_PLAN},
        "registered_on": Always(_case("registered_at")),
        "addressed_to": Always(_case("addressed_to")),
        "opinion_before_approval": _opinion(OpinionFor.APPROVAL),
        "opinion_before_evaluation": _opinion(OpinionFor.EVALUATION),
        "votes_in_favour": _votes(Ballot.FOR, "votes_for"),
        "votes_against": _votes(Ballot.AGAINST, "against"),
        "votes_abstained": _votes(Ballot.ABSTAIN, "abstained"),
        "finished_on": Sometimes(_case("ending.finished_on")),
        "no_risks_because": Sometimes(lambda drafted: getattr(drafted.stream.plan_in_force, "no_risks_because", "")),
    },
    StreamKind.REVIEW: {
        **_OF_EVERY,
        **_OF_PEOPLE,
        **_OF_MEETINGS,
        "what": Always(_case("what")),
        "happened_on": Always(_case("happened_on")),
        "persons": Sometimes(_case("persons")),
        "cause": Sometimes(_case("cause")),
        "damage_dong": Sometimes(_case("damage_dong")),
        "opinion_before_review": _opinion(OpinionFor.REVIEW),
        "chair": Sometimes(_case("chair")),
        "recommended_by": Sometimes(_case("recommended_by")),
    },
    StreamKind.REWARD_FILE: {
        **_OF_EVERY,
        **_OF_PEOPLE,
        **_OF_MEETINGS,
        "tier": Sometimes(_case("tier")),
        "reward": Always(_proposed("reward")),
        "person": Sometimes(_proposed("person")),
    },
    StreamKind.CAMPAIGN: {
        **_OF_EVERY,
        "heading": Always(_case("heading")),
        "directive": Always(_case("directive")),
        "closes_on": Always(_case("closes_on")),
        "how_many_agencies": Always(_duty),
    },
}
KINDS = tuple(SLOTS)  # of these cases papers are drafted
# Of an entry: what is no text, and what tells of the record and not of the matter.
_NOT_ASKED = frozenset(
    {*Fact.model_fields, "names", "policy", "calendar", "plan", "dossier", "assessed", "outcomes", "minuted", "register_version"}
)
# Lists of which their acts ask one at least.
_NEVER_EMPTY = frozenset({"summoned", "departments"})


def asked_of(entry: type[Fact], kind: StreamKind) -> Mapping[str, bool]:
    """Every name that a form drafted from that entry, in a case of that kind, may ask for; and whether it is always filled. A field of the entry goes
    before a slot of the case."""
    fields = {
        name: field.annotation is bool or name in _NEVER_EMPTY or (field.is_required() and not str(field.annotation).startswith("tuple"))
        for name, field in entry.model_fields.items()
        if name not in _NOT_ASKED and not name.endswith("sha256")
    }
    return {**{name: type(slot) is Always for name, slot in SLOTS[kind].items()}, **fields}


def value_of(name: str, drafted: Drafted) -> Any:
    """The bare value; None, "", 0 or () where there is none."""
    if name not in _NOT_ASKED and name in type(drafted.fact).model_fields:
        return getattr(drafted.fact, name)
    return SLOTS[drafted.stream.kind][name].of(drafted)


def everybody(drafted: Drafted) -> tuple[str, ...]:
    """Whom a paper may name that its entry does not: the parties, and whoever it names in the case."""
    stream = drafted.stream
    return unique(*stream.proposers, *stream.implementers, *stream.named)

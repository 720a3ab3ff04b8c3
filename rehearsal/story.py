"""Whole cases as data (stories/): how a story is written. stories/README.md tells it to people who do not program."""

from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import AwareDatetime, ConfigDict, Discriminator, Field, StringConstraints, Tag, model_validator
from ruamel.yaml import YAML

from domain.acts import ACTS, SetUpYearlyCampaign
from domain.law.working_days import Days
from domain.people.directory import Agency
from domain.values import Asked, Code
from domain.vocabulary import Regime
from settings import ROOT

STORIES = ROOT / "stories"

Name = Annotated[str, StringConstraints(pattern=r"^[A-Z]\w*$")]


class _Step(Asked):
    model_config = ConfigDict(populate_by_name=True)

    only: Regime | None = None

    def played_under(self, regime: Regime) -> bool:
        return self.only in (None, regime)


class _Expecting(_Step):
    case: Name | Literal[""] = ""
    expect: Any = None
    expect_under: dict[Regime, Any] = Field(default={})
    refused: dict[str, Any] | None = None

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if (self.expect is not None) + bool(self.expect_under) + (self.refused is not None) > 1:
            raise ValueError("a step has one of `expect`, `expect_under` and `refused`")
        return self

    def expected(self, regime: Regime) -> Any:
        """What must hold under that regime; None if nothing is said."""
        return self.expect_under.get(regime, self.expect)


class ActStep(_Expecting):
    """Somebody asks for an act. It must be recorded, unless `refused` says with which reason it is not.

    `opens`: fields of what was recorded that hold a number, each with the story's own name for it.
    """

    act: str
    by: str
    body: dict[str, Any] = Field(default={}, alias="with")
    about: str = ""
    opens: dict[str, Name] = Field(default={})

    @model_validator(mode="after")
    def _known(self) -> Self:
        if self.act not in ACTS:
            raise ValueError(f"there is no act {self.act!r}")
        return self

    @property
    def sent(self) -> dict[str, Any]:
        return {**self.body, **({"about": self.about} if self.about else {})}

    def __str__(self) -> str:
        return f"{self.by}: {self.act} {self.case}"


class CheckStep(_Expecting):
    """Somebody looks. `filing` is what became of the case's latest act in this story."""

    check: Literal[
        "case",
        "timeline",
        "deadlines",
        "plan",
        "review",
        "assessment",
        "again",
        "rewards",
        "campaign",
        "declaration",
        "report",
        "worklist",
        "filing",
    ]
    reader: str = Field(alias="as")

    @model_validator(mode="after")
    def _can_fail(self) -> Self:
        if self.expect is None and self.refused is None and not self.expect_under:
            raise ValueError("a check without `expect`, `expect_under` or `refused` checks nothing")
        return self

    def __str__(self) -> str:
        return f"{self.reader} looks: {self.check} {self.case}".rstrip()


class Wait(Asked):
    """How long: one of the three."""

    working_days: int | None = Field(default=None, ge=1)
    days: int | None = Field(default=None, ge=1)
    until: AwareDatetime | None = None

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if len(self.model_fields_set) != 1:
            raise ValueError("a wait has one of `working_days`, `days` and `until`")
        return self

    def __str__(self) -> str:
        if self.until:
            return f"until {self.until:%Y-%m-%d %H:%M}"
        many, what = (self.working_days, "working day") if self.working_days else (self.days, "day")
        return f"{many} {what}{'' if many == 1 else 's'}"


class WaitStep(_Step):
    """Time goes by, and the clock says what becomes due meanwhile."""

    wait: Wait

    def __str__(self) -> str:
        return f"wait {self.wait}"


class CalendarStep(_Step):
    """A notice changes the working calendar: the one in force with these days more, under a new id."""

    calendar: Code
    days: tuple[Days, ...] = Field(min_length=1)

    def __str__(self) -> str:
        return f"calendar {self.calendar}"


class AgenciesStep(_Step):
    """An operator loads agencies: a merger, a new name, a new agency (make agencies)."""

    agencies: tuple[Agency, ...] = Field(min_length=1)

    def __str__(self) -> str:
        return f"agencies {', '.join(agency.code for agency in self.agencies)}"


class YearlyStep(_Step):
    """Home Affairs sets up the yearly campaign (PUT /campaigns/yearly)."""

    yearly: SetUpYearlyCampaign
    by: str

    def __str__(self) -> str:
        return f"{self.by}: sets up the yearly campaign"


class FileStep(_Step):
    """Somebody hands in a file: a page that says `says`. It must be taken and found clean, unless `refused` says with which reason not.

    `harmful`: every scanner finds something in it, and it must be quarantined.
    """

    file: Name
    by: str
    name: str
    says: str = ""
    harmful: bool = False
    refused: dict[str, Any] | None = None

    def __str__(self) -> str:
        return f"{self.by}: hands in {self.file}, {self.name}"


class DecideStep(_Step):
    """Whoever operates decides on a file in quarantine, unless `refused` says why not."""

    decide: Name
    by: str
    release: bool
    reasons: str
    refused: dict[str, Any] | None = None

    def __str__(self) -> str:
        return f"{self.by}: {'releases' if self.release else 'destroys'} {self.decide}"


class FireStep(_Step):
    """The Schedule's own action, at this moment of the story: Schedules themselves do not follow virtual time. It must open a campaign."""

    fire: Literal["yearly"]
    case: Name

    def __str__(self) -> str:
        return f"the yearly Schedule fires: {self.case}"


Step = ActStep | CheckStep | FileStep | DecideStep | WaitStep | CalendarStep | AgenciesStep | YearlyStep | FireStep


def _kind(step: Any) -> str:
    if isinstance(step, dict):
        return next((kind for kind in ("act", "file", "decide", "wait", "calendar", "agencies", "yearly", "fire") if kind in step), "check")
    return next(kind for kind, of in _KINDS.items() if isinstance(step, of))


_KINDS: dict[str, type[_Step]] = {
    "act": ActStep,
    "file": FileStep,
    "decide": DecideStep,
    "wait": WaitStep,
    "calendar": CalendarStep,
    "agencies": AgenciesStep,
    "yearly": YearlyStep,
    "fire": FireStep,
    "check": CheckStep,
}


class Story(Asked):
    """`begins`: what its clock says at the first step; the present, if it says nothing."""

    story: str
    regimes: tuple[Regime, ...] = Field(min_length=1)
    begins: AwareDatetime | None = None
    steps: tuple[
        Annotated[
            Annotated[ActStep, Tag("act")]
            | Annotated[CheckStep, Tag("check")]
            | Annotated[FileStep, Tag("file")]
            | Annotated[DecideStep, Tag("decide")]
            | Annotated[WaitStep, Tag("wait")]
            | Annotated[CalendarStep, Tag("calendar")]
            | Annotated[AgenciesStep, Tag("agencies")]
            | Annotated[YearlyStep, Tag("yearly")]
            | Annotated[FireStep, Tag("fire")],
            Discriminator(_kind),
        ],
        ...,
    ] = Field(min_length=1)

    @model_validator(mode="after")
    def _says_what_it_expects_under_each(self) -> Self:
        for place, step in enumerate(self.steps, start=1):
            if isinstance(step, ActStep | CheckStep) and step.expect_under:
                silent = [r for r in self.regimes if step.played_under(r) and r not in step.expect_under]
                if silent:
                    raise ValueError(f"step {place} ({step}) does not say what to expect under {', '.join(silent)}")
        return self

    def under(self, regime: Regime) -> list[tuple[int, Step]]:
        """The steps that are played under it, each with its place in the story."""
        return [(place, step) for place, step in enumerate(self.steps, start=1) if step.played_under(regime)]

    @property
    def lasts_about(self) -> timedelta:
        """All its waits together, in days at the most: a working day is counted with the weekends, and days off allowed for."""
        waits = [step.wait for step in self.steps if isinstance(step, WaitStep)]
        return timedelta(days=sum((w.days or 0) + (w.working_days * 7 // 5 + 10 if w.working_days else 0) for w in waits))

    @property
    def titles(self) -> tuple[str, ...]:
        """Of the cases it registers."""
        return tuple(str(s.body.get("title", "")) for s in self.steps if isinstance(s, ActStep) and s.act == "register")


def read_story(path: Path) -> Story:
    """Every value is read as the text it is (26743, no, 2027-03-31): the act says what it means. Raises YAMLError, ValidationError."""
    return Story.model_validate(_parsed(path.read_text(encoding="utf-8")))


@cache
def _parsed(text: str) -> Any:
    """Once in a program, however often a story is read. Nobody changes what it gives."""
    return YAML(typ="base", pure=True).load(text)


def stories_in(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.yaml"))

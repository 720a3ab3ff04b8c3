"""Whole cases as data (stories/): read, played step by step through the front door, and stopped at the first thing that is not as written."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo

import httpx2
from pydantic import ConfigDict, Discriminator, Field, Tag, model_validator
from ruamel.yaml import YAML

from commands.desk import Desk
from domain.acts import ACTS
from domain.values import Asked
from domain.vocabulary import Regime
from settings import ROOT
from store.clock import Now, now

STORIES = ROOT / "stories"
ANSWERED_WITHIN = 60.0  # seconds: a worker that is just starting again is not a mismatch
_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
_REFERENCE = re.compile(r"\{(?:today(?:\s*\+\s*(?P<days>\d+))?|(?P<case>[A-Z]\w*)(?:\.(?P<path>[\w.]+))?)\}")


class Mismatch(Exception):
    """What a step expected, and what is."""


class _Step(Asked):
    model_config = ConfigDict(populate_by_name=True)

    case: str = ""
    expect: Any = None
    refused: dict[str, Any] | None = None

    @model_validator(mode="after")
    def _one_or_the_other(self) -> Self:
        if self.expect is not None and self.refused is not None:
            raise ValueError("a step has `expect` or `refused`, not both")
        return self


class ActStep(_Step):
    """Somebody asks for an act. It must be recorded, unless `refused` says with which reason it is not."""

    act: str
    by: str
    body: dict[str, Any] = Field(default={}, alias="with")

    @model_validator(mode="after")
    def _known(self) -> Self:
        if self.act not in ACTS:
            raise ValueError(f"there is no act {self.act!r}")
        return self

    def __str__(self) -> str:
        return f"{self.by}: {self.act} {self.case}"


class CheckStep(_Step):
    """Somebody looks. `filing` is what became of the case's latest act in this story."""

    check: Literal["case", "deadlines", "timeline", "worklist", "filing"]
    reader: str = Field(alias="as")

    @model_validator(mode="after")
    def _can_fail(self) -> Self:
        if self.expect is None and self.refused is None:
            raise ValueError("a check without `expect` or `refused` checks nothing")
        return self

    def __str__(self) -> str:
        return f"{self.reader} looks: {self.check} {self.case}".rstrip()


def _kind(step: Any) -> str:
    return "act" if isinstance(step, ActStep) or (isinstance(step, dict) and "act" in step) else "check"


class Story(Asked):
    story: str
    regimes: tuple[Regime, ...] = Field(min_length=1)
    steps: tuple[Annotated[Annotated[ActStep, Tag("act")] | Annotated[CheckStep, Tag("check")], Discriminator(_kind)], ...] = Field(
        min_length=1
    )

    @property
    def titles(self) -> tuple[str, ...]:
        """Of the cases it registers."""
        return tuple(str(s.body.get("title", "")) for s in self.steps if isinstance(s, ActStep) and s.act == "register")


def read_story(path: Path) -> Story:
    """Every value is read as the text it is (26743, no, 2027-03-31): the act says what it means. Raises YAMLError, ValidationError."""
    return Story.model_validate(YAML(typ="base", pure=True).load(path.read_text(encoding="utf-8")))


def stories_in(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.yaml"))


@dataclass(frozen=True)
class Played:
    """One step that went as written. `told` is the sentence it was answered with."""

    step: ActStep | CheckStep
    number: str
    told: str


@dataclass
class Player:
    """Plays one story; the names it gives its cases (SK1) become their numbers as they are registered."""

    desk: Desk
    story: Story
    now: Now = now
    numbers: dict[str, str] = field(default_factory=dict)
    filings: dict[str, str] = field(default_factory=dict)

    async def play(self) -> AsyncIterator[Played]:
        """Raises Mismatch."""
        for place, step in enumerate(self.story.steps, start=1):
            try:
                told = await (self._act(step) if isinstance(step, ActStep) else self._check(step))
            except Mismatch as wrong:
                raise Mismatch(f"{self.story.story}, step {place} ({step})\n{wrong}") from None
            yield Played(step, self.numbers.get(step.case, ""), told)

    async def _act(self, step: ActStep) -> str:
        number = "" if step.act == "register" else self._number(step.case)
        answer = await self._settled(step.by, await self.desk.send(step.by, step.act, number, await self._resolved(step.body, step.by)))
        said = _said(answer)
        self.filings[step.case] = said.get("filing", "")
        if step.refused is not None:
            return await self._refused(step.refused, step.by, answer)
        if answer.status_code not in (200, 201):
            raise Mismatch(f"  expected: recorded\n  is:       {_refusal(answer)}")
        self.numbers[step.case] = said["case"]
        if step.expect is not None:
            await self._compare(step.expect, {**await self._file(step.case, step.by), **said}, step.by)
        return str(said["sentence"])

    async def _check(self, step: CheckStep) -> str:
        answer = await self.desk.get(step.reader, self._address(step))
        if step.refused is not None:
            return await self._refused(step.refused, step.reader, answer)
        if answer.status_code != 200:
            raise Mismatch(f"  expected: an answer\n  is:       {_refusal(answer)}")
        await self._compare(step.expect, _flat(step.check, answer.json()), step.reader)
        return "as expected"

    async def _settled(self, who: str, answer: httpx2.Response) -> httpx2.Response:
        """Received but not examined yet is no answer: ask for the receipt until it is."""
        deadline = asyncio.get_running_loop().time() + ANSWERED_WITHIN
        while answer.status_code == 202:
            if asyncio.get_running_loop().time() > deadline:
                raise Mismatch(f"  expected: an answer\n  is:       still waiting after {ANSWERED_WITHIN:.0f} seconds")
            await asyncio.sleep(0.2)
            answer = await self.desk.get(who, f"/filings/{answer.json()['filing']}")
        return answer

    async def _refused(self, expected: dict[str, Any], who: str, answer: httpx2.Response) -> str:
        said = _said(answer)
        if answer.status_code < 400:
            raise Mismatch(f"  expected: refused, {_shown(expected)}\n  is:       {said.get('sentence', 'answered')}")
        await self._compare(expected, said, who)
        return str(said["detail"])

    async def _compare(self, expected: Any, found: Any, who: str) -> None:
        if wrong := list(differences(await self._resolved(expected, who), found)):
            raise Mismatch("\n".join(wrong))

    def _address(self, step: CheckStep) -> str:
        match step.check:
            case "worklist":
                return "/worklist"
            case "filing":
                return f"/filings/{self.filings.get(step.case) or self._number(step.case)}"
            case "case":
                return f"/initiatives/{self._number(step.case)}"
            case part:
                return f"/initiatives/{self._number(step.case)}/{part}"

    def _number(self, name: str) -> str:
        if name not in self.numbers:
            raise Mismatch(f"  no earlier step has registered {name!r}")
        return self.numbers[name]

    async def _file(self, name: str, who: str) -> dict[str, Any]:
        answer = await self.desk.get(who, f"/initiatives/{self._number(name)}")
        if answer.status_code != 200:
            raise Mismatch(f"  {who} cannot read {name}: {_refusal(answer)}")
        found: dict[str, Any] = _flat("case", answer.json())
        return found

    async def _resolved(self, value: Any, who: str) -> Any:
        """With {today}, {today + 90}, {SK1} and {SK1.plan_sha256} put in, the last as `who` reads it in the case's file."""
        match value:
            case dict():
                return {key: await self._resolved(each, who) for key, each in value.items()}
            case list():
                return [await self._resolved(each, who) for each in value]
            case str():
                for reference in list(_REFERENCE.finditer(value)):
                    value = value.replace(reference[0], await self._meant(reference, who))
        return value

    async def _meant(self, reference: re.Match[str], who: str) -> str:
        if not reference["case"]:
            return (self.now().astimezone(_ZONE).date() + timedelta(days=int(reference["days"] or 0))).isoformat()
        if not reference["path"]:
            return self._number(reference["case"])
        found: Any = await self._file(reference["case"], who)
        for part in reference["path"].split("."):
            found = found.get(part) if isinstance(found, dict) else found[int(part)] if isinstance(found, list) else None
        if found is None:
            raise Mismatch(f"  {reference[0]} is not in the case's file")
        return _shown(found)


def _flat(what: str, answer: Any) -> Any:
    """A file and a card as one list of names, so that a story says `stage` and not where in the answer the stage stands."""
    match what:
        case "case":
            return {**answer["case"], **answer["card"], "waiting_for": answer["waiting_for"]}
        case "worklist":
            return [{**item["card"], "acts": item["acts"]} for item in answer]
        case _:
            return answer


def _said(answer: httpx2.Response) -> dict[str, Any]:
    try:
        said = answer.json()
    except ValueError:
        said = None
    return said if isinstance(said, dict) else {"reason": "no answer", "detail": answer.text[:300]}


def _refusal(answer: httpx2.Response) -> str:
    said = _said(answer)
    wrong = "".join(f"; {e['field']}: {e['message']}" for e in said.get("errors", []))
    return f"{answer.status_code} {said.get('reason')} ({said.get('basis')}): {said.get('detail')}{wrong}"


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def differences(expected: Any, found: Any, place: str = "") -> Iterator[str]:
    """Nothing if it matches: a mapping as a subset, a list by has, equals or absent, a value by how it is written."""
    here = f"  {place or 'answer'}"
    if isinstance(found, list):
        if not isinstance(expected, dict) or not expected or expected.keys() - {"has", "equals", "absent"}:
            yield f"{here}: a list is matched by `has`, `equals` or `absent`, not by {_shown(expected)}"
            return
        for wanted in expected.get("has", []):
            if not _among(wanted, found):
                yield f"{here}: expected to have {_shown(wanted)}\n    is: {_shown(found)}"
        for unwanted in expected.get("absent", []):
            if _among(unwanted, found):
                yield f"{here}: expected not to have {_shown(unwanted)}\n    is: {_shown(found)}"
        if "equals" in expected:
            exactly = expected["equals"]
            if len(exactly) != len(found) or any(True for e, f in zip(exactly, found, strict=True) for _ in differences(e, f)):
                yield f"{here}: expected exactly {_shown(exactly)}\n    is: {_shown(found)}"
    elif isinstance(expected, dict) and isinstance(found, dict):
        for name, value in expected.items():
            if name in found:
                yield from differences(value, found[name], f"{place}.{name}".lstrip("."))
            else:
                yield f"{here}: expected {name}: {_shown(value)}\n    there is no {name!r} here, only {', '.join(found)}"
    elif expected != _shown(found):
        yield f"{here}: expected {_shown(expected)}\n    is: {_shown(found)}"


def _among(wanted: Any, found: list[Any]) -> bool:
    return any(not list(differences(wanted, each)) for each in found)

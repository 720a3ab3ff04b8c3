"""A story played step by step through the front door, and stopped at the first thing that is not as written."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import httpx2

from domain.acts import ACTS
from domain.law.working_days import Calendar
from domain.numbers import kind_of, path_of
from domain.vocabulary import FileState, Regime, StreamKind
from domain.zone import CITY_ZONE
from rehearsal.client import DoorClient
from rehearsal.course import Course, Unsettled
from rehearsal.handed_in import pdf_saying
from rehearsal.matching import differences, shown
from rehearsal.scanner import EICAR
from rehearsal.story import (
    ActStep,
    AgenciesStep,
    CalendarStep,
    CheckStep,
    DecideStep,
    FileStep,
    FireStep,
    Step,
    Story,
    Wait,
    WaitStep,
    YearlyStep,
)
from rehearsal.waiting import until
from store.clock import now

ANSWERED_WITHIN = 60.0  # seconds: a worker that is just starting again is not a mismatch
_REFERENCE = re.compile(r"\{(?:(?P<regime>regime)|today(?:\s*\+\s*(?P<days>\d+))?|(?P<case>[A-Z]\w*)(?:\.(?P<path>[\w.]+))?)\}")
_OWN_PARTS = (
    "case",
    "review",
    "reward_file",
    "campaign",
    "signing_paper",
    "declaration",
)  # of the answer that holds a file, beside its card
_KIND = {
    "case": StreamKind.INITIATIVE,
    "plan": StreamKind.INITIATIVE,
    "review": StreamKind.REVIEW,
    "rewards": StreamKind.REWARD_FILE,
    "campaign": StreamKind.CAMPAIGN,
    "declaration": StreamKind.DECLARATION,
}


class Mismatch(Exception):
    """What a step expected, and what is."""


@dataclass(frozen=True)
class Played:
    """One step that went as written: `told` is the sentence it was answered with, `at` its legal time."""

    step: Step
    number: str
    told: str
    at: datetime


@dataclass
class Player:
    """Plays one story under one regime; the names it gives its cases (SK1) become their numbers as they are registered, and those of files their hashes.

    Without a `course` it cannot wait, and looks without making sure that everything has settled.
    """

    client: DoorClient
    story: Story
    regime: Regime | None = None
    course: Course | None = None
    numbers: dict[str, str] = field(default_factory=dict)
    filings: dict[str, str] = field(default_factory=dict)

    def now(self) -> datetime:
        return self.course.clock.now() if self.course else now()

    @property
    def under(self) -> Regime:
        return self.regime or self.story.regimes[0]

    async def play(self) -> AsyncIterator[Played]:
        """Raises Mismatch."""
        for place, step in self.story.under(self.under):
            try:
                yield await self._step(step)
            except (Mismatch, Unsettled) as wrong:
                why = f"  still not settled:\n{wrong}" if isinstance(wrong, Unsettled) else str(wrong)
                raise Mismatch(f"{self.story.story}, step {place} ({step})\n{why}") from None

    async def _step(self, step: Step) -> Played:
        match step:
            case ActStep():
                told, at = await self._act(step)
                return Played(step, self.numbers.get(step.case, ""), told, at)
            case CheckStep():
                return Played(step, self.numbers.get(step.case, ""), await self._check(step), self.now())
            case FileStep():
                return Played(step, "", await self._hand_in(step), self.now())
            case DecideStep():
                return Played(step, "", await self._decide(step), self.now())
            case WaitStep():
                await self._wait(step.wait)
                return Played(step, "", "", self.now())
            case CalendarStep():
                await self._publish(step)
                return Played(step, "", "", self.now())
            case AgenciesStep():
                await self._load(step)
                return Played(step, "", "", self.now())
            case YearlyStep():
                answer = await self.client.put(step.by, "/campaigns/yearly", step.yearly.model_dump(mode="json"))
                if answer.status_code != 200:
                    raise Mismatch(f"  expected: set up\n  is:       {_refusal(answer)}")
                return Played(step, "", "", self.now())
            case FireStep():
                return Played(step, await self._fire(step), "", self.now())

    async def _act(self, step: ActStep) -> tuple[str, datetime]:
        number = "" if ACTS[step.act].opens_stream else self._number(step.case)
        answer = await self._settled(step.by, await self.client.send(step.by, step.act, number, await self._resolved(step.sent, step.by)))
        said = _said(answer)
        self.filings[step.case] = said.get("filing", "")
        if step.refused is not None:
            return await self._refused(step.refused, step.by, answer), self.now()
        if answer.status_code not in (200, 201):
            raise Mismatch(f"  expected: recorded\n  is:       {_refusal(answer)}")
        self.numbers[step.case] = said["case"]
        for part, name in step.opens.items():
            self.numbers[name] = self._opened(part, said["fact"])
        expected = step.expected(self.under)
        if expected is not None:
            await self._compare(expected, {**await self._file(step.case, step.by), **said}, step.by)
        return str(said["sentence"]), datetime.fromisoformat(said["fact"]["at"])

    @staticmethod
    def _opened(part: str, fact: dict[str, Any]) -> str:
        number = fact.get(part)
        if not isinstance(number, str) or not number:
            raise Mismatch(f"  expected: a number under {part!r} of what was recorded\n  is:       {shown(fact)}")
        return number

    async def _check(self, step: CheckStep) -> str:
        if self.course:
            await self.course.settle()
        answer = await self.client.get(step.reader, self._address(step))
        if step.refused is not None:
            return await self._refused(step.refused, step.reader, answer)
        if answer.status_code != 200:
            raise Mismatch(f"  expected: an answer\n  is:       {_refusal(answer)}")
        await self._compare(step.expected(self.under), _seen(step.check, answer.json()), step.reader)
        return "as expected"

    async def _hand_in(self, step: FileStep) -> str:
        """Its hash, by which the story's name for it stands from now on."""
        answer = await self.client.send_file(step.by, step.name, pdf_saying(step.says) + (EICAR if step.harmful else b""))
        if step.refused is not None:
            return await self._refused(step.refused, step.by, answer)
        if answer.status_code != 201:
            raise Mismatch(f"  expected: taken\n  is:       {_refusal(answer)}")
        wanted = FileState.QUARANTINED if step.harmful else FileState.CLEAN
        if answer.json()["state"] != wanted:
            raise Mismatch(f"  expected: {wanted}\n  is:       {answer.json()['state']}")
        self.numbers[step.file] = str(answer.json()["sha256"])
        return f"{answer.json()['name']}: {answer.json()['state_label']}"

    async def _decide(self, step: DecideStep) -> str:
        answer = await self.client.decide_on_file(step.by, self._number(step.decide), release=step.release, reasons=step.reasons)
        if step.refused is not None:
            return await self._refused(step.refused, step.by, answer)
        if answer.status_code != 204:
            raise Mismatch(f"  expected: decided\n  is:       {_refusal(answer)}")
        return "decided"

    async def _wait(self, wait: Wait) -> None:
        if not self.course:
            raise Mismatch("  nobody here can move time on")
        moment = wait.until or self.now() + timedelta(days=wait.days or 0)
        if wait.working_days:
            moment = self.course.after_working_days(wait.working_days)
        if moment <= self.now():
            raise Mismatch(
                f"  expected: a moment to come\n  is:       the clock stands at {self.now().astimezone(CITY_ZONE):%Y-%m-%d %H:%M}"
            )
        await self.course.move_on_to(moment)

    async def _publish(self, step: CalendarStep) -> None:
        if not self.course:
            raise Mismatch("  nobody here can publish a calendar")
        before = self.course.calendar
        days = sorted((*before.days, *step.days), key=lambda each: each.first)
        try:
            after = Calendar.model_validate({**before.model_dump(by_alias=True), "id": step.calendar, "replaces": before.id, "days": days})
            await self.course.publish(after)
        except ValueError as wrong:
            raise Mismatch(f"  no calendar: {wrong}") from None

    async def _fire(self, step: FireStep) -> str:
        if not self.course:
            raise Mismatch("  nobody here can fire a Schedule")
        number = await self.course.open_yearly()
        if not number:
            raise Mismatch("  expected: a campaign\n  is:       nothing was opened")
        self.numbers[step.case] = number
        await self.course.settle()
        return number

    async def _load(self, step: AgenciesStep) -> None:
        if not self.course:
            raise Mismatch("  nobody here can load agencies")
        await self.course.load(step.agencies)

    async def _settled(self, who: str, answer: httpx2.Response) -> httpx2.Response:
        """Received but not examined yet is no answer: ask for the receipt until it is."""
        if answer.status_code != 202:
            return answer
        receipt = f"/filings/{answer.json()['filing']}"

        async def examined() -> bool:
            nonlocal answer
            answer = await self.client.get(who, receipt)
            return answer.status_code != 202

        if not await until(examined, within=ANSWERED_WITHIN):
            raise Mismatch(f"  expected: an answer\n  is:       still waiting after {ANSWERED_WITHIN:.0f} seconds")
        return answer

    async def _refused(self, expected: dict[str, Any], who: str, answer: httpx2.Response) -> str:
        said = _said(answer)
        if answer.status_code < 400:
            raise Mismatch(f"  expected: refused, {shown(expected)}\n  is:       {said.get('sentence', 'answered')}")
        await self._compare(expected, said, who)
        return str(said["detail"])

    async def _compare(self, expected: Any, found: Any, who: str) -> None:
        if wrong := list(differences(await self._resolved(expected, who), found)):
            raise Mismatch("\n".join(wrong))

    def _address(self, step: CheckStep) -> str:
        if step.check == "worklist":
            return "/worklist"
        number = self._number(step.case)
        if step.check == "filing":
            return f"/filings/{self.filings.get(step.case) or number}"
        if step.check == "report":
            return f"{path_of(number)}/report?detail=true"
        if step.check in ("timeline", "deadlines", "assessment", "again"):
            return f"{path_of(number)}/{step.check}"
        if kind_of(number) is not _KIND[step.check]:
            raise Mismatch(f"  {step.case} ({number}) has no {step.check!r} to look at")
        return path_of(number)

    def _number(self, name: str) -> str:
        if name not in self.numbers:
            raise Mismatch(f"  no earlier step has registered or opened {name!r}")
        return self.numbers[name]

    async def _file(self, name: str, who: str) -> dict[str, Any]:
        number = self._number(name)
        answer = await self.client.get(who, path_of(number))
        if answer.status_code != 200:
            raise Mismatch(f"  {who} cannot read {name}: {_refusal(answer)}")
        return _flat(answer.json())

    async def _resolved(self, value: Any, who: str) -> Any:
        """With {regime}, {today + 90}, {SK1} and {SK1.plan_sha256} put in, the last as `who` reads it in the case's file."""
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
        if reference["regime"]:
            return self.under
        if not reference["case"]:
            return (self.now().astimezone(CITY_ZONE).date() + timedelta(days=int(reference["days"] or 0))).isoformat()
        if not reference["path"]:
            return self._number(reference["case"])
        found: Any = await self._file(reference["case"], who)
        for part in reference["path"].split("."):
            found = found.get(part) if isinstance(found, dict) else found[int(part)] if isinstance(found, list) else None
        if found is None:
            raise Mismatch(f"  {reference[0]} is not in the case's file")
        return shown(found)


def _flat(answer: dict[str, Any]) -> dict[str, Any]:
    """A file and its card as one list of names, so that a story says `stage` and not where in the answer the stage stands."""
    own = next(part for part in _OWN_PARTS if part in answer)
    return {
        **answer[own],
        **answer["card"],
        "waiting_for": answer["waiting_for"],
        "nobody_left": answer["nobody_left"],
        **answer.get("progress", {}),
    }


def _seen(check: str, answer: Any) -> Any:
    match check:
        case "plan":
            return answer["case"]["plan"] or {}
        case "case" | "review" | "rewards" | "campaign" | "declaration":
            return _flat(answer)
        case "report":
            return {**answer, "numbers": {f"{each['section']} {each['code']}".strip(): each["count"] for each in answer["figures"]}}
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

"""One entry of a case by itself, in full: what somebody decided, who they were, on what basis and by which paper. This is what is printed of a decision."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.door_reasons import DoorReason
from api.pages.forms import How, fields_of
from api.pages.look import page
from api.pages.open_case import ACT_OF, OpenCase, opened
from api.pages.suggestions import AGENCIES, PEOPLE
from api.pages.told import Told, told
from api.pages.visits import Visiting
from api.problems import Refusal
from api.signed_in import TheHouse
from domain.acts import Act
from domain.facts import Fact
from domain.numbers import PATHS
from domain.vocabulary import Part, StreamKind

NOTHING: tuple[Any, ...] = (None, "", [], {})


@dataclass(frozen=True)
class NamesOf:
    """Everybody and everything that the entries of this case name, by name alone. `borne`: the names that the entry itself keeps."""

    case: OpenCase
    areas: Mapping[str, str]
    borne: Mapping[str, str]

    def told(self, name: str, code: str) -> str:
        if name in AGENCIES:
            return self.case.agency(code)
        if name == "focus_area":
            return self.areas.get(code, code)
        title = self.case.file.stream.titles.get(code, "") if name in ("item", "risk") else ""
        return f"{code} “{title}”" if title else self.borne.get(code) or self.case.called(code) if name in PEOPLE else code


def in_full(case: OpenCase, fact: Fact, act: type[Act]) -> list[Told]:
    """Every field of it that was asked of whoever acted. Its paper, its evidence, and the hash of what they had read, stand by themselves."""
    held = fact.model_dump(mode="json")
    body = _said({**held, **(held.get("dossier") or {}), **(held.get("plan") or {})})
    fields = tuple(
        field for field in fields_of(act) if field.how not in (How.HASH, How.FILE) and field.name not in ("on_paper", "paper", "enclosed")
    )
    return told(fields, body, NamesOf(case, case.house.readings.areas(case.language), held.get("names") or {}), case.language)


def _said(value: Any) -> Any:
    """Without what was left empty, and without money of which there is none."""
    if isinstance(value, dict):
        told_of = {name: _said(each) for name, each in value.items()}
        return {name: each for name, each in told_of.items() if each not in NOTHING and not (name.endswith("_dong") and each == 0)}
    return [_said(each) for each in value] if isinstance(value, list) else value


def show(kind: StreamKind) -> Callable[..., Response]:
    def one(number: str, place: int, request: Request, house: TheHouse, visit: Visiting) -> Response:
        """Raises Refusal (404) where this reader has no such entry."""
        case = OpenCase(opened(number, kind, house, visit, Part.ENTRY), house, visit)
        found = next((each for each in zip(case.entries, case.timeline, strict=True) if each[0].sequence == place), None)
        if found is None:
            raise Refusal(404, DoorReason.NO_SUCH_CASE, number=number)
        fact, said = found[0].fact, found[1]
        act = ACT_OF.get(type(fact)) if fact.by else None
        return page(
            request,
            "entry.html",
            visit,
            here=PATHS[kind],
            card=case.file.card,
            href=case.href,
            title=case.title(fact),
            fact=fact,
            said=said,
            told=in_full(case, fact, act) if act else [],
            agency=case.agency,
            drawn_at=house.now(),
        )

    return one


def routes() -> APIRouter:
    router = APIRouter()
    for kind in StreamKind:
        router.get(f"/{PATHS[kind]}/{{number}}/entries/{{place}}")(show(kind))
    return router

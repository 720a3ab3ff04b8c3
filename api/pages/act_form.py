"""The form of an act as it is shown: about which case, what stands in it already, what is wrong with it, and how to write what a label does not tell."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from fastapi import Request
from fastapi.responses import Response
from pydantic import ValidationError
from pydantic_core import ErrorDetails

import words
from api import faults
from api.door_reasons import DoorReason
from api.house import House
from api.pages.beside import beside, shows_the_proposal
from api.pages.cards import Lines
from api.pages.compositions import asked, beforehand, grouped
from api.pages.enclosed import UPLOADED, offer
from api.pages.finding import Picks, by_name
from api.pages.forms import Field, How, body_of, fields_of, rows_in, typed_from
from api.pages.look import AT, page
from api.pages.open_case import opened
from api.pages.suggestions import AGENCIES, PEOPLE, Suggestions, as_picked
from api.pages.told import label_of, row_of, told
from api.pages.visits import Sent, Visit, first
from api.problems import Refusal
from api.routers.acts import acts_in
from api.routers.streams import acts_in_words
from api.views.initiative import InitiativeView
from api.views.streams import ActNow
from domain.acts import ACTS, Act, Decision, DossierFiled, Planned
from domain.numbers import PATHS, path_of
from domain.streams.initiative import Initiative
from domain.vocabulary import Part, StreamKind
from store.beside.drafts import Draft
from store.reading.open_file import OpenFile
from words import rendering


@dataclass(frozen=True)
class Desk:
    """What one act is asked about: its case, or None where it begins one; and how it stands there for whoever asks."""

    act: type[Act]
    kind: StreamKind
    file: OpenFile | None
    now: ActNow | None
    lines: Lines
    suggestions: Suggestions

    @property
    def number(self) -> str | None:
        return self.file.card.number if self.file else None

    @property
    def case_href(self) -> str:
        return AT + (path_of(self.file.card.number) if self.file else f"/{PATHS[self.kind]}")

    @property
    def may_be_filed(self) -> bool:
        """Whether a form makes sense: the act is open to the reader, or it may be that somebody signed it on paper whom the reader serves."""
        return self.now is None or self.now.open or issubclass(self.act, Decision)


@dataclass(frozen=True)
class Shown:
    """What stands in a form: what was typed, under which key it will be sent, what is wrong with it, and whom a name that was typed may mean."""

    typed: Sent
    key: str
    errors: Mapping[str, str]
    refusal: str = ""
    citation: str = ""
    more_rows: str = ""
    picks: Mapping[str, Picks] = field(default_factory=dict)
    draft: Draft | None = None


def desk(name: str, number: str | None, kind: StreamKind, house: House, visit: Visit) -> Desk:
    """Raises Refusal (404): no such act in such a case, or no such case."""
    act, file, now = ACTS.get(name), None, None
    if act is None or act not in acts_in(kind):
        raise Refusal(404, DoorReason.UNKNOWN_ACT)
    if number is not None:
        file = opened(number, kind, house, visit, Part.FORM)
        if shows_the_proposal(act, file):
            visit.saw(file, Part.CONTENTS)
        now = next((each for each in acts_in_words(file, house, visit.language) if each.act == name), None)
        if now is None:
            raise Refusal(404, DoorReason.UNKNOWN_ACT)
    lines = Lines(house, visit.language)
    book = house.namebooks.for_reader(visit.caller)
    suggestions = Suggestions(file, visit.caller, lines, visit.language, house.readings.areas(visit.language), book)
    return Desk(act, kind, file, now, lines, suggestions)


def filled_beforehand(act: type[Act], file: OpenFile | None) -> Sent:
    """What the case holds already: the dossier or the plan that is sent again, and the mark of the text that is answered, as the reader has it now."""
    if file is None:
        return {}
    if not isinstance(file.stream, Initiative):
        return typed_from(fields_of(act), beforehand(act, file))
    held, stream = InitiativeView.of(file.stream, file.needs_to_know), file.stream
    body: dict[str, Any] = {field.name: getattr(held, field.name, "") for field in fields_of(act) if field.how is How.HASH}
    if issubclass(act, DossierFiled) and stream.dossier:
        body |= stream.dossier.model_dump(mode="json")
    if issubclass(act, Planned) and (plan := stream.draft.plan or stream.plan_in_force):
        body |= plan.model_dump(mode="json")
    return typed_from(fields_of(act), body | beforehand(act, file))


def wrong_with(act: type[Act], error: ValidationError, language: str) -> dict[str, str]:
    """What to put right, by the name of the field, in the reader's language."""
    found = dict(_complaint(act, each, language) for each in error.errors())
    outer = {at for at in found for inside in found if inside.startswith(f"{at}.")}  # a list of which one row is wrong is told by that row
    return {at: said for at, said in found.items() if at not in outer}


def _complaint(act: type[Act], error: ErrorDetails, language: str) -> tuple[str, str]:
    """Where, and what: as the door says it to programs, but for a day, which is typed in three parts here."""
    fields, asked, at = fields_of(act), None, list[str]()
    for part in error["loc"]:
        inner = next((field for field in fields if field.name == str(part)), None)
        if inner is not None:
            asked, fields = inner, inner.parts
        if inner is not None or isinstance(part, int) or (asked and asked.how is How.COUNTS):
            at.append(str(part))
    if asked and asked.how is How.DAY and error["type"] != "missing":
        return ".".join(at), words.page("no_such_day", language, what=label_of(asked, language))
    said = faults.in_words(error["type"], language, faults.bounds(error.get("ctx", {})))
    return ".".join(at), said if asked is None else of_field(asked, said, language)


def is_missing(field: Field, language: str) -> str:
    return of_field(field, faults.in_words("missing", language, {}), language)


def of_field(field: Field, fault: str, language: str) -> str:
    """What is wrong with a field, by the label that stands above it, which may be its act's own."""
    told_of = {"field": label_of(field, language), "fault": fault}
    return rendering.fill(words.books()[language]["door"]["field_fault"], told_of.__getitem__)


def form(request: Request, visit: Visit, at: Desk, shown: Shown, house: House, status: int = 200) -> Response:
    language, fields = visit.language, asked(at.act, fields_of(at.act), at.file)
    offer(shown.typed, at.suggestions, at.file, house, visit)
    return page(
        request,
        "act.html",
        visit,
        status=status,
        here=PATHS[at.kind],
        act=at.act,
        action=request.url.path.removesuffix(UPLOADED),
        title=words.act_title(at.act.name, language),
        summary=words.act_summary(at.act.name, language),
        groups=[*grouped(at.act, fields)],
        beside=beside(at.act, at.file, house, language) if at.may_be_filed else {},
        draft_told=told(fields, body_of(fields, shown.draft.typed), at.suggestions, language) if shown.draft else [],
        has_a_paper=has_a_paper(at, house, visit),
        **drawn(at, fields, shown, language),
    )


def has_a_paper(at: Desk, house: House, visit: Visit) -> bool:
    """Whether a draft of its document can be had."""
    return at.file is not None and house.papers.has_one_for(at.act, at.kind, visit.caller)


def drawn(at: Desk, fields: tuple[Field, ...], shown: Shown, language: str) -> dict[str, Any]:
    """What fields.html draws fields with."""
    shown = replace(shown, typed=by_name(fields, shown.typed, at.suggestions))
    return {
        "desk": at,
        "fields": fields,
        "shown": shown,
        "as_picked": as_picked,
        "rows": lambda name: rows_shown(shown, name),
        "label_of": lambda field: label_of(field, language),
        "row_of": lambda field: row_of(field, language),
        "first": lambda name: first(shown.typed, name),
        "all": lambda name: shown.typed.get(name, []),
        "opened": lambda name: any(each.startswith(f"{name}.") and any(typed) for each, typed in shown.typed.items()),
        "hint_for": lambda field, named: hint_for(field, named, language),
    }


def rows_shown(shown: Shown, at: str) -> list[int]:
    """Those that were typed, one for the beginning, and one more where somebody asked for it."""
    there = rows_in(shown.typed, at)
    following = max(there, default=-1) + 1
    return [*there, following] if not there or shown.more_rows == at else there


def hint_for(field: Field, named: str, language: str) -> str:
    """How to write what its label alone does not tell."""
    if field.name == "code":
        return words.page("hint_numbered", language)
    if field.how in (How.CODE, How.ROWS) and (named in AGENCIES or named in PEOPLE):
        return words.page("hint_agency" if named in AGENCIES else "hint_person", language)
    return words.page(f"hint_{field.how}", language) if field.how in (How.TIME, How.DAY_OF_YEAR) else ""

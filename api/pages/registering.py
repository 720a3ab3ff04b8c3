"""Registering in steps: a list of tasks, a few questions a page, what is alike already, check your answers, receipt. Between the pages it is a draft.

It is the act `register` and its one form, asked in portions: the whole of it stands on one page at /counter/initiatives/new, on the same draft.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException

import words
from api.house import House
from api.limits import LONGEST_IDEA
from api.pages import drafts
from api.pages.act_form import Desk, Shown, desk, drawn, is_missing
from api.pages.acting import changed, send, understood
from api.pages.enclosed import ENCLOSED, FILE, offer
from api.pages.finding import by_name, with_picks
from api.pages.forms import Field, body_of, fields_of, typed_from
from api.pages.look import AT, page
from api.pages.told import told
from api.pages.visits import KEY, STEP, LookedForByUs, Looking, Sent, SentByUs, Visit, Visiting, first
from api.signed_in import TheHouse
from domain.acts import Act, Register
from domain.law.policy import Law
from domain.numbers import PATHS, path_of
from domain.vocabulary import CampaignStage, Regime, StreamKind
from store.reading.listing import CampaignsSought
from store.reading.views import Similar

BEGINS = f"{AT}/initiatives/register"
STEPS: Mapping[str, tuple[str, ...]] = {
    "idea": ("title", "purpose"),
    "place": ("agency", "regime", "campaign"),
    "focus": ("focus_area", "component", "legal_issue"),
    "content": ("bottleneck", "solution", "scope"),
    "means": ("timetable", "resources", "feasibility"),
    "effect": ("expected_effect", "impact"),
    "conditions": ("worst_case", "remedy", "commitment", "grounding", "gap"),
    "people": ("proposers", "implementers", "proposed_as", "on_behalf_of"),
    "evidence": ("enclosed",),
    "secrets": ("no_secrets",),
}
_IN_ORDER = tuple(STEPS)
FURTHER, LATER = "next", "later"  # which button of a step was pressed
DONE, BEGUN, TO_DO, MAY_DO = "done", "begun", "to_do", "may_do"


@dataclass(frozen=True)
class Registration:
    """What its author has typed so far, at the desk where it is asked; the rule set of today under the regime they chose, and what it asks.

    `act`: the whole of it as the door takes it, or None; `shown`: with what is wrong.
    """

    at: Desk
    typed: Sent
    law: Law
    asked: tuple[Field, ...]
    act: Act | None
    shown: Shown

    def of(self, step: str) -> tuple[Field, ...]:
        return tuple(field for name in STEPS[step] for field in self.asked if field.name == name)

    def said(self, step: str) -> Sent:
        return {name: values for name, values in self.typed.items() if name.partition(".")[0] in STEPS[step]}

    def with_step(self, step: str, sent: Sent) -> Sent:
        """All that was typed, that step as it was sent now."""
        others = {name: values for name, values in self.typed.items() if name.partition(".")[0] not in STEPS[step]}
        return others | {name: values for name, values in sent.items() if name.partition(".")[0] in STEPS[step]}


def begun(house: House, visit: Visit, typed: Sent | None = None) -> Registration:
    """`typed`: in the place of the draft."""
    at = desk(Register.name, None, StreamKind.INITIATIVE, house, visit)
    if typed is None:
        draft = house.drafts.find(visit.caller.id, Register.name, "", house.now())
        typed = draft.typed if draft else _to_begin_with(at, visit)
    regime = first(typed, "regime")
    law = house.readings.in_force(Regime(regime) if regime in [*Regime] else Regime.ND73, visit.caller.today)
    at.suggestions.offer("focus_area", _areas(law, visit))
    open_ones = house.readings.page(StreamKind.CAMPAIGN, CampaignsSought(stage=CampaignStage.OPEN), visit.caller).cards
    at.suggestions.offer("campaign", {card.number: card.title for card in open_ones})
    act, shown = understood(at, fields_of(Register), typed, str(uuid4()), visit)
    return Registration(at, typed, law, _as_the_rules_ask(law), act, shown)


def _to_begin_with(at: Desk, visit: Visit) -> Sent:
    """Whoever serves at one agency registers there, if they do not say otherwise."""
    agencies = {term.agency for term in visit.caller.terms}
    return by_name(fields_of(Register), {"agency": [*agencies]}, at.suggestions) if len(agencies) == 1 else {}


def _areas(law: Law, visit: Visit) -> dict[str, str]:
    """The programmes and issues of the day, a component programme with what it is part of."""
    named = {code: area.title_en if visit.language == "en" else area.title_vi for code, area in law.focus_areas.items()}
    parts = {code: law.focus_areas[code].part_of for code in law.policy.areas_open_on(visit.caller.today)}
    return {
        code: words.page("part_of", visit.language, what=named[code], whole=named[whole]) if whole else named[code]
        for code, whole in parts.items()
    }


def _as_the_rules_ask(law: Law) -> tuple[Field, ...]:
    dossier = law.dossier
    confirmed = dossier.free_of_secrets is not None and Register.name in dossier.free_of_secrets.value
    others = {"focus_area": dossier.focus_area_required.value, "no_secrets": confirmed}
    required = {*dossier.required.value, *(name for name, asked in others.items() if asked)}
    return tuple(replace(field, required=field.required or field.name in required) for field in fields_of(Register))


def wrong_in(step: str, registration: Registration, visit: Visit) -> Shown:
    """The step as it was typed, with what is wrong in it, and what the rule set asks and was not said."""
    shown = registration.shown
    errors = {at: said for at, said in shown.errors.items() if at.partition(".")[0] in STEPS[step]}
    body = body_of(fields_of(Register), registration.said(step))
    unsaid = [field for field in registration.of(step) if field.required and field.name not in body and field.name not in errors]
    return replace(shown, errors=errors | {field.name: is_missing(field, visit.language) for field in unsaid if not field.default})


def standing(step: str, registration: Registration, visit: Visit) -> str:
    typed = any(value.strip() for values in registration.said(step).values() for value in values)
    if wrong_in(step, registration, visit).errors:
        return BEGUN if typed else TO_DO
    return DONE if typed else MAY_DO


# -- pages


def tasks(
    request: Request, visit: Visit, registration: Registration, draft: bool, shown: Shown | None = None, status: int = 200
) -> Response:
    found = {step: standing(step, registration, visit) for step in STEPS}
    wrong = {step: wrong_in(step, registration, visit).errors for step in STEPS} if shown else {}
    return page(
        request,
        "register_tasks.html",
        visit,
        status=status,
        here=PATHS[StreamKind.INITIATIVE],
        begins=BEGINS,
        standings=found,
        ready=all(each in (DONE, MAY_DO) for each in found.values()),
        draft=draft,
        shown=shown,
        wrong=wrong,
        summary=words.act_summary(Register.name, visit.language),
    )


def asked(request: Request, visit: Visit, step: str, registration: Registration, shown: Shown, house: House, status: int = 200) -> Response:
    place = _IN_ORDER.index(step)
    offer(shown.typed, registration.at.suggestions, None, house, visit)
    required, documents = registration.law.dossier.required, house.documents
    return page(
        request,
        "register_step.html",
        visit,
        status=status,
        here=PATHS[StreamKind.INITIATIVE],
        begins=BEGINS,
        step=step,
        place=place + 1,
        steps=len(STEPS),
        back=f"{BEGINS}/{_IN_ORDER[place - 1]}" if place else BEGINS,
        action=f"{BEGINS}/{step}",
        basis=words.citation(required.basis, visit.language, documents) if {*required.value} & {*STEPS[step]} else "",
        **drawn(registration.at, registration.of(step), shown, visit.language),
    )


def alike(house: House, visit: Visit, typed: Sent) -> list[Similar]:
    title, purpose = first(typed, "title").strip()[:LONGEST_IDEA], first(typed, "purpose").strip()[:LONGEST_IDEA]
    return house.readings.similar([(title, purpose)], visit.caller)[0] if title else []


def _shown_alike(found: list[Similar], registration: Registration, language: str) -> list[dict[str, str]]:
    return [
        {
            "title": each.title,
            "href": AT + path_of(each.number),
            "number": each.number,
            "agency": registration.at.lines.agency(each.agency),
            "stage": words.label("stages", each.stage, language),
        }
        for each in found
    ]


def following(step: str) -> str:
    """Where one goes on. What is alike is shown as soon as there is a title and a purpose."""
    place = _IN_ORDER.index(step) + 1
    return f"{BEGINS}/{_IN_ORDER[place]}" if place < len(STEPS) else f"{BEGINS}/check"


def show_tasks(request: Request, house: TheHouse, visit: Visiting) -> Response:
    draft = house.drafts.find(visit.caller.id, Register.name, "", house.now())
    return tasks(request, visit, begun(house, visit), draft is not None)


def drop(house: TheHouse, visit: Visiting, _: SentByUs) -> Response:
    """Begin anew."""
    house.drafts.drop(visit.caller.id, Register.name, "")
    return RedirectResponse(BEGINS, 303)


def show_step(step: str, request: Request, house: TheHouse, visit: Visiting) -> Response:
    _there(step)
    registration = begun(house, visit)
    return asked(request, visit, step, registration, Shown(registration.typed, "", {}), house)


def answer_step(step: str, request: Request, house: TheHouse, visit: Visiting, sent: SentByUs) -> Response:
    """What was typed is kept whatever is wrong with it. Raises HTTPException (404), TooOften."""
    _there(step)
    pressed, _, where = first(sent, STEP).partition(":")
    sent = with_picks(sent)
    registration = begun(house, visit, typed=begun(house, visit).with_step(step, sent))
    if pressed in ("add", "remove", "find"):
        shown = changed(pressed, where, fields_of(Register), registration.typed, "", registration.at, house, visit)
        return asked(request, visit, step, registration, shown, house)
    shown = wrong_in(step, registration, visit)
    if not drafts.keep(Register, None, drafts.worth_keeping(fields_of(Register), shown.typed), house, visit):
        return asked(request, visit, step, registration, replace(shown, refusal=words.page("too_many_drafts", visit.language)), house, 409)
    if pressed == drafts.KEEP_ALONG:
        return Response(status_code=204)
    if pressed == LATER:
        return RedirectResponse(BEGINS, 303)
    if chosen := first(sent, FILE).strip():
        shown = replace(shown, errors={**shown.errors, ENCLOSED: words.page("file_not_sent", visit.language, name=chosen)})
    if shown.errors:
        return asked(request, visit, step, registration, shown, house, 422)
    if step == "idea" and alike(house, visit, registration.typed):
        return RedirectResponse(f"{BEGINS}/alike", 303)
    return RedirectResponse(following(step), 303)


def answer_files(step: str, request: Request, house: House, visit: Visit, sent: Sent, wrong: str) -> Response:
    """Once files were handed in from a step: they are part of the draft. Raises HTTPException (404)."""
    _there(step)
    registration = begun(house, visit, typed=begun(house, visit).with_step(step, sent))
    shown = Shown(registration.typed, "", {ENCLOSED: wrong} if wrong else {})
    if not drafts.keep(Register, None, drafts.worth_keeping(fields_of(Register), shown.typed), house, visit):
        shown = replace(shown, refusal=words.page("too_many_drafts", visit.language))
    if shown.errors or shown.refusal:
        return asked(request, visit, step, registration, shown, house, 422 if wrong else 409)
    return RedirectResponse(f"{BEGINS}/{step}", 303)


def show_alike(request: Request, house: TheHouse, visit: Visiting) -> Response:
    """The earlier initiatives that are alike, of those the reader may read. It warns, and refuses nothing."""
    registration = begun(house, visit)
    found = _shown_alike(alike(house, visit, registration.typed), registration, visit.language)
    return page(
        request, "register_alike.html", visit, here=PATHS[StreamKind.INITIATIVE], begins=BEGINS, found=found, following=following("idea")
    )


def alike_so_far(request: Request, house: TheHouse, visit: Looking, sent: LookedForByUs) -> Response:
    """The same while one types: a piece of a page. Raises TooOften."""
    registration = begun(house, visit, typed={name: sent[name] for name in STEPS["idea"] if name in sent})
    return page(request, "alike.html", visit, found=_shown_alike(alike(house, visit, sent), registration, visit.language))


def show_check(request: Request, house: TheHouse, visit: Visiting) -> Response:
    registration = begun(house, visit)
    shown = registration.shown
    if registration.act is None or any(wrong_in(step, registration, visit).errors for step in STEPS):
        return tasks(request, visit, registration, True, shown, 422)
    body = body_of(fields_of(Register), shown.typed)
    offer(shown.typed, registration.at.suggestions, None, house, visit)
    lines: dict[str, Any] = {step: told(registration.of(step), body, registration.at.suggestions, visit.language) for step in STEPS}
    return page(
        request,
        "register_check.html",
        visit,
        here=PATHS[StreamKind.INITIATIVE],
        begins=BEGINS,
        lines=lines,
        typed=typed_from(fields_of(Register), body),
        key=shown.key,
        summary=words.act_summary(Register.name, visit.language),
    )


async def answer_check(request: Request, house: TheHouse, visit: Visiting, sent: SentByUs) -> Response:
    """Raises what the door raises, but for KeyReused: what was sent under this key before is shown."""
    registration = await asyncio.to_thread(begun, house, visit, sent)
    act, shown = registration.act, replace(registration.shown, key=first(sent, KEY))

    def show(shown: Shown, status: int) -> Response:
        return tasks(request, visit, registration, True, shown, status)

    if act is None:
        return show(shown, 422)
    return await send(act, registration.at, shown, house, visit, show)


def _there(step: str) -> None:
    if step not in STEPS:
        raise HTTPException(404)


def routes() -> APIRouter:
    router = APIRouter()
    below = BEGINS.removeprefix(AT)
    router.get(below)(show_tasks)
    router.post(below)(drop)
    router.get(f"{below}/alike")(show_alike)
    router.post(f"{below}/alike")(alike_so_far)
    router.get(f"{below}/check")(show_check)
    router.post(f"{below}/check")(answer_check)
    router.get(f"{below}/{{step}}")(show_step)
    router.post(f"{below}/{{step}}")(answer_step)
    return router

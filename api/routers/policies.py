"""The rules in force, laid open: every published set, each of its parameters with basis and unit, and what differs between two of them."""

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Depends, Query, Request

import words
from api.answers import READING
from api.door_reasons import DoorReason
from api.problems import Refusal, language_of
from api.signed_in import TheHouse, signed_in
from api.views.rules import ParameterView, RuleChange, RuleSetCard, RuleSetFile
from domain.law.policy import Document, Law
from domain.law.rulebook import Change, PublishedParameter, changes, parameters


def _cards(house: TheHouse, language: str) -> dict[str, tuple[Law, RuleSetCard]]:
    published = house.readings.rule_sets()
    later = {law.published.completes: law.published.id for law, _ in published if law.published.completes}
    return {
        law.published.id: (
            law,
            RuleSetCard(
                id=law.published.id,
                regime=law.published.regime,
                regime_label=words.label("regimes", law.published.regime, language),
                valid_from=law.published.valid_from,
                valid_to=law.published.valid_to,
                completes=law.published.completes,
                completed_by=later.get(law.published.id, ""),
                hash=law.published.content_hash,
                published_at=moment,
                provisional=sum(entry.provisional for entry in parameters(law.published).values()),
            ),
        )
        for law, moment in published
    }


def _known(cards: Mapping[str, tuple[Law, RuleSetCard]], rule_set: str) -> tuple[Law, RuleSetCard]:
    if rule_set not in cards:
        raise Refusal(404, DoorReason.NO_SUCH_RULE_SET, rule_set=rule_set)
    return cards[rule_set]


def _plain(value: Any) -> str:
    """A value as it stands in a sentence."""
    match value:
        case bool():
            return "true" if value else "false"
        case dict():
            return "; ".join(f"{name}: {_plain(each)}" for name, each in value.items())
        case list() | tuple():
            return ", ".join(map(_plain, value)) or "-"
        case _:
            return str(value)


def _said(entry: PublishedParameter | None) -> str:
    return f"{_plain(entry.value)} {entry.unit}".strip() if entry else ""


def _view(entry: PublishedParameter, rule_set: str, language: str, documents: Mapping[str, Document]) -> ParameterView:
    return ParameterView(
        key=entry.key,
        value=entry.value,
        unit=entry.unit,
        basis=entry.basis,
        citation=words.citation(entry.basis, language, documents),
        provisional=entry.provisional,
        note=entry.note,
        set=rule_set,
    )


def _sentence(change: Change, language: str, documents: Mapping[str, Document]) -> str:
    before, after = change.before, change.after
    if after is None:
        return words.rulebook("dropped", language, key=change.key, before=_said(before))
    cited = words.citation(after.basis, language, documents)
    if before is None:
        return words.rulebook("added", language, key=change.key, after=_said(after), cited=cited)
    told = {"key": change.key, "before": _said(before), "after": _said(after), "cited": cited}
    if _said(before) != _said(after):
        return words.rulebook("value", language, **told)
    if before.basis != after.basis:
        return words.rulebook("basis", language, **told, before_cited=words.citation(before.basis, language, documents))
    if before.provisional != after.provisional:
        return words.rulebook("provisional" if after.provisional else "decided", language, **told)
    return words.rulebook("note", language, **told)


def rule_sets(house: TheHouse, request: Request) -> list[RuleSetCard]:
    return [card for _, card in _cards(house, language_of(request)).values()]


def rule_set(rule_set: str, house: TheHouse, request: Request) -> RuleSetFile:
    cards, language = _cards(house, language_of(request)), language_of(request)
    law, card = _known(cards, rule_set)
    said = {key: (entry, rule_set) for key, entry in parameters(law.published).items()}
    later = card.completed_by
    while later:
        beyond, its_card = cards[later]
        said = {**{key: (entry, later) for key, entry in parameters(beyond.published).items()}, **said}
        later = its_card.completed_by
    own_first = sorted(said.items(), key=lambda each: each[1][1] != rule_set)
    return RuleSetFile(card=card, parameters=tuple(_view(entry, where, language, house.documents) for _, (entry, where) in own_first))


def difference(rule_set: str, house: TheHouse, request: Request, to: str = Query(description="the other set's id")) -> list[RuleChange]:
    language = language_of(request)
    cards = _cards(house, language)
    (here, _), (there, _) = _known(cards, rule_set), _known(cards, to)
    return [
        RuleChange(
            key=change.key,
            before=_view(change.before, rule_set, language, house.documents) if change.before else None,
            after=_view(change.after, to, language, house.documents) if change.after else None,
            sentence=_sentence(change, language, house.documents),
        )
        for change in changes(here.published, there.published)
    ]


def routes() -> APIRouter:
    router = APIRouter(prefix="/policies", tags=["reading: rules"], responses=READING, dependencies=[Depends(signed_in)])
    router.get("", summary="Every published rule set, the newest of each programme last")(rule_sets)
    router.get("/{rule_set}", summary="One rule set, parameter by parameter, with basis and unit")(rule_set)
    router.get("/{rule_set}/difference", summary="What another set says otherwise, in words")(difference)
    return router

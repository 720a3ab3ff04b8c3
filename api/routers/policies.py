"""The rules in force, laid open: every published set, each of its parameters with basis and unit, and what differs between two of them."""

from collections.abc import Mapping

from fastapi import APIRouter, Depends, Query, Request

import words
from api.answers import READING
from api.door_reasons import DoorReason
from api.house import House
from api.problems import Refusal, language_of
from api.signed_in import TheHouse, signed_in
from api.views.rules import ParameterView, RuleChange, RuleSetCard, RuleSetFile
from domain.law.policy import Document, Law
from domain.law.rulebook import Change, PublishedParameter, changes, parameters
from words import rules


def published(house: House, language: str) -> dict[str, tuple[Law, RuleSetCard]]:
    sets = house.readings.rule_sets()
    later = {law.published.completes: law.published.id for law, _ in sets if law.published.completes}
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
        for law, moment in sets
    }


def _known(cards: Mapping[str, tuple[Law, RuleSetCard]], rule_set: str) -> tuple[Law, RuleSetCard]:
    if rule_set not in cards:
        raise Refusal(404, DoorReason.NO_SUCH_RULE_SET, rule_set=rule_set)
    return cards[rule_set]


def _said(entry: PublishedParameter | None, language: str, documents: Mapping[str, Document]) -> str:
    return rules.said(entry.value, entry.unit, language, documents) if entry else ""


def _view(entry: PublishedParameter, rule_set: str, language: str, documents: Mapping[str, Document]) -> ParameterView:
    return ParameterView(
        key=entry.key,
        label=rules.parameter(entry.key, language),
        value=entry.value,
        said=_said(entry, language, documents),
        unit=entry.unit,
        basis=entry.basis,
        citation=words.citation(entry.basis, language, documents),
        provisional=entry.provisional,
        note=rules.note(entry.note, language),
        set=rule_set,
    )


def _sentence(change: Change, language: str, documents: Mapping[str, Document]) -> str:
    before, after, key = change.before, change.after, rules.parameter(change.key, language)
    if after is None:
        return words.rulebook("dropped", language, key=key, before=_said(before, language, documents))
    cited = words.citation(after.basis, language, documents)
    if before is None:
        return words.rulebook("added", language, key=key, after=_said(after, language, documents), cited=cited)
    told = {"key": key, "before": _said(before, language, documents), "after": _said(after, language, documents), "cited": cited}
    if before.value != after.value or before.unit != after.unit:
        return words.rulebook("value", language, **told)
    if before.basis != after.basis:
        return words.rulebook("basis", language, **told, before_cited=words.citation(before.basis, language, documents))
    if before.provisional != after.provisional:
        return words.rulebook("provisional" if after.provisional else "decided", language, **told)
    return words.rulebook("note", language, **told)


def rule_sets(house: TheHouse, request: Request) -> list[RuleSetCard]:
    return [card for _, card in published(house, language_of(request)).values()]


def rule_set(rule_set: str, house: TheHouse, request: Request) -> RuleSetFile:
    return laid_open(rule_set, house, language_of(request))


def laid_open(rule_set: str, house: House, language: str) -> RuleSetFile:
    """Raises Refusal (404)."""
    cards = published(house, language)
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
    return differences(rule_set, to, house, language_of(request))


def differences(rule_set: str, to: str, house: House, language: str) -> list[RuleChange]:
    """Raises Refusal (404)."""
    cards = published(house, language)
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

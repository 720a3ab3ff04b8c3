"""Who may read and do what, and whether anybody is left without an answer: both as the rules themselves say it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from fastapi import APIRouter, Request
from fastapi.responses import Response

import words
from api.access import RULES
from api.pages.look import page
from api.pages.visits import Visiting
from domain.people.access import Rule, Unread, name_of
from domain.people.rights import RIGHTS, Right
from domain.procedure.table import PROCEDURE
from domain.proof.proof import Walked, from_stored
from domain.proof.relations import RELATIONS, Given, given
from domain.vocabulary import StreamKind
from settings import ROOT
from words.proof import report

PROOF = ROOT / "reference" / "proof.json"


@dataclass(frozen=True)
class ActOf:
    """An act of one kind of case, and who is asked for it: by what they are to the case, and by office."""

    title: str
    who: str


@dataclass(frozen=True)
class Cell:
    """Whether a kind of case is read by a relation, in words. `note`: the number of the reason why not; 0 where it is."""

    reads: bool
    text: str
    note: int = 0


@dataclass(frozen=True)
class Told:
    """`reading`: by relation, for each kind of case in the order of `kinds`, whether it is read. `notes`: the reasons why not, in order. `acts`: by kind.
    `rights`: each with who has it and what others are told. `addresses`: by rule."""

    kinds: tuple[str, ...]
    reading: tuple[tuple[str, tuple[Cell, ...]], ...]
    notes: tuple[str, ...]
    acts: tuple[tuple[str, tuple[ActOf, ...]], ...]
    rights: tuple[tuple[str, str, str], ...]
    addresses: tuple[tuple[str, tuple[str, ...]], ...]


@cache
def told(language: str) -> Told:
    by_kind = {kind: given(kind) for kind in StreamKind}
    return Told(
        kinds=tuple(words.label("stream_kinds", kind, language) for kind in StreamKind),
        reading=tuple(
            (words.label("relations_to_a_case", relation, language), tuple(_cell(by_kind[kind][relation], language) for kind in StreamKind))
            for relation in RELATIONS
        ),
        notes=tuple(words.label("unread", why, language) for why in Unread),
        acts=tuple((words.label("stream_kinds", kind, language), tuple(_acts(kind, language))) for kind in StreamKind),
        rights=tuple((words.label("rights", right.name, language), _who(right, language), _others(right, language)) for right in RIGHTS),
        addresses=tuple(_addresses(language)),
    )


def _cell(of: Given, language: str) -> Cell:
    if of.why_unread:
        return Cell(False, words.label("rights_page", "not_there", language), [*Unread].index(of.why_unread) + 1)
    return Cell(True, words.label("rights_page", "reads_always" if of.out_of_term else "reads_in_term", language))


def _acts(kind: StreamKind, language: str) -> Iterator[ActOf]:
    by_relation = given(kind)
    offices: dict[str, list[str]] = {}
    for row in PROCEDURE[kind]:
        offices.setdefault(row.act.name, []).extend(words.label("offices", office, language) for office in row.offices)
    for act, named in offices.items():
        asked = (relation for relation, its in by_relation.items() if act in its.acts)
        who = "; ".join(words.told("relations_to_a_case", relation, language) for relation in asked)
        yield ActOf(words.act_title(act, language), who or "; ".join(dict.fromkeys(named)))


def _who(right: Right, language: str) -> str:
    offices = (words.label("offices", office, language) for office in right.offices)
    return "; ".join((*offices, *((words.page("leaders_of_the_city", language),) if right.leaders_of_the_city else ())))


def _others(right: Right, language: str) -> str:
    return words.refusal(right.reason, language) if right.reason else words.label("rights_page", "not_there", language)


def _addresses(language: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    by_rule: dict[Rule, list[str]] = {}
    for address, rule in RULES.items():
        by_rule.setdefault(rule, []).append(address)
    for rule, addresses in by_rule.items():
        yield words.label("rights" if isinstance(rule, Right) else "access", name_of(rule), language), tuple(addresses)


def rights(request: Request, visit: Visiting) -> Response:
    return page(request, "rights.html", visit, here="rules", told=told(visit.language))


@cache
def _walked() -> tuple[Walked, ...]:
    return from_stored(json.loads(PROOF.read_text(encoding="utf-8")))


def proof(request: Request, visit: Visiting) -> Response:
    return page(request, "proof.html", visit, here="rules", told=report(_walked(), visit.language))


def routes() -> APIRouter:
    router = APIRouter()
    router.get("/rights")(rights)
    router.get("/proof")(proof)
    return router

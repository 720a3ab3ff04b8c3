"""Whatever the rules can say has words in both languages, and the words say nothing the rules do not."""

import ast
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import pytest
from pydantic import AwareDatetime, BaseModel

from api.door_reasons import DoorReason
from api.tokens import TokenReason
from domain import vocabulary
from domain.acts import ACTS
from domain.facts import FACTS, Approved, OnBehalf, Signatory, YearlyDefinition
from domain.law.policy import Document
from domain.procedure.table import PROCEDURE
from domain.proof.claims import Claim
from domain.proof.questions import QUESTIONS
from domain.proof.situations import SITUATIONS
from domain.refusals import RETIRED, Reason
from domain.templates import slots
from domain.vocabulary import Office
from words import act_summary, act_title, books, citation, label, refusal, sentence
from words.rendering import SECTIONS

ROOT = Path(__file__).parents[2]
BOOKS: dict[str, dict[str, Any]] = {language: dict(book) for language, book in books().items()}
POLICIES = [tomllib.loads(path.read_text("utf-8")) for path in sorted((ROOT / "policies").glob("*.toml"))]
DOCUMENTS = {name: Document.model_validate(each) for policy in POLICIES for name, each in policy.get("documents", {}).items()}
RULES = {path.relative_to(ROOT): path.read_text("utf-8") for path in sorted((ROOT / "domain").rglob("*.py"))}

ENUMS = [each for each in vars(vocabulary).values() if isinstance(each, type) and issubclass(each, StrEnum) and each is not StrEnum]
CODES = [(enum, member) for enum in ENUMS for member in enum]
TOKENS = get_args(TokenReason)
NOON = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)
EVERY_YEAR = YearlyDefinition(agency="UBND", heading="Đợt hằng năm", directive="CT", opens="03-02", opens_at=time(8), closes="06-30")
HOA = Signatory(person="hoa", name="Trần Thị Hoa", office=Office.AGENCY_HEAD, agency="26743")

in_both_languages = pytest.mark.parametrize("language", ["vi", "en"])


def leaves(book: dict[str, Any], at: str = "") -> Iterator[tuple[str, str]]:
    for key, value in book.items():
        if isinstance(value, dict):
            yield from leaves(value, f"{at}{key}.")
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            yield from leaves({f"{key}[{n}]": each for n, each in enumerate(value)}, at)
        else:
            yield f"{at}{key}", value


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
        for field in annotation.model_fields.values():
            yield from models_in(field.annotation)
    for each in get_args(annotation):
        yield from models_in(each)


FIELDS = sorted({name for act in ACTS.values() for model in models_in(act) for name in model.model_fields})


def a_value(annotation: Any) -> Any:
    """Some value of that type, the same each time."""
    origin, args = get_origin(annotation), get_args(annotation)
    if origin in (Union, UnionType):
        return a_value(next(each for each in args if each is not type(None)))
    if origin is tuple:
        return (a_value(args[0]), a_value(args[0]))
    if origin is Mapping:
        return {}
    if origin is Annotated:
        return a_value(args[0])
    if issubclass(annotation, Signatory):
        return HOA
    if issubclass(annotation, YearlyDefinition):
        return EVERY_YEAR
    if issubclass(annotation, BaseModel):
        return a(annotation)
    if issubclass(annotation, StrEnum):
        return next(iter(annotation))
    some = {str: "lời ghi", int: 3, bool: True, date: date(2026, 3, 2), datetime: NOON, AwareDatetime: NOON}
    return some[annotation]


def a(model: type[BaseModel], *, only_required: bool = False) -> Any:
    wanted = {name: field for name, field in model.model_fields.items() if field.is_required() or not only_required}
    return model.model_validate({name: a_value(field.annotation) for name, field in wanted.items()})


def raised_with() -> dict[Reason, list[set[str]]]:
    """For each reason, the params it is raised with, place by place; a guard's reason gets those of `decide`."""
    places: dict[Reason, list[set[str]]] = {}
    for text in RULES.values():
        tree = ast.parse(text)
        calls = [
            node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Refused"
        ]
        named = {node: {word.arg or "" for word in call.keywords} for call in calls for node in ast.walk(call.args[0])}
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Reason":
                places.setdefault(Reason[node.attr], []).append(named.get(node, {"stage", "act"}))
    return places


RAISED = raised_with()
PARAMS = MappingProxyType(
    {
        "proposal": "P1",
        "discipline": "D1",
        "percent": 100,
        "commendation_form": "certificate",
        "beneficiary": "agency",
        "relation": "spouse",
        "capacity": "kt",
        "named": "SK-1",
        "recorded": "1029384756102938",
        "scan": "5647382910564738",
        "number": "12/QĐ-UBND",
        "conflict": "relative",
        "initiative": "SK-1",
        "other": "personal_gain",
        "step": "council",
        "form": "removal",
        "forms": "reprimand, warning",
        "roles": "chair, personnel",
        "sha256": "0123456789ab",
        "personnel": "worker",
        "needs": 3,
        "members": 5,
        "risk": "R1",
        "least": 3,
        "meeting": "H1",
        "persons": "lan, tam",
        "outcome": "excluded",
        "result": "completed",
        "finding": "pure_motive",
        "reward": "training",
        "status": "granted",
        "tier": "typical",
        "office": "agency_head",
        "stage": "agency_review",
        "stages": "registered, agency_review",
        "act": "approve",
        "before": "approval",
        "regime": "nd73-2023",
        "field": "title",
        "day": "2026-03-02",
        "first": "2026-02-02",
        "last": "2031-03-02",
        "offices": "agency_head",
        "most": 20000,
        "cast": 1,
        "entitled": 3,
        "entry": 3,
        "areas": "infrastructure, legal_obstacles",
        "item": "W1",
        "items": "W1, W2",
        "person": "lan",
        "agency": "26743",
        "name": "Ủy ban nhân dân phường Bến Thành",
        "campaign": "DK-2027",
        "area": "institutions_policies",
        "agencies": "STC, STP",
        "successor": "27475",
        "successor_name": "Ủy ban nhân dân phường Tân Hưng",
        "plan_sha256": "0" * 64,
    }
)


def strings(tree: ast.AST) -> Iterator[str]:
    """The string literals that are not docstrings."""
    for node in ast.walk(tree):
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Constant) and isinstance(child.value, str) and not isinstance(node, ast.Expr):
                yield child.value


def bases() -> set[str]:
    in_policies = {value for policy in POLICIES if "terms" in policy for key, value in leaves(policy) if key.endswith(".basis")}
    in_rules = {text for rule in RULES.values() for text in strings(ast.parse(rule)) if re.match(r"house: |HCMC2022: |\w+ Art\. ", text)}
    return in_policies | in_rules | {each for rows in PROCEDURE.values() for row in rows for each in row.basis.values()}


# --- Complete ---


def test_both_languages_have_exactly_the_same_keys() -> None:
    assert {key for key, _ in leaves(BOOKS["vi"])} == {key for key, _ in leaves(BOOKS["en"])}


def test_both_languages_fill_in_the_same_values() -> None:
    assert {k: sorted(slots(v)) for k, v in leaves(BOOKS["vi"])} == {k: sorted(slots(v)) for k, v in leaves(BOOKS["en"])}


def test_every_closed_list_is_a_section_with_no_leftovers() -> None:
    assert set(SECTIONS) == set(ENUMS)
    for enum, section in SECTIONS.items():
        assert set(BOOKS["vi"][section]) == set(enum), section


@in_both_languages
def test_every_code_has_a_label_that_starts_with_a_capital(language: str) -> None:
    labels = {member: label(SECTIONS[enum], member, language) for enum, member in CODES}
    assert [(member, text) for member, text in labels.items() if not text[:1].isupper()] == []


def test_every_guard_says_what_must_hold_and_no_words_are_kept_for_one_that_is_gone() -> None:
    guards = {guard.__name__ for rows in PROCEDURE.values() for row in rows for guard in row.guards}
    assert [{*BOOKS[language]["guards"]} ^ guards for language in ("vi", "en")] == [set(), set()]


def test_the_proof_says_every_claim_situation_and_question() -> None:
    said = {"claims": {*Claim}, "situations": {each.name for each in SITUATIONS}, "open_questions": {each.name for each in QUESTIONS}}
    assert {section: {*BOOKS["vi"][section]} for section in said} == said


@in_both_languages
def test_every_act_has_a_title_and_a_summary(language: str) -> None:
    assert [name for name in ACTS if not (act_title(name, language) and act_summary(name, language).endswith("."))] == []


@in_both_languages
def test_every_field_of_every_act_has_a_label(language: str) -> None:
    assert [field for field in FIELDS if not label("fields", field, language)] == []


@pytest.mark.parametrize("name", BOOKS["vi"]["act_fields"])
def test_a_label_of_one_acts_field_is_of_a_field_it_has_and_says_more_than_the_usual_one(name: str) -> None:
    for field, said in BOOKS["vi"]["act_fields"][name].items():
        assert field in ACTS[name].model_fields
        assert said != BOOKS["vi"]["fields"][field]


@pytest.mark.parametrize(("section", "codes"), [("acts", set(ACTS)), ("fields", set(FIELDS)), ("facts", set(FACTS))])
def test_no_words_are_kept_for_what_is_gone(section: str, codes: set[str]) -> None:
    assert set(BOOKS["vi"][section]) <= codes


@in_both_languages
@pytest.mark.parametrize("only_required", [False, True], ids=["everything given", "only what is required"])
def test_every_fact_is_told_with_nothing_left_open(only_required: bool, language: str) -> None:
    told = [sentence(a(kind, only_required=only_required), language) for kind in FACTS.values()]
    assert [text for text in told if re.search(r"[{}\[\]…]|None|  | [.;,]|\.\.|\(\)", text) or not text.endswith(".")] == []


def test_a_sentence_names_only_what_the_fact_holds() -> None:
    named = {kind: set(slots(BOOKS["vi"]["facts"][kind])) - {*fact.model_fields, "by", "office"} for kind, fact in FACTS.items()}
    assert {kind: strange for kind, strange in named.items() if strange} == {}


def test_no_sentence_about_a_fact_begins_with_a_label_in_small_letters() -> None:
    for language, book in BOOKS.items():
        for kind, template in book["facts"].items():
            assert template.startswith("{by}") or template[0].isupper(), (language, kind)


@in_both_languages
def test_every_refusal_has_words(language: str) -> None:
    told = [refusal(reason, language, PARAMS) for reason in (*Reason, *TOKENS)]
    assert [text for text in told if re.search(r"[{}\[\]…]", text) or not text.endswith(".")] == []


@pytest.mark.parametrize(
    ("leave", "vi", "en"),
    [
        ({"agency_kind": "ward"}, "KT. CHỦ TỊCH, PHÓ CHỦ TỊCH Trần B", "KT. CHAIR, VICE CHAIR Trần B"),
        ({"agency_kind": "department"}, "KT. GIÁM ĐỐC, PHÓ GIÁM ĐỐC Trần B", "KT. DIRECTOR, DEPUTY DIRECTOR Trần B"),
        ({"capacity": "q", "agency_kind": "ward"}, "Q. CHỦ TỊCH Trần B", "Q. CHAIR Trần B"),
        (
            {"capacity": "tm", "agency_kind": "ward"},
            "TM. ỦY BAN NHÂN DÂN, PHÓ CHỦ TỊCH Trần B",
            "TM. PEOPLE'S COMMITTEE, VICE CHAIR Trần B",
        ),
        ({"capacity": "tl", "held": "agency_officer"}, "TL. NGƯỜI ĐỨNG ĐẦU, NGƯỜI ĐƯỢC GIAO Trần B", "TL. HEAD, ASSIGNED PERSON Trần B"),
        (
            {"capacity": "tuq", "held": "agency_head", "agency_kind": "committee"},
            "TUQ. CHỦ TỊCH, NGƯỜI ĐỨNG ĐẦU CƠ QUAN CẤP DƯỚI Trần B",
            "TUQ. CHAIR, HEAD OF AN AGENCY BELOW Trần B",
        ),
    ],
)
def test_who_signs_for_another_is_written_as_under_a_document(leave: dict[str, Any], vi: str, en: str) -> None:
    by = Signatory(
        person="b", name="Trần B", office=Office.AGENCY_HEAD, on_behalf=OnBehalf(**{"capacity": "kt", "held": "deputy_head", **leave})
    )
    fact = a(Approved).model_copy(update={"by": by})
    assert (vi in sentence(fact, "vi"), en in sentence(fact, "en")) == (True, True)


def test_no_words_are_kept_for_refusals_that_are_gone() -> None:
    assert set(BOOKS["vi"]["reasons"]) == set(Reason)
    assert set(BOOKS["vi"]["tokens"]) == set(TOKENS)


def test_a_refusal_asks_only_for_what_it_is_always_raised_with() -> None:
    asked = {reason: set(slots(BOOKS["vi"]["reasons"][reason])) for reason in RAISED.keys() - RETIRED}
    assert any(asked.values())
    assert [(reason, missing) for reason in asked for given in RAISED[reason] if (missing := asked[reason] - given)] == []


def test_the_door_says_all_it_must() -> None:
    assert set(BOOKS["vi"]["door"]) == set(DoorReason)
    assert {key: slots(text) for key, text in BOOKS["vi"]["door"].items() if slots(text)} == {
        "too_often": ["most", "wait"],
        "feed_entry": ["number"],
        "file_too_large": ["most"],
        "files_of_a_day": ["most"],
        "unknown_agency": ["agency"],
        "sheet_wrong_sheet": ["wanted", "where"],
        "sheet_wrong_columns": ["where", "wanted", "found"],
        "sheet_beyond": ["where", "wanted"],
        "sheet_long_cell": ["where", "wanted"],
        "sheet_merged_cells": ["where"],
        "sheet_formulas": ["where"],
        "sheet_errors": ["where"],
        "sheet_not_text": ["where"],
        "sheet_rows": ["most"],
        "file_not_allowed": ["found", "wanted"],
        "file_lies": ["found", "wanted"],
        "list_refused": ["rows", "number"],
        "row_twice": ["row"],
        "more_wrong": ["rows"],
        "field_twice": ["key"],
        "cell_malformed": ["field"],
        "field_fault": ["field", "fault"],
        "of_another_kind": ["number", "address"],
        "no_such_rule_set": ["rule_set"],
        "moment_not_come": ["moment", "now"],
    }


@in_both_languages
def test_every_basis_can_be_cited(language: str) -> None:
    cited = [citation(basis, language, DOCUMENTS) for basis in sorted(bases())]
    assert [text for text in cited if re.search(r"[{}\[\]…]|ND73|house:|Art\.", text)] == []


def test_every_topic_of_a_document_is_one_the_rules_cite() -> None:
    cited = {basis.partition(": ")[2] for basis in bases() if basis.partition(": ")[0] in DOCUMENTS and not basis.startswith("house: ")}
    assert set(BOOKS["vi"]["plan"]) == cited - {""}


def test_every_house_convention_is_one_the_rules_use() -> None:
    assert {f"house: {key}" for key in BOOKS["vi"]["house"]} == {basis for basis in bases() if basis.startswith("house: ")}


# --- Nothing but what the rules say ---


EMPTY_ON_PURPOSE = {"tie.no", "stopped.no", "unverified.no"}
A_CLAIM = re.compile(r"verdict|tự động (phê duyệt|quyết định)|automatically (approve|decide)", re.IGNORECASE)


@in_both_languages
def test_words_are_clean_and_claim_nothing(language: str) -> None:
    texts = dict(leaves(BOOKS[language]))
    assert [key for key, text in texts.items() if text != unicodedata.normalize("NFC", text).strip()] == []
    assert {key for key, text in texts.items() if not text} == EMPTY_ON_PURPOSE
    assert [key for key, text in texts.items() if A_CLAIM.search(re.sub(r"{\w+}", "", text))] == []


def test_words_name_no_document_the_policies_do_not_have() -> None:
    named = {found for book in BOOKS.values() for _, text in leaves(book) for found in re.findall(r"\d+[-/][\w/-]*\d+[\w/-]*", text)}
    known = " ".join(document.number for document in DOCUMENTS.values())
    assert {number for number in named if number not in known} == set()


def test_words_name_no_article_by_number() -> None:
    for book in BOOKS.values():
        for key, text in leaves(book):
            assert not re.search(r"(Điều|khoản|Article|Art\.) ?\d", text), key


# --- As people write it ---

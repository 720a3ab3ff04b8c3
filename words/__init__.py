"""What people read. Every sentence and label is in vi/ and en/, keyed by the codes of domain/; here they are looked up and filled in.

A section may be spread over the files of a folder, a chapter of the law in each; the files of both folders have the same names and keys.

An unknown code or language raises KeyError: a missing word is a defect, and tests/contracts/test_words.py finds it first.
A missing value is written as "…" and never stops anybody.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from babel.lists import format_list

from domain.facts import Fact, Signatory
from domain.law.policy import Document
from domain.letters import subject_of
from domain.vocabulary import Office, StreamKind
from words.rendering import SECTIONS, Book, Writer, as_signed, day_in_document, fill

LANGUAGES = ("vi", "en")
_NOTHING: Mapping[str, str] = MappingProxyType({})
_ARTICLE = re.compile(r"(?P<document>\w+) Art\. (?P<article>\d+)(\.(?P<clause>\d+))?")
_TOPIC = re.compile(r"(?P<document>\w+): (?P<topic>.+)")
_RANGE = re.compile(r"(\*|[a-z]{1,8}(?:-[a-z0-9]{1,8})*)(?:\s*;\s*q=(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?))?", re.IGNORECASE)


@cache
def books() -> Mapping[str, Book]:
    """Every word there is, by language and section."""
    return {language: _bound(Path(__file__).parent / language) for language in LANGUAGES}


def _bound(folder: Path) -> Book:
    """The sections of all files; a key in two of them is a defect."""
    book: dict[str, dict[str, Any]] = {}
    for path in sorted(folder.glob("*.toml")):
        for section, words in tomllib.loads(path.read_text(encoding="utf-8")).items():
            if twice := book.setdefault(section, {}).keys() & words.keys():
                raise ValueError(f"{path.name}: {section}: {sorted(twice)} has words elsewhere already")
            book[section].update(words)
    return book


def _filled(
    template: str,
    language: str,
    values: Mapping[str, object],
    names: Mapping[str, str] = _NOTHING,
    titles: Mapping[str, str] = _NOTHING,
) -> str:
    writer = Writer(books()[language], language, names, titles)
    return fill(template, lambda name: writer.write(name, values.get(name)))


def label(section: str, code: str, language: str) -> str:
    """A code's label as it stands alone, on a button, in a list, at the head of a column."""
    return _capital(str(books()[language][section][code]))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def field(name: str, language: str, act: str = "") -> str:
    """A field's label: what it is called in that act, or everywhere."""
    own = books()[language]["act_fields"].get(act, {})
    return label("fields", name, language) if name not in own else _capital(str(own[name]))


def sentence(fact: Fact, language: str, names: Mapping[str, str] = _NOTHING, titles: Mapping[str, str] = _NOTHING) -> str:
    """A fact told in one sentence: the line of the timeline. `names`: of persons and agencies, by id; `titles`: of work items and risks, by code."""
    book = books()[language]
    values = {name: getattr(fact, name) for name in type(fact).model_fields}
    values["by"] = signature(fact.by, language) if fact.by else book["by"]["another_entry" if fact.follows else "nobody"]
    values["office"] = fact.by.office if fact.by else "" if fact.follows else Office.CLOCK
    called = {**getattr(fact, "names", _NOTHING), **names}
    by_itself = book["by_itself"].get(fact.kind) if fact.by is None else None
    told = _filled(by_itself or book["facts"][fact.kind], language, values, called, titles)
    if fact.recorded_by is None and (fact.paper is None or "{paper}" in book["facts"][fact.kind]):
        return told
    entered = book["entered"]["from_paper" if fact.recorded_by else "by_document"]
    return told.removesuffix(".") + _filled(entered, language, values, called)


def signature(hand: Signatory, language: str) -> str:
    """Whoever signed, as it stands under a document."""
    return as_signed(hand, books()[language])


def office(fact: Fact, language: str) -> str:
    """In what capacity it was done; what followed from another stream's entry was done by nobody here, and least of all by the clock."""
    if fact.by is None and fact.follows:
        return label("by", "another_entry", language)
    return label("offices", fact.by.office if fact.by else Office.CLOCK, language)


def refusal(
    reason: str,
    language: str,
    params: Mapping[str, object] = _NOTHING,
    names: Mapping[str, str] = _NOTHING,
    titles: Mapping[str, str] = _NOTHING,
) -> str:
    """Why something was not done, and what one can do: for a Reason of the rules, and for a TokenReason of the door.

    `names`: of persons, agencies and programmes, by id. One that brings the name itself says the id beside it.
    """
    book = books()[language]
    return _filled({**book["tokens"], **book["reasons"]}[reason], language, params, _NOTHING if "name" in params else names, titles)


def act_title(name: str, language: str) -> str:
    return str(books()[language]["acts"][name]["title"])


def act_summary(name: str, language: str) -> str:
    return str(books()[language]["acts"][name]["summary"])


def door(key: str, language: str, /, **params: object) -> str:
    """What the door itself says, before or beside any rule."""
    return _filled(books()[language]["door"][key], language, params)


def page(key: str, language: str, /, **params: object) -> str:
    """What a page of the counter says of itself."""
    return _filled(books()[language]["pages"][key], language, params)


def told(section: str, key: str, language: str, /, **params: object) -> str:
    """A sentence of that section, as it stands there."""
    return _filled(books()[language][section][key], language, params)


def sight(key: str, language: str, /, **params: object) -> str:
    """What somebody had read, or had not."""
    return _filled(books()[language]["sight"][key], language, params)


def known(key: str, language: str, /, **params: object) -> str:
    """What was on record when an entry was made, and what its maker knew of it."""
    return _filled(books()[language]["known_then"][key], language, params)


def fault(key: str, language: str, /, **params: object) -> str:
    """What is wrong with a field as it was sent."""
    return _filled(books()[language]["faults"][key], language, params)


def money(value: int, language: str) -> str:
    """A sum in đồng, with its unit: 1.234.567 đồng, 1,234,567 dong."""
    return _filled("{sum_dong}", language, {"sum_dong": value})


def problem_title(status: int, language: str) -> str:
    """What kind of no it is, by the status of the answer."""
    titles = books()[language]["problem_titles"]
    return str(titles.get(f"s{status}", titles["otherwise"]))


def assessment(key: str, language: str, /, **params: object) -> str:
    """A sentence about what a liability table says."""
    return _filled(books()[language]["assessment"][key], language, params)


def rulebook(key: str, language: str, /, **params: object) -> str:
    """A sentence about what two rule sets say differently."""
    return _filled(books()[language]["rulebook"][key], language, params)


def within(code: StrEnum, language: str) -> str:
    """A code's label as it stands inside a sentence."""
    return str(books()[language][SECTIONS[type(code)]][code])


def notice(key: str, language: str, /, **params: object) -> str:
    """A part of a notice: subject, greeting, link or foot."""
    return _filled(books()[language]["notice"][key], language, params)


def happened(fact: Fact, language: str) -> str:
    """What happened, in words that tell nothing of its content: of a fact in domain/letters.TOLD."""
    return str(books()[language]["happened"][fact.kind])


def one_of_acts(acts: Iterable[str], language: str) -> str:
    """Titles of acts, any of which may be done, as they stand inside a sentence."""
    titles = (act_title(act, language) for act in acts)
    return format_list([title[:1].lower() + title[1:] for title in titles], "or", locale=language)


def subject(fact: Fact, kind: StreamKind, language: str) -> str:
    """What a letter about it is about: a neutral word."""
    return str(books()[language]["subjects"][subject_of(fact, kind)])


def citation(basis: str, language: str, documents: Mapping[str, Document]) -> str:
    """A basis as the rules write it ("ND73 Art. 8.1", "HCMC2022: scheme", "house: plan"), as people cite it."""
    if basis.startswith("house: "):
        return label("house", basis.removeprefix("house: "), language)
    book = books()[language]
    if found := _ARTICLE.fullmatch(basis):
        form, parts = "clause" if found["clause"] else "article", found.groupdict()
    elif found := _TOPIC.fullmatch(basis):
        numbered = "/" in documents[found["document"]].number
        form, parts = "matter" if numbered else "topic", {"topic": book["plan"][found["topic"]]}
    else:
        raise KeyError(basis)
    return _filled(book["citation"][form], language, {**parts, "document": _named(documents[found["document"]], language)})


def document(cited: Document, language: str) -> str:
    """A legal text as it is cited where it stands for the first time: with what it is about."""
    title = cited.title_en if language == "en" else cited.title_vi
    return _filled(books()[language]["citation"]["whole"], language, {"document": _named(cited, language), "title": title})


def _named(document: Document, language: str) -> str:
    """Type and number, date, issuer: numbers are used again, so a document is never named by its number alone."""
    book = books()[language]
    kind = next((kind for kind in book["document_types"] if document.number.startswith(f"{kind} ")), document.number)
    values = {
        "number": book["document_types"][kind] + document.number.removeprefix(kind),
        "issued_on": day_in_document(document.issued_on, language) if document.issued_on else "",
        "issuer": book["issuers"][document.issuer],
    }
    return _filled(book["citation"]["document"], language, values)


def language_of(accept_language: str | None) -> str:
    """ "en" if the header gives English more weight than Vietnamese; otherwise, and for a header nobody can read, "vi"."""
    weights: dict[str, float] = {}
    for part in (accept_language or "").split(","):
        if not part.strip():
            continue
        found = _RANGE.fullmatch(part.strip())
        if found is None:
            return "vi"
        language = found[1].lower().partition("-")[0]
        weights[language] = max(weights.get(language, 0.0), float(found[2] or 1))
    any_other = weights.get("*", 0.0)
    return "en" if weights.get("en", any_other) > weights.get("vi", any_other) else "vi"

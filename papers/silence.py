"""The certificate of silence as a paper: what was asked of whom, and that no answer is on record (ADR 51). No office signs it; the record gives it out."""

from collections.abc import Callable, Iterator, Mapping

import words
from domain.acts import ACTS
from domain.facts import FACTS, Desk
from domain.law.policy import Document
from domain.procedure.chapters import CHAPTER_OF
from domain.procedure.unanswered import Unanswered
from domain.zone import CITY_ZONE
from papers.paper import Block, Items, Paper, Paragraph
from words.rendering import day, day_in_document

_ACT_OF = {act.becomes.kind: act.name for act in ACTS.values()}


def certificate(told: Unanswered, number: str, code: str, documents: Mapping[str, Document], language: str = "vi") -> Paper:
    """`code`: the hash of what it says."""
    say = _in(language)
    day_of_issue = told.at.astimezone(CITY_ZONE).date()
    return Paper(
        agency=say("issuer"),
        symbol="",
        number=number,
        place=say("place", written=day_in_document(day_of_issue, language)),
        kind=say("kind"),
        summary=say("summary_item" if told.item else "summary", clock=told.clock, titled=_titled(told)),
        body=(
            *_body(told, documents, language),
            Paragraph(say("how_to_check")),
            Items((say("number", number=number), say("code", code=code))),
        ),
        signatures=(),
        recipients=(told.names.get(told.person, told.person),),
        archive=say("archive", number=told.case),
        draft_mark="",
        foot=say("foot", number=number, code=code),
        language=language,
        moment=told.at,
    )


def sentences(told: Unanswered, documents: Mapping[str, Document], language: str) -> Iterator[str]:
    """What it says, line by line."""
    for block in _body(told, documents, language):
        yield from block.items if isinstance(block, Items) else [block.text] if isinstance(block, Paragraph) else []


def what(kind: str, language: str) -> str:
    """What was recorded, by the kind of the fact: the title of the act, or of what nobody did, what it is about."""
    act = _ACT_OF.get(kind)
    return words.act_title(act, language) if act else words.label("chapters", CHAPTER_OF[FACTS[kind]], language)


def _body(told: Unanswered, documents: Mapping[str, Document], language: str) -> Iterator[Block]:
    say = _in(language)
    yield Paragraph(say("case", number=told.case, title=told.title))
    yield Paragraph(say("asked", clock=told.clock, titled=_titled(told)))
    by = words.signature(told.began_by, language) if told.began_by else ""
    yield Paragraph(say("began", began_at=told.began_at, what=what(told.began_with, language), by=by, receipt=told.receipt))
    if told.texts:
        yield Paragraph(say("texts"))
        yield Items(told.texts)
    yield Paragraph(say("desks"))
    yield Items(tuple(dict.fromkeys(_desk(each, told, language) for each in told.desks or _offices(told))))
    yield Paragraph(say("due", due=told.due, cited=words.citation(told.basis, language, documents)))
    if told.provisional:
        yield Paragraph(say("provisional"))
    until = day((told.ended_at or told.at).astimezone(CITY_ZONE).date(), language)
    calendar = {"calendar": told.calendar, "hash": told.calendar_sha256}
    yield Paragraph(say("counted", until=until, counted=told.counted, **calendar))
    if told.stands_still:
        yield Paragraph(say("stands_still"))
    if told.noted_at:
        yield Paragraph(say("noted", noted_at=told.noted_at))
    if told.ended_at:
        ended_by = what(told.ended_by, language) if told.ended_by else ""
        yield Paragraph(say("ended", ended_at=told.ended_at, what=ended_by), bold=True)
    else:
        yield Paragraph(say("silent", at=told.at), bold=True)
    yield Paragraph(say("no_judgement"))


def _in(language: str) -> Callable[..., str]:
    def say(key: str, /, **params: object) -> str:
        return words.told("certificate", key, language, **params)

    return say


def _offices(told: Unanswered) -> tuple[Desk, ...]:
    return tuple(Desk(office=office) for office in told.waiting_for)


def _desk(desk: Desk, told: Unanswered, language: str) -> str:
    at = desk.person or desk.agency
    signers = ", ".join(told.names.get(each, each) for each in desk.signers)
    office = words.label("offices", desk.office, language)
    return _in(language)("desk", held=office, at=told.names.get(at, at), who=signers)


def _titled(told: Unanswered) -> str:
    return f"{told.item} “{told.item_title}”" if told.item_title else told.names.get(told.item, told.item)

"""What whoever acted had read before, told in words: of a decision, whether its decider had opened what they decided on; of an amendment, an evaluation or a
finding, what was on record by then, and whether its maker had opened it."""

from collections.abc import Iterable
from datetime import datetime

import words
from api.views.streams import Happened, KnownView
from domain.facts import Fact
from domain.known_then import Entry, Known
from domain.vocabulary import Knowledge
from words import rendering


def had_read(fact: Fact, language: str) -> str:
    """ "" where nothing is known of it, or nothing need be said: a decision that approves no text, by somebody who had opened the case."""
    sight = fact.read
    if sight is None or fact.by is None:
        return ""
    opened, who = sight.of_text(fact.text), fact.by.name
    if opened:
        return words.sight(f"opened_{fact.kind}", language, who=who, when=rendering.moment(opened.at, language))
    if sight.opened and not fact.text:
        return ""
    if sight.since is None:
        return words.sight("unknown", language, who=who)
    key = f"not_opened_{fact.kind}" if fact.text else "opened_nothing"
    return words.sight(key, language, who=who, since=rendering.moment(sight.since, language))


def in_words(known: Iterable[Known], fact: Fact, language: str) -> tuple[KnownView, ...]:
    """What had happened by then, once for each thing that was known of it. `fact`: the entry beside which it stands."""
    groups: dict[tuple[Knowledge, datetime | None], list[Entry]] = {}
    for each in known:
        alike = groups.setdefault((each.knowledge, each.at if each.knowledge is Knowledge.OPENED else None), [])
        alike += [each.entry] if each.entry else []
    return tuple(_told(knowledge, at, happened, fact, language) for (knowledge, at), happened in groups.items())


def _told(knowledge: Knowledge, at: datetime | None, happened: list[Entry], fact: Fact, language: str) -> KnownView:
    what = (f"{words.known(each.fact.kind, language)} ({rendering.moment(each.fact.at, language)})" for each in happened)
    told = {
        "who": fact.by.name if fact.by else "",
        "what": "; ".join(what),
        "when": rendering.moment(at, language) if at else "",
    }
    return KnownView(
        knowledge=knowledge,
        happened=tuple(Happened(case=each.case, kind=each.fact.kind, at=each.fact.at) for each in happened),
        opened_at=at,
        sentence=words.known(knowledge, language, **told),
    )

"""What whoever acted had read before, told in words: of a decision, whether its decider had opened what they decided on; of an amendment, an evaluation or a
finding, what was on record by then, and whether its maker had opened it."""

import words
from api.views.streams import KnownView
from domain.facts import Fact
from domain.known_then import Known
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


def in_words(known: Known, fact: Fact, language: str) -> KnownView:
    """`fact`: the entry beside which it stands."""
    entry, who = known.entry, fact.by.name if fact.by else ""
    told = {
        "who": who,
        "what": words.known(entry.fact.kind, language) if entry else "",
        "day": rendering.moment(entry.fact.at, language) if entry else "",
        "when": rendering.moment(known.at, language) if known.at else "",
    }
    return KnownView(
        knowledge=known.knowledge,
        case=entry.case if entry else "",
        kind=entry.fact.kind if entry else "",
        at=known.at,
        sentence=words.known(known.knowledge, language, **told),
    )

"""What whoever decided had read before, told in words: of an approval, whether they had opened the very text they approved."""

import words
from domain.facts import Fact
from words import rendering


def had_read(fact: Fact, language: str) -> str:
    """ "" where nothing is known of it, or nothing need be said: a decision that approves no text, by somebody who had opened the case."""
    if fact.read is None or fact.by is None:
        return ""
    who = fact.by.name
    if fact.text:
        opened = fact.read.of_text(fact.text)
        when = rendering.moment(opened.at, language) if opened else ""
        return words.sight(f"{'opened' if opened else 'not_opened'}_{fact.kind}", language, who=who, when=when)
    return "" if fact.read.opened else words.sight("opened_nothing", language, who=who)

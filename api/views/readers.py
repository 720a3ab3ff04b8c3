"""Who has read what, in words."""

import words
from domain.vocabulary import Part
from store.reading.sightings import ReadersPage
from store.reading.views import Reader
from words.rendering import SECTIONS


class ReaderView(Reader):
    """`part_label`, `office_labels`: the same in the reader's language, each office with its agency."""

    part_label: str
    office_labels: tuple[str, ...]


def in_words(found: ReadersPage, language: str) -> list[ReaderView]:
    def office(code: str, agency: str) -> str:
        return ", ".join(filter(None, (words.label("offices", code, language), found.names.get(agency, agency))))

    return [
        ReaderView(
            **each.model_dump(),
            part_label=words.label(SECTIONS[Part], each.part, language),
            office_labels=tuple(office(*held) for held in each.offices),
        )
        for each in found.readers
    ]

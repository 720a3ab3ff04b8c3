"""What happened: the newest first, month by month, and of one kind where the address says so."""

from dataclasses import dataclass

from api.pages.open_case import OpenCase
from api.views.streams import TimelineEntry
from words import rendering


@dataclass(frozen=True)
class Month:
    label: str
    entries: tuple[TimelineEntry, ...]


@dataclass(frozen=True)
class Timeline:
    """`kinds`: what the entries this reader may read are about, code and label; `kind`: of which of them alone they are shown, "" of all."""

    months: tuple[Month, ...]
    kinds: tuple[tuple[str, str], ...]
    kind: str


def seen(case: OpenCase, kind: str = "") -> Timeline:
    chapters = dict.fromkeys(entry.chapter for entry in case.timeline)
    kinds = sorted(((chapter, case.label("chapters", chapter)) for chapter in chapters), key=lambda each: each[1])
    months: dict[str, list[TimelineEntry]] = {}
    for entry in reversed(case.timeline):
        if kind in ("", entry.chapter):
            months.setdefault(rendering.month(entry.at, case.language), []).append(entry)
    return Timeline(tuple(Month(label, tuple(entries)) for label, entries in months.items()), tuple(kinds), kind)

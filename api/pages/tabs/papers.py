"""The documents of a case: number, date, who signed in what capacity, what it did here; the drafts there are of others; the evidence enclosed; and the texts
that were read, by their hash."""

from collections.abc import Iterator
from dataclasses import dataclass

from api.pages.open_case import OpenCase
from api.routers.files import evidence_of
from api.routers.papers import offered_in_words
from api.views.files import EvidenceView
from api.views.initiative import InitiativeView
from api.views.papers import PaperOffered
from api.views.streams import TimelineEntry
from domain.acts import AttachPaper
from domain.drafting.slots import KINDS
from domain.facts import Paper, PaperAttached, PastCase
from words import rendering


@dataclass(frozen=True)
class PaperSeen:
    """`signed`: by whom and in what capacity, where that was said. `entry`: which it belongs to; None of a step of a past case, which `what` tells.
    `scan`: the file of it that is here.
    """

    number: str
    day: str
    signed: str
    capacity: str
    sha256: str
    what: str = ""
    entry: TimelineEntry | None = None
    entered_by: str = ""
    scan: EvidenceView | None = None


@dataclass(frozen=True)
class Papers:
    """`drafts`: of what an office signs, the newest first. `evidence`: each file with how it stands now. `texts`: of the texts kept here that somebody answered
    or approved, label and hash. `may_add_scans`: of papers that lack theirs, this reader of some.
    """

    papers: tuple[PaperSeen, ...]
    drafts: tuple[PaperOffered, ...]
    evidence: tuple[EvidenceView, ...]
    texts: tuple[tuple[str, str], ...]
    may_add_scans: bool


def seen(case: OpenCase) -> Papers:
    evidence = tuple(evidence_of(case.entries, case.house, case.language))
    scans, there = dict(_scans(case)), {each.sha256: each for each in evidence}
    papers = (
        _paper(case, fact.paper, said, there.get(scans.get(said.sequence, "")))
        for said, fact in zip(case.timeline, case.facts, strict=True)
        if fact.paper
    )
    may_add_scans = any(each.act is AttachPaper and each.open for each in case.file.openings)
    drafts = offered_in_words(case.file, case.house, case.visit.caller, case.language) if case.file.card.kind in KINDS else ()
    return Papers((*_of_the_past(case), *papers), tuple(drafts), evidence, tuple(_texts(case)), may_add_scans)


def _scans(case: OpenCase) -> Iterator[tuple[int, str]]:
    """Of each entry whose paper has its scan here, the scan's hash: it came with the entry, or later."""
    for said, fact in zip(case.timeline, case.facts, strict=True):
        if fact.paper and fact.is_scanned:
            yield said.sequence, fact.paper.sha256
        if isinstance(fact, PaperAttached):
            yield fact.entry, fact.scan


def _paper(case: OpenCase, paper: Paper, said: TimelineEntry, scan: EvidenceView | None) -> PaperSeen:
    clerk = said.fact.get("recorded_by")
    return PaperSeen(
        number=paper.number,
        day=rendering.day(paper.issued_on, case.language),
        signed=paper.signer or said.by,
        capacity=case.label("capacities", paper.capacity) if paper.capacity else "",
        sha256=scan.sha256 if scan else paper.sha256,
        entry=said,
        scan=scan,
        entered_by=clerk["name"] if clerk else "",
    )


def _of_the_past(case: OpenCase) -> Iterator[PaperSeen]:
    past: PastCase | None = getattr(case.as_read, "past", None)
    for step in past.steps if past else ():
        yield PaperSeen(
            number=step.number,
            day=rendering.day(step.issued_on, case.language),
            signed="",
            capacity="",
            sha256=step.sha256,
            what=case.say("past_step", stage=step.stage, day=step.happened_on),
        )


def _texts(case: OpenCase) -> Iterator[tuple[str, str]]:
    view = case.as_read
    if isinstance(view, InitiativeView):
        named = {
            "text_dossier": view.dossier_sha256,
            **{f"version_{each.version}": each.sha256 for each in view.versions},
            "text_report": view.report_sha256,
        }
        for name, sha256 in named.items():
            if sha256:
                number = name.removeprefix("version_")
                yield case.say("version", number=number) if number != name else case.say(name), sha256

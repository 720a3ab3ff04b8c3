"""The scan of a signed paper: bound to the act that was entered from it, then or later. What was decided does not hang on it."""

from dataclasses import replace
from typing import TypeVar

from domain.acts import AttachPaper
from domain.chapter import Chapter, change, conclusion
from domain.facts import PaperAttached
from domain.matter import Matter, refuse_another_file
from domain.refusals import Reason, Refused
from domain.streams.stream import Stream

S = TypeVar("S", bound=Stream)


def scan_is_missing(stream: Stream) -> Reason | None:
    return None if any(not each.scanned for each in stream.papers) else Reason.NO_SCAN_MISSING


def attach_paper(act: AttachPaper, matter: Matter) -> PaperAttached:
    entry, known = matter.excerpt.entry, next((each for each in matter.stream.papers if each.entry == act.entry), None)
    if entry is None or entry.paper is None or known is None:
        raise Refused(Reason.NO_PAPER_THERE, matter.basis, entry=act.entry)
    signed, directory = matter.signature_fields, matter.standpoint.directory
    held = (office for office in known.offices if directory.has_office(matter.by.person, (office,), directory.heir(known.agency)))
    if (office := next(held, None)) is None:
        raise Refused(Reason.NOT_YOUR_ENTRY, matter.basis, entry=act.entry)
    signed["by"] = matter.by.model_copy(update={"office": office})
    if known.scanned:
        raise Refused(Reason.SCAN_IS_THERE, matter.basis, entry=act.entry)
    if (act.number, act.issued_on) != (entry.paper.number, entry.paper.issued_on):
        said, day = entry.paper.number, entry.paper.issued_on.isoformat()
        raise Refused(Reason.ANOTHER_PAPER, matter.basis, entry=act.entry, number=said, day=day)
    refuse_another_file(entry.paper.sha256, act.scan, matter.basis)
    return PaperAttached(
        **signed,
        entry=matter.excerpt.entry_number or act.entry,
        number=act.number,
        issued_on=act.issued_on,
        scan=act.scan,
        not_for=entry.hidden_from,
    )


def paper_attached(fact: PaperAttached, stream: S) -> S:
    return replace(stream, papers=tuple(replace(each, scanned=each.scanned or each.entry == fact.entry) for each in stream.papers))


CHAPTER = Chapter(
    concludes=(conclusion(AttachPaper, attach_paper),),
    changes=(change(PaperAttached, paper_attached),),
)

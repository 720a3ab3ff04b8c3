"""By which rule each address answers. An address that is not here is shut: the test that walks all of them finds it before anybody else does.

The rule itself is asked where the answer is made; tests/pages/test_rights.py asks as every office, and compares.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from starlette.routing import Mount

from api.pages.case import BOARD, TABS
from api.pages.lists import PAPER_FOR
from domain.acts import ACTS
from domain.drafting.slots import KINDS
from domain.numbers import PATHS, address_of
from domain.people.access import Access, Rule
from domain.people.rights import READ_READERS, READ_REPORTS, SEND_LISTS
from domain.procedure.table import PROCEDURE
from domain.streams.shown import NOTED
from domain.vocabulary import StreamKind

COUNTER = "/counter"
OPENS_BY_NUMBER = (BOARD, "timeline")  # the first page of a case that stands at its number alone
LISTED = (StreamKind.INITIATIVE, StreamKind.REVIEW, StreamKind.REWARD_FILE, StreamKind.CAMPAIGN, StreamKind.DECLARATION)
IN_A_CASE = ("", "/timeline", "/deadlines", "/certificates", "/acts", "/foresight", "/foresight/{act}")
SEATS = (StreamKind.INITIATIVE, StreamKind.REVIEW)  # in which somebody is proposed for a council or a panel


def _said(rule: Rule, *addresses: str) -> Iterator[tuple[str, Rule]]:
    return ((address, rule) for address in addresses)


def _of_cases() -> Iterator[tuple[str, Rule]]:
    """What every kind of case has, for programs and as pages."""
    for kind in StreamKind:
        at, page = f"{address_of(kind)}/{{number}}", f"{COUNTER}{address_of(kind)}/{{number}}"
        lists = (address_of(kind), *((f"{COUNTER}{address_of(kind)}", f"{COUNTER}{address_of(kind)}/export") if kind in LISTED else ()))
        yield from _said(Access.WHAT_THEY_READ, *lists)
        yield from _said(Access.READS_THE_CASE, *(at + part for part in IN_A_CASE))
        yield from _said(
            Access.ASKED_IN_THE_CASE,
            *(f"{at}/acts/{row.act.name}" for row in PROCEDURE[kind] if not row.act.opens_stream),
            f"{page}/acts/{{act}}",
        )
        opens_with = page if TABS[kind][0] in OPENS_BY_NUMBER else f"{page}/{TABS[kind][0]}"
        yield from _said(Access.READS_THE_CASE, opens_with, f"{page}/news", f"{page}/print", f"{page}/entries/{{place}}")
        yield from _said(Access.READS_THE_CASE, f"{page}/certificates", f"{page}/whole", f"{page}/whole/file", f"{at}/whole")
        printed = tuple("contents" if tab == BOARD else tab for tab in TABS[kind])
        yield from _said(Access.READS_THE_CASE, *(f"{page}/{tab}" for tab in TABS[kind][1:]), *(f"{page}/print/{tab}" for tab in printed))
        yield from _said(Access.READS_THE_CASE, f"{at}/files", *(f"{place}/files/{{sha256}}" for place in (at, page)))
        yield from _said(Access.ASKED_IN_THE_CASE, f"{page}/acts/{{act}}/files")
        if kind in NOTED:
            yield from _said(Access.CONCERNED_BY_THE_CASE, f"{at}/readings", f"{page}/readers")
        if kind in KINDS:
            yield from _said(Access.READS_THE_CASE, *(f"{place}/papers/{{place}}/{{name}}.{{form}}" for place in (at, page)))
            yield from _said(Access.READS_THE_CASE, f"{at}/papers", f"{at}/papers/{{act}}.{{form}}")
        if kind in PAPER_FOR:
            paper = f"{COUNTER}/{PATHS[kind]}/paper"
            yield from _said(Access.ASKED_IN_THE_CASE, paper, f"{paper}/{{act}}", f"{paper}/{{act}}/{{key}}")


def _beginning() -> Iterator[tuple[str, Rule]]:
    """What begins a case is asked of nobody's case: who may is said by its row."""
    for act in ACTS.values():
        if act.opens_stream:
            begins = f"{address_of(act.opens_stream)}{act.begins_at}"
            yield from _said(Access.ASKED_IN_THE_CASE, begins, *(f"{COUNTER}{begins}/new{each}" for each in ("", "/files")))


RULES: Mapping[str, Rule] = dict(
    (
        *_of_cases(),
        *_beginning(),
        *_said(Access.WHAT_THEY_READ, f"{COUNTER}/signing"),
        *_said(Access.SERVES_THERE, "/agencies/{agency}/delegations", "/agencies/{agency}/absences"),
        *_said(Access.ASKED_IN_THE_CASE, *(f"{address_of(kind)}/{{number}}/candidates" for kind in SEATS)),
        *_said(Access.ANYBODY, "/", "/health", "/ready", "/openapi.json", "/docs", COUNTER),
        *_said(Access.ANYBODY, *(f"{COUNTER}/{each}" for each in ("sign-in", "signed-in", "sign-out", "language"))),
        *_said(Access.BY_ITS_ADDRESS, "/deadlines/feed/{secret}.ics", f"{COUNTER}/backchannel-logout"),
        *_said(Access.SIGNED_IN, "/policies", "/policies/{rule_set}", "/policies/{rule_set}/difference", "/calendar", "/calendar/due"),
        *_said(
            Access.SIGNED_IN,
            "/agencies",
            "/campaigns/yearly",
            *(f"{COUNTER}/{each}" for each in ("procedure", "rights", "proof", "people")),
        ),
        *_said(Access.SIGNED_IN, *(f"{COUNTER}/rules{each}" for each in ("", "/difference", "/calendar", "/{rule_set}"))),
        *_said(
            Access.SIGNED_IN, *(f"{COUNTER}/initiatives/register{each}" for each in ("", "/alike", "/check", "/{step}", "/{step}/files"))
        ),
        *_said(Access.ASKED_IN_THE_CASE, "/campaigns/yearly/pause", "/campaigns/yearly/resume"),
        *_said(Access.WHAT_THEY_READ, "/worklist", "/deadlines", "/silence", "/silence/cases", "/departures", "/recognised-initiatives"),
        *_said(Access.WHAT_THEY_READ, "/initiatives/similar", *(f"{COUNTER}/{each}" for each in ("search", "board", "silences"))),
        *_said(Access.WHAT_THEY_READ, *(f"{COUNTER}/work{each}" for each in ("", "/waiting", "/done", "/shared"))),
        *_said(Access.WHAT_THEY_READ, f"{COUNTER}/reports", f"{COUNTER}/reports/recognised"),
        *_said(Access.THEIR_OWN, "/filings/{number}", "/deadlines/feed", "/readings/about-me", f"{COUNTER}/receipts/{{number}}"),
        *_said(
            Access.THEIR_OWN, "/certificates/{number}/file", f"{COUNTER}/certificates/{{number}}", f"{COUNTER}/certificates/{{number}}/file"
        ),
        *_said(Access.SIGNED_IN, "/certificates/check", f"{COUNTER}/check-paper"),
        *_said(Access.THEIR_OWN, f"{COUNTER}/searches", f"{COUNTER}/searches/forget", f"{COUNTER}/notices", f"{COUNTER}/notices/read"),
        *_said(
            Access.THEIR_OWN, *(f"{COUNTER}/me{each}" for each in ("", "/readers", "/notices", "/feed", "/feed/take-back", "/sign-out"))
        ),
        *_said(Access.ASKED_IN_THE_CASE, "/initiatives/{number}/candidates", "/reviews/{number}/candidates"),
        *_said(Access.READS_THE_CASE, "/reviews/{number}/assessment", "/reviews/{number}/again", "/reviews/{number}/in-favour"),
        *_said(
            Access.READS_THE_CASE,
            "/campaigns/{number}/form",
            f"{COUNTER}/campaigns/{{number}}/form",
            f"{COUNTER}/campaigns/{{number}}/imports",
        ),
        *_said(Access.ASKED_IN_THE_CASE, *(f"{COUNTER}/campaigns/{{number}}/together/{{act}}{each}" for each in ("", "/{key}"))),
        *_said(SEND_LISTS, "/campaigns/{number}/imports"),
        *_said(Access.SENT_THE_LIST, *(f"/imports/{{number}}{each}" for each in ("", "/alike", "/errors"))),
        *_said(Access.SENT_THE_LIST, *(f"{COUNTER}/imports/{{number}}{each}" for each in ("", "/errors"))),
        *_said(
            READ_REPORTS, "/campaigns/{number}/report", "/reports/yearly/{year}", f"{COUNTER}/reports/year", f"{COUNTER}/reports/campaign"
        ),
        *_said(Access.APPOINTS, "/reports/talent", f"{COUNTER}/reports/talent"),
        *_said(Access.HEADS_OR_ABOVE, "/reports/heads/{agency}", f"{COUNTER}/reports/heads"),
        *_said(READ_READERS, "/readings", f"{COUNTER}/readers", f"{COUNTER}/readers/export"),
        *_said(Access.SIGNED_IN, "/files"),
        *_said(Access.THEIR_OWN, "/files/{sha256}"),
        *_said(Access.OPERATES, f"{COUNTER}/operator", f"{COUNTER}/operator/files", "/files/quarantined", "/files/{sha256}/decision"),
    )
)


def addresses(routes: Iterable[Any], before: str = "") -> Iterator[tuple[str, str]]:
    """Method and address of all there is; files of the release have one for all."""
    for route in routes:
        if isinstance(route, Mount):
            if route.name != "files":
                yield from addresses(route.routes, before + route.path)
        elif inner := getattr(route, "original_router", None):  # of a router that was included whole
            yield from addresses(inner.routes, before)
        else:
            yield from ((method, before + route.path) for method in sorted(route.methods or ()) if method != "HEAD")

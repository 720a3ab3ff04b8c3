"""The table of rights is what the house does: every address has its rule, and answers as the rule says, whoever asks and on whatever day."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from api.access import RULES, addresses
from api.pages.rights import told
from commands.rights import PAGE, page
from domain.numbers import PATHS
from domain.people.access import Access, Rule
from domain.people.directory import Tenure
from domain.people.rights import Right, heads_above, may_ask_for_talent, may_read_who_signs, may_see_readers
from domain.procedure.table import PROCEDURE
from domain.vocabulary import StreamKind
from store import directory
from store.reading.admission import may_file
from store.reading.caller import Caller
from tests.pages.browsers import Street
from tests.record.beside_families import YEARLY
from tests.record.whole_families import CAMPAIGN, ILL, WELL

# One of each office, at the agency of the case and elsewhere; two parties; and somebody who is nothing.
WHO = (
    *("lan", "tam", "head", "deputy", "clerk", "head_th", "chair", "focal", "inspector", "auditor", "emulation", "appointing", "stranger"),
)
ON_PAGES = ("lan", "clerk_th", "inspector")
BEFORE_ANY_TERM = datetime(2025, 6, 2, 2, 0, tzinfo=UTC)
CASES = {
    StreamKind.INITIATIVE: ILL,
    StreamKind.REVIEW: f"{ILL}-R1",
    StreamKind.REWARD_FILE: f"{WELL}-K",
    StreamKind.CAMPAIGN: CAMPAIGN,
    StreamKind.YEARLY: YEARLY,
    StreamKind.SIGNING: "UQ-1",
    StreamKind.DECLARATION: "KK-hoa",
}
PAPERS = {
    ILL: ("2", "receipt"),
    f"{ILL}-R1": ("5", "panel"),
    f"{WELL}-K": ("5", "reward"),
    CAMPAIGN: ("1", "campaign"),
}  # where one is drafted
AGENCY = "26743"
ASKED_MORE = {
    "/counter/reports/year": "year=2026",
    "/counter/reports/campaign": f"number={CAMPAIGN}",
    "/counter/reports/heads": f"agency={AGENCY}",
}
# What answers only to what another page has drawn, or to a file that nobody here has sent.
NOT_BY_ITSELF = (
    *("{key}", "{secret}", "{sha256}", "/imports/{number}", "/filings/", "/receipts/", "/certificates/{number}"),
    *("/signed-in", "{step}", "/together/", "/paper/{act}"),
)


async def test_every_address_has_a_rule_and_every_rule_is_of_an_address_that_is_there(peopled: Street) -> None:
    there = {address for _, address in addresses(peopled.door.app.routes)}
    assert there ^ {*RULES} == set(), "name the rule of each address in api/access.py"


def test_the_page_says_what_the_rules_say() -> None:
    assert PAGE.read_text("utf-8") == page(), "run `make procedure`, read, commit"


def asked(street: Street, counter: bool) -> Iterator[tuple[str, str, Rule]]:
    """Address, its rule, and the case it is about. Of what is only sent, tests/door/test_not_there.py asks every act of everybody."""
    read = {address for method, address in addresses(street.door.app.routes) if method == "GET"}
    for address, rule in RULES.items():
        if address not in read or address.startswith("/counter") is not counter or any(part in address for part in NOT_BY_ITSELF):
            continue
        kind = next((kind for kind in StreamKind if f"/{PATHS[kind]}/{{number}}" in address), None)
        case = CASES[kind] if kind else ""
        act = PROCEDURE[kind][-1].act.name if kind else "register"
        place, paper = PAPERS.get(case, ("1", "")) if "{form}" in address else ("1", "")
        filled = {
            "number": case,
            "name": paper,
            "form": "docx",
            "rule_set": "nd73-2023.4",
            "year": "2026",
            "agency": AGENCY,
            "place": place,
            "act": act,
        }
        at = address
        for name, value in filled.items():
            at = at.replace(f"{{{name}}}", value)
        yield at + (f"?{ASKED_MORE[address]}" if address in ASKED_MORE else ""), case, rule


def lets_in(rule: Rule, case: str, who: Caller, street: Street) -> bool:
    """What the rule says of that person."""
    house = street.door.app.state.house
    agencies = house.readings.agencies(who.today)
    if isinstance(rule, Right):
        return rule.is_held(who.terms, {each.code for each in agencies if not each.superior})
    with street.door.store.reading() as session:
        reads = bool(case) and may_file(case, who.id, who.today, session)
    match rule:
        case Access.READS_THE_CASE | Access.ASKED_IN_THE_CASE if case:
            return reads
        case Access.CONCERNED_BY_THE_CASE:
            return reads and may_see_readers(who.id, ("tam",) if case == CASES[StreamKind.REVIEW] else ("lan", "tam"), who.terms)
        case Access.APPOINTS:
            return may_ask_for_talent(agencies, who.terms)
        case Access.HEADS_OR_ABOVE:
            own = who.id == "head"  # of their own terms, also once they are over
            return own or heads_above(("UBNDTP",), who.terms) or any(held.office == "home_affairs" for held in who.terms)
        case Access.SERVES_THERE:
            return may_read_who_signs((AGENCY, "UBNDTP"), who.terms)
        case Access.OPERATES:
            return False
    return True


async def disagreements(street: Street, people: tuple[str, ...], counter: bool) -> list[tuple[str, str, int]]:
    """Who is let in where the rule shuts them out, or the reverse."""
    found = []
    for name in people:
        who = street.door.app.state.house.readings.caller(name, street.counter.moment)
        browser = await street.visitor(name) if counter else None
        for address, case, rule in asked(street, counter):
            answer = await browser.http.get(address) if browser else await street.door.ask("GET", address, name)
            if (answer.status_code not in (401, 403, 404)) is not lets_in(rule, case, who, street):
                found.append((name, address, answer.status_code))
    return found


async def test_every_address_for_programs_answers_as_its_rule_says_whoever_asks(peopled: Street) -> None:
    assert await disagreements(peopled, WHO, counter=False) == []


async def test_and_so_does_every_page(peopled: Street) -> None:
    assert await disagreements(peopled, ON_PAGES, counter=True) == []


async def test_before_a_term_begins_it_gives_nothing(peopled: Street) -> None:
    now, peopled.counter.moment = peopled.counter.moment, BEFORE_ANY_TERM
    try:
        assert await disagreements(peopled, ("head", "focal", "stranger"), counter=False) == []
        assert (await peopled.door.ask("GET", f"/initiatives/{WELL}", "head")).status_code == 404
    finally:
        peopled.counter.moment = now
    assert (await peopled.door.ask("GET", f"/initiatives/{WELL}", "head")).status_code == 200


async def test_once_a_term_is_over_it_gives_nothing(peopled: Street) -> None:
    store, day = peopled.door.store, peopled.counter.laws.calendar.local_day(peopled.counter.moment)
    people = ("head", "focal")
    with store.reading() as session:
        held = [term for term in directory.all_terms(session) if term.person in people]
    over = [term.model_copy(update={"ends": day - timedelta(days=1)}) for term in held]

    def load(terms: list[Tenure]) -> None:
        with store.writing() as session:
            directory.load((), (), terms, session, peopled.counter.moment, peopled.counter.sealer)

    load(over)
    try:
        assert await disagreements(peopled, people, counter=False) == []
        assert (await peopled.door.ask("GET", f"/initiatives/{WELL}", "head")).status_code == 404
    finally:
        load(held)
    assert (await peopled.door.ask("GET", f"/initiatives/{WELL}", "head")).status_code == 200


async def test_the_page_of_rights_says_of_each_relation_what_the_rules_say(peopled: Street) -> None:
    shown = (await (await peopled.visitor("clerk")).open("/counter/rights")).answer.text
    rows = {row.split("</th>")[0].rpartition(">")[2]: row.split("</td>")[0] for row in shown.split("<tr ")[2:]}
    said = told("vi")
    found = {relation: [kind for kind in said.kinds if f">{kind}: xem được" in rows[relation]] for relation, _ in said.reading}
    assert found == {relation: [kind for kind, its in zip(said.kinds, cells, strict=True) if its.reads] for relation, cells in said.reading}
    assert [why for why in said.notes if why not in shown] == []
    assert {cell.note for _, cells in said.reading for cell in cells} == {*range(len(said.notes) + 1)}, "every reason is somebody's"

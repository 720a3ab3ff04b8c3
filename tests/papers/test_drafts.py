"""Every form of a paper, drafted from whole stories: it has all the parts that a paper has, says nothing empty, no code and nothing foreign, and cites what the
data have. A form that asks for what there is not is not read.
"""

import dataclasses
import io
import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from docx import Document as WordFile
from docx.shared import Mm
from pypdf import PdfReader

from domain.drafting.drafted import Drafted, Sources
from domain.drafting.form import PaperForms
from domain.facts import FACTS, OnBehalf, Signatory
from domain.law.policy import Document
from domain.procedure.chapters import after
from domain.streams.kinds import blank
from domain.streams.stream import Stream
from domain.vocabulary import AgencyKind, Capacity, Office, Regime
from papers.apart import printed
from papers.draft import draft
from papers.paper import Paper, Signature, Table
from papers.pdf import order
from papers.word import as_word
from store.policies import BadPolicy, read, read_papers
from tests.builders import ROOT, a_directory
from tests.contracts.test_vietnamese_only import KNOWN, NAMES, bare
from tests.families import on_the_way, the_way
from words.rendering import MISSING

FORMS = ROOT / "policies" / "papers" / "papers-2026-1.toml"
DIGEST, RECEIPT = "0123456789abcdef" * 4, "TN-20261120-000A"
# The signs of kinds of paper; and what a clerk of the kept examples typed.
SIGNS = KNOWN | {"VT", "PTN", "TTr", "resources"}


@cache
def documents() -> Mapping[str, Document]:
    sets = (read(path) for path in sorted((ROOT / "policies").glob("*.toml")) if not path.name.startswith("calendar"))
    return {name: document for each in sets for name, document in each.documents.items()}


@cache
def forms() -> PaperForms:
    return read_papers(FORMS, documents())


def told(ledger: Mapping[str, list[Any]]) -> Iterator[Drafted]:
    """Every entry of these streams, with the case as it stood then."""
    for number, facts in ledger.items():
        stream: Stream = blank(number)
        for fact in facts:
            stream = after(fact, stream)
            yield Drafted(stream, fact)


@cache
def stories() -> tuple[Drafted, ...]:
    """What this release's examples keep, and the families as they usually go."""
    kept: dict[str, list[Any]] = {}
    for row in json.loads((ROOT / "tests/record/stored/0.5.0/ledger.json").read_text("utf-8")):
        kept.setdefault(row["case"], []).append(FACTS[row["kind"]].model_validate(row["fact"]))
    ways = [(regime, ill) for regime in Regime for ill in (False, True)]
    families = [on_the_way(regime, ill=ill, steps=len(the_way(regime, ill=ill))).ledgers for regime, ill in ways]
    return tuple(each for ledger in (kept, *families) for each in told(ledger))


def sources(drafted: Drafted) -> Sources:
    borne = {code: name for each in stories() for code, name in getattr(each.fact, "names", {}).items()}
    return Sources(drafted, a_directory(), {**borne, **NAMES}, documents(), RECEIPT, DIGEST)


@cache
def drafts() -> tuple[tuple[str, Drafted, Paper], ...]:
    return tuple((name, each, draft(form, forms(), sources(each))) for each in stories() for name, form in forms().of(each).items())


def one(name: str) -> Paper:
    return next(paper for found, _, paper in drafts() if found == name)


def texts(value: Any, at: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a paper, with where it stands."""
    if isinstance(value, str):
        yield at, value
    elif isinstance(value, tuple):
        for each in value:
            yield from texts(each, at)
    elif dataclasses.is_dataclass(value):
        for each in dataclasses.fields(value):
            yield from texts(getattr(value, each.name), f"{at}.{each.name}")


MAY_BE_EMPTY = (".superior", ".symbol", ".kind", ".authority", ".number", ".annexes.about", ".signatures.capacity", ".signatures.name")


def faults_of(name: str, drafted: Drafted, paper: Paper) -> Iterator[str]:
    for at, text in texts(paper):
        where = f"{name}{at}: {text!r}"
        if not text.strip() and at not in MAY_BE_EMPTY:
            yield f"{where} is empty"
        if MISSING in text or "{" in text or "[" in text or "None" in text:
            yield f"{where} has a hole"
        if at not in (".foot", ".mark", ".language", ".body.mark", ".annexes.body.mark") and (strange := bare(text) - SIGNS):
            yield f"{where} is not Vietnamese: {strange}"
    for part in ("agency", "summary", "body", "signatures", "recipients", "archive"):
        if not getattr(paper, part):
            yield f"{name}: no {part}"
    if paper.draft_mark != "DỰ THẢO" or paper.number or "ngày " not in paper.place or any(each.isdigit() for each in paper.place):
        yield f"{name}: is no draft, or has a number or a day of its own"
    if drafted.stream.number not in paper.foot or RECEIPT not in paper.foot or DIGEST[:16] not in paper.foot or DIGEST in paper.foot:
        yield f"{name}: does not say what it was drafted from: {paper.foot}"
    if not any(signature.post for signature in paper.signatures) or (not paper.kind and not paper.to):
        yield f"{name}: nobody signs it, or a letter to nobody"


def test_every_form_is_drafted_from_the_stories_whole_in_vietnamese_and_without_a_code() -> None:
    assert sorted({fault for name, drafted, paper in drafts() for fault in faults_of(name, drafted, paper)}) == []
    assert forms().papers.keys() - {name for name, *_ in drafts()} == set(), "forms that no story needs"


def test_every_document_that_a_form_stands_on_is_cited_in_full() -> None:
    cited = {ground for each in forms().papers.values() for grounds in each.grounds.values() for ground in grounds}
    assert {ground.partition(" ")[0] for ground in cited} <= documents().keys()
    assert one("approval").grounds[0].startswith("Căn cứ ")
    assert [ground[-1] for ground in one("approval").grounds] == [*";" * (len(one("approval").grounds) - 1), "."]


def broken(tmp_path: Path, old: str, new: str) -> str:
    """What is said of the forms with that change. It is changed on one line."""
    text = FORMS.read_text("utf-8")
    assert old in text
    changed = tmp_path / "papers-2026-2.toml"
    changed.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(BadPolicy) as bad:
        read_papers(changed, documents())
    line = next(
        n for n, (was, now) in enumerate(zip(text.splitlines(), changed.read_text("utf-8").splitlines(), strict=True), 1) if was != now
    )
    said = str(bad.value)
    assert said.startswith(f"{changed.name}:{line}: "), (said, line)
    return said


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        pytest.param(
            "Phạm vi thực hiện: {scope}.", "Phạm vi thực hiện: {scopes}.", "{scopes}: a paper drafted from approved", id="an unknown slot"
        ),
        pytest.param(
            "[Hướng dẫn hoàn thiện: {advice}.]", "Hướng dẫn: {advice}.", "{advice}: it may be empty", id="a slot that may be empty"
        ),
        pytest.param('{ list = "missing"', '{ list = "lacking"', '"lacking": a paper drafted from dossier_returned', id="an unknown list"),
        pytest.param(
            '{ table = "panel"', '{ table = "risks"', '"risks": a paper drafted from panel_appointed', id="a table of another case"
        ),
        pytest.param(
            'columns = ["TT", "Họ và tên", "Nhiệm vụ trong hội đồng"]',
            'columns = ["TT"]',
            '"panel": it has 3 columns',
            id="a table of other columns",
        ),
        pytest.param(
            '"nd73-2023" = ["ND73"]',
            '"nd73-2023" = ["ND99 Art. 1"]',
            "ND99 Art. 1: no published set has this document (papers.receipt)",
            id="an unknown ground",
        ),
        pytest.param('entry = "approved"', 'entry = "allowed"', "allowed: there is no such entry", id="an unknown entry"),
    ],
)
def test_a_form_that_asks_for_what_there_is_not_is_not_read_and_its_line_is_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert said in broken(tmp_path, old, new)


def test_whoever_signs_for_another_has_their_capacity_above_their_own_post() -> None:
    """Art. 13 of Decree 30/2020, as the leave to sign says it; a draft has no signature, and the place for one."""
    name, drafted, _ = next(found for found in drafts() if found[0] == "refusal")
    leave = OnBehalf(capacity=Capacity.KT, held=Office.DEPUTY_HEAD, agency_kind=AgencyKind.WARD, person="head", name="Võ Quốc Minh (DEMO)")
    hand = Signatory(person="deputy", name="Đặng Thị Ánh (DEMO)", office=Office.AGENCY_HEAD, agency="26743", on_behalf=leave)
    signed = Drafted(drafted.stream, drafted.fact.model_copy(update={"by": hand}))
    paper = draft(forms().papers[name], forms(), sources(signed))
    assert paper.signatures == (Signature(post="PHÓ CHỦ TỊCH", name="Đặng Thị Ánh (DEMO)", capacity="KT. CHỦ TỊCH"),)


# -- laid out


def test_a_draft_for_word_has_the_margins_the_font_and_the_parts_of_the_appendix() -> None:
    paper = one("plan")
    first_risk = next(block.rows[0][1] for block in paper.annexes[1].body if isinstance(block, Table))
    file = WordFile(io.BytesIO(as_word(paper)))
    section = file.sections[0]
    sides = ("page_width", "page_height", "top_margin", "bottom_margin", "left_margin", "right_margin")
    assert [round(getattr(section, side) / Mm(1)) for side in sides] == [210, 297, 20, 20, 30, 15]
    assert file.styles["Normal"].font.name == "Times New Roman"
    for header in (section.first_page_header, section.header):
        assert "DỰ THẢO" in "".join(each.text for each in header.paragraphs)
    assert ["PAGE" in header._element.xml for header in (section.first_page_header, section.header)] == [False, True]
    assert paper.foot in section.footer.paragraphs[0].text
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    lines = "\n".join([*cells, *(each.text for each in file.paragraphs)])
    parts = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", paper.agency.upper(), f"/{paper.symbol}", paper.place]
    parts += [
        "QUYẾT ĐỊNH",
        paper.summary,
        *paper.grounds,
        "Nơi nhận:",
        f"Lưu: {paper.archive}",
        paper.signatures[0].post,
        paper.signatures[0].name,
    ]
    parts += ["PHỤ LỤC I. CÁC PHẦN VIỆC", first_risk]
    assert [part for part in parts if part not in lines] == []


def test_what_xml_cannot_write_is_left_out_of_a_word_file_and_a_text_is_never_markup() -> None:
    odd = dataclasses.replace(one("approval"), summary="a\u0007b <w:p> & {title} \ud800 #panic()")
    cells = "\n".join(each.text for each in WordFile(io.BytesIO(as_word(odd))).paragraphs)
    assert "ab <w:p> & {title}  #panic()" in cells


@pytest.mark.parametrize("name", ["liability", "minutes", "return_letter"])
def test_a_draft_is_printed_as_it_reads(name: str) -> None:
    paper = one(name)
    found = "".join("".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(printed(order(paper)))).pages)
    wanted = [text for at, text in texts(paper) if at in (".summary", ".body.text", ".body.items", ".grounds", ".recipients")]
    assert [text for text in wanted if "".join(text.split()) not in found] == []

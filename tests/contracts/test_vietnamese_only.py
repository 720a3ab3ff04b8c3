"""What is read in Vietnamese is Vietnamese: no code, no English word and no bare identifier, in any sentence, label, refusal, notice or workbook."""

import re
import tomllib

import pytest

import words
from domain.facts import FACTS
from domain.refusals import Reason
from domain.vocabulary import CampaignStage, ClockKind, DeclarationStage, ReviewStage, RewardStage, SigningStage, Stage, YearlyStage
from store.reading.asked import Asked, LastDay
from tests.contracts.test_letters import body_of, rows, sent
from tests.contracts.test_words import BOOKS, DOCUMENTS, PARAMS, ROOT, bases, leaves
from words.registration_list import headings

# A syllable as it is written without marks: an onset, a vowel or several, and a coda.
SYLLABLE = re.compile(
    r"(ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?(oai|oay|uay|uya|uye|ieu|yeu|uoi|uou|[aeiouy]{1,2})(ch|ng|nh|[cmnptiouy])?",
    re.IGNORECASE,
)
# Syllable-shaped, and English all the same.
ENGLISH = re.compile(
    r"the|and|not|can|has|but|hit|men|ten|one|two|out|our|due|day|may|pay|see|him|his|how|new|now|top|tea|team|time|make|take|held|hold|open|note|date|line|rule|case"
    r"|code|item|type|name|none|said|same|some|than|then|them|there|these|they|this|that|those|done|come|have|here|home|into|like|look|made|many|more|most|must|need|next|only|over|page|part|past",
    re.IGNORECASE,
)
# Proper names, forms of files, and what has no other name here.
KNOWN = frozenset(
    {
        "Khiên",
        "DEMO",
        "Excel",
        "Word",
        "Text",
        "CSV",
        "PDF",
        "pdf",
        "UTF",
        "xls",
        "xlsx",
        "xlsm",
        "docx",
        "docm",
        "png",
        "jpeg",
        "SHA",
        "JSON",
        "HTTP",
        "UBND",
        "TUQ",
        "English",
    }
)
# What the door says to whoever writes a program: headers and addresses by their names.
TO_PROGRAMS = frozenset({"Idempotency", "Key", "Allow", "POST", "PUT", "list", "as_of"})
ASIDE = re.compile(r"\{\w+\}|\b(SK|TN|DK|CD|DS|KK)-[\w-]+|https?://\S+|(?<!\w)/[a-z][\w/{}]*")
WORD = re.compile(r"[^\W\d_]+(?:_[^\W\d_]+)+|[^\W\d_]{3,}")


DIRECTORY = tomllib.loads((ROOT / "reference" / "directory-demo.toml").read_text("utf-8"))
POLICY = tomllib.loads((ROOT / "policies" / "hcmc-plan-2022-3.toml").read_text("utf-8"))
NAMES = {
    **{each["code"]: each["name"] for each in DIRECTORY["agencies"]},
    **{each["id"]: each["name"] for each in DIRECTORY["people"]},
    **{code: area["title_vi"] for code, area in POLICY["focus_areas"].items()},
}
TITLES = {"W1": "Soạn bộ câu hỏi và câu trả lời", "W2": "Thử trong nội bộ", "R1": "Nhà cung cấp phá sản"}


def strange(text: str, known: frozenset[str] = KNOWN) -> set[str]:
    """The words of a text that are not Vietnamese, and the ids that stand in it bare."""
    plain = ASIDE.sub(" ", text)
    found = {
        word
        for word in WORD.findall(plain)
        if word not in known and word.isascii() and ("_" in word or ENGLISH.fullmatch(word) or not SYLLABLE.fullmatch(word))
    }
    return found | {code for code in NAMES if re.search(rf"(?<![\w-]){re.escape(code)}(?![\w-])", plain) and code not in SYLLABLES}


SYLLABLES = frozenset({"lan", "tam", "hoa"})  # ids that are words of the language too: looked for where they are filled in


def bare(text: str) -> set[str]:
    """The same, and those ids that could be words."""
    return strange(text) | {code for code in SYLLABLES if re.search(rf"(?<!\w){code}(?!\w)", ASIDE.sub(" ", text))}


def test_every_word_there_is_is_vietnamese() -> None:
    found = {key: strange(text, KNOWN | TO_PROGRAMS if key.startswith("door.") else KNOWN) for key, text in leaves(BOOKS["vi"])}
    assert {key: foreign for key, foreign in found.items() if foreign} == {}


def test_every_refusal_is_told_without_a_code() -> None:
    params = {name: value for name, value in PARAMS.items() if name != "name"}
    found = {reason: bare(words.refusal(reason, "vi", params, NAMES, TITLES)) for reason in Reason if reason is not Reason.AGENCY_ENDED}
    assert {reason: codes for reason, codes in found.items() if codes} == {}


def test_a_refusal_about_an_ended_agency_says_which_code_is_to_be_used() -> None:
    assert bare(words.refusal(Reason.AGENCY_ENDED, "vi", PARAMS, NAMES, TITLES)) == {"26743", "27475"}


def test_the_stage_of_every_kind_of_stream_is_told_without_a_code() -> None:
    """A review stands at “decided”, an initiative never does: the word is looked for among those of every kind."""
    stages = [
        stage for kind in (Stage, ReviewStage, RewardStage, CampaignStage, YearlyStage, SigningStage, DeclarationStage) for stage in kind
    ]
    told = {stage: words.refusal(Reason.NOT_OPEN_IN_STAGE, "vi", {"stage": str(stage), "act": "vote"}, NAMES, TITLES) for stage in stages}
    assert {stage: said for stage, said in told.items() if bare(said)} == {}


WRITTEN = frozenset({"resources", "notice"})  # what people of the stored examples wrote, and the name of a calendar there


def test_every_fact_on_record_is_told_without_a_code() -> None:
    told = [(fact.kind, words.sentence(fact, "vi", NAMES, TITLES)) for _, fact in rows()]
    assert {kind for kind, _ in told} == {*FACTS}
    assert [(kind, said) for kind, said in told if bare(said) - WRITTEN] == []


def test_every_letter_is_written_without_a_code() -> None:
    letters = []
    for case, fact in rows():
        asked = Asked(("accept_dossier", "return_dossier"), LastDay(ClockKind.DECISION, fact.at.date(), "ND73 Art. 8.1"))
        message = sent(case, fact, asked)
        letters.append((fact.kind, f"{message['Subject']}\n{body_of(message)}"))
    assert {kind for kind, _ in letters} == {*FACTS}
    assert [kind for kind, text in letters if bare(text)] == []


def test_every_basis_is_cited_without_a_code() -> None:
    found = {basis: strange(words.citation(basis, "vi", DOCUMENTS)) for basis in bases()}
    assert {basis: codes for basis, codes in found.items() if codes} == {}


def test_the_form_of_a_list_has_no_code_at_the_head_of_a_column() -> None:
    assert [heading for heading in headings() if strange(heading)] == []


@pytest.mark.parametrize(
    "wrong",
    [
        "Field required",
        "String should have at least 1 character",
        "not your office",
        "chọn một trong: city_management, infrastructure",
        "Cơ quan 26743 không phải nơi giải quyết",
        "còn thiếu: STC",
        "đã đề nghị khen thưởng cho head_th",
        "Hồ sơ đang ở giai đoạn planning",
        "terms.cause: 5 working days",
    ],
)
def test_what_is_no_vietnamese_is_found_out(wrong: str) -> None:
    assert strange(wrong)


@pytest.mark.parametrize("wrong", ["đã đề nghị khen thưởng cho tam", "kiến nghị: lan: bảo vệ"])
def test_an_id_that_could_be_a_word_is_found_where_it_is_filled_in(wrong: str) -> None:
    assert bare(wrong)

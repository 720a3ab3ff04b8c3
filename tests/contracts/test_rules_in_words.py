"""Every parameter that was ever published has a name and a value in words, in both languages: no code and no word of the other language among them."""

import re

from domain.law.rulebook import parameters
from settings import ROOT
from store.policies import read
from words import LANGUAGES, books
from words.rules import heading, note, parameter, part_of, said

SETS = [read(path) for path in sorted((ROOT / "policies").glob("*.toml")) if not path.name.startswith("calendar")]
DOCUMENTS = {name: document for policy in SETS for name, document in policy.documents.items()}
PUBLISHED = {(entry.key, str(entry.value)): entry for policy in SETS for entry in parameters(policy).values()}


def test_every_parameter_is_named_and_told_without_a_code() -> None:
    faults = []
    for entry in PUBLISHED.values():
        for language in LANGUAGES:
            told = f"{heading(part_of(entry.key), language)}: {parameter(entry.key, language)}: {said(entry.value, entry.unit, language, DOCUMENTS)}"
            if re.search(r"[a-z]_[a-z]|[{}…]|\bNone\b|house: |\bTrue\b", told) or (
                language == "vi" and re.search(r"\b(the|of|days|and|person)\b", told)
            ):
                faults.append((entry.key, language, told))
    assert faults == []


def test_every_note_is_told_in_vietnamese_and_stays_as_it_was_published_in_english() -> None:
    """A set is never changed: whoever adds a note to a new one adds its line to words/rule_notes.toml."""
    notes = {entry.note for policy in SETS for entry in parameters(policy).values() if entry.note}
    assert [each for each in notes if not note(each, "vi") or note(each, "vi") == each] == []
    assert [told for each in notes if re.search(r"\b(the|of|days|and|person|read|Art|Decree)\b", told := note(each, "vi"))] == []
    assert {note(each, "en") for each in notes} == notes
    assert note("A note of a later set.", "vi") == "A note of a later set."


def test_no_name_is_there_for_nothing() -> None:
    for language in LANGUAGES:
        patterns = {key: re.compile(re.escape(key).replace(r"\*", "[^.]+")) for key in books()[language]["parameters"]}
        assert {key for key, pattern in patterns.items() if not any(pattern.fullmatch(entry.key) for entry in PUBLISHED.values())} == set()


def test_what_they_say_reads_as_a_clerk_would_write_it() -> None:
    by_key = {entry.key: entry for entry in PUBLISHED.values()}
    told = {key: f"{parameter(key, 'vi')}: {said(by_key[key].value, by_key[key].unit, 'vi', DOCUMENTS)}" for key in by_key}
    assert told["terms.decision"] == "Thời hạn quyết định về đề xuất: 7 ngày làm việc"
    assert told["complaints.first_within"].endswith(": 15 ngày (tính cả ngày nghỉ)")
    assert told["voting.tie_follows_head"].endswith(": có")

"""Whoever a fact names is called by name, to every reader: also where the fact itself has only an id."""

import json
import re
from pathlib import Path

import words
from domain.facts import FACTS, Fact
from store.record.names import called
from tests.record.counter import Counter

LEDGER = Path(__file__).parent / "stored" / "0.5.0" / "ledger.json"
# Ids that are no words of Vietnamese. Agencies whose id is a number are told by their names as well.
IDS = re.compile(r"\b(lan|tam|hoa|doctor|clerk_th|head_th|deputy2|stranger|26743|27475|UBNDTP)\b")


def facts() -> list[Fact]:
    return [FACTS[row["kind"]].model_validate(row["fact"]) for row in json.loads(LEDGER.read_text(encoding="utf-8"))]


def test_no_sentence_of_any_fact_names_somebody_by_an_id(counter: Counter) -> None:
    told = facts()
    assert {fact.kind for fact in told} == FACTS.keys()
    with counter.store.reading() as session:
        names = called(told, session)
    for fact in told:
        for language in words.LANGUAGES:
            sentence = words.sentence(fact, language, names)
            numbered = re.sub(r"SK-[\w-]+|TN-[\w-]+", "", sentence)
            assert not IDS.search(numbered), (fact.kind, sentence)


def test_the_directory_is_asked_only_for_what_a_fact_does_not_say(counter: Counter) -> None:
    of_kind = {fact.kind: fact for fact in facts()}
    with counter.store.reading() as session:
        assert called([of_kind["registered"]], session) == {}
        assert called([of_kind["reward_proposed"].model_copy(update={"person": "tam", "agency": ""})], session).keys() == {"tam"}
        assert called([of_kind["statement_given"]], session) == {"tam": "Trần Minh Tâm (DEMO)"}
        assert called([of_kind["reward_proposed"].model_copy(update={"person": "nobody", "agency": ""})], session) == {}

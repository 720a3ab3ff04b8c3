"""A spouse is found before the panel is appointed: by whoever appoints, who is told the rule; by the registrar; and by `make verify`, which tells it again."""

from domain import acts
from domain.numbers import declaration_of
from domain.vocabulary import Answer, Conflict, Regime
from store.reading.readings import Readings
from store.record.filings import RECORDED, REFUSED
from store.upkeep.audit import Audit
from tests.families import the_way
from tests.record.counter import Counter
from tests.record.whole_families import ILL, follow, until

REVIEW = f"{ILL}-R1"
SPOUSE = {"relatives": [{"person": "tam", "kinship": "spouse"}], "interests": []}
PANEL = {"chair": "hoa", "members": ["hoa", "doctor", "clerk_th"]}


def weighed(counter: Counter, reader: str, *persons: str) -> dict[str, dict[Conflict, Answer]] | None:
    readings = Readings(counter.store, counter.laws)
    caller = readings.caller(reader, counter.moment)
    assert caller
    file = readings.open(REVIEW, caller, counter.moment)
    found = readings.candidates(persons, file, counter.moment) if file else None
    return None if found is None else {each.person: dict(each.found) for each in found}


def test_a_spouse_is_found_before_the_panel_is_appointed_and_by_whoever_looks_later(counter: Counter) -> None:
    before, _ = until(acts.AppointPanel, the_way(Regime.ND73, ill=True))
    follow(counter, ILL, before)
    unknown = {Conflict.RELATIVE: Answer.UNKNOWN, Conflict.INTEREST: Answer.UNKNOWN}
    assert weighed(counter, "head", "doctor", "tam") == {
        "doctor": unknown,
        "tam": {Conflict.IMPLEMENTER: Answer.YES, Conflict.UNDER_REVIEW: Answer.YES, Conflict.REPORTED: Answer.YES, **unknown},
    }
    assert counter.file("doctor", "declare_ties", declaration_of("doctor"), **SPOUSE).status == RECORDED
    assert counter.file("hoa", "declare_ties", declaration_of("hoa"), relatives=[], interests=[]).status == RECORDED
    assert weighed(counter, "head", "doctor", "hoa") == {"doctor": {Conflict.RELATIVE: Answer.YES}, "hoa": {}}
    assert [weighed(counter, reader, "doctor") for reader in ("tam", "doctor", "focal", "inspector")] == [None] * 4, "nobody else is told"
    refused = counter.file("head", "appoint_panel", REVIEW, **PANEL)
    assert refused.status == REFUSED
    assert refused.refusal
    assert refused.refusal.params == {"person": "doctor", "conflict": "relative"}
    assert counter.file("doctor", "change_ties", declaration_of("doctor"), relatives=[], interests=[]).status == RECORDED
    assert counter.file("head", "appoint_panel", REVIEW, **PANEL).status == RECORDED
    assert list(Audit(counter.seals).faults_of([ILL, REVIEW, declaration_of("doctor")], counter.store)) == []


def test_who_is_a_party_to_another_open_matter_together_with_the_person_is_found(counter: Counter) -> None:
    before, _ = until(acts.AppointPanel, the_way(Regime.ND73, ill=True))
    follow(counter, ILL, before)
    another = ILL.rsplit("-", 1)[0] + "-99"
    follow(counter, another, [("lan", "", acts.Register, {"implementers": ["tam", "doctor"]})])
    counter.file("doctor", "declare_ties", declaration_of("doctor"), relatives=[], interests=[])
    assert weighed(counter, "head", "doctor") == {"doctor": {Conflict.SHARED_MATTER: Answer.YES}}
    follow(counter, another, [("lan", "", acts.Withdraw, {})])
    assert weighed(counter, "head", "doctor") == {"doctor": {}}, "once it is over it ties nobody"


def test_everybody_is_told_what_ties_themselves_before_they_act_and_what_ties_another_is_told_to_nobody(counter: Counter) -> None:
    before, _ = until(acts.AppointPanel, the_way(Regime.ND73, ill=True))
    follow(counter, ILL, before)
    readings = Readings(counter.store, counter.laws)

    def own(reader: str) -> dict[Conflict, Answer]:
        caller = readings.caller(reader, counter.moment)
        assert caller
        file = readings.open(REVIEW, caller, counter.moment)
        assert file
        return dict(readings.own_conflicts(file))

    counter.file("head", "declare_ties", declaration_of("head"), **SPOUSE)
    unknown = {Conflict.RELATIVE: Answer.UNKNOWN, Conflict.INTEREST: Answer.UNKNOWN}
    assert own("inspector") == unknown, "what nobody knows is shown as such"
    assert own("head") == {Conflict.RELATIVE: Answer.YES}, "that they decide is no tie of theirs"
    assert own("tam").items() >= {(Conflict.IMPLEMENTER, Answer.YES), (Conflict.UNDER_REVIEW, Answer.YES)}

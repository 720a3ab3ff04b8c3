"""Who takes no part by office though no party: whom a flag names, whose conduct an open review is about, who sat on the panel."""

import pytest

from domain import acts
from domain.refusals import Reason, Refused
from domain.vocabulary import Regime
from tests.builders import altered, an_act
from tests.families import just_before, on_the_way, the_way, why_not


def test_whom_a_flag_names_neither_lifts_it_nor_closes_the_referral_nor_evaluates_the_result() -> None:
    family = just_before(acts.EvaluateResult, ill=False)
    family.ask("inspector", an_act(acts.RaiseIntegrityFlag, persons=["head"]))
    family.ask("inspector", an_act(acts.Refer))
    for act in (an_act(acts.ClearIntegrityFlag), an_act(acts.RecordReferralOutcome), an_act(acts.EvaluateResult)):
        assert why_not(family, "head", act) is not None, act.name
    assert why_not(family, "chair", an_act(acts.EvaluateResult, present=["chair", "vicechair"])) is None


def test_what_the_inspectorate_froze_no_head_thaws() -> None:
    family = just_before(acts.EvaluateResult, ill=False)
    family.ask("inspector", an_act(acts.RaiseIntegrityFlag, persons=["tam"]))
    assert why_not(family, "head", an_act(acts.ClearIntegrityFlag)) is Reason.NOT_YOUR_OFFICE
    assert why_not(family, "inspector", an_act(acts.ClearIntegrityFlag)) is None


def test_under_the_plan_the_city_alone_reopens_what_it_decided() -> None:
    closed = on_the_way(Regime.HCMC2022, ill=False, steps=len(the_way(Regime.HCMC2022, ill=False)))
    assert why_not(closed, "head", an_act(acts.Reopen)) is Reason.NOT_YOUR_OFFICE
    assert why_not(closed, "chair", an_act(acts.Reopen)) is None


def test_a_review_whose_initiative_ended_before_any_result_need_not_wait_for_one() -> None:
    family = on_the_way(Regime.ND73, ill=True, steps=1)
    family.ask("inspector", an_act(acts.RaiseIntegrityFlag, persons=["tam"]))
    family.ask("lan", an_act(acts.Withdraw))
    for who, stream, kind, fields in the_way(Regime.ND73, ill=True):
        if stream == "-R1" and kind not in (acts.Recommend, acts.Decide, acts.Appeal, acts.DecideAppeal):
            family.ask(who, an_act(kind, **fields), family.number + stream)
    outcome = {"person": "tam", "outcome": "ordinary_handling", "reasons": "theo hồ sơ"}
    assert why_not(family, "hoa", an_act(acts.Recommend, outcomes=[outcome]), "-R1") is None


def test_an_appeal_against_the_city_chair_is_answered_by_the_deputies() -> None:
    """Above them stands nobody here. Where a head's decision is appealed, they have no say."""
    family = just_before(acts.Appeal, ill=True)
    family.ask("tam", an_act(acts.Appeal), family.number + "-R1")
    upheld = an_act(acts.DecideAppeal, outcome="exempted")
    assert why_not(family, "vicechair", upheld, "-R1") is Reason.NOT_YOUR_OFFICE
    review = family.streams[family.number + "-R1"]
    family.streams[review.number] = altered(review, addressed_to="UBNDTP", decided_by="chair")
    assert why_not(family, "chair", upheld, "-R1") is Reason.APPEAL_IS_FOR_OTHERS
    assert why_not(family, "vicechair", upheld, "-R1") is None


def test_a_removed_panel_member_has_no_say_about_flags_any_more() -> None:
    family = just_before(acts.GiveStatement, ill=True)
    family.ask("tam", an_act(acts.Challenge, member="doctor"), family.number + "-R1")
    family.ask("head", an_act(acts.DecideChallenge, member="doctor"), family.number + "-R1")
    family.ask("head", an_act(acts.RaiseIntegrityFlag, persons=["lan"]))
    assert why_not(family, "doctor", an_act(acts.ClearIntegrityFlag)) is Reason.NO_SUCH_CASE
    assert why_not(family, "hoa", an_act(acts.ClearIntegrityFlag)) is None


def test_a_paper_older_than_the_case_is_none_of_its_decisions() -> None:
    family = just_before(acts.Approve, ill=False)
    paper = {"decided_by": "head", "number": "1", "issued_on": "1950-01-01", "sha256": "a" * 64}
    with pytest.raises(Refused, match="document-too-early"):
        family.ask("clerk", an_act(acts.Approve, on_paper=paper))

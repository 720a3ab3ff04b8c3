"""The usual way of an initiative at the counter, to its completed result and the reward file that this opens."""

from functools import partial
from typing import Any

from domain.acts import Register, SubmitPlan
from store.record.filings import RECORDED
from tests.record.counter import Counter

CASE = "SK-2026-26743-1"


def does(counter: Counter, who: str, act: str, stream: str = CASE, **body: Any) -> None:
    """Filed, and recorded."""
    receipt = counter.file(who, act, stream, **body)
    assert receipt.status == RECORDED, (act, receipt.refusal, receipt)


def complete(counter: Counter) -> None:
    """In the reward file nothing is proposed yet."""
    acts = partial(does, counter)
    acts("lan", "register", **{**Register.example, "implementers": ["tam"]})
    acts("clerk", "accept_dossier")
    acts("secretary", "record_party_opinion", before="approval", opinion="agrees")
    for voter in ("head", "deputy", "deputy2"):
        acts(voter, "vote", ballot="for")
    acts("head", "conclude_vote", minutes="Biên bản họp.")
    acts("head", "approve", scope="20 thủ tục")
    acts("lan", "submit_plan", **SubmitPlan.example)
    acts("head", "approve_plan", plan_sha256=counter.case(CASE).draft.sha256)
    acts("head", "evaluate", item="W1", verdict="full", findings="Đạt.")
    acts("tam", "finish", finished_on=f"{counter.moment:%Y-%m-%d}")
    acts("tam", "submit_result_report", report="Kết quả từng phần việc.")
    acts("secretary", "record_party_opinion", before="evaluation", opinion="agrees")
    acts("head", "evaluate_result", result="completed", tier="typical", findings="Đạt.", present=["head", "deputy"])

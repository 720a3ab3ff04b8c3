"""Three stories of an initiative: one with every turn of the way from the registration to the close, one refused, one withdrawn."""

from collections.abc import Callable
from datetime import timedelta

from domain.acts import Override, Register, Resubmit, SubmitPlan
from domain.numbers import family_of
from store.record.filings import RECORDED, REFUSED
from store.record.numbers import known_numbers
from tests.record.counter import Counter

LONG, SHORT, GIVEN_UP = "SK-2026-26743-1", "SK-2026-26743-2", "SK-2026-26743-3"
STREAMS = 6  # the three, and what the long one opens: two reviews and a reward file
Watching = Callable[[str], None]


def family(number: str, counter: Counter) -> list[str]:
    """Every stream of it that there is by now."""
    return [each for each in known_numbers(counter.store) if family_of(each) == number]


def unwatched(_: str) -> None:
    """Nobody looks."""


def play(counter: Counter, watching: Watching = unwatched) -> None:
    """`watching` is called after every step with the number of the stream in which it was taken."""
    play_refused(counter, watching)
    play_withdrawn(counter, watching)
    play_with_every_turn(counter, watching)


def _acting(counter: Counter, case: str, watching: Watching) -> Callable[..., None]:
    def act(who: str, name: str, stream: str = "", **body: object) -> None:
        receipt = counter.file(who, name, case + stream, **body)
        assert receipt.status == RECORDED, (name, receipt.refusal)
        watching(case + stream)

    return act


def play_refused(counter: Counter, watching: Watching = unwatched) -> None:
    act = _acting(counter, SHORT, watching)
    act("lan", "register", **Register.example)
    assert counter.file("stranger", "accept_dossier", SHORT).status == REFUSED
    act("clerk", "accept_dossier")
    for voter in ("head", "deputy", "deputy2"):
        act(voter, "vote", ballot="against")
    act("head", "conclude_vote")
    act("head", "refuse", reasons="Nội dung đã có quy định.")


def play_withdrawn(counter: Counter, watching: Watching = unwatched) -> None:
    act = _acting(counter, GIVEN_UP, watching)
    act("lan", "register", **Register.example)
    act("lan", "withdraw", reason="Thành phố đã có chủ trương chung.")


def play_with_every_turn(counter: Counter, watching: Watching = unwatched) -> None:
    """Returned and sent again, voted down and overridden, planned twice, late, evaluated in part and not reviewed, closed, opened again, closed."""
    act = _acting(counter, LONG, watching)

    def today() -> str:
        return counter.laws.calendar.local_day(counter.moment).isoformat()

    act("lan", "register", **{**Register.example, "implementers": ["tam"]})
    act("clerk", "return_dossier", missing=["resources"])
    act("lan", "resubmit", **Resubmit.example)
    act("clerk", "accept_dossier")
    counter.moment += timedelta(days=30)
    counter.tick(LONG)
    watching(LONG)
    act("head", "ask_party_opinion", before="approval")
    act("secretary", "record_party_opinion", before="approval", opinion="agrees")
    for voter, ballot in (("head", "for"), ("deputy", "against"), ("deputy2", "against")):
        act(voter, "vote", ballot=ballot)
    act("head", "conclude_vote", minutes="Biên bản họp.")
    act("head", "override", **Override.example | {"on_paper": {"number": "15/QĐ-UBND", "issued_on": "2026-11-02"}})
    act("head", "approve", scope="20 thủ tục", conditions=["Báo cáo hằng quý"])
    act("lan", "submit_plan", **{**SubmitPlan.example, "items": [{**SubmitPlan.example["items"][0], "evaluator": "hoa"}]})
    act("head", "return_plan", reasons="Thước đo chưa rõ.")
    act("lan", "submit_plan", **SubmitPlan.example)
    act("head", "approve_plan", plan_sha256=counter.case(LONG).draft.sha256)
    act("head", "evaluate", item="W1", verdict="partly", findings="Đạt một phần.", next_by="2027-04-30", happened_on=today())
    act("head", "triage", "-R1", to_review=False, reasons="Còn thời hạn để hoàn thành.")
    act("tam", "finish", finished_on=today())
    act("tam", "submit_result_report", report="Kết quả từng phần việc.")
    act("secretary", "record_party_opinion", before="evaluation", opinion="agrees")
    act("head", "refer", to="Thanh tra", what="Đơn phản ánh.")
    body = {"result": "completed", "tier": "typical", "findings": "Đạt.", "present": ["head", "deputy"], "causes": "Thiếu nhân sự."}
    act("head", "evaluate_result", **body)
    act("head", "record_referral_outcome", to="Thanh tra", outcome="Không có vi phạm.")
    act("head", "conclude_not_handled", persons=["lan", "tam"], reasons="Không còn việc nào đang xem xét.")
    act("head", "close")
    act("head", "reopen", reason="Có chứng cứ mới.", back_to="final_evaluation")
    act("secretary", "record_party_opinion", before="evaluation", opinion="disagrees")
    act(
        "head",
        "evaluate_result",
        result="not_completed",
        findings="Không đạt.",
        present=["head", "deputy"],
        causes="Sai số liệu.",
        happened_on=today(),
    )
    act("head", "triage", "-R2", to_review=False, reasons="Số liệu đã được sửa.")
    act("head", "close")

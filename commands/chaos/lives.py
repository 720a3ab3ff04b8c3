"""What is lived: whole, refused, withdrawn, paid and incident lives, as data. Acts of one step are sent at the same moment."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from domain.acts import Register

PLAN_SHA256 = "{plan_sha256}"  # what the submitted plan was recorded with


@dataclass(frozen=True)
class Send:
    """One act. `to` names the stream of the life it is sent to; `opens` says under which field of the fact another of its streams is named."""

    who: str
    act: str
    body: Mapping[str, Any] = field(default_factory=dict)
    to: str = "case"
    opens: Mapping[str, str] = field(default_factory=dict)
    refused: bool = False


Life = tuple[tuple[Send, ...], ...]

_ITEM = {"title": "Việc (DEMO)", "measure_of_success": "Xong", "implementer": "tam", "evaluate_by": "{in 120 days}"}
_AGAIN = {name: text for name, text in Register.example.items() if name not in ("agency", "regime")}

_REGISTERED: Life = ((Send("lan", "register", {**Register.example, "implementers": ["tam"]}),),)
_EXAMINED: Life = (
    *_REGISTERED,
    (Send("stranger", "accept_dossier", refused=True), Send("clerk", "accept_dossier")),
    (
        Send("head", "vote", {"ballot": "for"}),
        Send("deputy", "vote", {"ballot": "for"}),
        Send("deputy2", "vote", {"ballot": "for"}),
        Send("secretary", "record_party_opinion", {"before": "approval", "opinion": "agrees"}),
    ),
)
_APPROVED: Life = (
    *_EXAMINED,
    (Send("head", "conclude_vote", {"minutes": "Biên bản họp (DEMO)"}),),
    (Send("head", "approve", {"scope": "20 thủ tục"}),),
    (Send("head", "approve", {"scope": "20 thủ tục"}, refused=True),),
)
_IMPLEMENTING: Life = (
    *_APPROVED,
    (
        Send(
            "lan",
            "submit_plan",
            {"items": [{**_ITEM, "code": "W1"}, {**_ITEM, "code": "W2"}], "no_risks_because": "Không có.", "no_secrets": True},
        ),
    ),
    (Send("head", "approve_plan", {"plan_sha256": PLAN_SHA256}),),
)
_EVALUATED: Life = (
    *_IMPLEMENTING,
    (
        Send("head", "evaluate", {"item": "W1", "verdict": "full", "findings": "Đạt."}),
        Send("head", "evaluate", {"item": "W2", "verdict": "full", "findings": "Đạt."}),
    ),
    (Send("tam", "finish", {"finished_on": "{today}"}),),
    (
        Send("lan", "submit_result_report", {"report": "Đạt từng phần việc."}),
        Send("secretary", "record_party_opinion", {"before": "evaluation", "opinion": "agrees"}),
    ),
)
_RESULT = {"result": "completed", "tier": "typical", "findings": "Đạt.", "present": ["head", "deputy", "deputy2"]}
_COMMENDED = {"reward": "commendation", "commendation_form": "certificate", "achievement": "Thành công."}

WHOLE: Life = (*_EVALUATED, (Send("head", "evaluate_result", _RESULT),), (Send("head", "close"),))
REWARDED: Life = (
    *_EVALUATED,
    (Send("head", "evaluate_result", _RESULT, opens={"rewards": "rewards"}),),
    (
        Send(
            "head",
            "propose_reward",
            {"person": "lan", **_COMMENDED},
            to="rewards",
        ),
        Send(
            "head",
            "propose_reward",
            {"person": "tam", **_COMMENDED},
            to="rewards",
        ),
    ),
    (
        Send("emulation", "consider", {"proposal": "P1", "favourable": True, "minutes": "Biên bản."}, to="rewards"),
        Send("emulation", "consider", {"proposal": "P2", "favourable": True, "minutes": "Biên bản."}, to="rewards"),
    ),
    (
        Send("head", "grant", {"proposal": "P1", "decision": "Tặng giấy khen."}, to="rewards"),
        Send("head", "grant", {"proposal": "P2", "decision": "Tặng giấy khen."}, to="rewards"),
    ),
    (Send("head", "close"),),
)
REFUSED: Life = (
    *_REGISTERED,
    (Send("clerk", "return_dossier", {"missing": ["resources"], "advice": "Nêu rõ nguồn kinh phí."}),),
    (Send("clerk", "accept_dossier", refused=True),),
    (Send("lan", "resubmit", _AGAIN),),
    (Send("clerk", "accept_dossier"),),
    (
        Send("head", "vote", {"ballot": "against", "opinion": "Chưa rõ nguồn lực."}),
        Send("deputy", "vote", {"ballot": "against"}),
        Send("deputy2", "vote", {"ballot": "for"}),
        Send("secretary", "record_party_opinion", {"before": "approval", "opinion": "agrees"}),
    ),
    (Send("head", "conclude_vote"),),
    (Send("head", "refuse", {"reasons": "Nội dung đã có quy định, không cần thí điểm."}),),
    (Send("head", "vote", {"ballot": "for"}, refused=True),),
)
WITHDRAWN: Life = (
    *_REGISTERED,
    (Send("tam", "withdraw", {"reason": "Không cần nữa."}, refused=True), Send("clerk", "accept_dossier")),
    (Send("lan", "withdraw", {"reason": "Thành phố đã có chủ trương chung."}),),
)
INCIDENT: Life = (
    *_IMPLEMENTING,
    (
        Send(
            "tam",
            "report_incident",
            {"item": "W1", "what": "Hệ thống dừng hai giờ.", "happened_on": "{today}", "no_secrets": True},
            opens={"review": "review"},
        ),
    ),
    (Send("head", "triage", {"to_review": False, "reasons": "Không có dấu hiệu phải xem xét."}, to="review"),),
    (Send("head", "evaluate", {"item": "W2", "verdict": "full", "findings": "Đạt."}),),
)
LIVES: Mapping[str, Life] = {
    "whole": WHOLE,
    "rewarded": REWARDED,
    "refused": REFUSED,
    "withdrawn": WITHDRAWN,
    "incident": INCIDENT,
}


def lives(how_many: int) -> Iterator[tuple[str, Life]]:
    """So many lives, each kind in its turn."""
    kinds = tuple(LIVES.items())
    for number in range(how_many):
        yield kinds[number % len(kinds)]

"""What may be asked about holding, resuming and stopping the work."""

from domain import facts
from domain.acts.act import Decision
from domain.values import Text


class Suspend(Decision):
    becomes = facts.Suspended
    example = {"reasons": "Chờ ý kiến về an toàn dữ liệu."}

    reasons: Text


class Resume(Decision):
    becomes = facts.Resumed
    example = {"reasons": "Đã có ý kiến."}

    reasons: Text


class Stop(Decision):
    becomes = facts.Stopped
    example = {"reasons": "Văn bản mới đã quy định nội dung này."}

    reasons: Text

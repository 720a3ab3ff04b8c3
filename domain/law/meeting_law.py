"""What a rule set says of the meetings of a body."""

from domain.law.parameter import Data, Parameter, Period


class MeetingRule(Data):
    """`notice`: working days from the summons to the meeting. `secret`: whether a secret vote may be held; where it is not said, it may not.
    `second_at_least`: how many are enough in the meeting that follows one to which too few came; None: as many as before. `quorum_more_than_percent`,
    `more_than_percent`, `tie_follows_chair`: how many of those entitled take part and what carries, where nothing else of the set says it of that body.
    """

    notice: Period
    secret: Parameter[bool] | None = None
    second_at_least: Parameter[int] | None = None
    quorum_more_than_percent: Parameter[int] | None = None
    more_than_percent: Parameter[int] | None = None
    tie_follows_chair: Parameter[bool] | None = None

    @property
    def may_be_secret(self) -> bool:
        return bool(self.secret and self.secret.value)

"""What a rule set says of conflicts of interest: which of them keep somebody from a panel, from a council, from advising whoever is under review."""

from collections.abc import Mapping

from domain.law.parameter import Data, Parameter
from domain.vocabulary import Conflict, Role

# What kept somebody from a body before a set said anything of it: sets published before 0.5.0 go on so.
AS_BEFORE: Mapping[Role, tuple[Conflict, ...]] = {
    Role.PANEL_MEMBER: (
        Conflict.PROPOSER,
        Conflict.IMPLEMENTER,
        Conflict.UNDER_REVIEW,
        Conflict.REPORTED,
        Conflict.LEFT_FOR_BIAS,
        Conflict.DECIDES,
    ),
    Role.COUNCIL_MEMBER: (Conflict.PROPOSER, Conflict.IMPLEMENTER),
    Role.ADVISER: (Conflict.PROPOSER, Conflict.IMPLEMENTER, Conflict.UNDER_REVIEW, Conflict.SITS, Conflict.DECIDES),
}


class ConflictRule(Data):
    """`bars`: for each role somebody may be given, the rules of conflict that keep from it. A rule that is not named is shown and keeps from nothing.

    `adviser_at_most_days`: for how long an adviser may be named at once. `declared_first`: whether a panel or a council
    concludes nothing while one of its members has said nothing of themselves.
    """

    bars: Mapping[Role, Parameter[tuple[Conflict, ...]]]
    adviser_at_most_days: Parameter[int]
    declared_first: Parameter[bool]

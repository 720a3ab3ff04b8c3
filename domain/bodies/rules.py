"""By which rule each body of the procedure votes: what the set of the case says of it, put in the terms of the tally."""

from domain.bodies.tally import Quorum, VoteRule
from domain.law.discipline_law import DisciplineLaw, DisciplineRule
from domain.law.policy import Law


def of_the_leadership(law: Law) -> VoteRule:
    """ND73 Art. 8.1: counted over those entitled; a tie follows the head, who chairs."""
    voting = law.voting
    quorum = Quorum(more_than_percent=voting.quorum_more_than_percent.value)
    return VoteRule(quorum, voting.more_than_percent.value, tie_follows_chair=voting.tie_follows_head.value)


def of_the_panel(law: Law) -> VoteRule:
    return VoteRule(Quorum(at_least=law.review.panel_at_least.value))


def of_the_disciplinary_council(rule: DisciplineRule | DisciplineLaw) -> VoteRule:
    """Two secret votes, of which the first says whether there is to be discipline. Of a council nobody has read of, no quorum is asked."""
    return VoteRule(Quorum(at_least=rule.quorum.value if rule.quorum else None), of_those_who_chose=True)

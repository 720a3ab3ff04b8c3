"""Before anybody is given a part: what keeps each candidate from it, told to whoever may give it. Of a declaration the rule is told, never the text."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from domain.law.policy import Law
from domain.people.conflicts import Before, weighed
from domain.people.standpoint import Standpoint
from domain.procedure.decide import openings
from domain.vocabulary import Answer, Conflict, Role

APPOINTED = (Role.PANEL_MEMBER, Role.COUNCIL_MEMBER)


@dataclass(frozen=True)
class Candidate:
    """`found`: the rules that keep from the part and are not answered no: yes, or nobody knows."""

    person: str
    found: Mapping[Conflict, Answer]

    @property
    def may(self) -> Answer:
        """Whether they may be named: no where a rule holds, unknown where nothing is known of one."""
        if Answer.YES in self.found.values():
            return Answer.NO
        return Answer.UNKNOWN if self.found else Answer.YES


def gives_now(standpoint: Standpoint, person: str) -> Role | None:
    """For which body that person may appoint in this stream now. Who names an adviser is told of nobody's ties."""
    return next((each.act.gives_role for each in openings(standpoint, person) if each.open and each.act.gives_role in APPOINTED), None)


def candidates(part: Role, persons: Iterable[str], before: Before, law: Law) -> tuple[Candidate, ...]:
    rules = law.keeps_from(part)
    return tuple(
        Candidate(person, {rule: said for rule, said in weighed(person, rules, before).items() if said is not Answer.NO})
        for person in dict.fromkeys(persons)
    )

"""The same-level Party committee is asked before the approval, before the evaluation (ND73 Art. 4) and in a review. It advises; it does not decide."""

from dataclasses import replace
from typing import TypeVar

from domain.acts import AskPartyOpinion, RecordPartyOpinion
from domain.chapter import Chapter, change, conclusion
from domain.facts import PartyOpinionAsked, PartyOpinionRecorded
from domain.matter import Matter
from domain.refusals import Reason, Refused
from domain.streams.stream import Stream
from domain.vocabulary import AnyStage, Office, OpinionFor, PartyOpinion, ReviewStage, Stage

S = TypeVar("S", bound=Stream)

ASKED_IN: dict[AnyStage, OpinionFor] = {
    Stage.AGENCY_REVIEW: OpinionFor.APPROVAL,
    Stage.FINAL_EVALUATION: OpinionFor.EVALUATION,
    ReviewStage.FINDINGS: OpinionFor.REVIEW,
}


def opinion_missing(stream: Stream) -> Reason | None:
    asked = ASKED_IN.get(stream.stage) if stream.stage else None
    return Reason.OPINION_ALREADY_RECORDED if asked in stream.opinions else None


def opinion_recorded(stream: Stream) -> Reason | None:
    asked = ASKED_IN.get(stream.stage) if stream.stage else None
    return None if asked in stream.opinions else Reason.PARTY_OPINION_MISSING


def _refuse_unless_asked_in_this_stage(before: OpinionFor, matter: Matter) -> None:
    stage = matter.stream.stage
    if stage is None or ASKED_IN[stage] is not before:
        raise Refused(Reason.OPINION_NOT_ASKED_NOW, matter.basis, before=before)


def ask_party_opinion(act: AskPartyOpinion, matter: Matter) -> PartyOpinionAsked:
    _refuse_unless_asked_in_this_stage(act.before, matter)
    asked_on = matter.paper.issued_on if matter.paper else matter.today
    return PartyOpinionAsked(**matter.signature_fields, before=act.before, asked_on=asked_on)


def party_opinion_asked(fact: PartyOpinionAsked, stream: S) -> S:
    """They have waited since they first asked."""
    return replace(stream, opinions_asked={fact.before: fact.asked_on, **stream.opinions_asked})


def _refuse_if_nobody_asked(before: OpinionFor, matter: Matter) -> None:
    """That there is no opinion is said of a committee that was asked, where the set wants that on record."""
    rule = matter.law.party_opinion
    if rule and rule.absence_once_asked.value and before not in matter.stream.opinions_asked:
        raise Refused(Reason.PARTY_NOT_ASKED, rule.absence_once_asked.basis)


def record_party_opinion(act: RecordPartyOpinion, matter: Matter) -> PartyOpinionRecorded:
    _refuse_unless_asked_in_this_stage(act.before, matter)
    if act.opinion is PartyOpinion.ABSENT and not act.absence_reason:
        raise Refused(Reason.ABSENCE_NEEDS_REASON, matter.basis)
    clerk = matter.by.office is Office.AGENCY_OFFICER
    # Where the head proposes, the head's own clerk does not speak for the superior's committee.
    if clerk and matter.by.agency != matter.standpoint.authority:
        raise Refused(Reason.NOT_YOUR_OFFICE, matter.basis)
    # A clerk enters what a paper says; only the committee's secretary speaks for it.
    if clerk and act.opinion is not PartyOpinion.ABSENT and act.paper is None:
        raise Refused(Reason.PAPER_NEEDED, matter.basis)
    if act.opinion is PartyOpinion.ABSENT:
        _refuse_if_nobody_asked(act.before, matter)
    return PartyOpinionRecorded(
        **matter.signature_with(act.paper),
        before=act.before,
        opinion=act.opinion,
        summary=act.summary,
        absence_reason=act.absence_reason,
    )


def party_opinion_recorded(fact: PartyOpinionRecorded, stream: S) -> S:
    return replace(stream, opinions={**stream.opinions, fact.before: fact.opinion})


CHAPTER = Chapter(
    concludes=(
        conclusion(AskPartyOpinion, ask_party_opinion),
        conclusion(RecordPartyOpinion, record_party_opinion),
    ),
    changes=(
        change(PartyOpinionAsked, party_opinion_asked),
        change(PartyOpinionRecorded, party_opinion_recorded),
    ),
)

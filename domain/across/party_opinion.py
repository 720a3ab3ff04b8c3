"""The same-level Party committee is asked before the approval, before the evaluation (ND73 Art. 4) and in a review. It advises; it does not decide."""

from dataclasses import replace
from typing import TypeVar

from domain.acts import RecordPartyOpinion
from domain.chapter import Chapter, change, conclusion
from domain.facts import PartyOpinionRecorded
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


def record_party_opinion(act: RecordPartyOpinion, matter: Matter) -> PartyOpinionRecorded:
    stage = matter.stream.stage
    if stage is None or ASKED_IN[stage] is not act.before:
        raise Refused(Reason.OPINION_NOT_ASKED_NOW, matter.basis, before=act.before)
    if act.opinion is PartyOpinion.ABSENT and not act.absence_reason:
        raise Refused(Reason.ABSENCE_NEEDS_REASON, matter.basis)
    clerk = matter.by.office is Office.AGENCY_OFFICER
    # Where the head proposes, the head's own clerk does not speak for the superior's committee.
    if clerk and matter.by.agency != matter.standpoint.authority:
        raise Refused(Reason.NOT_YOUR_OFFICE, matter.basis)
    # A clerk enters what a paper says; only the committee's secretary speaks for it.
    if clerk and act.opinion is not PartyOpinion.ABSENT and act.paper is None:
        raise Refused(Reason.PAPER_NEEDED, matter.basis)
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
    concludes=(conclusion(RecordPartyOpinion, record_party_opinion),),
    changes=(change(PartyOpinionRecorded, party_opinion_recorded),),
)

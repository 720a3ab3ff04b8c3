"""The same-level Party committee is asked before the approval and again before the evaluation (ND73 Art. 4). It advises; it does not decide."""

from domain.acts import PaperSeen, RecordPartyOpinion
from domain.case import Case, after
from domain.facts import Paper, PartyOpinionRecorded
from domain.matter import Matter, conclude
from domain.refusals import Reason, Refused
from domain.vocabulary import Office, OpinionFor, PartyOpinion, Stage

ASKED_IN = {Stage.AGENCY_REVIEW: OpinionFor.APPROVAL, Stage.FINAL_EVALUATION: OpinionFor.EVALUATION}


def opinion_missing(case: Case) -> Reason | None:
    asked = ASKED_IN.get(case.stage) if case.stage else None
    return Reason.OPINION_ALREADY_RECORDED if asked in case.opinions else None


def opinion_recorded(case: Case) -> Reason | None:
    asked = ASKED_IN.get(case.stage) if case.stage else None
    return None if asked in case.opinions else Reason.PARTY_OPINION_MISSING


def _paper(seen: PaperSeen | None) -> Paper | None:
    return Paper(**seen.model_dump()) if seen else None


@conclude.register
def _(act: RecordPartyOpinion, matter: Matter) -> PartyOpinionRecorded:
    stage = matter.case.stage
    if stage is None or ASKED_IN[stage] is not act.before:
        raise Refused(Reason.OPINION_NOT_ASKED_NOW, matter.basis, before=act.before)
    if act.opinion is PartyOpinion.ABSENT and not act.absence_reason:
        raise Refused(Reason.ABSENCE_NEEDS_REASON, matter.basis)
    clerk = matter.by.office is Office.AGENCY_OFFICER
    if (
        clerk and matter.by.agency != matter.standpoint.authority
    ):  # where the head proposes, his own clerk does not speak for the superior's committee
        raise Refused(Reason.NOT_YOUR_OFFICE, matter.basis)
    # A clerk enters what a paper says; only the committee's secretary speaks for it himself.
    if clerk and act.opinion is not PartyOpinion.ABSENT and act.paper is None:
        raise Refused(Reason.PAPER_NEEDED, matter.basis)
    return PartyOpinionRecorded(
        **{**matter.signed, "paper": _paper(act.paper)},
        before=act.before,
        opinion=act.opinion,
        summary=act.summary,
        absence_reason=act.absence_reason,
    )


@after.register
def _(fact: PartyOpinionRecorded, case: Case) -> Case:
    return case.then(opinions={**case.opinions, fact.before: fact.opinion})

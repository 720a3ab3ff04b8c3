"""The files an act names: which there are for its sender is what the door stated with it; what may be relied upon, and how many, is decided here."""

from domain.acts import Act
from domain.filing import Filed
from domain.law.policy import Law
from domain.matter import RecordExcerpt
from domain.refusals import Reason, Refused

BASIS = "house: evidence"
SHOWN = 12  # digits of a hash, enough for a person to tell two files apart


def refuse_unless_files_stand(filed: Filed[Act], law: Law, excerpt: RecordExcerpt) -> None:
    """Raises Refused: one is not there for the sender, nobody has found it clean, or there are too many. Of what is not there nothing is told."""
    if not filed.act.handed_in:
        return
    there = {each.sha256: each for each in filed.enclosed}
    if missing := next((sha256 for sha256 in filed.act.handed_in if sha256 not in there), None):
        raise Refused(Reason.NO_SUCH_FILE, BASIS, sha256=missing[:SHOWN])
    if unclean := next((each for each in filed.enclosed if each.clean_at is None), None):
        raise Refused(Reason.FILE_NOT_CLEAN, BASIS, sha256=unclean.sha256[:SHOWN])
    if len(there) > (most := law.evidence.per_act).value:
        raise Refused(Reason.TOO_MANY_FILES, most.basis, most=most.value)
    if len(excerpt.enclosed.union(there)) > (most := law.evidence.per_case).value:
        raise Refused(Reason.TOO_MANY_FILES_IN_CASE, most.basis, most=most.value)

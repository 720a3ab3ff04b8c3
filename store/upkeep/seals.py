"""Whether the registrar sealed what stands there, and whether its witness saw the same."""

from collections.abc import Iterator, Mapping, Sequence

from sqlmodel import Session

from store import sealed
from store.record.earlier import NOTHING, Earlier, Publication, answers_digest, publications
from store.record.filings import BROKEN, RECORDED, REFUSED, WAITING
from store.record.keyring import Ring
from store.record.witness import BRIEF, Testimony, brief
from store.tables import FilingRow, LedgerRow, columns_of


def unsealed_entries(case: str, entries: Sequence[LedgerRow], registrar: Ring, earlier: Earlier) -> Iterator[str]:
    """An entry without a seal is an earlier release's, or nobody's; and what was there before the registrar sealed is as it was found then."""
    found = earlier.streams.get(case, NOTHING)
    for entry in entries:
        if entry.seal:
            if not registrar.signed(entry.seal_key or "", entry.seal, sealed.entry(entry.case, entry.sequence, entry.hash)):
                yield f"{case}: the registrar's seal of entry {entry.sequence} does not verify"
        elif entry.sequence > found.sequence:
            yield f"{case}: entry {entry.sequence} was not sealed by the registrar"
    if found.sequence and found.head not in {entry.hash for entry in entries if entry.sequence == found.sequence}:
        yield f"{case}: entry {found.sequence} is not the one that was found there when the registrar began to seal"


def unsealed_answers(case: str, filings: Sequence[FilingRow], registrar: Ring, earlier: Earlier) -> Iterator[str]:
    """What a sender was told stands as it was told."""
    found = earlier.streams.get(case, NOTHING)
    if found.answers != answers_digest(filings):
        yield f"{case}: the answers without a seal are not those that were found when the registrar began to seal"
    for filing in filings:
        if filing.status == WAITING:
            if filing.answer_seal or filing.refusal is not None or filing.sequence is not None:
                yield f"{case}: the filing {filing.number} waits, and was answered before"
        elif filing.answer_seal:
            text = sealed.answer(filing.number, columns_of(filing))
            if not registrar.signed(filing.answer_key or "", filing.answer_seal, text):
                yield f"{case}: the registrar's seal of the answer to {filing.number} does not verify"
        elif (filing.status == BROKEN and filing.number not in earlier.broken) or not found.answers:
            yield f"{case}: the answer to {filing.number} was not sealed by the registrar"


def unlike_the_witness(case: str, entries: Sequence[LedgerRow], filings: Sequence[FilingRow], testimony: Testimony) -> Iterator[str]:
    """What the registrar told its witness, outside the database, and what is not there any more or is otherwise."""
    heads = {entry.sequence: entry.hash[:BRIEF] for entry in entries}
    for sequence, seen in sorted(testimony.heads.get(case, {}).items()):
        if sequence not in heads:
            yield f"{case}: the witness saw entry {sequence}, which is not in the ledger"
        elif seen != {heads[sequence]}:
            yield f"{case}: the witness saw another entry {sequence}"
    told = {filing.number: filing for filing in filings}
    for number, answers in sorted(testimony.answers.get(case, {}).items()):
        filing, final = told.get(number), {each for each in answers if each[0] in (RECORDED, REFUSED)}
        if filing is None:
            yield f"{case}: the witness saw an answer to {number}, which is not in the register"
        elif final and final != {(filing.status, brief(sealed.answer(number, columns_of(filing))))}:
            yield f"{case}: the witness saw another answer to {number}"


def unsealed_publications(registrar: Ring, earlier: Earlier, testimony: Testimony, session: Session) -> Iterator[str]:
    """Rule sets and calendars that the registrar did not publish, or not so."""
    there = set[tuple[str, str]]()
    for each in publications(session):
        there.add((each.kind, each.id))
        yield from _publication(each, registrar, earlier, testimony.published)
    found = (name.split("/", 1) for name in earlier.published)
    known = {*testimony.published, *((kind, name) for kind, name in found)}
    yield from (f"{name}: was published as a {kind}, and is not there any more" for kind, name in sorted(known - there))


def _publication(each: Publication, registrar: Ring, earlier: Earlier, seen: Mapping[tuple[str, str], set[str]]) -> Iterator[str]:
    found = earlier.published.get(f"{each.kind}/{each.id}")
    if each.seal and not registrar.signed(each.seal_key or "", each.seal, each.text):
        yield f"{each.id}: the registrar's seal of the publication does not verify"
    elif not each.seal and found is None:
        yield f"{each.id}: was not published by the registrar"
    if found not in (None, each.digest):
        yield f"{each.id}: is not the {each.kind} that was found when the registrar began to seal"
    told = {brief(each.text)}
    if seen.get((each.kind, each.id), told) != told:
        yield f"{each.id}: the witness saw another publication of it"

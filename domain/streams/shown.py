"""What a part of a stream puts before its reader: which texts, by their hash; and whose matter it is that they read."""

from domain.streams.declaration import Declaration
from domain.streams.initiative import Initiative
from domain.streams.review import Review
from domain.streams.stream import Stream
from domain.values import unique
from domain.vocabulary import Part, StreamKind

# Who opens one of these is noted (ADR 45). A campaign tells of agencies, and of nobody's conduct.
NOTED = frozenset({StreamKind.INITIATIVE, StreamKind.REVIEW, StreamKind.REWARD_FILE, StreamKind.DECLARATION})
# What is shown of it all at once.
WHOLE = frozenset({Part.FILE, Part.FACTS, Part.PRINT})
# Where what happened is told, entry by entry or as it stands.
TELL_WHAT_HAPPENED = frozenset({*WHOLE, Part.TIMELINE, Part.ROOM})


def texts_shown(part: Part, stream: Stream) -> tuple[str, ...]:
    """The hashes of the texts kept in this stream that this part shows: of the proposal, and of each plan with its register of risks."""
    if not isinstance(stream, Initiative):
        return ()
    texts = list[str]()
    if part is Part.CONTENTS or part in WHOLE:
        texts.append(stream.dossier_sha256)
    if part is Part.PLAN or part in WHOLE:
        texts += [stream.draft.sha256, *(version.sha256 for version in stream.versions), stream.work.amendment.sha256]
    return unique(*(text for text in texts if text))


def concerned(stream: Stream) -> tuple[str, ...]:
    """Whose matter it is: of a review those whose conduct it is about, of a declaration whose it is, of everything else its parties."""
    if isinstance(stream, Declaration):
        return stream.named
    return stream.persons if isinstance(stream, Review) else stream.parties

"""A signature embedded in a PDF is verified, and what was found is told as it was found: never more, and unknown where nobody can tell."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from papers.examining.answer import Covers, Signature, Trust, line, understood
from papers.examining.apart import examined
from papers.examining.order import Order
from tests.papers import files
from tests.papers.signing import ENDS, Hand, hand, rewritten, signed

PAPER = files.pdf()


@pytest.fixture(scope="module")
def root() -> Hand:
    return hand("Gốc chữ ký số (DEMO)")


@pytest.fixture(scope="module")
def head(root: Hand) -> Hand:
    return hand("Võ Quốc Minh", root)


@pytest.fixture
def trusted(tmp_path: Path, root: Hand) -> Path:
    folder = tmp_path / "roots"
    folder.mkdir()
    (folder / "root.pem").write_bytes(root.pem)
    return folder


NOW = datetime.now(UTC)  # noqa: TID251  (pyHanko claims the day it signs on by the clock of this machine)


def signatures(folder: Path, content: bytes, roots: Path | None = None, at: datetime = NOW) -> tuple[Signature, ...]:
    path = folder / "file"
    path.write_bytes(content)
    with path.open("rb") as file:
        said = examined(file, Order("pdf", ("pdf",), at.isoformat(), str(roots or "")))
        found = understood("".join(map(line, said)).encode())
    assert found.refused is None
    return found.signatures


def test_a_paper_without_a_signature_has_none(tmp_path: Path) -> None:
    assert signatures(tmp_path, PAPER) == ()


def test_a_signature_under_a_root_the_house_trusts_is_told_with_its_name_and_the_time_it_claims(
    tmp_path: Path, head: Hand, trusted: Path
) -> None:
    before = datetime.now(UTC).replace(microsecond=0)  # noqa: TID251  (as above)
    (found,) = signatures(tmp_path, signed(PAPER, head), trusted)
    assert (found.signer, found.intact, found.covers, found.trust) == ("Võ Quốc Minh", True, Covers.WHOLE, Trust.TRUSTED)
    assert timedelta(0) <= datetime.fromisoformat(found.claimed_at) - before < timedelta(minutes=2)


def test_where_the_house_names_no_root_nobody_is_trusted_and_nobody_accused(tmp_path: Path, head: Hand) -> None:
    (found,) = signatures(tmp_path, signed(PAPER, head))
    assert (found.intact, found.covers, found.trust) == (True, Covers.WHOLE, Trust.NO_ROOTS)


def test_a_name_that_no_root_vouches_for_is_not_trusted(tmp_path: Path, trusted: Path) -> None:
    (found,) = signatures(tmp_path, signed(PAPER, hand("Võ Quốc Minh", hand("Gốc chữ ký số (DEMO)"))), trusted)
    assert (found.signer, found.intact, found.trust) == ("Võ Quốc Minh", True, Trust.NOT_TRUSTED)


def test_a_certificate_that_has_ended_by_the_moment_asked_is_not_trusted(tmp_path: Path, head: Hand, trusted: Path) -> None:
    (found,) = signatures(tmp_path, signed(PAPER, head), trusted, ENDS + timedelta(days=1))
    assert (found.intact, found.trust) == (True, Trust.NOT_TRUSTED)


def test_one_byte_changed_under_a_signature_is_found(tmp_path: Path, head: Hand, trusted: Path) -> None:
    content = signed(PAPER, head)
    assert content.count(b"842") >= 1
    (found,) = signatures(tmp_path, content.replace(b"842", b"843", 1), trusted)
    assert found.intact is False


def test_a_second_signature_leaves_the_first_one_whole_but_for_it(tmp_path: Path, head: Hand, root: Hand, trusted: Path) -> None:
    both = signed(signed(PAPER, head), hand("UBND phường Sài Gòn", root), "Seal")
    found = signatures(tmp_path, both, trusted)
    assert [(each.signer, each.intact, each.covers) for each in found] == [
        ("Võ Quốc Minh", True, Covers.ALL_BUT_SIGNATURES),
        ("UBND phường Sài Gòn", True, Covers.WHOLE),
    ]


def test_what_was_added_after_it_was_signed_is_not_covered(tmp_path: Path, head: Hand, trusted: Path) -> None:
    (found,) = signatures(tmp_path, rewritten(signed(PAPER, head)), trusted)
    assert (found.intact, found.covers) == (True, Covers.PART)


def test_a_signature_nobody_can_read_is_there_and_unknown(tmp_path: Path, head: Hand, trusted: Path) -> None:
    content = signed(PAPER, head)
    begins = content.index(b"/Contents <") + len(b"/Contents <")
    (found,) = signatures(tmp_path, content[:begins] + b"00" * 20 + content[begins + 40 :], trusted)
    assert (found.intact, found.trust) == (None, Trust.UNKNOWN)

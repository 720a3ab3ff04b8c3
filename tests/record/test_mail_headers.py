"""A letter over the wire: whatever Python this is, a header decoded by RFC 2047 is what was written, and each line keeps to it."""

import re
from base64 import b64decode
from email import message_from_bytes, policy
from email.headerregistry import Address
from email.message import EmailMessage
from pathlib import Path
from quopri import decodestring

import pytest

from activities.mail_headers import as_sent, is_address

SUBJECTS = Path(__file__).with_name("subjects.txt").read_text("utf-8").splitlines()
WORD = re.compile(r"=\?([A-Za-z0-9-]+)\?([BbQq])\?([^? ]*)\?=")


def decoded(value: str) -> str:
    """By RFC 2047 and nothing else: white space between two encoded words is thrown away, and each word is whole by itself."""
    unfolded = re.sub(r"\r\n(?=[ \t])", "", value)
    between_words = re.sub(r"(\?=)[ \t]+(?==\?)", r"\1", unfolded)

    def word(found: re.Match[str]) -> str:
        assert len(found[0]) <= 75
        octets = b64decode(found[3]) if found[2] in "Bb" else decodestring(found[3].encode(), header=True)
        return octets.decode(found[1])

    return WORD.sub(word, between_words)


def sent(**headers: str | Address) -> tuple[dict[str, str], str]:
    """Each header as it goes over the wire, undecoded; and the whole head."""
    letter = EmailMessage()
    for name, value in headers.items():
        letter[name] = value
    letter.set_content("Kính gửi,\n\n" + "Nội dung rất dài. " * 80)
    head = as_sent(letter).split(b"\r\n\r\n")[0].decode("ascii")
    return dict(line.split(": ", 1) for line in re.split(r"\r\n(?![ \t])", head)), head


def keeps_to_rfc_2047(head: str) -> bool:
    return all(len(line) <= 76 for line in head.split("\r\n") if "=?" in line) and max(map(len, head.split("\r\n"))) <= 998


TEXTS = [
    *SUBJECTS,
    "SK-2026-26743-4",
    "tán thành",
    "đ" * 400,
    "x" * 400,
    "ASCII and then some, " * 20 + "rồi tiếng Việt",
    "🙂 đ" * 60,
    "a=?b?=",
]


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text[:30])
def test_a_subject_arrives_as_it_was_written(text: str) -> None:
    headers, head = sent(Subject=text)
    assert decoded(headers["Subject"]) == text.strip()
    assert keeps_to_rfc_2047(head)


NAMES = [
    "Nguyễn Thị Lan (DEMO)",
    "Lan",
    "Lan, Nguyen",
    'Lan "Bé" Nguyen',
    "Phòng Nội vụ, Ủy ban nhân dân Thành phố Hồ Chí Minh; bộ phận tiếp nhận hồ sơ",
    "",
]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("header", ["From", "To"])
def test_a_name_arrives_as_it_was_written_and_its_address_untouched(name: str, header: str) -> None:
    headers, head = sent(**{header: Address(name, addr_spec="lan@demo.khien.invalid")})
    raw = re.sub(r"\r\n(?=[ \t])", "", headers[header])
    assert raw.endswith("lan@demo.khien.invalid" if not name else "<lan@demo.khien.invalid>")
    shown = decoded(headers[header]).removesuffix("<lan@demo.khien.invalid>").strip()
    if name:
        assert (shown.strip('"').replace('\\"', '"') if shown.startswith('"') else shown) == name
    assert keeps_to_rfc_2047(head)


def test_a_letter_goes_in_seven_bits_and_its_text_arrives() -> None:
    letter = EmailMessage()
    letter["Subject"] = "tán thành"
    letter.set_content("Nguyễn Thị Lan đã đăng ký.\n\n" + "dài " * 500)
    wire = as_sent(letter)
    assert wire.isascii()
    assert message_from_bytes(wire, policy=policy.default).get_content().split() == letter.get_content().split()


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("lan@demo.khien.invalid", True),
        ("", False),
        ("lan", False),
        ("lan@", False),
        ("@demo", False),
        ("lan@demo,tam@demo", False),
        ("lan@demo\r\nBcc: x@y", False),
        ("lan <lan@demo>", False),
        ("lân@demo.khien.invalid", False),
    ],
)
def test_an_address_that_is_none_is_known_before_anybody_is_asked(text: str, is_one: bool) -> None:
    assert is_address(text) is is_one

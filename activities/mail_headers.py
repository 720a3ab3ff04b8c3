"""A letter as it goes over the wire: headers that are not ASCII by RFC 2047, whatever Python this is.

The folding of `email.policy` puts a space between two encoded words, where RFC 2047, 6.2 has it thrown away: words of a Vietnamese subject then
run together. `email.header` puts it inside the words.
"""

from email.charset import BASE64, Charset
from email.errors import HeaderParseError
from email.header import Header
from email.headerregistry import Address, AddressHeader
from email.message import EmailMessage
from email.policy import EmailPolicy
from typing import Any

# Base64, because RFC 2047, 5 (3) lets few characters stand in the name of a person, and all of its alphabet are among them.
_UTF8 = Charset("utf-8")
_UTF8.header_encoding = BASE64
LONGEST_LINE = 76  # characters of a line that holds an encoded word (RFC 2047, 2)
LONGEST_WORD = 60  # a longer one cannot be folded as it stands


def is_address(text: str) -> bool:
    """Whether a letter can be sent there at all."""
    try:
        return text.isascii() and bool(Address(addr_spec=text).domain)
    except (HeaderParseError, ValueError, IndexError):
        return False


def as_sent(letter: EmailMessage) -> bytes:
    """The whole letter in seven bits, which every mail server takes."""
    return letter.as_bytes(policy=_WIRE)


def _is_plain(text: str) -> bool:
    """Whether it may stand as it is: nobody can take a part of it for an encoded word, and it can be folded."""
    return text.isascii() and "=?" not in text and all(len(word) <= LONGEST_WORD for word in text.split())


def _encoded(text: str, header: str) -> str:
    return Header(text, _UTF8, maxlinelen=LONGEST_LINE, header_name=header).encode()


def _mailbox(address: Address, header: str) -> str:
    """A name and an address: the name as it is, quoted where it must be, or in encoded words; the address always as it is."""
    name = address.display_name
    return str(address) if _is_plain(name) else f"{_encoded(name, header)}\n <{address.addr_spec}>"


class _OverTheWire(EmailPolicy):
    """What is ASCII is folded as ever."""

    def fold(self, name: str, value: Any) -> str:
        if isinstance(value, AddressHeader):
            content = ",\n ".join(_mailbox(each, name) for each in value.addresses)
        elif _is_plain(str(value)):
            return str(super().fold(name, value))
        else:
            content = _encoded(str(value), name)
        return self.linesep.join(f"{name}: {content}".split("\n")) + self.linesep

    def fold_binary(self, name: str, value: Any) -> bytes:
        return self.fold(name, value).encode("ascii")


_WIRE = _OverTheWire(linesep="\r\n", cte_type="7bit")

"""The header of a letter as it goes over the wire: words that are not ASCII by RFC 2047, whatever Python this is.

The folding of `email.policy` puts a space between two encoded words, where RFC 2047, 6.2 has it thrown away: words of a Vietnamese subject then
run together. `email.header` puts it inside the words. A letter is written to the wire here, and nowhere else.
"""

from email.charset import BASE64, Charset
from email.header import Header
from email.headerregistry import Address, AddressHeader
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from typing import Any

# Base64, because RFC 2047, 5 (3) lets few characters stand in the name of a person, and all of its alphabet are among them.
_UTF8 = Charset("utf-8")
_UTF8.header_encoding = BASE64
LONGEST_LINE = 76  # characters of a line that holds an encoded word (RFC 2047, 2)


def encoded(text: str, header: str) -> str:
    """As it is, if it is ASCII that nobody can take for an encoded word; otherwise encoded words, folded so that each line keeps to RFC 2047."""
    text = " ".join(text.split())  # a header is one line, whatever somebody typed
    if text.isascii() and "=?" not in text:
        return text
    return Header(text, _UTF8, maxlinelen=LONGEST_LINE, header_name=header).encode()


def mailbox(address: Address, header: str) -> str:
    """A name and an address: the name as a quoted string or in encoded words, and the address as it is."""
    name = " ".join(address.display_name.split())
    if name.isascii() and "=?" not in name:
        return str(Address(name, addr_spec=address.addr_spec))
    return f"{encoded(name, header)}\n <{address.addr_spec}>"


class OverTheWire(EmailPolicy):
    """SMTP's policy with headers by RFC 2047."""

    def fold(self, name: str, value: Any) -> str:
        """The header, line by line. What is ASCII is folded as ever."""
        if isinstance(value, AddressHeader):
            content = ",\n ".join(mailbox(each, name) for each in value.addresses)
        elif str(value).isascii() and "=?" not in str(value):
            return str(super().fold(name, value))
        else:
            content = encoded(str(value), name)
        return self.linesep.join(f"{name}: {content}".split("\n")) + self.linesep

    def fold_binary(self, name: str, value: Any) -> bytes:
        return self.fold(name, value).encode("ascii", "surrogateescape")


WIRE = OverTheWire(**{key: getattr(SMTP, key) for key in ("linesep", "max_line_length", "cte_type", "utf8", "raise_on_defect")})


def as_sent(letter: EmailMessage) -> bytes:
    """The whole letter, as the mail server gets it."""
    return letter.as_bytes(policy=WIRE)

"""Which characters a paper can show, and how it writes those it cannot.

The fonts lie beside this file, so that a paper looks the same on every machine. A character they do not have would be left out, or stop the
printing; one that turns a line round would show another text than is kept. Both are written by their number: [U+202E].
"""

import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

_FONTS = Path(__file__).parent / "fonts"
_FORMAT, _UNICODE = 4, (3, 1)  # a table of segments, for the plane in which every letter of Vietnamese stands
_TURNS = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def shown(text: str) -> str:
    """The text as it is set: composed, with what cannot be shown as it is written by its number."""
    return "".join(each if _can_be_shown(each) else f"[U+{ord(each):04X}]" for each in unicodedata.normalize("NFC", text))


def _can_be_shown(character: str) -> bool:
    return character == "\n" or (character not in _TURNS and ord(character) in _drawn())


@cache
def _drawn() -> frozenset[int]:
    """The characters that all four cuts of the font draw."""
    cuts = [frozenset(_mapped(path.read_bytes())) for path in sorted(_FONTS.glob("*.ttf"))]
    return frozenset.intersection(*cuts)


def _mapped(font: bytes) -> Iterator[int]:
    """The characters a TrueType file has a glyph for, by its `cmap` table (OpenType 1.9, cmap, format 4)."""
    cmap = _table(font, b"cmap")
    (count,) = struct.unpack_from(">H", font, cmap + 2)
    places = {entry[:2]: entry[2] for entry in struct.iter_unpack(">HHL", font[cmap + 4 : cmap + 4 + 8 * count])}
    at = cmap + places[_UNICODE]
    kind, _length, _language, doubled = struct.unpack_from(">4H", font, at)
    if kind != _FORMAT:
        raise ValueError(f"a cmap of format {kind}")
    segments = doubled // 2
    ends, starts, deltas, offsets = (
        struct.unpack_from(f">{segments}H", font, at + 14 + doubled * column + (2 if column else 0)) for column in range(4)
    )
    table_of_offsets = at + 16 + 3 * doubled
    for segment, (start, end, delta, offset) in enumerate(zip(starts, ends, deltas, offsets, strict=True)):
        for character in range(start, min(end, 0xFFFE) + 1):
            glyph = character
            if offset:
                (glyph,) = struct.unpack_from(">H", font, table_of_offsets + 2 * segment + offset + 2 * (character - start))
            if glyph and (glyph + delta) % 0x10000:
                yield character


def _table(font: bytes, name: bytes) -> int:
    """Where that table of a TrueType file begins."""
    (count,) = struct.unpack_from(">H", font, 4)
    starts = {tag: start for tag, _sum, start, _length in struct.iter_unpack(">4s3L", font[12 : 12 + 16 * count])}
    return int(starts[name])

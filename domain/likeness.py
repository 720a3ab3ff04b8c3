"""How alike two texts are, with or without diacritics: by the words they share. A hint for whoever reads; it decides nothing."""

import re
import unicodedata

LONGEST = 2_000  # characters of a folded text
ALIKE = 0.6  # of all words of both, so many in both
# Đ has no decomposition, and old files write it with one of three look-alikes: the eth, small and capital, and the African D.
_D = dict.fromkeys(map(ord, "đð\u0256"), "d")
_WORD = re.compile(r"[a-z0-9]+")


def folded(*texts: str) -> str:
    """As `folded_whole`, for what is compared with others: no more than LONGEST of it."""
    return folded_whole(*texts)[:LONGEST]


def folded_whole(*texts: str) -> str:
    """Small letters and digits alone, words apart by one space: "Đường dây nóng" and "duong day nong" are the same."""
    decomposed = unicodedata.normalize("NFD", " ".join(texts).lower().translate(_D))
    return " ".join(_WORD.findall("".join(c for c in decomposed if not unicodedata.combining(c))))


def alike(one: str, other: str) -> float:
    """From 0 to 1, of two folded texts."""
    words, others = set(one.split()), set(other.split())
    return len(words & others) / len(words | others) if words and others else 0.0

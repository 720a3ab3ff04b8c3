"""What a file is called, whoever named it: one line that every system can bear, and no way out of a folder."""

import re
import unicodedata

LONGEST = 200  # bytes in UTF-8: file systems take 255, and somebody may put a number before it
NAMELESS = "khong-ten"
_LONGEST_ENDING = 12  # bytes of what follows the last dot, with the dot
_NOT_IN_A_NAME = re.compile(r'[<>:"|?*]')  # refused by the file systems of others


def kept_name(given: str) -> str:
    """NFC, without the folders it lay in and without what nobody sees; LONGEST bytes at most, its ending kept."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", given))[-1]
    seen = "".join(c for c in last if unicodedata.category(c)[0] != "C" and unicodedata.category(c) not in ("Zl", "Zp"))
    name = re.sub(r"\s+", " ", _NOT_IN_A_NAME.sub("_", seen)).strip().rstrip(" .")
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending.encode()) >= _LONGEST_ENDING:
        stem, ending = name, ""
    ending = f".{ending}" if ending else ""
    return f"{_shortened(stem, LONGEST - len(ending.encode())).rstrip(' .') or NAMELESS}{ending}"


def _shortened(text: str, most: int) -> str:
    """To so many bytes, and no letter torn from its marks."""
    kept = text.encode()[:most].decode(errors="ignore")
    return kept[:-1] if len(kept) < len(text) and unicodedata.combining(text[len(kept)]) else kept

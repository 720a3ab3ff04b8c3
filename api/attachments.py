"""A file on its way out: as an attachment, under its own name in every browser, and never read as anything but what it is (RFC 6266, RFC 8187)."""

import unicodedata
from urllib.parse import quote

_D = str.maketrans("đĐ", "dD")


def headers_of(name: str, size: int) -> dict[str, str]:
    """Nothing may run of it, and no frame shows it; nosniff is said of every answer (api/edge.py). Said to be as it is, it is packed by nobody on the way:
    it is packed already, and its length is told.
    """
    runs_nothing = {"Content-Security-Policy": "default-src 'none'; sandbox"}
    return {"Content-Disposition": disposition(name), "Content-Length": str(size), "Content-Encoding": "identity", **runs_nothing}


def disposition(name: str) -> str:
    """With the name in letters that every program reads, and as it is for those that read more."""
    plain = unicodedata.normalize("NFD", name.translate(_D)).encode("ascii", "ignore").decode()
    plain = "".join(c if c.isalnum() or c in "-_. ()" else "_" for c in plain).strip() or "file"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"

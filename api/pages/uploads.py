"""A form that sends a file: multipart/form-data (RFC 7578), as browsers write it. Every other form of ours is urlencoded."""

import re

from fastapi import Request

from api.pages.multipart import NotFromOurPage
from api.pages.visits import TOKEN, DrawnEarlier, Reception, Visit

_BOUNDARY = re.compile(r'multipart/form-data;.*\bboundary="?([\w\'()+,./:=? -]{1,70}?)"?(?:;|$)')
_NAME = re.compile(rb'^content-disposition:[^\r\n]*?;\s*name="([^"]{1,100})"', re.IGNORECASE | re.MULTILINE)


def parts_of(content_type: str, body: bytes) -> dict[str, bytes]:
    """By the name of the field. Raises NotFromOurPage for what no form with a file is."""
    found = _BOUNDARY.match(content_type)
    if found is None:
        raise NotFromOurPage
    parts: dict[str, bytes] = {}
    for part in (b"\r\n" + body).split(b"\r\n--" + found[1].encode())[1:]:
        if part.startswith(b"--"):  # the end
            break
        head, _, content = part.partition(b"\r\n\r\n")
        if name := _NAME.search(head):
            parts[name[1].decode(errors="replace")] = content
    return parts


async def uploaded_by_us(name: str, request: Request, visit: Visit, reception: Reception) -> bytes:
    """The file under that name; nothing, where none was chosen or the form came without one. Raises NotFromOurPage, DrawnEarlier."""
    if not reception.is_our_page(request):
        raise NotFromOurPage
    parts = parts_of(request.headers.get("content-type", ""), await request.body())
    if not visit.is_ours(parts.get(TOKEN, b"").decode(errors="replace")):
        raise DrawnEarlier(visit)
    return parts.get(name, b"")

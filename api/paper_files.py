"""A drafted paper as a file: for Word, to be edited, or as PDF. Both are made beside the requests of others."""

import asyncio
from enum import StrEnum

from fastapi.responses import Response

from api.house import House
from papers import pdf
from papers.draft import draft
from papers.paper import Paper
from store.reading.papers import ToDraft


class Format(StrEnum):
    WORD = "docx"
    PDF = "pdf"


MEDIA = {
    Format.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.PDF: "application/pdf",
}


async def as_file(paper: ToDraft, called: str, form: Format, house: House) -> Response:
    """`called`: the name of the file. Raises TooLargeToPrint."""
    value = await asyncio.to_thread(draft, paper.form, paper.forms, paper.sources)
    content = await house.press.print(pdf.order(value)) if form is Format.PDF else await asyncio.to_thread(_for_word, value)
    return Response(content, media_type=MEDIA[form], headers={"Content-Disposition": f'attachment; filename="{called}.{form}"'})


def _for_word(paper: Paper) -> bytes:
    from papers.word import as_word  # slow to import, and few ask for it

    return as_word(paper)

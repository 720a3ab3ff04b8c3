"""Files for people who do not exist: what a story encloses is made from its name, the same each time, and says of itself that it is fictional."""

import io
import tempfile
import zipfile
from pathlib import Path, PurePosixPath

from settings import ROOT

_TOLD = "Tài liệu hư cấu, chỉ dùng để minh họa (DEMO)."
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATED = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="d" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)
_WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def made_up(name: str) -> bytes:
    """A page that bears its name as title: a Word document or a PDF, by what the name ends in. Raises ValueError for any other."""
    title, ending = PurePosixPath(name).stem, PurePosixPath(name).suffix
    if ending == ".docx":
        return _docx(title, _TOLD)
    if ending == ".pdf":
        return _pdf(title, _TOLD)
    raise ValueError(f"{name}: a story encloses .docx and .pdf")


def _docx(*paragraphs: str) -> bytes:
    said = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATED,
        "word/document.xml": f'<w:document xmlns:w="{_WORDS}"><w:body>{said}</w:body></w:document>',
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(zipfile.ZipInfo(part), content)  # without the time it was made at
    return made.getvalue()


def _pdf(title: str, told: str) -> bytes:
    import typst  # 85 MB, which only a story with such a file needs

    page = f'#set text(font: "Liberation Serif", size: 14pt)\n#set document(date: none)\n= {title}\n\n{told}\n'
    with tempfile.NamedTemporaryFile(suffix=".typ") as file:
        file.write(page.encode())
        file.flush()
        made = typst.compile(Path(file.name), format="pdf", font_paths=[ROOT / "papers" / "fonts"], ignore_system_fonts=True)
    assert isinstance(made, bytes)
    return made

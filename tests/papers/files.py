"""Files as people send them, honest and otherwise: made here, byte by byte where no program of good faith writes such a one."""

import io
import zipfile
from collections.abc import Mapping

from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, PdfObject, TextStringObject
from xlsxwriter import Workbook

PROGRAM = b"MZ\x90\x00" + b"\0" * 60
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\0" * 40
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + b"\0" * 40
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ABOVE = "http://schemas.openxmlformats.org/package/2006"


def named(**values: PdfObject | str) -> DictionaryObject:
    """A dictionary; a text that begins with "/" is a name."""
    made = {key: (NameObject(v) if v.startswith("/") else TextStringObject(v)) if isinstance(v, str) else v for key, v in values.items()}
    return DictionaryObject({NameObject(f"/{key}"): value for key, value in made.items()})


def pdf(root: Mapping[str, PdfObject] | None = None, page: Mapping[str, PdfObject] | None = None, *, password: str | None = None) -> bytes:
    """A page with nothing on it; `root` and `page`: what its catalogue and that page say besides."""
    writer = PdfWriter()
    blank = writer.add_blank_page(595, 842)
    for key, value in (root or {}).items():
        writer.root_object[NameObject(f"/{key}")] = writer._add_object(value)
    for key, value in (page or {}).items():
        blank[NameObject(f"/{key}")] = value
    if password is not None:
        writer.encrypt(password, "owner", algorithm="AES-256")
    return _written(writer)


def pdf_with(name: str, content: bytes) -> bytes:
    """With a file attached."""
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    writer.add_attachment(name, content)
    return _written(writer)


def _written(writer: PdfWriter) -> bytes:
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def annotated(**action: PdfObject | str) -> Mapping[str, PdfObject]:
    """A page with a link that does that."""
    return {"Annots": ArrayObject([named(Type="/Annot", Subtype="/Link", A=named(**action))])}


def package(parts: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def docx(*paragraphs: str, main: str = _MAIN, fetches: str = "", parts: Mapping[str, bytes] | None = None) -> bytes:
    """`fetches`: where its template lies; `parts`: what is in it besides."""
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    template = f'<Relationship Id="t" Type="{_RELATED}/attachedTemplate" Target="{fetches}" TargetMode="External"/>' if fetches else ""
    link = f'<Relationship Id="l" Type="{_RELATED}/hyperlink" Target="https://example.invalid/" TargetMode="External"/>'
    return package(
        {
            "[Content_Types].xml": f'<Types xmlns="{_ABOVE}/content-types"><Override PartName="/word/document.xml" ContentType="{main}"/></Types>'.encode(),
            "word/document.xml": f'<w:document xmlns:w="w"><w:body>{body}</w:body></w:document>'.encode(),
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{_ABOVE}/relationships">{link}{template}</Relationships>'.encode(),
            **(parts or {}),
        }
    )


def xlsx(*cells: str) -> bytes:
    made = io.BytesIO()
    with Workbook(made) as workbook:
        sheet = workbook.add_worksheet()
        for row, cell in enumerate(cells):
            sheet.write(row, 0, cell)
    return made.getvalue()


def locked_package() -> bytes:
    """As Word writes a document under a password: the package lies encrypted in a compound file."""
    return OLD_OFFICE + "EncryptedPackage".encode("utf-16-le")


def encrypted_entries(archive: bytes) -> bytes:
    """The same archive, each of whose entries says that it is encrypted."""
    marked = bytearray(archive)
    for begins, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := marked.find(begins, at + 1)) >= 0:
            marked[at + flags] |= 1
    return bytes(marked)

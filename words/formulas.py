"""Whether a sheet of a workbook holds a formula. The reader of workbooks shows what a program computed last, and not that it was computed."""

import io
import zipfile

from defusedxml.ElementTree import fromstring, iterparse

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def first_formula(content: bytes, place: int) -> str:
    """The cell of the first formula of that sheet, or "". What a program computed last is no statement of whoever sends the file."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        cell = ""
        for _, element in iterparse(archive.open(_sheet_parts(archive)[place]), events=("start",)):
            tag = element.tag.rpartition("}")[2]
            if tag == "c":
                cell = element.get("r", "")
            elif tag == "f":
                return cell
    return ""


def _sheet_parts(archive: zipfile.ZipFile) -> list[str]:
    """Where the sheets lie in the archive, in the workbook's order (ECMA-376 part 1, 18.2.19)."""
    targets = {
        each.get("Id"): each.get("Target", "").removeprefix("/xl/") for each in fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    }
    book = fromstring(archive.read("xl/workbook.xml"))
    return [f"xl/{targets.get(each.get(_RELATION), '')}" for each in book.iterfind(".//{*}sheets/{*}sheet")]

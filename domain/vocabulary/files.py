"""What is known of a file of evidence."""

from enum import StrEnum


class FileKind(StrEnum):
    """What a file is, by its bytes. Others are not taken in."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    PNG = "png"
    JPEG = "jpeg"


class FileState(StrEnum):
    """Whether a file may be shown and relied upon: clean by the scanner, or released by a person who says why. Of what was destroyed the record stays."""

    UNSCANNED = "unscanned"
    CLEAN = "clean"
    QUARANTINED = "quarantined"
    RELEASED = "released"
    DESTROYED = "destroyed"

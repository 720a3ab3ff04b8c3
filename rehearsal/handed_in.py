"""A file as somebody in a story hands it in: a page of plain letters that says what the story says. It is made here, so that a story stays a text."""

from domain.likeness import folded

_LINE = 80  # characters


def pdf_saying(text: str) -> bytes:
    """One page in the letters every reader of PDF has, so without diacritics; the same bytes for the same text."""
    plain = folded(text)
    lines = [plain[at : at + _LINE] for at in range(0, len(plain), _LINE)]
    shown = "BT /F 12 Tf 72 770 Td 16 TL " + " ".join(f"({line}) '" for line in lines) + " ET"
    objects = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 4 0 R >> >> /Contents 5 0 R >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        f"<< /Length {len(shown)} >>\nstream\n{shown}\nendstream",
    )
    made, places = "%PDF-1.7\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n{each}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    return f"{made}xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{len(made)}\n%%EOF\n".encode()

"""Small papers for measurements and faults: a digital page, and a picture that takes a while to read."""

import io

import pikepdf
from PIL import Image, ImageDraw


def digital_page(*lines: str) -> bytes:
    """A PDF of one A4 page with a text layer."""
    moves = "".join(f"({line.replace('(', '').replace(')', '')}) Tj 0 -18 Td " for line in lines)
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    page.Contents = pdf.make_stream(f"BT /F1 12 Tf 60 760 Td {moves}ET".encode("latin-1"))
    kept = io.BytesIO()
    pdf.save(kept, deterministic_id=True)
    return kept.getvalue()


def scanned_page(line: str) -> bytes:
    """A picture of a full page without a text layer."""
    picture = Image.new("L", (1654, 2339), 255)
    pen = ImageDraw.Draw(picture)
    for number in range(45):
        pen.text((120, 120 + 48 * number), f"{number} Lejemålet er beliggende {line}", fill=0, font_size=28)
    kept = io.BytesIO()
    picture.save(kept, "PNG", dpi=(200, 200))
    return kept.getvalue()

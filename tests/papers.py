"""Small papers for tests: a digital page in a moment, a scanned one that takes a while to read."""

import io

import pikepdf
from PIL import Image, ImageDraw, ImageFont


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


def scanned_page(*lines: str, times: int = 12) -> bytes:
    """A picture of a full page without a text layer; reading it takes seconds."""
    picture = Image.new("L", (1654, 2339), 255)
    draw, font = ImageDraw.Draw(picture), ImageFont.load_default(28)
    for number, line in enumerate(lines * times):
        draw.text((120, 120 + 44 * number), f"{number} {line}", fill=0, font=font)
    kept = io.BytesIO()
    picture.save(kept, "PNG", dpi=(200, 200))
    return kept.getvalue()

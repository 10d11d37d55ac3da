"""Codes for machines: QR codes that read back, and Code 39 bars."""

from typing import Final

import qrcode

from samples.drawings.shapes import picture

_BARS: Final = {
    one[0]: one[1:]
    for one in (
        "0nnnwwnwnn,1wnnwnnnnw,2nnwwnnnnw,3wnwwnnnnn,4nnnwwnnnw,5wnnwwnnnn,6nnwwwnnnn,7nnnwnnwnw,"
        "8wnnwnnwnn,9nnwwnnwnn,Awnnnnwnnw,Bnnwnnwnnw,Cwnwnnwnnn,Dnnnnwwnnw,Ewnnnwwnnn,Fnnwnwwnnn,"
        "Gnnnnnwwnw,Hwnnnnwwnn,Innwnnwwnn,Jnnnnwwwnn,Kwnnnnnnww,Lnnwnnnnww,Mwnwnnnnwn,Nnnnnwnnww,"
        "Ownnnwnnwn,Pnnwnwnnwn,Qnnnnnnwww,Rwnnnnnwwn,Snnwnnnwwn,Tnnnnwnwwn,Uwwnnnnnnw,Vnwwnnnnnw,"
        "Wwwwnnnnnn,Xnwnnwnnnw,Ywwnnwnnnn,Znwwnwnnnn,-nwnnnnwnw,.wwnnnnwnn, nwwnnnwnn,*nwnnwnwnn,"
    )
    .rstrip(",")
    .split(",")
}
"""Bars and gaps in turn, narrow or wide. Source: ISO/IEC 16388."""


def qr(text: str) -> str:
    """A QR code of a text, one unit a module."""
    code = qrcode.QRCode(border=1, error_correction=qrcode.constants.ERROR_CORRECT_M)
    code.add_data(text[:200])
    rows = code.get_matrix()
    path = "".join(
        f"M{column} {row}h1v1h-1z"
        for row, cells in enumerate(rows)
        for column, cell in enumerate(cells)
        if cell
    )
    return picture(f'<path d="{path}"/>', len(rows), len(rows))


def bars(text: str, *, upright: bool = False) -> str:
    """A Code 39 bar code of what Code 39 can say; `upright` stands on its side."""
    said = [sign for sign in text.upper()[:22] if sign in _BARS and sign != "*"]
    x, path = 0.0, ""
    for sign in ["*", *said, "*"]:
        for place, kind in enumerate(_BARS[sign]):
            wide = 2.5 if kind == "w" else 1.0
            if place % 2 == 0:
                path += f"M{x} 0h{wide}v30h-{wide}z"
            x += wide
        x += 1
    if upright:
        return picture(
            f'<g transform="translate(30 0) rotate(90)"><path d="{path}"/></g>', 30, x, stretched=True
        )
    return picture(f'<path d="{path}"/>', x, 30, stretched=True)

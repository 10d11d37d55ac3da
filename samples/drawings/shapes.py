"""SVG texts: the frame around strokes, and the address under which a page holds them."""

from urllib.parse import quote


def data_uri(svg: str) -> str:
    """An SVG text as an address that a page can hold."""
    return "data:image/svg+xml," + quote(svg)


def picture(body: str, width: float, height: float, *, stretched: bool = False) -> str:
    """Shapes in a frame of that size, as an address; `stretched` fills whatever room it gets."""
    ratio = ' preserveAspectRatio="none"' if stretched else ""
    return data_uri(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.4g} {height:.4g}" '
        f'width="{width:.4g}" height="{height:.4g}"{ratio}>{body}</svg>'
    )


def line(path: str, colour: str, width: float, extra: str = "") -> str:
    """A stroke with round ends and no filling."""
    return (
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width:.2f}" '
        f'stroke-linecap="round" stroke-linejoin="round" {extra}/>'
    )

"""The count of pages that papers print at their foot."""

import re
from typing import Final

_COUNTED: Final = re.compile(
    r"\b(?:side|page|seite|sida|sivu|strona|página|pagina|pág|pag|str|s|p|стр|страница|σελίδα|sayfa|bls|lk)"
    r"\.?\s*:?\s*(\d{1,2})\s*(?:/|af|of|von|av|z|ze|de|sur|di|van|din|из|із|από)\s*(\d{1,2})\b",
    re.IGNORECASE,
)


def counted(text: str) -> tuple[int, int] | None:
    """`side 2 af 4` → (2, 4); the last such count of a page, for it stands at its foot."""
    found = [(int(one), int(all_)) for one, all_ in _COUNTED.findall(text)]
    sound = [(one, all_) for one, all_ in found if 1 <= one <= all_]
    return sound[-1] if sound else None

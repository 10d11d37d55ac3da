"""Names of languages → ISO 639-1."""

import re
from functools import cache

from babel import Locale

from pipeline.extracting.normalise.folding import fold
from pipeline.extracting.normalise.found import Context, Found
from pipeline.extracting.normalise.months import LANGUAGES


def find_languages(text: str, context: Context) -> tuple[Found, ...]:  # noqa: ARG001 one shape for all kinds
    """All languages named in a text, in order of place."""
    words = re.finditer(r"[^\W\d_]{3,}", text)
    return tuple(
        Found(code, word.start(), word.end())
        for word in words
        if (code := names_of_languages().get(fold(word[0])))
    )


@cache
def names_of_languages() -> dict[str, str]:
    """Folded name → two-letter code, in all the languages of our documents."""
    names: dict[str, str] = {}
    for language in LANGUAGES:
        for code, name in Locale.parse(language).languages.items():
            if len(code) == 2:
                names.setdefault(fold(name), "no" if code == "nb" else code)
    return names

"""Sex as printed → `M`, `F` or `X`."""

import re

from pipeline.extracting.normalise.folding import fold
from pipeline.extracting.normalise.found import Context, Found

_WORDS = {
    "M": "m male man mand männlich mannlich masculin masculino maschile mężczyzna homme hombre muž férfi "
    "чоловіча мужской άρρεν ذكر مذكر مرد 男",
    "F": "f k female woman kvinde kvinna kvinne weiblich féminin femenino feminino femminile kobieta femme "
    "mujer žena nő v w жіноча женский θήλυ أنثى مؤنث زن 女",
    "X": "x divers",
}
_MEANINGS = {fold(word): sex for sex, words in _WORDS.items() for word in words.split()}


_PAIR = re.compile(r"\W*[^\W\d_]{1,6}\s?/\s?([MFX])\b")
"""The issuer's own sign and ICAO 9303's after it: Lithuania's `V/M` is a man's, Hungary's `F/M` too."""


def find_sex(text: str, context: Context) -> tuple[Found, ...]:  # noqa: ARG001 one shape for all kinds
    """The sex that the text begins with; of a pair the second sign counts, which is ICAO's."""
    pair = _PAIR.match(text[:24])
    if pair:
        return (Found(pair[1], pair.start(), pair.end()),)
    for match in re.finditer(r"[^\W\d_]+|<", text[:24]):
        sex = "X" if match[0] == "<" else _MEANINGS.get(fold(match[0]))
        if sex:
            return (Found(sex, match.start(), match.end()),)
    return ()

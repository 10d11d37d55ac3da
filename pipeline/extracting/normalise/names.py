"""Names of people and firms as printed: single spaces, titles and what stands around them left out."""

import re

from pipeline.extracting.normalise.addresses import find_addresses
from pipeline.extracting.normalise.found import Context, Found

_PARTICLES_BY_USE = (
    "de da do dos das del della di du la le les van von der den ter ten zu zum",
    "al el bin bint ibn abu of y e i née née. født geb geb. e.v. af ap la-",
)
PARTICLES = frozenset(particle for line in _PARTICLES_BY_USE for particle in line.split())
"""Words of names that need no capital."""
_TITLES = re.compile(
    r"^(?:(?:hr|fru|frk|herr|frau|mr|mrs|ms|miss|mx|dr|prof|sr|sra|mme|mlle|m|pan|pani|dhr|mevr)\b\.?\s+)+",
    re.IGNORECASE,
)
_BIRTH_NAME = r"(?:geb\.?|født|f\.|née?|born|nata|ur\.|roz\.)"
_ENDS = re.compile(
    rf"\s*(?:[,;:()\[\]|•·*_<>=!?\"/]|\s[-–—]\s|\d|{_BIRTH_NAME}\s*(?=\d|den\b)|"
    r"\b(?:cpr|cvr|reg|tlf|tel|e-?mail|adresse|address|c/o)\b)",
    re.IGNORECASE,
)
_IN_A_WORD = re.compile(r"[^\W\d_]\d[^\W\d_]")
"""A figure where a letter should be: what stands before it is no name, only a part of one misread."""
_LEAD = re.compile(r"^[\s:.;,*•·\-–—_|#]*(?:\d+\s*[-–—.:)]\s+)?")
_TICKED = re.compile(
    r"(?:(?:ja|nej|nein|yes|no|evt|andet|other)\b(?!-)\W*)+|(?:ja|nej|nein)[.,:;].*",
    re.IGNORECASE | re.DOTALL,
)
"""Words that forms print beside a box, and that stand where a name could."""
_SECTION = re.compile(
    r"(?:part|section|step|page|del|afsnit|trin|side|teil|abschnitt|schritt|seite)\s+(?:[A-Z]|[IVX]+|\d+)(?!\w)",
    re.IGNORECASE,
)
"""What forms call their parts, in headings and tabs."""
_JOINTS = re.compile(
    r"\s+(?:og|and|und|et|y|e|i|oraz|och|en|si|și|samt|ir|ja|un|és|a|in|ve|và|iyo|και|та|і|и|و|&|\+)\s+|\s*[,;/&、]\s*"
    r"|(?<=[\u4e00-\u9fff])\s*和\s*(?=[\u4e00-\u9fff])"
)
_HAN = re.compile(r"[\u4e00-\u9fff]")
"""Letters of names that stand without a space between family and given name."""
FIRM = re.compile(
    r"(?<!\w)(?:ApS|A/S|I/S|P/S|K/S|IVS|P\.?M\.?B\.?A|A\.?M\.?B\.?A|F\.?M\.?B\.?A|GmbH|AG|KG|Ltd\.?|LLC|Inc\.?|PLC|AB|AS|"
    r"Oy|B\.?V\.?|N\.?V\.?|S\.?A\.?|S\.?r\.?l\.?|sp\. z o\.o\.|S\.?L\.?)(?!\w)"
)
"""Legal forms of firms."""
_HOUSE_NUMBER = re.compile(
    r"\s*\d{1,3}\s?[A-Za-z]?(?=[,\s]|$)(?!\s*[.\-/]\s?\d)(?!\s(?:år|years|\w+\s\d{4}))"
)
"""What follows a street, so that what came before was no person."""
_CAPITALS_AT_END = re.compile(
    r"(?:^|[^\w])(?:(?i:mellem|between|zwischen|undertegnede|and|og|und)\s+)?"
    r"((?:[^\W\d_a-zæøå][\w'’.&/-]*\s+|(?:van|von|de|der|den|af|el|al|og|&|la)\s+){0,6}[^\W\d_a-zæøå][\w'’.&/-]*)$"
)
LONGEST_NAME = 7


def find_person(text: str, context: Context) -> tuple[Found, ...]:  # noqa: ARG001 one shape for all kinds
    """The name that the text begins with, or nothing when it begins with something else."""
    start = _LEAD.match(text).end()  # type: ignore[union-attr]  # matches the empty text too
    titled = _TITLES.match(text[start:])
    start += titled.end() if titled else 0
    found = _until_end(text, start)
    if found and (_HOUSE_NUMBER.match(text, found.end) or _SECTION.match(text, start)):
        return ()
    if found and is_person(str(found.value)):
        return (found,)
    return _run_of_names(text, start, found.end) if found else ()


def find_last_person(text: str) -> tuple[Found, ...]:
    """The name that the text ends with."""
    words = list(re.finditer(r"\S+", text.rstrip(" ,;:(")))
    for first in range(max(0, len(words) - LONGEST_NAME), len(words) - 1):
        name = " ".join(word[0] for word in words[first:]).rstrip(",")
        if is_person(name) and name[0].isupper() and not _TITLES.match(name):
            return (Found(name, words[first].start(), words[-1].end()),)
    return ()


def find_last_party(text: str) -> tuple[Found, ...]:
    """The person or firm that the text ends with, its address left out."""
    bare = re.sub(r"(?:,[^,]*\d[^,]*)+$", "", text.rstrip(" ,;:(“\"'"))
    match = _CAPITALS_AT_END.search(bare)
    if not match or not match[1]:
        return ()
    return (Found(match[1], match.start(1), match.end(1)),)


def _run_of_names(text: str, start: int, stop: int) -> tuple[Found, ...]:
    """The capitalised words at the head of a sentence, at least two: `Ingrid Næss has been with us`."""
    run: list[re.Match[str]] = []
    for word in re.finditer(r"\S+", text[start:stop]):
        if not _name_word(word[0]):
            break
        run.append(word)
    while run and run[-1][0].casefold() in PARTICLES:
        run.pop()
    name = " ".join(word[0] for word in run)
    return (Found(name, start, start + run[-1].end()),) if len(run) > 1 and is_person(name) else ()


def find_party(text: str, context: Context) -> tuple[Found, ...]:
    """A person or a firm; no street, though a firm may be called after one."""
    named = find_firm(text, context) or find_person(text, context)
    return named or (() if _begins_with_address(text, context) else _any_capitalised(text))


def _begins_with_address(text: str, context: Context) -> bool:
    return any(one.start <= len(text) - len(text.lstrip(" :.")) for one in find_addresses(text, context)[:1])


def find_firm(text: str, context: Context) -> tuple[Found, ...]:  # noqa: ARG001 one shape for all kinds
    """The firm that the text begins with, up to and with its legal form."""
    start = _LEAD.match(text).end()  # type: ignore[union-attr]
    form = FIRM.search(text, start)
    head = text[start : form.end()] if form else ""
    if not form or re.search(r"[,:;|]", head) or not 1 < len(head.split()) <= 8 or not head[:1].isalnum():
        return ()
    return (Found(" ".join(head.split()), start, form.end()),)


def find_organisation(text: str, context: Context) -> tuple[Found, ...]:
    """A firm, or any capitalised name of an organisation."""
    return find_firm(text, context) or _any_capitalised(text)


def find_people(text: str, context: Context) -> tuple[Found, ...]:
    """All names of a list: `A og B`, `A, B`, `A & B`; what is no name ends the list. A firm stands alone.

    A single name is one where a whole one is joined to it: `Joko and Birgitte Andersen`.
    """
    firm = find_firm(text, context)
    if firm and re.match(r"\s*(?:$|[^\w\s])", text[firm[0].end :]):
        return firm
    found: list[Found] = []
    position = 0
    for joint in [*_JOINTS.finditer(text), None]:
        part = text[position : joint.start() if joint else len(text)]
        person = find_person(part, context)
        if not person or (
            _is_single(person[0]) and not (joint and _begins_whole(text[joint.end() :], context))
        ):
            break
        found.append(Found(person[0].value, position + person[0].start, position + person[0].end))
        if joint is None or person[0].end < len(part.rstrip()):
            break
        position = joint.end()
    return tuple(found)


def _is_single(person: Found) -> bool:
    name = str(person.value)
    return len(name.split()) < 2 and not _HAN.search(name)


def _begins_whole(text: str, context: Context) -> bool:
    """Whether a name of several words stands at the head of a text."""
    person = find_person(text, context)
    return bool(person) and person[0].start == 0 and not _is_single(person[0])


def is_person(name: str) -> bool:
    """Whether it looks like a name: letters, few words, capitals (or a script without capitals)."""
    words = name.split()
    if _TICKED.fullmatch(name):
        return False
    if not words or len(words) > LONGEST_NAME or any(letter.isdigit() for letter in name) or len(name) < 2:
        return False
    return all(_name_word(word) for word in words) and words[0].casefold() not in {"of", "i", "e", "y", "den"}


def _name_word(word: str) -> bool:
    bare = word.strip(".'’-`")
    if not bare or not all(letter.isalpha() or letter in "'’-.`" or _mark(letter) for letter in bare):
        return word.casefold() in PARTICLES
    uncased = bare.upper() == bare.lower()
    return uncased or bare[0].isupper() or bare.casefold() in PARTICLES or bare[:2] in {"d'", "d’", "'t"}


def _mark(letter: str) -> bool:
    return 0x300 <= ord(letter) < 0x370 or 0x900 <= ord(letter) < 0xE00


def is_firm(name: str) -> bool:
    """Whether it carries a legal form."""
    return FIRM.search(name) is not None


def _until_end(text: str, start: int) -> Found | None:
    end = _ENDS.search(text, start)
    stop = end.start() if end else len(text)
    if _IN_A_WORD.match(text, stop - 1):
        return None
    name = " ".join(text[start:stop].split()).rstrip(" .-–")
    return Found(name, start, stop) if name else None


def _any_capitalised(text: str) -> tuple[Found, ...]:
    start = _LEAD.match(text).end()  # type: ignore[union-attr]
    end = re.search(r"\s*(?:[,;:()|]|\s[-–—]\s|\bcvr\b|\d{4,})", text[start:], re.IGNORECASE)
    stop = start + end.start() if end else len(text)
    name = " ".join(text[start:stop].split()).rstrip(" .")
    plain = name[:1].isupper() and len(name) > 1 and len(name.split()) <= 8 and not _TICKED.fullmatch(name)
    return (Found(name, start, stop),) if plain else ()

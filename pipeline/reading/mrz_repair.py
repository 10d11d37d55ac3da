"""From what a recogniser saw of a zone to its lines: by kind of place, count of fillers, and digits.

Nothing is changed only because a sum then fits: a letter is taken for a digit when that is the single such
change that makes every digit of the zone right, else the lines stay as they were read.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from pipeline.reading.check_digits import ALPHABET, FILLER
from pipeline.reading.mrz_formats import LAYOUTS, Layout, Lines, checks_of, plausible

NOISE = frozenset("KCLESX")
"""What engines read for a filler."""
TO_LETTER = str.maketrans("012568", "OIZSGB")
LOOK_ALIKES = dict(zip("OQDILZSGB", "000112568", strict=True))
"""Letters → the digits that they are taken for."""
TO_DIGIT = str.maketrans(LOOK_ALIKES)
NO_INITIAL = re.compile(f"({FILLER}X)+(?={FILLER}*$)")
"""A filler read as X at the end; other single letters there may be initials."""
STATE = re.compile(f"[A-Z]{{3}}|[A-Z]{{2}}{FILLER}|[A-Z]{FILLER}{{2}}")
"""ICAO 9303-3, section 5: three letters, and the shorter codes of a few issuers."""
MOST_MISSING = 14
"""Fillers that an engine may lose in one line."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Lines of one format as they may stand on the page.

    noise: Signs of the name line that were taken for badly read fillers.
    edits: Signs of the data lines that were put in, left out or exchanged.
    """

    layout: Layout
    lines: Lines
    checks: dict[str, bool]
    noise: int
    edits: int

    @property
    def valid(self) -> bool:
        """Whether every check digit is right."""
        return all(self.checks.values())

    @property
    def states(self) -> int:
        """How many nationalities have the shape of one: no digit covers them."""
        places = zip(self.layout.kinds, self.lines, strict=True)
        return sum(
            bool(STATE.fullmatch(line, kinds.find("LLL"), kinds.find("LLL") + 3))
            for kinds, line in places
            if "LLL" in kinds
        )

    @property
    def name(self) -> str:
        """The line that holds the name."""
        return self.lines[self.layout.names[0]]

    @property
    def data(self) -> Lines:
        """The lines that hold digits to check."""
        return tuple(line for number, line in enumerate(self.lines) if number != self.layout.names[0])


def best_of(readings: Sequence[Sequence[str]]) -> Candidate | None:
    """The zone in several readings of the same place, None where nothing has its shape.

    The digits choose the data lines; among those that they prove alike, one whose state can be one; then, as
    for the name, most readings win, then the name with fewest letters: engines see letters in fillers, hardly
    ever fillers in letters.
    """
    found = [candidate for reading in readings for candidate in candidates(reading)]
    if not found:
        return None
    said = Counter(one.data for one in found)
    best = max(
        found,
        key=lambda one: (
            *(one.valid, sum(one.checks.values()), one.states),
            *(said[one.data], -one.edits, -one.noise),
        ),
    )
    alike = [one for one in found if one.layout is best.layout]
    first = best.layout.names[1]
    name = voted(one.name[:first] for one in alike) + voted(one.name[first:] for one in alike)
    lines = tuple(name if line == best.name else line for line in best.lines)
    return Candidate(best.layout, lines, checks_of(best.layout, lines), best.noise, best.edits)


def voted(texts: Iterable[str]) -> str:
    """What most readings say, among equals the one with most fillers."""
    votes = Counter(texts)
    return max(votes, key=lambda text: (votes[text], text.count(FILLER)))


def candidates(reading: Sequence[str]) -> Iterator[Candidate]:
    """Every format that some consecutive lines of a reading have the shape of."""
    seen = [cleaned(line) for line in reading]
    for layout in LAYOUTS:
        rows = len(layout.kinds)
        for first in range(len(seen) - rows + 1):
            yield from fitted(layout, seen[first : first + rows])


def cleaned(text: str) -> str:
    """Only signs of the zone: spaces gone, all that is no letter or digit is a filler."""
    text = re.sub(r"\s", "", text).upper().replace("«", FILLER * 2)
    return "".join(sign if sign in ALPHABET else FILLER for sign in text)


def fitted(layout: Layout, seen: Sequence[str]) -> Iterator[Candidate]:
    """The likeliest lines of this format, none when they cannot have its shape."""
    name, noise = tidy_name(layout, seen[layout.names[0]])
    choices = [
        [name] if number == layout.names[0] else fits(line, layout.width) for number, line in enumerate(seen)
    ]
    edits = sum(
        abs(layout.width - len(line)) for number, line in enumerate(seen) if number != layout.names[0]
    )
    whole = (tuple(map(by_kind, layout.kinds, lines)) for lines in product(*choices))
    tried = [
        Candidate(layout, lines, checks_of(layout, lines), noise, edits)
        for lines in whole
        if plausible(layout, lines)
    ]
    if tried:
        best = max(tried, key=lambda one: sum(one.checks.values()))
        yield best if best.valid else repaired(best)


def tidy_name(layout: Layout, seen: str) -> tuple[str, int]:
    """The name line at its full width, and how many signs of noise were taken for fillers."""
    _, start, end = layout.names
    head, names, rest = seen[:start], seen[start:end], seen[end:] if layout.width > end else ""
    family, _, given = names.translate(TO_LETTER).partition(FILLER * 2)
    given, double, tail = given.lstrip(FILLER).partition(FILLER * 2)
    if double and is_noise(tail):
        noise, tail = len(tail.replace(FILLER, "")), ""
    else:
        noise, given = 0, given + double + tail
    head = by_kind(layout.kinds[layout.names[0]][:start], head)
    return (head + joined(family, given)).ljust(end, FILLER) + rest, noise


def joined(family: str, given: str) -> str:
    """Both parts of a name with the fillers between."""
    return (NO_INITIAL.sub("", family) + FILLER * 2 + NO_INITIAL.sub("", given)).rstrip(FILLER)


def is_noise(tail: str) -> bool:
    """No name goes on after two fillers: short groups, or letters that fillers are read as, are noise."""
    return all(len(group) <= 2 or set(group) <= NOISE for group in tail.split(FILLER))


def fits(seen: str, width: int) -> list[str]:
    """The line at its width: fillers lost from one run, and signs read twice, are put right."""
    missing = width - len(seen)
    if missing == 0:
        return [seen]
    if not -3 <= missing <= MOST_MISSING:
        return []
    runs = [run for run in re.finditer(f"{FILLER}+", seen) if len(run[0]) + missing >= 1 and len(run[0]) > 1]
    doubled = [seen[:at] + seen[at + 1 :] for at in range(len(seen) - 1) if same_sign_twice(seen, at)]
    return [
        seen[: run.start()] + FILLER * (len(run[0]) + missing) + seen[run.end() :] for run in runs
    ] + doubled * (missing == -1)


def same_sign_twice(seen: str, at: int) -> bool:
    """One sign read as two: `O0`, `1I`."""
    pair = seen[at : at + 2]
    return LOOK_ALIKES.get(pair[0]) == pair[1] or LOOK_ALIKES.get(pair[1]) == pair[0]


def by_kind(kinds: str, line: str) -> str:
    """Letters where letters stand, digits where digits stand; what has no look-alike stays."""
    signs = [CONVERTED.get(kind, keep)(sign) for kind, sign in zip(kinds, line, strict=False)]
    text = "".join(signs)
    at = kinds.find("LLL")
    if at >= 0 and (state := text[at : at + 3].translate(TO_LETTER)).replace(FILLER, "").isalpha():
        text = text[:at] + state + text[at + 3 :]
    return text


def keep(sign: str) -> str:
    """The sign as it is."""
    return sign


def digit(sign: str) -> str:
    """The digit that looks like the sign."""
    return sign.translate(TO_DIGIT)


def letter(sign: str) -> str:
    """The letter that looks like the sign."""
    return sign.translate(TO_LETTER)


def sex(sign: str) -> str:
    """M, F, or the filler that was read as noise."""
    return FILLER if sign in NOISE else sign


CONVERTED = {"A": letter, "N": digit, "D": digit, "S": sex}


def repaired(candidate: Candidate) -> Candidate:
    """With the single look-alike exchanged that makes every digit right; as it is when none or several do."""
    proved = {
        lines for lines in exchanges(candidate.layout, candidate.lines) if sound(candidate.layout, lines)
    }
    if len(proved) != 1:
        return candidate
    lines = proved.pop()
    checks = checks_of(candidate.layout, lines)
    return Candidate(candidate.layout, lines, checks, candidate.noise, candidate.edits + 1)


def agreed(candidate: Candidate, printed: Iterable[str]) -> Candidate:
    """With the document number as the page prints it, where that looks like ours and proves every digit."""
    line, start, end = candidate.layout.checks["document_number"][0]
    ours = candidate.lines[line][start:end].rstrip(FILLER)
    for word in printed:
        if candidate.valid or word == ours or word.translate(TO_DIGIT) != ours.translate(TO_DIGIT):
            continue
        data = candidate.lines[line][:start] + word.ljust(end - start, FILLER) + candidate.lines[line][end:]
        lines = (*candidate.lines[:line], data, *candidate.lines[line + 1 :])
        if sound(candidate.layout, lines):
            return replace(candidate, lines=lines, checks=checks_of(candidate.layout, lines))
    return candidate


def exchanges(layout: Layout, lines: Lines) -> Iterator[Lines]:
    """The lines with one look-alike exchanged, where any sign may stand."""
    for number, (kinds, line) in enumerate(zip(layout.kinds, lines, strict=True)):
        for at, (kind, sign) in enumerate(zip(kinds, line, strict=True)):
            if kind == "X" and number != layout.names[0] and exchangeable(line, at):
                other = line[:at] + LOOK_ALIKES[sign] + line[at + 1 :]
                yield (*lines[:number], other, *lines[number + 1 :])


def exchangeable(line: str, at: int) -> bool:
    """A lone letter between two digits: elsewhere a sum fits by chance too often."""
    between = line[max(0, at - 1) : at] + line[at + 1 : at + 2]
    return line[at] in LOOK_ALIKES and len(between) == 2 and between.isdecimal()


def sound(layout: Layout, lines: Lines) -> bool:
    """The format's shape, and every digit right."""
    return plausible(layout, lines) and all(checks_of(layout, lines).values())

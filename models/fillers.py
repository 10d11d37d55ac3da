"""What stands behind keys: invented names, days, sums, numbers, addresses, and words that no language has."""

from datetime import date, timedelta
from random import Random
from typing import Final

from samples.people.persons import origin, origins
from samples.people.places import home_address, organisation, places

_HOUSES: Final = ("A/S", "ApS", "Kommune", "GmbH", "Ltd", "Office", "University", "Inc.")


def value(draw: Random) -> str:
    """A name, date, amount, address, number or nothing: what stands behind a key."""
    makers = (person_name, person_name, day, day, amount, number, issuer, address, lambda _: "")
    return draw.choice(makers)(draw)


def filled(line: str, draw: Random) -> str:
    """The line with its places filled."""
    return line.replace("{date}", day(draw)).replace("{amount}", amount(draw))


def person_name(draw: Random) -> str:
    """An invented name of some origin, in Latin letters or those of its home."""
    names = origin(draw.choice(origins()))
    given = names.get("given_f" if draw.random() < 0.5 else "given_m") or names["surnames"]
    entry = f"{draw.choice(given)} {draw.choice(names['surnames'])}"
    name = " ".join(word.split("|")[-1 if draw.random() < 0.7 else 0] for word in entry.split(" "))
    return name.upper() if draw.random() < 0.25 else name


def day(draw: Random) -> str:
    """A day as some country prints it."""
    when = date(1950, 1, 1) + timedelta(days=draw.randint(0, 30000))
    return when.strftime(
        draw.choice(("%d.%m.%Y", "%d-%m-%Y", "%d/%m/%Y", "%Y-%m-%d", "%d %b %Y", "%d.%m.%y"))
    )


def amount(draw: Random) -> str:
    """A sum of money."""
    whole = (
        f"{draw.randint(1, 99)}.{draw.randint(0, 999):03}"
        if draw.random() < 0.6
        else str(draw.randint(1, 9999))
    )
    return f"{whole},{draw.randint(0, 99):02}{draw.choice(('', ' kr.', ' DKK', ' EUR', ' €', ' zł'))}"


def number(draw: Random) -> str:
    """A number of some register."""
    letters = "".join(draw.choice("ABCDEFGHKLMNPRSTX") for _ in range(draw.choice((0, 0, 1, 2))))
    return letters + "".join(draw.choice("0123456789") for _ in range(draw.randint(3, 11)))


def address(draw: Random) -> str:
    """A Danish address."""
    return home_address("train", draw)


def issuer(draw: Random) -> str:
    """A firm, or two invented words with what offices are called."""
    if draw.random() < 0.4:
        return organisation(draw.choice(sorted(places()["organisations"])), "train", draw)
    return f"{babble(draw).title()} {draw.choice(_HOUSES)}"


def babble(draw: Random) -> str:
    """A word that no language has."""
    syllables = [
        draw.choice("bdfghklmnprstv") + draw.choice(("a", "e", "i", "o", "u", "y", "å")) for _ in range(3)
    ]
    return "".join(syllables[: draw.randint(1, 3)]) + draw.choice(("", "n", "r", "s", "t", "nd"))

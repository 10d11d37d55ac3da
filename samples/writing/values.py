"""Values that stand on documents: how each kind is drawn, and how it is printed in a language.

A content file says `start_date: "date -30 90"`; the word names a function of `KINDS`, the rest is handed
to it. The same words stand inline in texts: `{amount 200 900}`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Final, Literal

from pipeline.records import JsonValue
from samples.document import Split
from samples.people.persons import Person, origin
from samples.people.places import DENMARK, home_address, office_address, organisation

ValueKind = Literal[
    "text", "names", "address", "cpr", "date", "amount", "state", "choice", "flag", "number", "language"
]


@dataclass(frozen=True, slots=True)
class Value:
    """A value in normal form and its kind, which says how it is printed."""

    kind: ValueKind
    normal: JsonValue


@dataclass(frozen=True, slots=True)
class Setting:
    """What is fixed before a document is written: who, when, where, the language, and the chance."""

    language: str
    split: Split
    today: date
    people: Mapping[str, Person]
    draw: Random
    state: str = DENMARK
    values: dict[str, Value | None] = field(default_factory=dict)

    @property
    def native(self) -> bool:
        """The language writes names in its own script."""
        return self.language in {"uk", "ru", "ar", "fa", "el", "zh"}

    def full_name(self, role: str) -> str:
        """A person's name as this language writes it."""
        person = self.people[role]
        return person.native_name if self.native else person.name


Maker = Callable[[Setting, list[str], Mapping[str, str]], Value]


def _name(setting: Setting, args: list[str], _: Mapping[str, str]) -> Value:
    return Value("text", setting.full_name(args[0]))


def _given(setting: Setting, args: list[str], _: Mapping[str, str]) -> Value:
    return Value("text", setting.people[args[0]].given_names)


def _surname(setting: Setting, args: list[str], _: Mapping[str, str]) -> Value:
    """The family name, or the single name of who has but one."""
    person = setting.people[args[0]]
    return Value("text", person.surname or person.given_names)


def _names(setting: Setting, args: list[str], _: Mapping[str, str]) -> Value:
    """Roles; `partner?0.3` stands there with that chance."""
    chosen = []
    for arg in args:
        role, _mark, likely = arg.partition("?")
        if not likely or setting.draw.random() < float(likely):
            chosen.append(setting.full_name(role))
    return Value("names", chosen)


def _owner(setting: Setting, _: list[str], __: Mapping[str, str]) -> Value:
    if setting.draw.random() < 0.5:
        return Value("text", setting.full_name("stranger"))
    return Value("text", organisation("landlord", setting.split, setting.draw, setting.state))


def _organisation(setting: Setting, args: list[str], _: Mapping[str, str]) -> Value:
    return Value("text", organisation(args[0], setting.split, setting.draw, setting.state))


def _address(setting: Setting, args: list[str], _: Mapping[str, str]) -> Value:
    """`address`: where the document is from; `address office`: a firm's; `address DNK`: of that state."""
    office = args[:1] == ["office"]
    state = args[0] if args and not office else setting.state
    return Value("address", (office_address if office else home_address)(setting.split, setting.draw, state))


def _birth(setting: Setting, args: list[str], _: Mapping[str, str]) -> Value:
    return Value("date", setting.people[args[0]].birth_date.isoformat())


def _birth_place(setting: Setting, args: list[str], _: Mapping[str, str]) -> Value:
    return Value("text", setting.people[args[0]].birth_place)


def _nationality(setting: Setting, args: list[str], _: Mapping[str, str]) -> Value:
    return Value("state", setting.people[args[0]].state)


def _cpr(setting: Setting, args: list[str], _: Mapping[str, str]) -> Value:
    return Value("cpr", setting.people[args[0]].cpr)


def _date(setting: Setting, args: list[str], opts: Mapping[str, str]) -> Value:
    """Days from `today`, or from another date of the document (`after=`)."""
    base = setting.today
    earlier = setting.values.get(opts.get("after", ""))
    if earlier is not None and isinstance(earlier.normal, str):
        base = date.fromisoformat(earlier.normal)
    return Value(
        "date", (base + timedelta(days=setting.draw.randint(int(args[0]), int(args[1])))).isoformat()
    )


def _month(setting: Setting, args: list[str], _: Mapping[str, str]) -> Value:
    """The first day of a month, counted in months from `today`."""
    months = (
        setting.today.year * 12 + setting.today.month - 1 + setting.draw.randint(int(args[0]), int(args[1]))
    )
    return Value("date", date(months // 12, months % 12 + 1, 1).isoformat())


def _month_end(setting: Setting, args: list[str], opts: Mapping[str, str]) -> Value:
    """The last day of the month, `args[0]` months after another date."""
    earlier = setting.values.get(opts["after"])
    start = date.fromisoformat(str(earlier.normal)) if earlier else setting.today
    months = start.year * 12 + start.month + (int(args[0]) if args else 0)
    return Value("date", (date(months // 12, months % 12 + 1, 1) - timedelta(days=1)).isoformat())


def _currency(setting: Setting, opts: Mapping[str, str]) -> str:
    """`cur=EUR`, else what the document's state pays in."""
    return opts.get("cur") or str(origin(setting.state).get("currency", "DKK"))


def _amount(setting: Setting, args: list[str], opts: Mapping[str, str]) -> Value:
    step = float(opts.get("step", "1"))
    drawn = round(setting.draw.uniform(float(args[0]), float(args[1])) / step) * step
    return Value("amount", f"{drawn:.2f} {_currency(setting, opts)}")


def _one_amount(setting: Setting, args: list[str], opts: Mapping[str, str]) -> Value:
    return Value("amount", f"{float(setting.draw.choice(args)):.2f} {_currency(setting, opts)}")


def _share(setting: Setting, args: list[str], _: Mapping[str, str]) -> Value:
    """A part of another amount: `share gross_pay 0.55 0.66`."""
    whole = setting.values[args[0]]
    number, currency = str(whole.normal if whole else "0.00 DKK").split()
    return Value(
        "amount", f"{float(number) * setting.draw.uniform(float(args[1]), float(args[2])):.2f} {currency}"
    )


def _one_of(setting: Setting, args: list[str], _: Mapping[str, str]) -> Value:
    """One of some numbers."""
    return Value("number", float(setting.draw.choice(args)))


def _number(setting: Setting, args: list[str], _: Mapping[str, str]) -> Value:
    return Value("number", setting.draw.randint(int(args[0]), int(args[1])))


def _decimal(setting: Setting, args: list[str], _: Mapping[str, str]) -> Value:
    return Value("number", round(setting.draw.uniform(float(args[0]), float(args[1])), 2))


def pattern(shape: str, draw: Random) -> str:
    """`#` becomes a digit, `?` a capital letter, the rest stays; `_` is a space."""
    letters = "ABCDEFGHJKLMNPRSTUVWXYZ"
    drawn = {"#": "0123456789", "?": letters, "_": " "}
    return "".join(draw.choice(drawn[sign]) if sign in drawn else sign for sign in shape)


def _pattern(setting: Setting, args: list[str], _: Mapping[str, str]) -> Value:
    return Value("text", pattern(setting.draw.choice(args), setting.draw))


_IBAN_BODIES: Final[Mapping[str, str]] = {
    "DK": "#" * 14, "DE": "#" * 18, "ES": "#" * 20, "NO": "#" * 11, "SE": "#" * 20, "PT": "#" * 21,
    "PL": "#" * 24, "HR": "#" * 17, "LT": "#" * 16, "GR": "#" * 23, "TR": "#" * 22,
    "UA": "#" * 25, "IR": "#" * 22, "RO": "????" + "#" * 16,
}  # fmt: skip
"""State → what follows the check digits (ISO 13616 registry; Iran, which is not in it, by its own form)."""


def _iban(setting: Setting, args: list[str], _: Mapping[str, str]) -> Value:
    """An account number with sound check digits: `iban PL`."""
    state = args[0] if args else "DK"
    body = pattern(_IBAN_BODIES[state], setting.draw)
    digits = "".join(str(int(sign, 36)) for sign in f"{body}{state}00")
    return Value("text", f"{state}{98 - int(digits) % 97:02d}{body}")


def _choice(setting: Setting, args: list[str], _: Mapping[str, str]) -> Value:
    return Value("choice", setting.draw.choice(args))


def _language(setting: Setting, args: list[str], _: Mapping[str, str]) -> Value:
    """One of some languages, by ISO 639-1 code."""
    return Value("language", setting.draw.choice(args))


def _flag(setting: Setting, args: list[str], _: Mapping[str, str]) -> Value:
    return Value("flag", setting.draw.random() < float(args[0]))


def _pick(setting: Setting, args: list[str], _: Mapping[str, str]) -> Value:
    return Value("text", setting.draw.choice(" ".join(args).split("|")).strip())


def _state(setting: Setting, args: list[str], __: Mapping[str, str]) -> Value:
    """`state DNK`, or `state`: the one the document is from."""
    return Value("state", args[0] if args else setting.state)


def _year(setting: Setting, args: list[str], _: Mapping[str, str]) -> Value:
    return Value("text", str(setting.today.year + setting.draw.randint(int(args[0]), int(args[1]))))


KINDS: Final[dict[str, Maker]] = {
    "name": _name, "names": _names, "given": _given, "surname": _surname, "owner": _owner,
    "organisation": _organisation, "address": _address,
    "birth": _birth, "birth_place": _birth_place, "nationality": _nationality, "cpr": _cpr, "date": _date,
    "month": _month, "month_end": _month_end, "amount": _amount, "number": _number, "decimal": _decimal,
    "pattern": _pattern, "iban": _iban, "choice": _choice, "flag": _flag, "pick": _pick, "state": _state,
    "year": _year, "language": _language, "one_amount": _one_amount, "one_of": _one_of, "share": _share,
}  # fmt: skip


def drawn(words: str, setting: Setting) -> Value:
    """Draw a value: `"date 365 1095 after=start_date"`. Raises KeyError for an unknown kind."""
    kind, *rest = words.split()
    args = [word for word in rest if "=" not in word]
    opts = dict(word.split("=", 1) for word in rest if "=" in word)
    return KINDS[kind](setting, args, opts)

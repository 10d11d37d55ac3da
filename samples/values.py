"""Values that stand on documents: how each kind is drawn, and how it is printed in a language.

A content file says `start_date: "date -30 90"`; the word names a function of `KINDS`, the rest is handed
to it. The same words stand inline in texts: `{amount 200 900}`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Final, Literal

from babel.dates import format_date
from babel.numbers import format_decimal

from pipeline.records import JsonValue
from samples.document import Split
from samples.persons import Person
from samples.places import home_address, office_address, organisation

ValueKind = Literal["text", "names", "date", "amount", "state", "choice", "flag", "number"]


@dataclass(frozen=True, slots=True)
class Value:
    """A value in normal form and its kind, which says how it is printed."""

    kind: ValueKind
    normal: JsonValue


@dataclass(frozen=True, slots=True)
class Setting:
    """What is fixed before a document is written: who, when, which language, and the chance to draw from."""

    language: str
    split: Split
    today: date
    people: Mapping[str, Person]
    draw: Random
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
    return Value("text", organisation("landlord", setting.split, setting.draw))


def _organisation(setting: Setting, args: list[str], _: Mapping[str, str]) -> Value:
    return Value("text", organisation(args[0], setting.split, setting.draw))


def _address(setting: Setting, args: list[str], _: Mapping[str, str]) -> Value:
    office = args[:1] == ["office"]
    return Value("text", (office_address if office else home_address)(setting.split, setting.draw))


def _birth(setting: Setting, args: list[str], _: Mapping[str, str]) -> Value:
    return Value("date", setting.people[args[0]].birth_date.isoformat())


def _birth_place(setting: Setting, args: list[str], _: Mapping[str, str]) -> Value:
    return Value("text", setting.people[args[0]].birth_place)


def _nationality(setting: Setting, args: list[str], _: Mapping[str, str]) -> Value:
    return Value("state", setting.people[args[0]].state)


def _cpr(setting: Setting, args: list[str], _: Mapping[str, str]) -> Value:
    return Value("text", setting.people[args[0]].cpr)


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


def _amount(setting: Setting, args: list[str], opts: Mapping[str, str]) -> Value:
    step = float(opts.get("step", "1"))
    drawn = round(setting.draw.uniform(float(args[0]), float(args[1])) / step) * step
    return Value("amount", f"{drawn:.2f} {opts.get('cur', 'DKK')}")


def _one_amount(setting: Setting, args: list[str], opts: Mapping[str, str]) -> Value:
    return Value("amount", f"{float(setting.draw.choice(args)):.2f} {opts.get('cur', 'DKK')}")


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


def _iban(setting: Setting, args: list[str], _: Mapping[str, str]) -> Value:
    state = args[0] if args else "DK"
    body = pattern("#" * {"DK": 14, "DE": 18, "ES": 20, "NO": 11, "SE": 20}.get(state, 14), setting.draw)
    digits = "".join(str(int(sign, 36)) for sign in f"{body}{state}00")
    return Value("text", f"{state}{98 - int(digits) % 97:02d}{body}")


def _choice(setting: Setting, args: list[str], _: Mapping[str, str]) -> Value:
    return Value("choice", setting.draw.choice(args))


def _flag(setting: Setting, args: list[str], _: Mapping[str, str]) -> Value:
    return Value("flag", setting.draw.random() < float(args[0]))


def _pick(setting: Setting, args: list[str], _: Mapping[str, str]) -> Value:
    return Value("text", setting.draw.choice(" ".join(args).split("|")).strip())


def _state(_: Setting, args: list[str], __: Mapping[str, str]) -> Value:
    return Value("state", args[0])


def _year(setting: Setting, args: list[str], _: Mapping[str, str]) -> Value:
    return Value("text", str(setting.today.year + setting.draw.randint(int(args[0]), int(args[1]))))


KINDS: Final[dict[str, Maker]] = {
    "name": _name, "names": _names, "owner": _owner, "organisation": _organisation, "address": _address,
    "birth": _birth, "birth_place": _birth_place, "nationality": _nationality, "cpr": _cpr, "date": _date,
    "month": _month, "month_end": _month_end, "amount": _amount, "number": _number, "decimal": _decimal,
    "pattern": _pattern, "iban": _iban, "choice": _choice, "flag": _flag, "pick": _pick, "state": _state,
    "year": _year, "one_amount": _one_amount, "one_of": _one_of, "share": _share,
}  # fmt: skip


def drawn(words: str, setting: Setting) -> Value:
    """Draw a value: `"date 365 1095 after=start_date"`. Raises KeyError for an unknown kind."""
    kind, *rest = words.split()
    args = [word for word in rest if "=" not in word]
    opts = dict(word.split("=", 1) for word in rest if "=" in word)
    return KINDS[kind](setting, args, opts)


# ── printing ──────────────────────────────────────────────────────────────────────────────────────

_DATES: Final = {
    "en": ("d MMMM yyyy", "dd/MM/yyyy", "yyyy-MM-dd", "d MMM yyyy", "dd-MM-yyyy"),
    "da": ("dd.MM.yyyy", "d. MMMM yyyy", "dd-MM-yyyy", "d. MMMM yyyy", "yyyy-MM-dd"),
    "sv": ("yyyy-MM-dd", "d MMMM yyyy"),
    "es": ("dd/MM/yyyy", "d 'de' MMMM 'de' yyyy"),
    "pt": ("dd/MM/yyyy", "d 'de' MMMM 'de' yyyy"),
    "fr": ("dd/MM/yyyy", "d MMMM yyyy"),
    "it": ("dd/MM/yyyy", "d MMMM yyyy"),
    "ar": ("dd/MM/yyyy", "d MMMM yyyy"),
    "zh": ("yyyy年M月d日", "yyyy-MM-dd"),
}
_AND: Final = {
    "da": "og", "no": "og", "sv": "och", "de": "und", "en": "and", "es": "y", "fr": "et", "it": "e",
    "pt": "e", "pl": "i", "ro": "și", "uk": "та", "ru": "и", "ar": "و", "nl": "en", "hr": "i",
}  # fmt: skip
_LOCALES: Final = {"no": "nb"}


def locale_of(language: str) -> str:
    """Babel's name of a language."""
    return _LOCALES.get(language, language)


@cache
def state_name(state: str, language: str) -> str:
    """A state's name in a language; its code where nobody knows one."""
    import pycountry  # half a second, and only some documents name a state
    from babel import Locale

    country = pycountry.countries.get(alpha_3=state)
    names = Locale.parse(locale_of(language)).territories
    return str(names.get(country.alpha_2, country.name)) if country else state


def printed_date(iso: str, language: str, style: int) -> str:
    """An ISO day as a language prints it; `style` picks one of its forms."""
    forms = _DATES.get(language, ("dd.MM.yyyy", "d MMMM yyyy", "dd.MM.yyyy"))
    return format_date(date.fromisoformat(iso), forms[style % len(forms)], locale=locale_of(language))


def printed_amount(normal: str, language: str, style: int) -> str:
    """`"12500.00 DKK"` as a language prints it."""
    number, currency = normal.split()
    pattern_ = "#,##0.00" if style % 3 or not number.endswith(".00") else "#,##0"
    text = format_decimal(float(number), pattern_, locale="en" if language == "en" else locale_of(language))
    if currency == "DKK":
        forms = (f"{text} kr.", f"kr. {text}", f"{text} DKK", f"DKK {text}")
        return forms[style % 4 if language in {"da", "en"} else 2]
    return f"{currency} {text}" if language == "en" else f"{text} {currency}"


def printed(value: Value, language: str, style: int) -> str:
    """A value as it stands on paper. Choices and flags are worded by the content file, not here."""
    normal = value.normal
    match value.kind:
        case "date":
            return printed_date(str(normal), language, style)
        case "amount":
            return printed_amount(str(normal), language, style)
        case "state":
            return state_name(str(normal), language)
        case "names":
            names = [str(one) for one in normal] if isinstance(normal, list) else [str(normal)]
            return f" {_AND.get(language, '/')} ".join(names)
        case "number":
            return f"{normal:g}".replace(".", "." if language == "en" else ",")
        case _:
            return str(normal)

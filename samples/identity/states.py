"""What each state prints on its papers, and the words of each language: `identity.yaml` and `states.yaml`."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from pipeline.yaml_files import read_yaml
from samples.people.persons import formal_name, origins

_HERE: Final = Path(__file__).parent
_LIKE: Final = {"bs": "hr"}
"""Languages whose papers use the words of another."""


def _read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = read_yaml(_HERE / name)
    return found


def _plain_state(code: str) -> dict[str, Any]:
    """A state that no file describes: its passport in English."""
    import pycountry  # half a second, and only for states that no file knows

    country = pycountry.countries.get(alpha_3=code)
    english = str(getattr(country, "common_name", country.name)) if country else code
    formal = formal_name(code)
    return {
        "language": "en",
        "name": (formal if formal != code else english).upper(),
        "english": "" if formal in {code, english} else english,
        "nationality": english.upper(),
        "passport": "PASSPORT",
        "licence": "DRIVING LICENCE",
        "number": "?########",
        "authority": "PASSPORT OFFICE",
    }


@cache
def sheet_words() -> dict[str, Any]:
    """All words, states, permits and visas; every origin of the persons has its state."""
    found, more = _read("identity.yaml"), _read("states.yaml")
    for key, value in more.items():
        if isinstance(found.get(key), list):
            found[key] = [*found[key], *value]
        else:
            found[key] = {**value, **found.get(key, {})}
    found["states"] |= {code: _plain_state(code) for code in origins() if code not in found["states"]}
    return found


def issuers(key: str) -> tuple[str, ...]:
    """The states that print a paper of that key (`passport`, `id`, `licence`, `ehic`, `permit`)."""
    return tuple(
        code for code, state in sheet_words()["states"].items() if key in state and code in origins()
    )


def eu_states() -> tuple[str, ...]:
    """The EU, EEA and Nordic states that papers are made for."""
    return tuple(
        code for code, state in sheet_words()["states"].items() if state.get("eu") and code in origins()
    )


def code_of(state: str) -> str:
    """The state's code on papers, where it is not its key (`RKS`)."""
    return str(sheet_words()["states"].get(state, {}).get("code", state))


def words_of(language: str) -> Mapping[str, str]:
    """Field names in a language; in English where no file has them."""
    words: Mapping[str, Mapping[str, str]] = sheet_words()["words"]
    return words.get(language) or words.get(_LIKE.get(language, ""), words["en"])


def number_shape(label: str, state: str) -> str:
    """How the number of that kind of paper looks; a passport's where nothing else is known."""
    key = {"national_id": "id", "residence_permit": "permit", "driving_licence": "licence"}.get(label, label)
    shape = sheet_words()["numbers"].get(key, {}).get(state)
    return str(shape or sheet_words()["states"][state]["number"])

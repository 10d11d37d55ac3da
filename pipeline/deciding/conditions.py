"""Conditions of policies in CEL: the only place that knows the library.

Facts that the profile does not tell are left out of an evaluation. CEL then works three-valued:
`false && unknown` is false, `true || unknown` true, and all else that rests on an unknown fact is unknown.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from cel_expr_python import cel

Fact = str | int | bool | list[str]
Constant = list[str] | bool

VARIABLES: Final[dict[str, type]] = {
    "basis": str,
    "municipality": str,
    "housing": str,
    "married_abroad": bool,
    "eu_document_same_visit": bool,
    "spouse_moves_in": bool,
    "spouse_in_case": bool,
    "children_move_in": bool,
    "represented": bool,
    "hours_guaranteed": bool,
    "test_exempt": bool,
    "without_benefits_two_years": bool,
    "stay_months": int,
    "planned_stay_months": int,
    "applications_before": int,
    "lives_with_parents": bool,
    "posted": bool,
    "role": str,
    "age": int,
    "nationality": str,
    "marital_status": str,
    "birth_country": str,
    "marriage_country": str,
    "other_parent": str,
    "parents_married": bool,
}
"""The words that a condition may use, beside the policy's own lists and switches."""

_TYPES: Final = {str: cel.Type.STRING, int: cel.Type.INT, bool: cel.Type.BOOL}


@dataclass(frozen=True, slots=True)
class Condition:
    """A compiled condition; two are equal when their texts are."""

    text: str
    constants: Mapping[str, Constant] = field(compare=False, repr=False)
    compiled: Any = field(compare=False, repr=False)

    @property
    def asks_for(self) -> tuple[str, ...]:
        """The facts that it names, in its own order."""
        named = re.findall(r"[a-z_]+", re.sub(r"'[^']*'", "", self.text))
        return tuple(dict.fromkeys(name for name in named if name in VARIABLES))

    def holds(self, facts: Mapping[str, Fact]) -> bool | None:
        """Whether it holds for these facts; None when that rests on a fact that is not known."""
        answer = self.compiled.eval(data={**facts, **self.constants})
        return answer.value() if answer.type() == cel.Type.BOOL else None


def compile_condition(text: str, constants: Mapping[str, Constant]) -> Condition:
    """Compiles a condition; raises ValueError with CEL's own words for an unknown name or a wrong type.

    Args:
        text: The condition in CEL.
        constants: The policy's own lists and switches by name.
    """
    compiler = _environment(constants)
    try:
        compiled = compiler.compile(text)
    except RuntimeError as error:
        raise ValueError(_first_line(str(error))) from None
    if compiled.return_type() != cel.Type.BOOL:
        raise ValueError("is not a yes-or-no condition")
    return Condition(text, dict(constants), compiled)


def _environment(constants: Mapping[str, Constant]) -> Any:
    names = {name: _TYPES[kind] for name, kind in VARIABLES.items()}
    own = {
        name: cel.Type.BOOL if isinstance(value, bool) else cel.Type.List(cel.Type.STRING)
        for name, value in constants.items()
    }
    return cel.NewEnv(variables=names | own)


def _first_line(text: str) -> str:
    return text.splitlines()[0].removeprefix("INVALID_ARGUMENT: ERROR: <input>:")

"""Which case system takes whose verdicts: one from the settings, others for municipalities from a file."""

from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, SecretStr, ValidationError

from flows.settings import Settings
from pipeline.errors import Misconfigured
from pipeline.yaml_files import read_yaml

NEEDS = {
    "webhook": ("url", "secret"),
    "f2": ("url", "client", "user", "secret"),
    "rt": ("url", "queue", "secret"),
    "zgw": ("url", "upload_url", "secret"),
}
SETTINGS = ("url", "client", "user", "secret", "password", "queue", "upload_url")
FROM_FILES = ("secret", "password")


class CaseSystemWrong(Misconfigured):
    code = "case_system_wrong"
    message = "The case system of {whose} ({kind}) lacks {lacking}."
    remedy = "Set {settings}; docs/case-systems.md says what each case system needs."


class CaseSystemsUnreadable(Misconfigured):
    code = "case_systems_unreadable"
    message = "{file} cannot be used: {why}."
    remedy = "Correct it after the example in docs/case-systems.md."


class Target(BaseModel):
    """One case system. `secret` and `password` come from files in a file of case systems."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Literal["webhook", "f2", "rt", "zgw"]
    url: str | None = None
    client: str | None = None
    user: str | None = None
    secret: SecretStr = SecretStr("")
    password: SecretStr = SecretStr("")
    queue: str | None = None
    upload_url: str | None = None

    def text(self, name: str) -> str:
        """A value that is needed, as text."""
        value = getattr(self, name)
        return str(value.get_secret_value() if isinstance(value, SecretStr) else value or "")

    def lacking(self) -> tuple[str, ...]:
        """What it needs and does not have."""
        return tuple(name for name in NEEDS[self.kind] if not self.text(name))


def common_target(settings: Settings) -> Target:
    """The case system of every municipality that has none of its own."""
    values = {name: getattr(settings, f"case_system_{name}") for name in SETTINGS}
    if settings.case_system == "webhook":
        values["secret"] = settings.webhook_secret
    return Target(kind=settings.case_system, **values)


def own_targets(settings: Settings) -> dict[str, Target]:
    """Municipality → its own case system. Raises CaseSystemsUnreadable."""
    file = settings.case_systems
    if file is None:
        return {}
    try:
        found = read_yaml(file)
        return {str(code): own_target(dict(values), file.parent) for code, values in found.items()}
    except ValidationError as wrong:
        where = ".".join(str(part) for part in wrong.errors()[0]["loc"])
        raise CaseSystemsUnreadable(file=str(file), why=f"{where}: {wrong.errors()[0]['msg']}") from None
    except (OSError, AttributeError, TypeError, ValueError, yaml.YAMLError) as wrong:
        raise CaseSystemsUnreadable(file=str(file), why=reason_of(wrong)) from None


def reason_of(wrong: Exception) -> str:
    """Why a file cannot be used."""
    if isinstance(wrong, OSError):
        return f"{wrong.filename}: {wrong.strerror}"
    return "it is no YAML of municipality: {kind, url, …}"


def own_target(values: dict[str, Any], folder: Path) -> Target:
    """An entry of the file; secrets stand in files of their own, relative ones beside it."""
    for name in FROM_FILES:
        named = values.pop(f"{name}_file", None)
        if named is not None:
            values[name] = SecretStr((folder / named).read_text().strip())
    return Target(**values)


def checked(target: Target, municipality: str | None) -> Target:
    """The target when it has what it needs. Raises CaseSystemWrong."""
    lacking = target.lacking()
    if not lacking:
        return target
    raise CaseSystemWrong(
        whose=municipality or "all municipalities",
        kind=target.kind,
        lacking=", ".join(lacking),
        settings=", ".join(setting_of(name, target.kind, municipality) for name in lacking),
    )


def setting_of(name: str, kind: str, municipality: str | None) -> str:
    """Where a value is set."""
    if municipality is not None:
        return f"{name}_file" if name in FROM_FILES else name
    if kind == "webhook" and name == "secret":
        return "SAGSKLAR_WEBHOOK_SECRET"
    return f"SAGSKLAR_CASE_SYSTEM_{name}".upper()

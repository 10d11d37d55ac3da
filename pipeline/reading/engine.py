"""The calls to Tesseract; nothing else starts its process."""

import os
import shlex
import subprocess
from collections.abc import Iterator, Mapping
from functools import cache

import pytesseract
from PIL import Image

from pipeline.reading.pictures import Grey
from pipeline.reading.refusals import EngineFailed, EngineMissing

TIMEOUT_S = 60

# Its own threads cost more than they bring; pages are read in parallel instead.
os.environ.setdefault("OMP_THREAD_LIMIT", "1")


@cache
def engine_version() -> str:
    """Tesseract's version. Raises EngineMissing."""
    try:
        return str(pytesseract.get_tesseract_version())
    except pytesseract.TesseractNotFoundError as error:
        raise EngineMissing(engine="Tesseract") from error


def require(languages: str) -> None:
    """Raises EngineMissing unless every language of `a+b` is installed."""
    engine_version()
    if set(languages.split("+")) - installed_languages():
        raise EngineMissing(engine=f"Tesseract with the languages {languages}")


@cache
def installed_languages() -> frozenset[str]:
    """Languages and scripts that Tesseract has models of."""
    # pytesseract.get_languages leaves out every name with a capital, so `Latin`
    listing = subprocess.run(
        [pytesseract.pytesseract.tesseract_cmd, "--list-langs"], capture_output=True, text=True, check=True
    )
    return frozenset(listing.stdout.splitlines()[1:])


def rows(grey: Grey, languages: str, *options: str) -> Iterator[Mapping[str, str]]:
    """Tesseract's table of what it read, one mapping a word; pixels, confidence 0..100."""
    answer = ask(grey, languages, "tsv", "-c", "tessedit_create_tsv=1", *options).splitlines()
    names = answer[0].split("\t")
    for line in answer[1:]:
        row = dict(zip(names, line.split("\t"), strict=False))
        if row["level"] == "5" and row.get("text", "").strip():
            yield row


def lines(grey: Grey, languages: str, *options: str) -> list[str]:
    """The lines that Tesseract reads, empty ones left out."""
    return [line for line in ask(grey, languages, "txt", *options).splitlines() if line.strip()]


def ask(grey: Grey, languages: str, answer: str, *options: str) -> str:
    """One run of Tesseract. Raises EngineFailed, EngineMissing."""
    picture = Image.fromarray(grey)
    picture.format = "PPM"  # pytesseract would spend 0.3 s on compressing a PNG
    try:
        return str(
            pytesseract.pytesseract.run_and_get_output(
                picture, answer, lang=languages, config=shlex.join(options), timeout=TIMEOUT_S
            )
        )
    except pytesseract.TesseractNotFoundError as error:
        raise EngineMissing(engine=f"Tesseract with the languages {languages}") from error
    except pytesseract.TesseractError as error:
        raise EngineFailed(reason=f"status {error.status}") from error
    except RuntimeError as error:  # pytesseract's way to say that time is up
        raise EngineFailed(reason=f"no answer within {TIMEOUT_S} s") from error

"""Letters as files: `<case id>.<language>.txt`, `.html` and `.pdf`."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from pipeline.errors import WrongUse
from pipeline.informing import Letter, as_html, as_pdf, as_text

_FILE_NAME: Final = re.compile(r"\w[\w.-]{0,99}")


class CaseIdUnfit(WrongUse):
    code = "case_id_unfit"
    message = "The letters of case {case_id} cannot be written: its id is no name for a file."
    remedy = "Use letters, digits, dots, hyphens and underscores in `case_id`, at most 100."


class LettersUnwritable(WrongUse):
    code = "letters_unwritable"
    message = "The letters cannot be written to {folder}: {why}."
    remedy = "Name a folder that you may write to, with room for them, after --letters."


def write_letters(case_id: str, letters: Mapping[str, Letter], folder: Path) -> None:
    """Writes each letter in every form, over earlier ones of the case. Raises WrongUse."""
    if not _FILE_NAME.fullmatch(case_id):
        raise CaseIdUnfit(case_id=case_id)
    files = {
        f"{case_id}.{language}.{form}": content
        for language, letter in letters.items()
        for form, content in _forms(letter)
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (folder / name).write_bytes(content)
    except OSError as error:
        raise LettersUnwritable(folder=str(folder), why=error.strerror or str(error)) from None


def _forms(letter: Letter) -> Iterator[tuple[str, bytes]]:
    yield "txt", as_text(letter).encode()
    yield "html", as_html(letter).encode()
    yield "pdf", as_pdf(letter)

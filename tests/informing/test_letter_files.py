"""Letters as files, one a language and form."""

import pytest

from commands.letter_files import CaseIdUnfit, LettersUnwritable, write_letters
from tests.deciding.papers import complete


@pytest.fixture(scope="module")
def letters(written):
    return {"en": written(*complete())["en"]}


def test_given_a_letter_then_it_is_written_in_every_form(letters, tmp_path):
    write_letters("KBH-2026-000101", letters, tmp_path / "new" / "letters")
    files = sorted((tmp_path / "new" / "letters").iterdir())
    assert [file.name for file in files] == [f"KBH-2026-000101.en.{form}" for form in ("html", "pdf", "txt")]
    assert files[1].read_bytes().startswith(b"%PDF-1.7")


@pytest.mark.parametrize("case_id", ["../out", "a/b", ".hidden", "", "x" * 101, "a\n"])
def test_given_an_id_that_is_no_name_for_a_file_then_the_error_says_so(case_id, letters, tmp_path):
    with pytest.raises(CaseIdUnfit, match="case_id"):
        write_letters(case_id, letters, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_given_a_folder_that_cannot_be_made_then_the_error_names_it_and_the_remedy(tmp_path):
    (tmp_path / "taken").write_text("")
    with pytest.raises(LettersUnwritable, match=r"taken.*--letters"):
        write_letters("A", {}, tmp_path / "taken")

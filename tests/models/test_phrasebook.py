"""A label may be spread over files; nothing that a file says is lost."""

from pathlib import Path

import pytest

from models.phrasebook import COMMON, LEXICON, SaidTwice, kind_of, phrasebook, phrasebook_of, plain

KIND = "    - titles: {title}\n      keys: To | From\n      lines: |\n        a line\n"


def folder_of(where: Path, **files: str) -> Path:
    for name, text in files.items():
        (where / f"{name}.yaml").write_text(text, encoding="utf-8")
    return where


def test_given_a_label_in_two_files_then_kinds_of_both_are_known_in_the_order_of_names(tmp_path: Path):
    folder = folder_of(
        tmp_path,
        other="other:\n  en:\n" + KIND.format(title="Letter"),
        other_more="other:\n  en:\n" + KIND.format(title="Bill") + "  de:\n" + KIND.format(title="Brief"),
    )
    book = phrasebook_of(folder)["other"]
    assert {name: [kind.titles for kind in kinds] for name, kinds in book.items()} == {
        "en": [("Letter",), ("Bill",)],
        "de": [("Brief",)],
    }


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("other:\n  en:\n{kind}other:\n  de:\n{kind}", 7),
        ("other:\n  en:\n{kind}  en:\n{kind}", 7),
        ("other:\n  en:\n{kind}      keys: Of\n", 7),
    ],
    ids=["label", "language", "part"],
)
def test_given_something_twice_in_one_file_then_it_is_refused_by_name_and_line(
    tmp_path: Path, text: str, line: int
):
    folder = folder_of(tmp_path, other=text.format(kind=KIND.format(title="Letter")))
    with pytest.raises(SaidTwice) as found:
        phrasebook_of(folder)
    assert (found.value.facts["file"], found.value.facts["line"]) == ("other.yaml", line)


def test_the_phrasebook_holds_every_kind_of_every_file():
    written = sum(
        len(kinds)
        for file in LEXICON.glob("*.yaml")
        for languages in plain(file).values()
        for kinds in languages.values()
    )
    assert sum(len(kinds) for languages in phrasebook().values() for kinds in languages.values()) == written


@pytest.mark.parametrize("file", sorted(LEXICON.glob("*.yaml")), ids=lambda file: file.stem)
def test_every_phrase_of_a_file_says_something_and_its_places_are_known(file: Path):
    for label, languages in phrasebook_of_one(file).items():
        for kinds in languages.values():
            for kind in kinds:
                phrases = [*kind.titles, *kind.keys, *kind.lines]
                assert all(phrases), (label, kind)
                assert not [line for line in phrases if "{" in rid_of_places(line)], (label, kind)
    assert len(file.read_text(encoding="utf-8").splitlines()) <= 1500


def phrasebook_of_one(file: Path):
    return {
        label: {name: [kind_of(kind) for kind in kinds] for name, kinds in languages.items()}
        for label, languages in plain(file).items()
    }


def rid_of_places(line: str) -> str:
    return line.replace("{date}", "").replace("{amount}", "")


def test_what_stands_on_every_paper_is_said_once_a_language():
    assert all(len(kinds) == 1 for kinds in phrasebook()[COMMON].values())

"""Typefaces: enough of them, disjoint between the splits, and each holds what it says it holds."""

import subprocess
from functools import cache
from itertools import combinations

import pytest
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont

from samples.chance import chance
from samples.looks.families import NUMBERS, family
from samples.looks.fonts import LATIN, OWN_FACES, Face, alphabets, covering, faces, needed, stack
from samples.looks.sheets import grounds, sheet_names

SPLITS = ("train", "calibration", "test")
ALL = [face for split in SPLITS for face in faces(split)]
LETTERS = {
    "da": "æøåÆØÅ", "sv": "åäöÅÄÖ", "is": "þðÞÐýæö", "de": "äöüßÄÖÜ", "fr": "éèêëàâçœŒîïôùûÿ",
    "es": "ñÑáéíóúü", "pt": "ãõáâêôçÃÕ", "pl": "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ", "hr": "čćđšžČĆĐŠŽ",
    "tr": "ğışİöüçĞŞ",
    "ro": "șțăâîȘȚĂÂÎ", "hu": "őűŐŰ", "lt": "ąčęėįšųūžĄČĘĖĮŠŲŪŽ", "vi": "ệữặờơưđẤ",
    "ru": "жщъыэё", "uk": "єіїґ",
    "el": "άέήίϊς",    "ar": "ضغءؤ", "fa": "پچژگ", "hi": "क्षत्रज्ञी", "zh": "王李张结婚证明",
}  # fmt: skip


def drawn(font: TTFont) -> frozenset[int]:
    """Signs of our alphabets that a font has an outline for: femkeklaver lists ø and draws nothing."""
    glyphs, names = font.getGlyphSet(), font.getBestCmap()
    found = []
    for code in {ord(sign) for letters in alphabets().values() for sign in letters} & set(names):
        pen = BoundsPen(glyphs)
        glyphs[names[code]].draw(pen)
        if pen.bounds:
            found.append(code)
    return frozenset(found)


@cache
def signs(family: str, style: str) -> frozenset[int]:
    """The signs of the file that a family is set from in a style: fontconfig's best but Type 1."""
    escaped = family.replace("-", r"\-")
    for sorting in ([], ["--all"]):
        asked = ["fc-match", *sorting, "-f", "%{file}|%{index}|%{family}\n", f"{escaped}:{style}"]
        told = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
        for file, index, found in (line.split("|") for line in told.splitlines()):
            if family in found.split(",") and file.endswith((".ttf", ".otf", ".ttc")):
                with TTFont(file, fontNumber=int(index) & 0xFFFF, lazy=True) as font:
                    return drawn(font)
    raise AssertionError(f"{family} is not installed")


@pytest.mark.parametrize("face", ALL, ids=lambda face: face.family)
@pytest.mark.parametrize("style", ["weight=80:slant=0", "weight=200:slant=0"])
def test_given_a_face_then_it_holds_its_alphabets(face: Face, style: str):
    letters = {ord(sign) for name in face.alphabets for sign in alphabets()[name]}
    assert letters - signs(face.family, style) == set()


def test_there_are_forty_text_faces_and_five_hands():
    uses = [face.use for face in ALL if "west" in face.alphabets]
    assert sum(use in {"sans", "serif", "mono", "typewriter"} for use in uses) >= 40
    assert uses.count("hand") >= 5


def test_given_two_splits_then_they_share_no_face():
    for one, other in combinations(SPLITS, 2):
        assert not {face.family for face in faces(one)} & {face.family for face in faces(other)}


@pytest.mark.parametrize("split", SPLITS)
@pytest.mark.parametrize("script", [*LATIN, "viet", "cyrl", "grek", *OWN_FACES])
def test_given_a_split_then_each_script_has_a_face(split: str, script: str):
    assert [face for face in faces(split) if script in face.alphabets]


@pytest.mark.parametrize("language", LETTERS)
def test_given_a_language_then_its_letters_are_known(language: str):
    assert needed(LETTERS[language])
    assert all(needed(sign) for sign in LETTERS[language])


@pytest.mark.parametrize("split", SPLITS)
@pytest.mark.parametrize("use", ["sans", "serif", "mono", "typewriter", "hand", "display"])
@pytest.mark.parametrize("text", ["Zażółć Ærø", "Nguyễn Thị Hương", "Київ Łódź", "Αθήνα Şırnak"])
def test_given_a_text_then_its_face_holds_every_letter(split: str, use: str, text: str):
    name = covering(split, use, needed(text), chance("fonts-test", split, use, text))
    assert {ord(sign) for sign in text if sign.isalpha()} <= signs(name, "weight=80:slant=0")


def test_given_a_text_of_two_scripts_then_each_gets_a_face_of_the_split():
    families = [face.family for face in faces("test")]
    first, second, *_ = stack("test", "serif", "Ahmed أحمد", chance("x")).split(", ")
    assert first in families
    assert second in families
    assert first != second


def test_given_two_splits_then_they_share_no_tint_pattern_or_colour_of_paper():
    for one, other in combinations(SPLITS, 2):
        for key in ("tints", "patterns", "colours"):
            assert not set(grounds()[one][key]) & set(grounds()[other][key])


@pytest.mark.parametrize("sheet", sheet_names())
def test_given_a_sheet_then_its_families_stay_within_their_splits_faces(sheet: str):
    for split in SPLITS:
        known = {face.family for face in faces(split)}
        looks = [family(sheet, number) for number in NUMBERS[split]]
        assert {look.font for look in looks} | {look.title_font for look in looks} <= known
        assert len({tuple(look.parts.values()) for look in looks}) > 1 or not looks[0].parts

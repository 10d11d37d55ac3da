"""The letter as page and as PDF: safe, alone, and fit for people who do not see it."""

import itertools
import re
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import outloud
import pikepdf
import pytest

from pipeline.informing import Letter, as_html, as_pdf, as_text
from tests.deciding.papers import complete, lease, profile, someone, upload

SPOUSE = someone(id="spouse", role="spouse", given_names="Juan", surname="Pérez", birth_date="1990-01-02")
ATTACK = '<script>alert("1")</script>&amp;.pdf'


class Outline(HTMLParser):
    """Headings in order, tags, and the words of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        if "style" not in self.tags[-1:]:
            self.words += data.split()

    @property
    def headings(self) -> list[int]:
        return [int(tag[1]) for tag in self.tags if re.fullmatch(r"h\d", tag)]


@pytest.fixture(scope="module")
def gap(written, reachable) -> Letter:
    return written(*complete()[:1], who=profile(SPOUSE), using=reachable)["da"]


@pytest.fixture(scope="module")
def booked(written, reachable) -> dict[str, Letter]:
    """A complete case with files and names in many scripts, and an address to open."""
    names = ("پاسپورت.jpg", "护照.pdf", "अनुबंध.pdf", "ხელშეკრულება.pdf", "계약서.pdf", "свідоцтво.pdf")
    extra = [upload(lease(tenant_names=[name]), file=name) for name in names]
    return dict(written(*complete(), *extra, who=profile(language="ar"), using=reachable))


@pytest.fixture(scope="module")
def pdfs(gap, booked, tmp_path_factory) -> dict[str, Path]:
    """Two pages in Danish, a link in English, a letter written leftward."""
    folder = tmp_path_factory.mktemp("letters")
    letters = {"gap": gap, "booked": booked["en"], "leftward": booked["ar"]}
    for name, letter in letters.items():
        (folder / f"{name}.pdf").write_bytes(as_pdf(letter))
    return {name: folder / f"{name}.pdf" for name in letters}


def test_given_a_page_then_it_says_what_the_text_says(gap):
    assert set(as_text(gap).replace(":", "").split()) - {"-"} <= {
        word.replace(":", "") for word in [*Outline(as_html(gap)).words, *(f"{n}." for n in range(1, 20))]
    }


def test_given_a_page_then_its_headings_step_down_one_by_one(gap):
    found = Outline(as_html(gap)).headings
    assert found[0] == 1
    assert found.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in itertools.pairwise(found))


def test_given_a_page_then_it_fetches_nothing(booked):
    page = as_html(booked["en"])
    assert set(re.findall(r"https?://[^\s\"<]+", page)) == {"https://example.org/book"}
    assert not {"script", "link", "img", "iframe"} & set(Outline(page).tags)
    assert "url(" not in page


@pytest.mark.parametrize("language", ["en", "ar"])
def test_given_a_language_then_the_page_says_which_and_its_direction(language, booked):
    direction = {"en": "ltr", "ar": "rtl"}[language]
    assert f'<html lang="{language}" dir="{direction}">' in as_html(booked[language])


def test_given_names_with_markup_then_they_are_shown_not_run(written):
    who = profile(applicant=replace(someone(), given_names="<b>Bo</b>"))
    page = as_html(written(*complete()[:2], upload(lease(), file=ATTACK), who=who)["en"])
    assert "<script>" not in page
    assert "<b>" not in page
    assert "&lt;script&gt;" in page


def test_given_a_pdf_then_the_validator_finds_nothing(pdfs):
    found = {name: outloud.check(str(path)) for name, path in pdfs.items()}
    assert {name: (one.error, one.sorted_findings()) for name, one in found.items()} == dict.fromkeys(
        pdfs, (None, [])
    )


def test_given_a_pdf_without_tags_then_the_validator_finds_it(pdfs, tmp_path):
    with pikepdf.open(pdfs["gap"]) as pdf:
        del pdf.Root.StructTreeRoot
        del pdf.Root.Lang
        pdf.save(tmp_path / "bare.pdf")
    assert outloud.check(str(tmp_path / "bare.pdf")).errors >= 2


@pytest.mark.parametrize("name", ["gap", "booked", "leftward"])
def test_given_a_pdf_then_it_is_tagged_titled_and_says_its_language(name, pdfs):
    with pikepdf.open(pdfs[name]) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked)
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert str(pdf.Root.Lang) == {"gap": "da", "booked": "en", "leftward": "ar"}[name]
        assert pdf.open_metadata()["pdfuaid:part"] == "1"
        assert "TEST-1" in str(pdf.docinfo.Title)


@pytest.mark.parametrize("name", ["gap", "booked", "leftward"])
def test_given_a_pdf_then_it_is_a4_and_carries_its_fonts(name, pdfs):
    with pikepdf.open(pdfs[name]) as pdf:
        assert {tuple(round(float(edge)) for edge in page.mediabox) for page in pdf.pages} == {
            (0, 0, 595, 842)
        }
        fonts = [
            one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/FontDescriptor" in one
        ]
        assert fonts
        assert all({"/FontFile2", "/FontFile3"} & set(one.FontDescriptor.keys()) for one in fonts)


def test_given_the_same_letter_then_the_same_bytes(booked, pdfs):
    assert as_pdf(booked["en"]) == pdfs["booked"].read_bytes()


def test_given_letters_are_written_as_text_then_what_makes_pdfs_is_not_loaded():
    code = "import commands.letter_files, pipeline.informing, sys; sys.exit('weasyprint' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

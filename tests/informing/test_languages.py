"""A letter is whole in the applicant's language, or it is not written in it."""

from dataclasses import replace

import pytest

from pipeline.catalogue import Catalogues, load_catalogues
from pipeline.deciding.in_force import MESSAGES as ASKING
from pipeline.informing import Stationery, as_text, compose
from pipeline.records import Assessment, Texts
from tests.deciding.papers import complete, lease, profile, upload
from tests.informing.conftest import MESSAGES, PIPELINE

LANGUAGES = ("ar", "de", "pl", "ro", "uk")
FOLDERS = (ASKING, MESSAGES, PIPELINE / "policies" / "messages")
HEAD = 'msgid ""\nmsgstr ""\n"Language: de\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
TEXT = 'msgid "office"\nmsgstr "Bürgerservice"\n'


def without(texts: Texts, language: str) -> Texts:
    return {one: text for one, text in texts.items() if one != language}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.parent.name)
def test_given_the_catalogues_then_each_of_the_languages_counts_as_reviewed(folder):
    assert set(LANGUAGES) <= set(load_catalogues(folder).languages)


@pytest.mark.parametrize("language", LANGUAGES)
def test_given_an_applicant_of_the_language_then_the_letter_comes_third_and_whole(language, written):
    letters = written(*complete()[:1], who=profile(language=language))
    assert list(letters) == ["da", "en", language]
    english, own = (set(as_text(letters[one]).splitlines()) for one in ("en", language))
    assert {line for line in english & own if line and not line.startswith("http")} == set()


def test_given_a_language_without_catalogue_then_danish_and_english(written):
    assert list(written(*complete(), who=profile(language="hu"))) == ["da", "en"]


def lacking(found: Assessment, what: str) -> Assessment:
    """The assessment without one German text that its letter needs."""
    item, result = found.missing_items[0], found.requirements[0]
    match what:
        case "title":
            return replace(
                found,
                requirements=(replace(result, title=without(result.title, "de")), *found.requirements[1:]),
            )
        case "because":
            because = {"da": "Du lejer din bolig.", "en": "You rent your home."}
            return replace(
                found, requirements=tuple(replace(one, because=because) for one in found.requirements)
            )
        case "request":
            changed = replace(item, request=without(item.request, "de"))
        case _:
            changed = replace(item, alternatives=tuple(without(one, "de") for one in item.alternatives))
    return replace(found, missing_items=(changed, *found.missing_items[1:]))


@pytest.mark.parametrize("what", ["title", "because", "request", "alternatives"])
def test_given_one_text_that_is_lacking_then_no_mixed_letter_is_written(what, assess, stationery):
    found = assess(*complete()[:2], who=profile(language="de"))
    assert "de" in compose(found, using=stationery)
    assert list(compose(lacking(found, what), using=stationery)) == ["da", "en"]


def test_given_a_withdrawn_language_then_english_goes_instead(assess, stationery):
    kept = Stationery(stationery.catalogues.without(["de", "da"]))
    assert list(compose(assess(who=profile(language="de")), using=kept)) == ["da", "en"]


@pytest.mark.parametrize(
    ("head", "text", "counts"),
    [
        ("# Reviewed: 2026-11-26, the office\n", TEXT, True),
        ("# Written: 2026-11-26\n", TEXT, False),
        ("# Reviewed:\n", TEXT, False),
        ("# Reviewed: 2026-11-26, the office\n#, fuzzy\n", TEXT, False),
        ("# Reviewed: 2026-11-26, the office\n", f"#, fuzzy\n{TEXT}", False),
    ],
)
def test_given_a_catalogue_then_it_counts_only_once_it_was_reviewed(head, text, counts, tmp_path):
    (tmp_path / "de.po").write_text(head + HEAD + text)
    assert load_catalogues(tmp_path).languages == (("de",) if counts else ())


def test_given_danish_or_english_then_they_need_no_review(tmp_path):
    (tmp_path / "da.po").write_text(HEAD + TEXT)
    assert load_catalogues(tmp_path) == Catalogues({"da": {"office": "Bürgerservice"}})


def test_given_a_language_written_leftward_then_names_stand_by_themselves(written):
    unsigned = upload(lease(signed_landlord=False), file="Lejekontrakt.pdf", language="da")
    letter = as_text(written(*complete()[:2], unsigned, who=profile(language="ar"))["ar"])
    assert "\u2068Lejekontrakt.pdf\u2069" in letter
    assert "\u2068María José García López\u2069" in letter


def test_given_a_name_written_leftward_then_it_stands_by_itself_in_any_letter(written):
    scan = upload(lease(), file="عقد.pdf", language="da")
    assert "Home: \u2068عقد.pdf\u2069" in as_text(written(*complete()[:2], scan)["en"])


def test_given_a_name_with_signs_that_steer_then_they_are_gone(written):
    scan = upload(lease(), file="fdp\u202egpj.\nexe", language="da")
    assert "Home: fdp gpj. exe\n" in as_text(written(*complete()[:2], scan)["en"])

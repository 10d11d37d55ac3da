"""What a paper says of itself: that it is a copy, before whom it was given."""

import pytest


def noticed(document) -> list[str]:
    return [one.code for one in document.findings]


@pytest.mark.parametrize("mark", ["KOPI", "Copy", "(photocopy)", "KSEROKOPIA", "COPIA SIMPLE", "Копія"])
def test_given_a_certificate_marked_as_a_copy_then_that_is_noticed(extracted, paper, mark: str):
    paper.line(0.1, 0.1, "Fødselsattest").line(0.6, 0.9, mark)
    assert noticed(extracted("birth_certificate", paper)) == ["original_required"]


@pytest.mark.parametrize(
    "title",
    ["CERTIFIED COPY OF AN ENTRY", "Copie intégrale", "Odpis skrócony aktu małżeństwa", "Copy 1 of 1"],
)
def test_given_an_official_extract_then_it_is_no_copy(extracted, paper, title: str):
    paper.line(0.1, 0.1, title)
    assert noticed(extracted("marriage_certificate", paper)) == []


def test_given_another_kind_of_paper_then_a_mark_of_copy_means_nothing(extracted, paper):
    paper.line(0.1, 0.1, "Lejekontrakt").line(0.6, 0.9, "KOPI")
    assert noticed(extracted("lease", paper)) == []


@pytest.mark.parametrize(
    "words",
    [
        "Signed before me, Tove Berg, notary public.",
        "Samtykket er afgivet ved personligt fremmøde i Familieretshuset.",
        "Notarialpåtegning: underskriverens identitet er bekræftet.",
        "Jugendamt Kiel",
        "Autorización notarial para menor",
    ],
)
def test_given_consent_before_an_authority_then_nothing_is_noticed(extracted, paper, words: str):
    paper.line(0.1, 0.1, "Consent").line(0.1, 0.6, words)
    assert noticed(extracted("custody_or_consent", paper)) == []


@pytest.mark.parametrize(
    "words",
    [
        "Vi tager noter om barnet.",
        "Un court séjour au sud.",
        "Eine gerichtliche Entscheidung liegt nicht vor.",
    ],
)
def test_given_consent_without_an_authoritys_word_then_that_is_noticed(extracted, paper, words: str):
    paper.line(0.1, 0.1, "Consent").line(0.1, 0.6, words)
    assert noticed(extracted("custody_or_consent", paper)) == ["original_required"]


@pytest.mark.parametrize(("sentences", "sides"), [(12, None), (2, ("front",))])
def test_given_a_letter_of_permission_then_it_is_no_side_of_a_card(extracted, paper, sentences: int, sides):
    paper.line(0.1, 0.05, "Opholdstilladelse i Danmark")
    for number in range(sentences):
        paper.line(0.1, 0.1 + number / 40, "Din opholdstilladelse gælder til og med den 1. maj 2028")
    assert extracted("residence_permit", paper).sides == sides


@pytest.mark.parametrize(
    "title", ["UDKAST – Fremleje af værelse – kontrakt", "DRAFT", "Entwurf: Mietvertrag"]
)
def test_given_a_contract_whose_title_calls_it_a_draft_then_that_is_noticed(extracted, paper, title: str):
    paper.line(0.1, 0.1, title).line(0.1, 0.7, "Underskrift lejer")
    assert noticed(extracted("sublease", paper)) == ["not_final"]


@pytest.mark.parametrize(
    "line", ["Udkastet er godkendt af begge parter", "Draft beer is sold in the yard", "Návrh: zápis"]
)
def test_given_a_contract_that_speaks_of_a_draft_or_an_application_then_it_is_none(
    extracted, paper, line: str
):
    paper.line(0.1, 0.1, "Lejekontrakt").line(0.1, 0.2, line).line(0.1, 0.7, "Underskrift lejer")
    assert noticed(extracted("lease", paper)) == []

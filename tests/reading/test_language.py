import pytest
from hypothesis import given
from hypothesis.strategies import text

from pipeline.reading.language import language_of, script_of

SAID = {
    "da": "Lejeren har ret til at bruge haven, og lejemålet begynder efter aftale med udlejer af boligen",
    "no": "Leietakeren har rett til å bruke hagen, og leien begynner etter avtale med utleier av boligen",
    "sv": "Hyresgästen har rätt att använda trädgården och hyran är betald av honom från och med den första",
    "en": "The tenant is to use the garden and this agreement begins on the first of March",
    "de": "Der Mieter ist nicht berechtigt, die Wohnung ohne Zustimmung des Vermieters zu ändern",
    "pl": "Umowa została zawarta w dniu podpisania i jest ważna na czas określony do końca roku",
    "uk": "Свідоцтво про народження видане її батькам",
    "el": "Πιστοποιητικό γέννησης",
    "ar": "شهادة الميلاد للمواطنة",
    "zh": "出生医学证明",
    "ja": "戸籍の全部事項証明書です",
}


@pytest.mark.parametrize("language", SAID)
def test_given_a_sentence_then_its_language_is_named(language):
    assert language_of(SAID[language]) == language


@pytest.mark.parametrize(
    "said", ["", "12.500,00", "NØRREBROGADE 12B", "P<UTOERIKSSON<<ANNA", "Søren Ærø Åse"]
)
def test_given_too_little_then_no_language_is_named(said):
    assert language_of(said) is None


@pytest.mark.parametrize(
    ("said", "script"),
    [("Ægteskab", "Latn"), ("Свідоцтво", "Cyrl"), ("शादी प्रमाण", "Deva"), ("12 / 34", None)],
)
def test_given_letters_then_their_script_is_named(said, script):
    assert script_of(said) == script


@given(text(max_size=80))
def test_given_any_text_then_an_answer_or_none(said):
    assert language_of(said) is None or script_of(said)

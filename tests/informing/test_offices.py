"""How an office is reached comes from a setting, or is not told."""

import pytest

from flows.settings import SettingWrong, read_settings
from pipeline.offices import Office


def test_given_the_setting_then_letters_of_that_municipality_tell_it(monkeypatch, tmp_path):
    monkeypatch.setenv("SAGSKLAR_OFFICES", '{"0101": {"booking": "https://example.org/", "phone": "1"}}')
    assert read_settings(tmp_path).options.offices == {"0101": Office("https://example.org/", "1")}


def test_given_no_setting_then_nothing_is_known_of_any_office(tmp_path):
    assert read_settings(tmp_path).options.offices == {}


@pytest.mark.parametrize(
    "told",
    ['{"0101": {"booking": "http://example.org/"}}', '{"0101": {"bookings": "https://x"}}', '{"0101": 5}'],
)
def test_given_a_wrong_setting_then_the_error_names_it(told, monkeypatch, tmp_path):
    monkeypatch.setenv("SAGSKLAR_OFFICES", told)
    with pytest.raises(SettingWrong, match="SAGSKLAR_OFFICES"):
        read_settings(tmp_path)


def test_given_languages_to_do_without_then_the_options_say_so(monkeypatch, tmp_path):
    monkeypatch.setenv("SAGSKLAR_LETTERS_WITHOUT", '["ar"]')
    assert read_settings(tmp_path).options.withdrawn == ("ar",)

from hypothesis import given
from hypothesis import strategies as some

from flows.keys import ProfileKey, UploadKey, parse_key, profile_key, upload_key

part = some.text(some.characters(exclude_characters="/", exclude_categories=["Cs"]), min_size=1)


@given(municipality=part, case_id=part, name=part)
def test_given_any_names_then_their_keys_say_them_again(municipality: str, case_id: str, name: str):
    assert parse_key(upload_key(municipality, case_id, name)) == UploadKey(municipality, case_id, name)
    assert parse_key(profile_key(municipality, case_id)) == ProfileKey(municipality, case_id)


@given(some.text())
def test_given_anything_then_parsing_never_fails(key: str):
    found = parse_key(key)
    assert found is None or key.startswith(f"{found.municipality}/{found.case_id}/")


def test_given_a_name_with_slashes_then_it_is_one_name():
    assert parse_key("0101/K/uploads/a/b.pdf") == UploadKey("0101", "K", "a/b.pdf")


def test_given_a_folder_or_something_else_then_it_is_nothing_of_ours():
    for key in (
        "0101/K/uploads/",
        "0101/K/uploads/a/",
        "0101/K/notes.txt",
        "profile.json",
        "0101//profile.json",
    ):
        assert parse_key(key) is None

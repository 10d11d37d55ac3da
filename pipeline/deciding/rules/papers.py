"""Rules about the paper itself: signatures, sides, language, authentication."""

from collections.abc import Sequence

import pycountry
from babel.languages import get_official_languages

from pipeline.deciding.rules.flaws import FINE, Flaw, Flaws, Scene, at, doubt_at, known_absent, read
from pipeline.deciding.wording import LanguageName, Term
from pipeline.records import Finding, MatchedCase, MatchedDocument


def signed(document: MatchedDocument, scene: Scene, *, by: list[str]) -> Flaws:  # noqa: ARG001 - called alike
    """Carries each signature; a place for one that was not found at all goes to a person."""
    return tuple(flaw for role in by for flaw in _signature(document, role))


def _signature(document: MatchedDocument, role: str) -> Flaws:
    name = f"signed_{role}"
    field = read(document, name)
    if field is None and not known_absent(document, name):
        return (doubt_at(document, name),)
    if field is not None and field.value is True:
        return FINE
    return (at(document, name, "unsigned", signer=Term(f"signer.{role}")),)


def unsigned_yet(document: MatchedDocument, scene: Scene, *, by: list[str]) -> Flaws:  # noqa: ARG001
    """Waits for signatures that are given before an authority; a paper that bears one goes to a person."""
    told = (read(document, f"signed_{role}") for role in by)
    early = [field.name for field in told if field is not None and field.value is True]
    return tuple(doubt_at(document, name, "wrong_type", wording="wrong_type.signed_early") for name in early)


def both_sides(document: MatchedDocument, scene: Scene) -> Flaws:
    """Shows front and back, in one file or in two."""
    sides = {
        side for one in (document, *other_sides(document, scene.case)) for side in one.document.sides or ()
    }
    if {"front", "back"} <= sides:
        return FINE
    page = document.document.pages[0]
    if not sides:
        return (Flaw("back_side_missing", certain=False, field="sides", page=page),)
    side = Term("side.back" if "front" in sides else "side.front")
    return (Flaw("back_side_missing", page=page, facts={"side": side}),)


def card_or_letter(document: MatchedDocument, scene: Scene, *, letter_serves: bool) -> Flaws:
    """Shows both sides of the card, or is the letter of permission, sent while the card is being made."""
    if document.document.sides is not None:
        return both_sides(document, scene)
    page = document.document.pages[0]
    doubt = Flaw("back_side_missing", certain=False, wording="back_side_missing.letter", page=page)
    return FINE if letter_serves else (doubt,)


def other_sides(document: MatchedDocument, case: MatchedCase) -> tuple[MatchedDocument, ...]:
    """The same card's other side, where it came as a picture of its own."""
    own = set(document.document.sides or ())
    return tuple(
        other
        for other in case.documents
        if own
        and other is not document
        and other.set_aside is None
        and other.document.label == document.document.label
        and other.subject == document.subject
        and set(other.document.sides or ()) - own
        and not own <= set(other.document.sides or ())
    )


def in_original(document: MatchedDocument, scene: Scene) -> Flaws:  # noqa: ARG001
    """Does not call itself a copy; a scan of the original does not, and counts as shown."""
    return tuple(Flaw(one.code, page=one.page, box=one.box) for one in _copies(document))


def given_officially(document: MatchedDocument, scene: Scene) -> Flaws:  # noqa: ARG001
    """Speaks of a notary, court or authority before whom it was given."""
    wording = "original_required.consent"
    return tuple(Flaw(one.code, wording=wording, page=one.page, box=one.box) for one in _copies(document))


def _copies(document: MatchedDocument) -> list[Finding]:
    return [one for one in document.document.findings if one.code == "original_required"]


def translated(document: MatchedDocument, scene: Scene, *, languages: list[str]) -> Flaws:
    """Is in a language that is accepted, or comes with a translation into one."""
    page = document.document.pages[0]
    spoken = document.language
    if spoken in languages or (spoken is None and _all_spoken_where_issued(document, languages)):
        return FINE
    if spoken is None:
        return (
            Flaw(
                "translation_missing", certain=False, page=page, facts={"language": Term("language.unsure")}
            ),
        )
    found = translations(document, scene.case, languages)
    if found:
        return () if any(_signed(one) for one in found) else (_incomplete(found[0]),)
    return (Flaw("translation_missing", page=page, facts={"language": LanguageName(spoken)}),)


def _all_spoken_where_issued(document: MatchedDocument, languages: Sequence[str]) -> bool:
    """Whether each official language of its state is accepted: its own words are too few to tell."""
    state = read(document, "issuing_state")
    country = pycountry.countries.get(alpha_3=str(state.value)) if state else None
    official = get_official_languages(country.alpha_2, de_facto=True) if country else ()
    return bool(official) and set(official) <= set(languages)


def _signed(translation: MatchedDocument) -> bool:
    """A translation without any place for the translator's name is taken as it is."""
    return _value(translation, "signed_translator") is not False


def _incomplete(translation: MatchedDocument) -> Flaw:
    return at(translation, "signed_translator", "translation_incomplete", file=translation.file)


def translations(
    document: MatchedDocument, case: MatchedCase, languages: Sequence[str]
) -> tuple[MatchedDocument, ...]:
    """Translations in the case of the document, else out of its language, into an accepted one."""
    key = (document.sha256, document.document.pages)
    found = _out_of(document, case, languages)
    own = tuple(one for one in found if one.translates == key)
    return own or tuple(one for one in found if one.translates is None)


def _out_of(
    document: MatchedDocument, case: MatchedCase, languages: Sequence[str]
) -> tuple[MatchedDocument, ...]:
    return tuple(
        other
        for other in case.documents
        if other.document.label == "translation"
        and other.sure
        and other.set_aside is None
        and _value(other, "source_language") == document.language
        and _value(other, "target_language") in languages
    )


def authenticated(
    document: MatchedDocument,
    scene: Scene,
    *,
    free: list[str],
    never: list[str],
    apostille: list[str] | None = None,
) -> Flaws:
    """Comes from a state whose papers need no stamp, or has its apostille; where the event was counts.

    One apostille is for one certificate: with fewer than there are certificates of that state a person looks.

    `never`: states of which none may be asked, whatever a municipality wishes.
    """
    state = read(document, "issuing_state")
    if state is None:
        return (doubt_at(document, "issuing_state"),)
    if state.value in (*free, *never):
        return FINE
    stamped = len(apostilles(document, scene.case))
    if stamped >= len({(document.document.label, document.subject)} | _certificates(document, scene.case)):
        return FINE
    if stamped:  # fewer than certificates of that state: nothing tells whose it is
        return (doubt_at(document, "issuing_state", "legalisation_missing", stamp=Term("stamp.either")),)
    stamp = Term("stamp.apostille" if state.value in (apostille or ()) else "stamp.either")
    return (at(document, "issuing_state", "legalisation_missing", stamp=stamp),)


def apostilles(document: MatchedDocument, case: MatchedCase) -> tuple[MatchedDocument, ...]:
    """Apostilles in the case from the document's state."""
    state = _value(document, "issuing_state")
    return tuple(
        other
        for other in case.documents
        if other.document.label == "apostille"
        and other.sure
        and other.set_aside is None
        and state is not None
        and _value(other, "issuing_state") == state
    )


def _certificates(document: MatchedDocument, case: MatchedCase) -> set[tuple[str, str | None]]:
    """Kind and person of the certificates from the document's state; of a marriage only where both come."""
    both_come = any(person.role == "spouse" and person.moves_in for person in case.profile.persons)
    wanted = ("birth_certificate", "marriage_certificate") if both_come else ("birth_certificate",)
    return {
        (other.document.label, other.subject)
        for other in case.documents
        if other.document.label in wanted
        and other.set_aside is None
        and _value(other, "issuing_state") == _value(document, "issuing_state")
    }


def _value(document: MatchedDocument, name: str) -> object:
    field = read(document, name)
    return field.value if field else None

"""The stage: a case's documents laid to its persons."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.matching.changed_names import Explained, explained
from pipeline.matching.corrections import corrected, of_this_case
from pipeline.matching.corroboration import corroborated
from pipeline.matching.likely_labels import labels_borne_out
from pipeline.matching.ownership import Ownership, label_is_sure, only_mover, owned
from pipeline.matching.proposals import proposed
from pipeline.matching.relations import relation_findings
from pipeline.matching.repeats import set_repeats_aside
from pipeline.matching.translations import join_translations
from pipeline.records import (
    CaseFile,
    ExtractedDocument,
    Finding,
    InspectedPage,
    Inspection,
    MatchedCase,
    MatchedDocument,
    Profile,
)


def match(case: CaseFile, *, learned: bool = True) -> MatchedCase:
    """Lays each document to a person of the profile, after all that persons corrected.

    Args:
        case: All that is known of the case.
        learned: Whether what trained models say is believed; False: it is proposed to a person.

    Returns:
        Documents ordered by content, so that neither order nor names of files matter; repeats and strangers'
        papers are set aside, uploads that nobody could read stand in `unusable`.
    """
    own = of_this_case(case)
    told = (_borne_out(one, case.profile) if learned else proposed(one) for one in own)
    inspections = [corrected(one, case.corrections) for one in told]
    names = explained(case.profile, inspections)
    laid = (one for inspection in inspections for one in _laid(inspection, case.profile, names))
    documents = [one if learned else replace(one, proposed=one.document.label == "unknown") for one in laid]
    joined = join_translations(documents, _texts(inspections))
    unusable = sorted(
        (one for one in inspections if not one.documents), key=lambda one: (one.sha256, one.file)
    )
    return MatchedCase(case.profile, case.as_of, set_repeats_aside(joined), _once(unusable), case.rulings)


def _borne_out(inspection: Inspection, profile: Profile) -> Inspection:
    """The inspection with what the profile bears out: values first, then labels by those values."""
    return labels_borne_out(corroborated(inspection, profile), profile)


def _texts(inspections: Sequence[Inspection]) -> dict[tuple[str, tuple[int, ...]], str]:
    """The text of every document."""
    return {
        (one.sha256, document.pages): "\n".join(
            page.text for page in one.pages if page.number in document.pages
        )
        for one in inspections
        for document in one.documents
    }


def _once(unusable: list[Inspection]) -> tuple[Inspection, ...]:
    """Each content once."""
    return tuple({one.sha256: one for one in reversed(unusable)}.values())[::-1]


def _laid(inspection: Inspection, profile: Profile, names: Explained) -> Iterator[MatchedDocument]:
    pages = {page.number: page for page in inspection.pages}
    for document in inspection.documents:
        plain = _matched(inspection, document, pages)
        if plain.set_aside:
            yield replace(plain, subject=only_mover(document, profile))
            continue
        owner = owned(document, profile)
        other = owner if owner.sure else owned(document, names.profile)
        proof = names.by.get(other.subject or "") if other.sure and other != owner else None
        owner = other if proof else owner
        yield replace(_with_owner(plain, owner, _ties(document, owner, profile, names)), name_by=proof)


def _ties(
    document: ExtractedDocument, owner: Ownership, profile: Profile, names: Explained
) -> tuple[Finding, ...]:
    """What a certificate does not show of the family ties, by no name that is known or explained."""
    found = relation_findings(document, owner.subject, profile)
    by_other_names = relation_findings(document, owner.subject, names.profile) if found else ()
    return found and (by_other_names and found)


def _matched(
    inspection: Inspection, document: ExtractedDocument, pages: Mapping[int, InspectedPage]
) -> MatchedDocument:
    sure = label_is_sure(document)
    code = "unknown_type" if document.label == "unknown" else "low_confidence"
    doubts = () if sure else (Finding(code, page=document.pages[0]),)
    return MatchedDocument(
        file=inspection.file,
        sha256=inspection.sha256,
        document=document,
        subject=None,
        sure=sure,
        set_aside="unreadable" if _unreadable(document, pages) else None,
        findings=(
            *doubts,
            *(one for one in inspection.findings if one.page in document.pages),
            *_cut_off(document, pages),
        ),
        language=_language(document, pages),
    )


def _with_owner(plain: MatchedDocument, owner: Ownership, ties: tuple[Finding, ...]) -> MatchedDocument:
    return replace(
        plain,
        subject=owner.subject,
        sure=plain.sure and owner.sure,
        set_aside=owner.set_aside if plain.sure else None,
        findings=(*plain.findings, *owner.findings, *ties),
    )


def _cut_off(document: ExtractedDocument, pages: Mapping[int, InspectedPage]) -> tuple[Finding, ...]:
    """A finding a page of which part lies outside the picture."""
    own = (pages[number] for number in document.pages if number in pages)
    return tuple(Finding("cut_off", page=page.number) for page in own if "cut_off" in page.quality.issues)


def _unreadable(document: ExtractedDocument, pages: Mapping[int, InspectedPage]) -> bool:
    """No page could be read by a person, and the machine read nothing that it trusts either."""
    own = [pages[number] for number in document.pages if number in pages]
    trusted = any(field.accepted for field in document.fields)
    return bool(own) and not trusted and not any(page.quality.readable for page in own)


def _language(document: ExtractedDocument, pages: Mapping[int, InspectedPage]) -> str | None:
    """The one language of the document's pages; None when unsure or mixed."""
    spoken = {pages[number].language for number in document.pages if number in pages} - {None}
    return spoken.pop() if len(spoken) == 1 else None

"""How the requirements of a case stand, and what became of its papers: a verdict laid out for a page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from flows.ledger.desk import CaseView, UploadView
from pipeline.records import Ruling
from review.asked import document_link, document_path

ORDER: Final = ("uncertain", "defective", "missing", "satisfied", "not_applicable")


@dataclass(frozen=True, slots=True)
class Shown:
    """A paper that speaks for a requirement, with the page that shows it."""

    file: str
    label: str
    link: str | None


@dataclass(frozen=True, slots=True)
class Standing:
    """One requirement of one person. `ruled`: what a person decided about it before."""

    requirement: str
    subject: str
    status: str
    title: Mapping[str, str]
    legal_basis: str
    evidence: tuple[Shown, ...]
    findings: tuple[Mapping[str, Any], ...]
    missing: tuple[Mapping[str, Any], ...]
    ruled: Ruling | None

    @property
    def about(self) -> str:
        """Names the requirement and its person in a form."""
        return f"{self.requirement} {self.subject}"

    @property
    def can_be_ruled(self) -> bool:
        """A person decides what is in doubt, and may change what a person decided."""
        return self.status == "uncertain" or self.ruled is not None


@dataclass(frozen=True, slots=True)
class Paper:
    """A document of the case, or a file that is not read yet or could not be read (`document` None).

    `elsewhere`: a person said that it belongs to another case.
    """

    upload: UploadView
    document: Mapping[str, Any] | None
    link: str | None
    failure: str | None = None
    elsewhere: bool = False


def standings(case: CaseView) -> tuple[Standing, ...]:
    """All requirements of the current verdict, those in doubt first."""
    if case.screening is None:
        return ()
    verdict = case.screening.verdict
    found = (_standing(case, verdict, requirement) for requirement in verdict["requirements"])
    return tuple(sorted(found, key=lambda one: ORDER.index(one.status)))


def resting_on(case: CaseView, file: str, pages: Sequence[int]) -> tuple[Standing, ...]:
    """The requirements in doubt for which this document speaks, or whose doubt is about it."""
    if not case.settled:
        return ()
    return tuple(
        one
        for one in standings(case)
        if one.status == "uncertain"
        and (
            any(shown.file == file for shown in one.evidence)
            or any(said["file"] == file and said["page"] in {None, *pages} for said in one.findings)
        )
    )


def _standing(case: CaseView, verdict: Mapping[str, Any], requirement: Mapping[str, Any]) -> Standing:
    key = (requirement["id"], requirement["subject"])
    return Standing(
        requirement=requirement["id"],
        subject=requirement["subject"],
        status=requirement["status"],
        title=requirement["title"],
        legal_basis=requirement["legal_basis"],
        evidence=tuple(_shown(case, verdict, one) for one in requirement["evidence"]),
        findings=tuple(requirement["findings"]),
        missing=tuple(
            item for item in verdict["missing_items"] if (item["requirement"], item["subject"]) == key
        ),
        ruled=next((one for one in case.rulings if (one.requirement, one.subject) == key), None),
    )


def _shown(case: CaseView, verdict: Mapping[str, Any], evidence: Mapping[str, Any]) -> Shown:
    link = document_link(case.case_key, verdict, evidence["file"], evidence["pages"][0])
    return Shown(evidence["file"], evidence["label"], link)


def papers(case: CaseView) -> tuple[Paper, ...]:
    """Every file of the case by name: its documents, or why there is none."""
    return tuple(paper for upload in case.uploads for paper in _papers(case, upload))


def _papers(case: CaseView, upload: UploadView) -> tuple[Paper, ...]:
    if upload.inspection is None:
        return (Paper(upload, None, None, upload.problem),)
    if upload.inspection["failure"]:
        return (Paper(upload, None, None, upload.inspection["failure"]["code"]),)
    screened = case.screening.verdict["documents"] if case.screening else []
    as_screened = {one["pages"][0]: one for one in screened if one["file"] == upload.name}
    unscreened: dict[str, Any] = {"subject": None, "used_for": [], "set_aside": None}
    gone = {one.pages for one in case.corrections if one.elsewhere and one.sha256 == upload.sha256}
    return tuple(
        Paper(
            upload,
            as_screened.get(read["pages"][0], {**read, **unscreened}),
            document_path(case.case_key, upload.sha256 or "", read["pages"][0]),
            elsewhere=tuple(read["pages"]) in gone,
        )
        for read in upload.inspection["documents"]
    )

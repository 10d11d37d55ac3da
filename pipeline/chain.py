"""The whole way, a line a stage; the only place that knows the order of stages."""

import logging
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any, ParamSpec, Protocol, TypeVar

from pipeline.classifying import LabelModel, classify
from pipeline.deciding import Policy, decide, fields_needed, policy_in_force, smallest_sets
from pipeline.errors import UploadError
from pipeline.extracting import FieldFinder, extract, reading_only
from pipeline.informing import Letter, Stationery, compose, inform
from pipeline.intake import Limits, admit, digest, media_type
from pipeline.matching import match
from pipeline.reading import Readers, read
from pipeline.records import (
    CaseFile,
    Challenge,
    Document,
    ExtractedDocument,
    Failure,
    Input,
    InspectedPage,
    Inspection,
    Profile,
    Reading,
    ReadPage,
    Upload,
    Verdict,
    Wanted,
)
from pipeline.rendering import RenderingTools, render

P = ParamSpec("P")
R = TypeVar("R")
log = logging.getLogger(__name__)


class Around(Protocol):
    """Wraps a stage (timing, tracing, Prefect) without changing what it takes and returns."""

    def __call__(self, stage: Callable[P, R], /) -> Callable[P, R]: ...


def plain(stage: Callable[P, R], /) -> Callable[P, R]:
    """The stage as it is."""
    return stage


@dataclass(frozen=True, slots=True)
class Equipment:
    """What the stages need from outside, built once by `equip.py`. `policies`: service → versions.

    `challenger`: a label model that judges beside `labels` and is not listened to.
    """

    limits: Limits
    rendering: RenderingTools
    readers: Readers
    labels: LabelModel
    fields: FieldFinder
    policies: Mapping[str, tuple[Policy, ...]]
    stationery: Stationery
    versions: Mapping[str, Any]
    challenger: LabelModel | None = None


@dataclass(frozen=True, slots=True)
class Received:
    """A file as it came: `file` is the name to show, `upload_name` the base name that the citizen gave."""

    file: str
    upload_name: str
    content: bytes


def inspect_upload(
    received: Received, kit: Equipment, *, around: Around = plain, firsts: Collection[int] = ()
) -> Inspection:
    """Bytes to documents with fields. Never raises for what an upload can contain: see `failure`.

    `firsts`: the pages that open a document, where a person said so.
    """
    started = time.perf_counter()
    upload: Upload | None = None
    try:
        upload = around(admit)(received.file, received.upload_name, received.content, using=kit.limits)
        rendered = around(render)(upload, using=kit.rendering)
        reading = around(read)(rendered, using=kit.readers)
        documents = around(classify)(reading, using=kit.labels, firsts=firsts)
        extracted = around(extract)(reading, documents, using=kit.fields)
    except UploadError as error:
        return failed(received, upload, failure_of(error), kit, time.perf_counter() - started)
    except Exception:
        log.exception("upload.crashed")
        crash = Failure("engine_crashed", "The file could not be processed.", "A person looks at it.")
        return failed(received, upload, crash, kit, time.perf_counter() - started)
    seconds = time.perf_counter() - started
    challenge = challenged(reading, kit.challenger) if kit.challenger else None
    return replace(inspection_of(reading, extracted, kit, seconds), challenge=challenge)


def for_service(kit: Equipment, profile: Profile) -> Equipment:
    """What reads the papers of a case: of restricted ones no field that no rule of its service uses.

    Raises WrongUse for a service without policy.
    """
    policy = policy_in_force(kit.policies, profile.service, profile.received)
    return replace(kit, fields=reading_only(fields_needed([policy]), kit.fields))


def for_any_service(kit: Equipment) -> Equipment:
    """What reads papers for whatever case: of restricted ones no field that no rule of any service uses."""
    every = [policy for versions in kit.policies.values() for policy in versions]
    return replace(kit, fields=reading_only(fields_needed(every), kit.fields))


def challenged(reading: Reading, challenger: LabelModel) -> Challenge | None:
    """What the challenger makes of the same pages; its faults are logged and change nothing."""
    try:
        documents = classify(reading, using=challenger)
    except Exception:
        log.exception("challenger.crashed")
        return None
    told = (Document(one.pages, one.label, one.confidence, accepted=one.accepted) for one in documents)
    return Challenge(challenger.version, tuple(told))


def screen_case(case: CaseFile, kit: Equipment, *, around: Around = plain) -> Verdict:
    """All that is known of a case to its verdict and letter. Raises WrongUse for a service without policy."""
    started = time.perf_counter()
    policy = policy_of(case, kit)
    matched = around(match)(case, learned=policy.machine_learning)
    assessment = around(decide)(matched, using=policy)
    letter = around(inform)(assessment, using=kit.stationery, openings=case.openings)
    inputs = tuple(
        Input(one.file, one.sha256, one.failure.code if one.failure else None)
        for one in sorted(case.inspections, key=lambda one: one.file)
    )
    return Verdict(assessment, inputs, letter, time.perf_counter() - started, kit.versions)


def letters(verdict: Verdict, kit: Equipment) -> Mapping[str, Letter]:
    """Language → the letter of a verdict as data, for the forms that plain text is not."""
    return compose(verdict.assessment, using=kit.stationery)


def what_if(case: CaseFile, kit: Equipment) -> tuple[tuple[Wanted, ...], ...]:
    """The smallest sets of papers that would make the case complete; none when it is."""
    policy = policy_of(case, kit)
    matched = match(case, learned=policy.machine_learning)
    return smallest_sets(decide(matched, using=policy), matched, using=policy)


def policy_of(case: CaseFile, kit: Equipment) -> Policy:
    """The policy that a case is judged by. Raises WrongUse where there is none."""
    profile = case.profile
    return policy_in_force(kit.policies, profile.service, profile.received, profile.municipality)


def failure_of(error: UploadError) -> Failure:
    """What the contract says of an upload that could not be read."""
    page = error.facts.get("page")
    return Failure(error.code, error.what, error.advice, page if isinstance(page, int) else None)


def failed(
    received: Received, upload: Upload | None, failure: Failure, kit: Equipment, seconds: float
) -> Inspection:
    """The inspection of an upload of which nothing could be kept."""
    return Inspection(
        file=received.file,
        upload_name=received.upload_name,
        sha256=digest(received.content),
        bytes=len(received.content),
        media_type=upload.media_type if upload else media_type(received.content),
        pages=(),
        documents=(),
        failure=failure,
        seconds=seconds,
        versions=kit.versions,
    )


def inspection_of(
    reading: Reading, documents: tuple[ExtractedDocument, ...], kit: Equipment, seconds: float
) -> Inspection:
    """Lets go of the pictures, keeps all else."""
    upload = reading.upload
    return Inspection(
        file=upload.file,
        upload_name=upload.upload_name,
        sha256=upload.sha256,
        bytes=len(upload.content),
        media_type=upload.media_type,
        pages=tuple(inspected(page) for page in reading.pages),
        documents=documents,
        failure=None,
        seconds=seconds,
        versions=kit.versions,
        findings=reading.findings,
        signatures=reading.signatures,
    )


def inspected(read_page: ReadPage) -> InspectedPage:
    """A read page without its picture."""
    page = read_page.page
    return InspectedPage(
        number=page.number,
        width=page.raster.width,
        height=page.raster.height,
        dpi=page.dpi,
        turn=page.turn,
        text_source=read_page.text_source,
        text=read_page.text,
        language=read_page.language,
        script=read_page.script,
        quality=page.quality,
        engine=read_page.engine,
        words=read_page.words,
    )

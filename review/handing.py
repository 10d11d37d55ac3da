"""A document handed to another case: put into its place in the store, as a portal would have done."""

import io
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Final

from PIL import Image

from flows.keys import upload_key
from flows.ledger.accounts import Account
from flows.ledger.arrivals import Arrival
from flows.ledger.desk import CaseView, view_case
from flows.ledger.elsewhere import Handed, Handing, call_back
from flows.ledger.erasure import newest_erasure
from review.documents import DocumentShown
from review.parts import DeskParts

MARK: Final = 8
A4_INCHES: Final = 11.69


def put_into(other: CaseView, shown: DocumentShown, parts: DeskParts) -> Handing:
    """Puts a copy there. Raises StoreAway, ObjectGone, PictureMissing."""
    asked = newest_erasure(parts.ledger)
    name, content = copy_of(shown, parts)
    key = upload_key(other.municipality, other.case_id, name)
    parts.store.write(key, content)
    stored = parts.store.look(key)
    arrival = Arrival(
        municipality=other.municipality,
        case_id=other.case_id,
        bucket=shown.upload.bucket,
        key=key,
        version=stored.version,
        name=name,
        bytes=stored.bytes,
        arrived_at=stored.stored_at,
        found_by="desk",
        asked=asked,
    )
    return Handing(other.case_key, arrival)


def copy_of(shown: DocumentShown, parts: DeskParts) -> tuple[str, bytes]:
    """Name and bytes of what goes over: the file, or pictures of these pages where it holds more."""
    upload, pages = shown.upload, shown.read.pages
    sha256, name = upload.sha256 or "", PurePosixPath(upload.name)
    # the mark keeps it from replacing a file of that name, and makes handing it over twice harmless
    marked = f"{name.stem}-{sha256[:MARK]}"
    if len(shown.inspection.documents) == 1:
        return f"{marked}{name.suffix}", parts.store.read(upload.object_key)
    pictures = [parts.pictures.png(upload.object_key, sha256, number) for number in pages]
    return f"{marked}-{pages[0]}.pdf", as_pdf(pictures)


def as_pdf(pictures: Sequence[bytes]) -> bytes:
    """Pictures as the pages of one PDF, a sheet each."""
    first, *others = [Image.open(io.BytesIO(one)).convert("RGB") for one in pictures]
    kept = io.BytesIO()
    first.save(kept, "PDF", save_all=True, append_images=others, resolution=max(first.size) / A4_INCHES)
    return kept.getvalue()


def withdraw(parts: DeskParts, account: Account, copies: Sequence[Handed]) -> None:
    """Takes copies out of the cases that the account may see. Raises StoreAway, then nothing has changed."""
    for one in copies:
        if seen_in(parts, account, one) is None:
            continue
        # the bytes first: a sweep that found them without their row would take them in again
        parts.store.remove(one.object_key)
        call_back(parts.ledger, one, by=account.name, now=parts.now())


def seen_in(parts: DeskParts, account: Account, copy: Handed) -> CaseView | None:
    """The case that a copy stands in, if the account may see it."""
    case = view_case(parts.ledger, copy.case_key)
    inside = case is not None and account.sight.sees(case.municipality, restricted=case.restricted)
    return case if inside else None

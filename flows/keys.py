"""What the name of an object says: whose case it belongs to, and whether it is the profile or an upload."""

from dataclasses import dataclass

PROFILE, UPLOADS = "profile.json", "uploads"


@dataclass(frozen=True, slots=True)
class ProfileKey:
    """`municipality/case_id/profile.json`."""

    municipality: str
    case_id: str


@dataclass(frozen=True, slots=True)
class UploadKey:
    """`municipality/case_id/uploads/NAME`; a name may hold slashes."""

    municipality: str
    case_id: str
    name: str


def parse_key(key: str) -> ProfileKey | UploadKey | None:
    """What stands at a key of the bucket, or None when it is nothing of ours."""
    match key.split("/", 3):
        case [municipality, case_id, part] if part == PROFILE and municipality and case_id:
            return ProfileKey(municipality, case_id)
        case [municipality, case_id, part, name] if part == UPLOADS and municipality and case_id and name:
            return None if name.endswith("/") else UploadKey(municipality, case_id, name)
        case _:
            return None


def profile_key(municipality: str, case_id: str) -> str:
    """Where a case's profile stands."""
    return f"{municipality}/{case_id}/{PROFILE}"


def upload_key(municipality: str, case_id: str, name: str) -> str:
    """Where an upload stands."""
    return f"{municipality}/{case_id}/{UPLOADS}/{name}"

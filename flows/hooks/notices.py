"""Notices of object stores → the keys of what was written. Nothing else in them is believed."""

import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote, unquote_plus

STRUCTURED, BATCH = "application/cloudevents+json", "application/cloudevents-batch+json"
REQUIRED = ("id", "source", "specversion", "type")


class NoNotice(ValueError):
    """What came is no notice that is understood here; the text says why."""


def keys_of_records(body: bytes, bucket: str) -> tuple[str, ...]:
    """Keys from a bucket notification as MinIO and AWS send it; those of other buckets are left out."""
    records = parsed(body).get("Records")
    if not isinstance(records, list):
        raise NoNotice("a bucket notification has a list of Records")
    return tuple(key for record in records for key in written(record, bucket))


def written(record: Any, bucket: str) -> Iterator[str]:
    """The key of a record, where it tells of an object of the bucket that was written."""
    try:
        name, there = record["eventName"], record["s3"]["bucket"]["name"]
        key = unquote_plus(record["s3"]["object"]["key"], errors="strict")
    except (KeyError, TypeError, UnicodeDecodeError):
        raise NoNotice("a record has eventName, s3.bucket.name and s3.object.key") from None
    if there == bucket and str(name).removeprefix("s3:").startswith("ObjectCreated:"):
        yield key


def keys_of_events(body: bytes, headers: Mapping[str, str]) -> tuple[str, ...]:
    """The subjects of CloudEvents in any of their three forms; each is an object's key.

    Source:
        CloudEvents 1.0, HTTP protocol binding. A batch's media type begins as that of one event does.
    """
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == BATCH:
        found = decoded(body)
        if not isinstance(found, list):
            raise NoNotice("a batch is a list of events")
        return tuple(subject(one) for one in found)
    if kind == STRUCTURED:
        return (subject(parsed(body)),)
    return (subject({name: attribute(headers, name) for name in (*REQUIRED, "subject")}),)


def attribute(headers: Mapping[str, str], name: str) -> str | None:
    """An attribute of an event in binary form; percent signs are decoded once."""
    raw = headers.get(f"ce-{name}")
    try:
        return None if raw is None else unquote(raw, errors="strict")
    except UnicodeDecodeError:
        raise NoNotice(f"ce-{name} is no UTF-8") from None


def subject(event: Any) -> str:
    """The key that an event is about."""
    lacking = [name for name in (*REQUIRED, "subject") if not isinstance(value_of(event, name), str)]
    if lacking:
        raise NoNotice(f"an event has {', '.join(lacking)}")
    if event["specversion"] != "1.0":
        raise NoNotice("specversion is 1.0")
    return str(event["subject"])


def value_of(event: Any, name: str) -> Any:
    """An attribute, None where there is none."""
    return event.get(name) if isinstance(event, dict) else None


def parsed(body: bytes) -> dict[str, Any]:
    """A JSON object."""
    found = decoded(body)
    if not isinstance(found, dict):
        raise NoNotice("it is no JSON object")
    return found


def decoded(body: bytes) -> Any:
    """JSON."""
    try:
        return json.loads(body)
    except ValueError:
        raise NoNotice("it is no JSON") from None

"""Any S3 object store, through the minio client."""

import io
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

import urllib3
from minio import Minio
from minio.deleteobjects import DeleteObject
from minio.error import MinioException, S3Error

from flows.ports import ObjectGone, StoreAway, StoredObject

GONE = frozenset({"NoSuchKey", "NoSuchVersion"})  # a bucket that is missing may still be on its way


@dataclass(frozen=True, slots=True)
class MinioStore:
    """One bucket."""

    client: Minio
    bucket: str

    def read(self, key: str) -> bytes:
        """The whole object. Raises ObjectGone, StoreAway."""
        with translated(), closing(self.client.get_object(self.bucket, key)) as response:
            content = response.read()
            response.release_conn()
            return bytes(content)

    def look(self, key: str) -> StoredObject:
        """What the store says of an object. Raises ObjectGone, StoreAway."""
        with translated():
            return stored(self.client.stat_object(self.bucket, key))

    def list(self) -> Iterator[StoredObject]:
        """All objects, in order of key. Raises StoreAway."""
        with translated():
            for found in self.client.list_objects(self.bucket, recursive=True):
                if not found.is_dir:
                    yield stored(found)

    def remove(self, prefix: str, before: datetime | None = None) -> int:
        """Deletes what stands under a prefix (and was stored by then), all versions, many at a time.

        Never one by one: SeaweedFS writes the key of a single deletion into its log. Raises StoreAway.
        """
        with translated():
            found = self.client.list_objects(self.bucket, prefix, recursive=True, include_version=True)
            told = [
                DeleteObject(one.object_name, one.version_id)
                for one in found
                if not one.is_dir and (before is None or stored(one).stored_at <= before)
            ]
            for error in self.client.remove_objects(self.bucket, told):
                raise StoreAway(kind=str(error.code))
        return len(told)

    def write(self, key: str, content: bytes) -> None:
        """Puts an object there. Raises StoreAway."""
        with translated():
            self.client.put_object(self.bucket, key, io.BytesIO(content), len(content))


def connect(url: str, access_key: str, secret_key: str, bucket: str) -> MinioStore:
    """A store at an address such as http://127.0.0.1:8333; answers are waited for 30 s at most."""
    address = urlsplit(url)
    pool = urllib3.PoolManager(
        timeout=urllib3.Timeout(connect=5, read=30),
        retries=urllib3.Retry(total=2, backoff_factor=0.2, status_forcelist=[500, 502, 503, 504]),
        maxsize=16,
    )
    client = Minio(
        address.netloc,
        access_key=access_key,
        secret_key=secret_key,
        secure=address.scheme == "https",
        region="us-east-1",  # named so that the client need not ask first
        http_client=pool,
    )
    return MinioStore(client, bucket)


@contextmanager
def translated() -> Iterator[None]:
    """The client's exceptions in the port's words; no key stands in them, for names may be personal."""
    try:
        yield
    except S3Error as error:
        raise ObjectGone if error.code in GONE else StoreAway(kind=str(error.code)) from None
    except (MinioException, urllib3.exceptions.HTTPError, OSError) as error:
        raise StoreAway(kind=type(error).__name__) from None


def stored(found: object) -> StoredObject:
    """An entry of the client as the port knows it; its eTag changes whenever its bytes do."""
    return StoredObject(
        key=str(getattr(found, "object_name", "")),
        version=str(getattr(found, "etag", "")).strip('"'),
        bytes=int(getattr(found, "size", 0) or 0),
        stored_at=getattr(found, "last_modified", None) or datetime.now(UTC),
    )

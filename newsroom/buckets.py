"""A bucket of any S3-compatible store, whose troubles look like those of a disk."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from boto3.exceptions import Boto3Error
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from storages.backends.s3 import S3Storage

from articles.picture_files import Stored
from newsroom.media import CONTENT_TYPES

# Somebody waits: a store that is away must be noticed in seconds, not in minutes.
CLIENT = Config(
    connect_timeout=3,
    read_timeout=20,
    retries={"mode": "standard", "total_max_attempts": 2},
    max_pool_connections=20,
    # The newer checksums are Amazon's own; most other stores refuse them.
    request_checksum_calculation="when_required",
    response_checksum_validation="when_required",
)
# Larger than any upload: in one request a file is stored whole or not at all.
TRANSFER = TransferConfig(multipart_threshold=100_000_000, use_threads=False)


@contextmanager
def as_on_disk(bucket: str) -> Iterator[None]:
    """Raise what a disk would raise, so that nobody has to know where files are."""
    try:
        yield
    except ClientError as error:
        status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode")
        kind = PermissionError if status in {401, 403} else OSError
        raise kind(f"Bucket {bucket}: {error}") from error
    except (BotoCoreError, Boto3Error) as error:
        raise OSError(f"Bucket {bucket}: {error}") from error


class Bucket(S3Storage):
    """Private unless it has a public address; access is the bucket's own policy."""

    def get_default_settings(self) -> dict[str, Any]:
        """Settle what is the same for every store."""
        own = {
            "client_config": CLIENT,
            "default_acl": None,
            "max_memory_size": 50_000_000,
            "querystring_auth": False,
            "transfer_config": TRANSFER,
        }
        return {**super().get_default_settings(), **own}

    @property
    def bucket(self) -> Any:
        """The bucket over this thread's own connection; boto3 wants one for each."""
        return self.connection.Bucket(self.bucket_name)

    def get_object_parameters(self, name: str) -> dict[str, Any]:
        """Say what a file is: the machine's own list of types may lack ours."""
        suffix = PurePosixPath(name).suffix.lower()
        kind = CONTENT_TYPES.get(suffix, self.default_content_type)
        return {"ContentType": kind, **super().get_object_parameters(name)}

    def url(self, name: str, *arguments: Any, **options: Any) -> str:
        """Return where readers fetch it; what is private has no address."""
        if not self.custom_domain:
            raise ValueError("What is in this bucket has no address.")
        return str(super().url(name, *arguments, **options))

    def contents(self, folder: str) -> Iterator[Stored]:
        """Everything below a folder, with size and date: a thousand a request."""
        prefix = f"{folder}/" if folder else ""
        with as_on_disk(self.bucket_name):
            for one in self.bucket.objects.filter(Prefix=prefix):
                yield Stored(one.key, one.size, one.last_modified)

    def is_public(self, name: str) -> bool:
        """Whether a stranger can fetch it from the store."""
        client = self.unsigned_connection.meta.client
        try:
            client.get_object(Bucket=self.bucket_name, Key=name, Range="bytes=0-0")
        except ClientError:
            return False
        except BotoCoreError as error:
            raise OSError(f"Bucket {self.bucket_name}: {error}") from error
        return True

    def _open(self, name: str, mode: str = "rb") -> Any:
        with as_on_disk(self.bucket_name):
            file = super()._open(name, mode)
            # Fetched now, or what goes wrong would do so in the middle of reading.
            assert file.file
        return file

    def _save(self, name: str, content: Any) -> str:
        with as_on_disk(self.bucket_name):
            return str(super()._save(name, content))

    def delete(self, name: str) -> None:
        """Delete a file; one that is gone already is no error."""
        with as_on_disk(self.bucket_name):
            super().delete(name)

    def exists(self, name: str) -> bool:
        """Whether a file is there."""
        with as_on_disk(self.bucket_name):
            return bool(super().exists(name))

    def listdir(self, name: str) -> tuple[list[str], list[str]]:
        """Folders and files in a folder."""
        with as_on_disk(self.bucket_name):
            folders, files = super().listdir(name)
        return folders, files

    def size(self, name: str) -> int:
        """How many bytes a file has."""
        with as_on_disk(self.bucket_name):
            return int(super().size(name))

    def get_modified_time(self, name: str) -> datetime:
        """When a file was written."""
        with as_on_disk(self.bucket_name):
            moment: datetime = super().get_modified_time(name)
        return moment

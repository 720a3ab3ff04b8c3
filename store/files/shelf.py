"""Where the bytes lie: a folder, or a bucket of an S3 store. Each file is named by its hash and written once; nothing here asks who may read it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Protocol

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError
from obstore.exceptions import NotFoundError as NotThere
from obstore.store import LocalStore, ObjectStore, S3Store

AT_A_TIME = 1 << 20  # bytes


class ShelfAway(Exception):
    """The place is full or cannot be reached. Nothing was kept, and trying again later is right."""


class NotOnTheShelf(Exception):
    """No bytes are there under that hash."""


class Places(Protocol):
    """What the settings say of it."""

    @property
    def files(self) -> str: ...
    @property
    def files_folder(self) -> Path: ...
    @property
    def files_endpoint(self) -> str: ...
    @property
    def files_region(self) -> str: ...
    @property
    def files_key_id(self) -> str: ...
    @property
    def files_secret(self) -> str: ...


@contextmanager
def _away() -> Iterator[None]:
    try:
        yield
    except (FileNotFoundError, NotThere) as error:
        raise NotOnTheShelf from error
    except (BaseError, OSError) as error:
        raise ShelfAway(type(error).__name__) from error


class Shelf:
    """`folder`: where it is one of this machine, so that what was written can be made to outlast the power."""

    def __init__(self, store: ObjectStore, folder: Path | None = None) -> None:
        self._store, self._folder = store, folder

    @classmethod
    def at(cls, places: Places) -> "Shelf":
        if places.files.startswith("s3://"):
            return cls.of_bucket(places.files, places.files_endpoint, places.files_region, places.files_key_id, places.files_secret)
        return cls.of_folder(places.files_folder)

    @classmethod
    def of_folder(cls, folder: Path) -> "Shelf":
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return cls(LocalStore(folder), folder)

    @classmethod
    def of_bucket(cls, address: str, endpoint: str, region: str, key_id: str, secret: str) -> "Shelf":
        """`address`: s3://bucket/prefix. `endpoint`: of the service, https; "" for Amazon's."""
        bucket, _, prefix = address.removeprefix("s3://").partition("/")
        said = {"endpoint": endpoint, "region": region, "access_key_id": key_id, "secret_access_key": secret}
        return cls(S3Store(bucket, prefix=prefix or None, **{name: value for name, value in said.items() if value}))  # type: ignore[arg-type]

    def keep(self, name: str, path: Path) -> None:
        """What is there already stays as it is. Raises ShelfAway."""
        try:
            with _away():
                obstore.put(self._store, _at(name), path, mode="create", use_multipart=False)
                self._settle(name)
        except NotOnTheShelf as error:  # its folder went away meanwhile
            raise ShelfAway("the folder is not there") from error
        except ShelfAway as error:
            if not isinstance(error.__cause__, AlreadyExistsError):
                raise

    def _settle(self, name: str) -> None:
        if self._folder:
            for path in (self._folder / _at(name), (self._folder / _at(name)).parent, self._folder):
                handle = os.open(path, os.O_RDONLY)
                try:
                    os.fsync(handle)
                finally:
                    os.close(handle)

    def chunks(self, name: str) -> Iterator[bytes]:
        """Some of it at a time. Raises NotOnTheShelf, ShelfAway."""
        with _away():
            for chunk in obstore.get(self._store, _at(name)).stream(min_chunk_size=AT_A_TIME):
                yield bytes(chunk)

    def digest(self, name: str) -> str:
        """The hash of what lies there now. Raises NotOnTheShelf, ShelfAway."""
        found = sha256()
        for chunk in self.chunks(name):
            found.update(chunk)
        return found.hexdigest()

    def destroy(self, name: str) -> None:
        """What is not there is destroyed. Raises ShelfAway."""
        try:
            with _away():
                obstore.delete(self._store, _at(name))
        except NotOnTheShelf:
            return

    def everything(self) -> Iterator[tuple[str, datetime]]:
        """Every name, and when it was written. Raises ShelfAway."""
        with _away():
            for some in obstore.list(self._store):
                yield from ((each["path"].rpartition("/")[2], each["last_modified"]) for each in some)


def _at(name: str) -> str:
    return f"{name[:2]}/{name}"

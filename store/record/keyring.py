"""The seal's keys, outside the repository. The ring only grows: what was sealed years ago must still verify."""

import os
from functools import cached_property
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from domain.filing import Filing
from store.clock import now


def add_key(folder: Path) -> str:
    """Make a new key; from now on it seals. Gives back its id."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    key = Ed25519PrivateKey.generate()
    key_id = f"seal-{now():%Y%m%d-%H%M%S-%f}"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    (folder / f"{key_id}.public.pem").write_bytes(public)  # first: nothing may be sealed with a key that nobody can look up
    handle = os.open(folder / f"{key_id}.private.pem", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(private)
    return key_id


def ensure_key(folder: Path) -> None:
    """Set-up: a ring with no key gets its first."""
    if not list(folder.glob("*.private.pem")):
        add_key(folder)


class Ring:
    """The keys of one folder. The newest private key seals; every public key verifies."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._public: dict[str, Ed25519PublicKey] = {}

    @cached_property
    def _sealing(self) -> tuple[str, Ed25519PrivateKey]:
        newest = max(self._folder.glob("*.private.pem"), default=None)
        if newest is None:
            raise FileNotFoundError(f"no seal key in {self._folder}: run the set-up (python -m commands.setup)")
        key = load_pem_private_key(newest.read_bytes(), password=None)
        if not isinstance(key, Ed25519PrivateKey):
            raise TypeError(f"{newest.name} is not an Ed25519 key")
        return newest.name.removesuffix(".private.pem"), key

    def seal(self, filing: Filing) -> Filing:
        return filing.sealed_with(*self._sealing)

    def verifies(self, filing: Filing) -> bool:
        """Whether the filing is, to the letter, what a door with one of our keys sealed."""
        if filing.seal_key not in self._public:
            path = self._folder / f"{Path(filing.seal_key).name}.public.pem"
            if not filing.seal_key or not path.exists():
                return False
            key = load_pem_public_key(path.read_bytes())
            if not isinstance(key, Ed25519PublicKey):
                return False
            self._public[filing.seal_key] = key
        return filing.verifies_with(self._public[filing.seal_key])

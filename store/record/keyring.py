"""Keys that seal, outside the repository. A ring only grows: what was sealed years ago must still verify.

There are two: the door's seals what it receives, the registrar's what it records and answers (store/record/sealing.py).
"""

import os
import re
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
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

KEY_ID = re.compile(r"[a-z]+-[0-9]{8}-[0-9]{6}-[0-9]{6}")
DOOR, REGISTRAR = "seal", "registrar"


def add_key(folder: Path, named: str = DOOR, also: Iterable[Path] = ()) -> str:
    """Make a new key; from now on it seals. Gives back its id. `also`: folders of others who must verify, and get its public half."""
    key = Ed25519PrivateKey.generate()
    key_id = f"{named}-{now():%Y%m%d-%H%M%S-%f}"
    keep_key(key, key_id, folder, also)
    return key_id


def keep_key(key: Ed25519PrivateKey, key_id: str, folder: Path, also: Iterable[Path] = ()) -> None:
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    for ring in (*also, folder):  # first: nothing may be sealed with a key that nobody can look up
        ring.mkdir(parents=True, exist_ok=True, mode=0o700)
        (ring / f"{key_id}.public.pem").write_bytes(public)
    handle = os.open(folder / f"{key_id}.private.pem", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(private)


def ensure_key(folder: Path) -> None:
    """Set-up: a ring with no key gets its first."""
    if not has_key(folder):
        add_key(folder)


def has_key(folder: Path) -> bool:
    return any(folder.glob("*.private.pem"))


def hand_out(folder: Path, to: Path) -> None:
    """The public halves of a ring, for whoever must verify and may not seal."""
    to.mkdir(parents=True, exist_ok=True, mode=0o700)
    for public in folder.glob("*.public.pem"):
        (to / public.name).write_bytes(public.read_bytes())


def _private(path: Path) -> Ed25519PrivateKey:
    key = load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise TypeError(f"{path.name} is not an Ed25519 key")
    return key


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
        return newest.name.removesuffix(".private.pem"), _private(newest)

    def secrets_for(self, purpose: str) -> list[bytes]:
        """32 bytes of each private key, the newest first: for one purpose, and of no use for any other nor for sealing (HKDF, RFC 5869)."""
        newest_first = sorted(self._folder.glob("*.private.pem"), reverse=True)
        return [HKDF(SHA256(), 32, salt=None, info=purpose.encode()).derive(_private(path).private_bytes_raw()) for path in newest_first]

    @property
    def folder(self) -> Path:
        return self._folder

    def seal(self, filing: Filing) -> Filing:
        return filing.sealed_with(*self._sealing)

    def sign(self, text: bytes) -> tuple[str, str]:
        """The key's id, and the seal in hex."""
        key_id, key = self._sealing
        return key_id, key.sign(text).hex()

    def verifies(self, filing: Filing) -> bool:
        """Whether the filing is, to the letter, what a door with one of our keys sealed."""
        key = self._looked_up(filing.seal_key)
        return key is not None and filing.verifies_with(key)

    def signed(self, key_id: str, seal: str, text: bytes) -> bool:
        """Whether a key of this ring sealed that text."""
        key = self._looked_up(key_id)
        try:
            if key is not None:
                key.verify(bytes.fromhex(seal), text)
        except (InvalidSignature, ValueError):
            return False
        return key is not None

    def _looked_up(self, key_id: str) -> Ed25519PublicKey | None:
        if key_id not in self._public:
            path = self._folder / f"{key_id}.public.pem"
            if not KEY_ID.fullmatch(key_id) or not path.exists():
                return None
            key = load_pem_public_key(path.read_bytes())
            if not isinstance(key, Ed25519PublicKey):
                return None
            self._public[key_id] = key
        return self._public[key_id]

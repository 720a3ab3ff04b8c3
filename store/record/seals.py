"""Where the keys and the witness of an installation lie, and what they are for."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Protocol

from store.engine import Store, lock
from store.record.earlier import Earlier, begin_sealing, read_earlier
from store.record.keyring import DOOR, REGISTRAR, Ring, ensure_key, hand_out, has_key
from store.record.sealing import Sealer
from store.record.witness import Witness, Witnesses


class Places(Protocol):
    """What the settings say of it."""

    @property
    def seal_keys(self) -> Path: ...
    @property
    def registrar_folder(self) -> Path: ...
    @property
    def public_keys(self) -> Path | None: ...
    @property
    def release(self) -> str: ...


@dataclass(frozen=True)
class Seals:
    """`door`: the door's ring, of which a worker has the public halves only. `own`: the registrar's folder, with its ring and its witness, which
    only workers and set-up reach. `public`: where set-up hands out public halves, by the name of the ring. `release`: by which acts are decided again.
    """

    door_folder: Path
    own: Path
    release: str
    public: Path | None = None

    @classmethod
    def at(cls, places: Places) -> "Seals":
        return cls(places.seal_keys, places.registrar_folder, places.release, places.public_keys)

    @cached_property
    def door(self) -> Ring:
        return Ring(self.door_folder)

    @cached_property
    def registrar(self) -> Ring:
        return Ring(self.own)

    @property
    def earlier(self) -> Earlier:
        return read_earlier(self.own)

    def sealer(self) -> Sealer:
        """The registrar's hand, with a witness file of its own."""
        return Sealer(self.registrar, Witness(self.own / "witness", self.registrar))

    def witnesses(self) -> Witnesses:
        return Witnesses(self.own / "witness", self.registrar)

    def handed_out(self, name: str) -> tuple[Path, ...]:
        return (self.public / name,) if self.public else ()

    def make_sure_of_keys(self, store: Store) -> None:
        """Set-up. A ring that has a key is left alone."""
        ensure_key(self.door_folder)
        with store.writing() as session:
            lock("registrar", session)
            if not has_key(self.own):
                begin_sealing(self.own, session)
        for ring, name in ((self.door_folder, DOOR), (self.own, REGISTRAR)):
            for to in self.handed_out(name):
                hand_out(ring, to)

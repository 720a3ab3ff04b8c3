"""What an installation needs before it can start. Everything here is idempotent: what is there is kept."""

from pathlib import Path

from store.clock import now
from store.engine import Store
from store.policies import lawbook
from store.record import streams
from store.record.keyring import ensure_key
from store.record.replay import rebuild
from store.upkeep.migrate import migrate


def setup(store: Store, seal_keys: Path, policies: Path) -> None:
    """Schema, seal key and published law. After a change of shape, of a table or of a state, what is derived is replayed from the ledger."""
    changed = migrate(store)
    with store.reading() as session:
        changed = changed or streams.any_of_another_shape(session)
    ensure_key(seal_keys)
    laws = lawbook(policies, store)
    if changed:
        rebuild(store, laws, laws.calendar.local_day(now()), repair=True)

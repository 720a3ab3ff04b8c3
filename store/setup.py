"""What an installation needs before it can start. Everything here is idempotent: what is there is kept."""

from pathlib import Path

from store import directory_loads
from store.clock import now
from store.engine import Store, lock
from store.policies import lawbook
from store.record import streams
from store.record.seals import Seals
from store.upkeep.audit import Audit
from store.upkeep.migrate import migrate
from store.upkeep.rebuild import rebuild


def setup(store: Store, seals: Seals, policies: Path) -> None:
    """Schema, seal keys and published law. After a change of shape, of a table or of a state, what is derived is replayed from the ledger."""
    changed = migrate(store)
    with store.reading() as session:
        changed = changed or streams.any_of_another_shape(session)
    seals.make_sure_of_keys(store)
    sealer = seals.sealer()
    with sealer.writing(store) as session:
        lock("directory", session)
        directory_loads.keep_as_found(now(), sealer, session)
    laws = lawbook(policies, store, sealer)
    if changed:
        rebuild(store, Audit(seals), laws, laws.calendar.local_day(now()), repair=True)

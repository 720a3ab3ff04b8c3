"""What stands behind the front door, put together once by api/app.py."""

from dataclasses import dataclass

from api.door import Door
from api.handing_in import HandingIn
from api.intake import Intake
from api.printing_apart import Press
from api.rates import Rates
from api.tokens import Verifier
from store.beside.drafts import Drafts
from store.clock import Now
from store.engine import Store
from store.files.cabinet import Cabinet
from store.policies import Documents
from store.reading.certificates import Certificates
from store.reading.namebook import Namebooks
from store.reading.papers import Papers
from store.reading.readers import Readers
from store.reading.readings import Readings
from store.record.sightings import ReadingLedger


@dataclass(frozen=True)
class House:
    store: Store
    readings: Readings
    readers: Readers
    certificates: Certificates
    papers: Papers
    namebooks: Namebooks
    drafts: Drafts
    reading_ledger: ReadingLedger
    door: Door
    intake: Intake
    cabinet: Cabinet
    handing_in: HandingIn
    press: Press
    verifier: Verifier
    rates: Rates
    now: Now
    public_url: str
    operators: frozenset[str] = frozenset()

    @property
    def documents(self) -> Documents:
        """Every legal text that can be cited now: a set published meanwhile brings its own."""
        return self.readings.documents()

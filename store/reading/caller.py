"""Who asks."""

from dataclasses import dataclass
from datetime import date

from domain.people.directory import Person, Tenure


@dataclass(frozen=True)
class Caller:
    """Somebody signed in: the token said who, the directory says which offices they hold today."""

    person: Person
    terms: tuple[Tenure, ...]
    today: date

    @property
    def id(self) -> str:
        return self.person.id

"""What a person has chosen for themselves: which notices come by mail, and the language they read."""

from dataclasses import dataclass

from sqlalchemy import text
from sqlmodel import Session

from domain.letters import NoticeChoice
from store.engine import Store
from store.tables_beside import ChoiceRow


@dataclass(frozen=True)
class Chosen:
    """None and "" where nothing was chosen."""

    notices: NoticeChoice | None = None
    language: str = ""


def of(person: str, session: Session) -> Chosen:
    row = session.get(ChoiceRow, person)
    return Chosen(NoticeChoice(row.notices) if row.notices else None, row.language) if row else Chosen()


def keep_notices(person: str, choice: NoticeChoice, store: Store) -> None:
    _keep("notices", person, choice, store)


def keep_language(person: str, language: str, store: Store) -> None:
    _keep("language", person, language, store)


# In one statement: of two browsers that choose at once, neither finds the other's row in the way.
_KEEP = {
    "notices": text(
        "INSERT INTO choices (person, notices, language) VALUES (:person, :value, '') "
        "ON CONFLICT (person) DO UPDATE SET notices = excluded.notices"
    ),
    "language": text(
        "INSERT INTO choices (person, notices, language) VALUES (:person, '', :value) "
        "ON CONFLICT (person) DO UPDATE SET language = excluded.language"
    ),
}


def _keep(name: str, person: str, value: str, store: Store) -> None:
    with store.writing() as session:
        session.connection().execute(_KEEP[name], {"person": person, "value": value})

"""Which entry names which file is noted beside the ledger, so that what files say can be looked for; and told again from the ledger where it was lost."""

from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text, true

from domain.vocabulary import FileState, StreamKind
from store.engine import Store
from store.files import register
from store.files.register import Found
from store.reading.found_in_files import naming
from store.upkeep.audit import Audit
from store.upkeep.rebuild import rebuild
from tests.databases import fresh_database
from tests.record.counter import Counter


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_a_case_is_found_by_what_its_files_say_while_they_may_be_relied_upon(
    database: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    with closing(Store(fresh_database(request, database, tmp_path))) as store:
        counter = Counter(store, tmp_path / "keys")
        case = counter.register()
        name = counter.keep("clerk", b"%PDF-1.7", says="Trạm bơm 100%\nNhiêu Lộc")
        assert counter.file("clerk", "accept_dossier", case, enclosed=[name]).status == "recorded"

        def found(find: str) -> dict[str, set[str]]:
            with store.reading() as session:
                return dict(naming(find, StreamKind.INITIATIVE, true(), session))

        assert [found(find) for find in ("nhieu loc bom", "Nhiêu Đước", "%", "_")] == [{case: {name}}, {}, {}, {}]
        with store.writing() as session:
            session.connection().execute(text("DELETE FROM enclosed_files"))
        assert found("nhieu") == {}
        today = counter.laws.calendar.local_day(counter.moment)
        _, differences = rebuild(store, Audit(counter.seals), counter.laws, today, repair=True)
        assert differences == [f"{case}: the files its entries name are noted otherwise"]
        assert found("nhieu") == {case: {name}}
        with store.writing() as session:
            register.add(name, Found(FileState.QUARANTINED, counter.moment, "a scanner", "x"), counter.ring, session)
        assert found("nhieu") == {}

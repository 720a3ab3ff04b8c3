"""Every entry that somebody asked for stands on one basis, by what it is and by the office under it."""

import pytest

from domain.procedure.grounds import basis_of
from domain.procedure.table import PROCEDURE
from domain.vocabulary import Regime
from tests.builders import the_usual_way


def test_an_office_has_one_basis_for_what_an_act_becomes() -> None:
    """Else a recorded fact could not say on which of them it stands."""
    bases: dict[tuple[object, ...], set[str]] = {}
    for kind, rows in PROCEDURE.items():
        for row in rows:
            for regime, basis in row.basis.items():
                for office in row.offices:
                    bases.setdefault((kind, row.act.becomes.kind, regime, office), set()).add(basis)
    assert {key: found for key, found in bases.items() if len(found) > 1} == {}


@pytest.mark.parametrize("regime", Regime)
def test_whatever_somebody_signed_on_the_usual_way_has_its_basis_and_what_nobody_signed_has_none(regime: Regime) -> None:
    signed = [(fact, basis_of(fact, case.kind, regime)) for fact, case in the_usual_way(regime) if fact]
    assert [fact.kind for fact, basis in signed if bool(basis) != bool(fact.by)] == []
    assert len(signed) > 10

"""Whatever anybody asks, in whatever order, with the clock looking at any time and offices changing hands: some things never happen.

Each invariant was also planted with a violation: tests/procedure/planted.py breaks one rule at a time, and the same lives must find it out.
"""

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from domain.acts import Act
from tests.procedure.family_life import FamilyLife
from tests.procedure.planted import PLANTED, Plant, planted

PARTS, LIVES, STEPS = 8, 250, 20


def lived(machine: type[FamilyLife], part: int, lives: int) -> None:
    quick = settings(
        max_examples=lives,
        stateful_step_count=STEPS,
        phases=[Phase.generate],
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(seed(part)(machine), settings=quick)


@pytest.mark.parametrize("part", range(PARTS))
def test_whatever_happens_to_a_family(part: int) -> None:
    lived(FamilyLife, part, LIVES)


@pytest.mark.parametrize(("plant", "near"), PLANTED.items(), ids=lambda each: str(each.__name__))
def test_a_broken_rule_is_found_out(plant: Plant, near: type[Act]) -> None:
    class NearLife(FamilyLife):
        begins_before = near

    with planted(plant), pytest.raises(AssertionError):
        lived(NearLife, 0, 4 * LIVES)  # it ends with the first that is found

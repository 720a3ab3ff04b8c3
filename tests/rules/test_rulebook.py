"""A rule set laid open: nothing it says is left out, and what differs between two is named once."""

import tomllib
from typing import Any

import pytest

from domain.law.policy import Policy
from domain.law.rulebook import NOT_PARAMETERS, changes, parameters
from settings import ROOT

FILES = sorted(path for path in (ROOT / "policies").glob("*.toml") if not path.name.startswith("calendar"))
RAW = tomllib.loads((ROOT / "policies" / "nd73-2023-4.toml").read_text("utf-8"))


def bases_in(part: Any) -> int:
    if isinstance(part, dict):
        return ("basis" in part) + sum(bases_in(each) for each in part.values())
    return sum(bases_in(each) for each in part) if isinstance(part, list) else 0


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_basis_of_the_file_is_under_a_key_of_its_own(path: Any) -> None:
    raw = tomllib.loads(path.read_text("utf-8"))
    said = parameters(Policy.model_validate(raw))
    assert len(said) == bases_in({name: part for name, part in raw.items() if name not in NOT_PARAMETERS})
    assert all(entry.basis and entry.key == key for key, entry in said.items())


def test_a_number_and_a_row_are_read_as_published() -> None:
    said = parameters(Policy.model_validate(RAW))
    assert (said["terms.decision"].value, said["terms.decision"].unit, said["terms.decision"].basis) == (7, "working days", "ND73 Art. 8.1")
    assert said["terms.cause"].provisional
    assert said["liability.nd73.rows.completed"].value["outcomes"] == ["not_handled"]
    assert "rows" not in said["liability.nd73"].value


@pytest.mark.parametrize(
    ("change", "key", "before", "after"),
    [
        pytest.param(lambda raw: raw["terms"]["decision"].update(value=5), "terms.decision", 7, 5, id="a number"),
        pytest.param(lambda raw: raw["terms"].pop("triage"), "terms.triage", 3, None, id="one dropped"),
        pytest.param(
            lambda raw: raw["terms"].update(forwarding={"value": 5, "basis": "house: clocks"}) or raw["terms"].pop("forwarding"),
            None,
            None,
            None,
            id="nothing",
        ),
        pytest.param(lambda raw: raw["terms"]["cause"].update(provisional=False), "terms.cause", 5, 5, id="no longer provisional"),
        pytest.param(
            lambda raw: raw["ladder"]["rungs"][0].update(working_days=-3),
            "ladder.rungs.remind",
            {"name": "remind", "says": "remind", "working_days": -2},
            {"name": "remind", "says": "remind", "working_days": -3},
            id="a rung",
        ),
    ],
)
def test_what_differs_is_named(change: Any, key: str | None, before: Any, after: Any) -> None:
    raw = tomllib.loads((ROOT / "policies" / "nd73-2023-4.toml").read_text("utf-8"))
    change(raw)
    found = changes(Policy.model_validate(RAW), Policy.model_validate({**raw, "id": "nd73-2023.9"}))
    told = [(each.key, each.before and each.before.value, each.after and each.after.value) for each in found]
    assert told == ([(key, before, after)] if key else [])

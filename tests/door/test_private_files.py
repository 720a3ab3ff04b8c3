"""What lies on the disk is for the user alone who runs the product, whatever the machine's own habit is; and what is kept of a defect is no text."""

import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import BaseModel, ValidationError

from domain.acts import Register
from logs import without_words
from settings import ROOT
from tests.processes import open_to_others

WRITTEN = "Nguyễn Thị Lan nhận quà"


@pytest.mark.parametrize("command", ["commands.setup", "commands.migrate"])
def test_what_is_set_up_is_for_its_own_user_alone_also_where_it_was_open_before(command: str, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o755)
    env = {"KHIEN_HOME": str(home), "PATH": ""}
    subprocess.run([sys.executable, "-m", command], cwd=ROOT, env=env, umask=0o022, check=True, capture_output=True, timeout=120)
    assert (home / "khien.db").exists()
    assert open_to_others(home) == []


class Inner(BaseModel):
    said: dict[str, int]


def test_what_is_kept_of_a_defect_names_its_type_the_field_and_the_place_and_repeats_no_text() -> None:
    with pytest.raises(ValidationError) as wrong:
        Register.model_validate({**Register.example, "title": [WRITTEN], WRITTEN: 1})
    kept = without_words(wrong.value)
    assert kept.startswith("ValidationError (title string_type, ? extra_forbidden) tests/door/test_private_files.py:")
    with pytest.raises(ValidationError) as inside:
        Inner.model_validate({"said": {WRITTEN: WRITTEN}})
    assert without_words(inside.value).startswith("ValidationError (said.? int_parsing)")
    assert without_words(KeyError(WRITTEN)) == "KeyError"

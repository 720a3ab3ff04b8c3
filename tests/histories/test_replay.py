"""Running cases outlive releases: every history ever recorded replays with today's code, and with tomorrow's law."""

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from temporalio.client import WorkflowHistory
from temporalio.worker import Replayer
from temporalio.workflow import NondeterminismError

from domain.acts import ACTS, Act, Approve, Vote
from domain.facts import Fact
from domain.matter import Matter
from domain.refusals import Reason, Refused
from tests.builders import another_conclusion
from tests.histories import rearranged
from tests.histories.record import record
from workflows.initiative import InitiativeWorkflow
from workflows.liability_review import LiabilityReviewWorkflow
from workflows.plugin import khien_plugin
from workflows.reconcile import ReconcileWorkflow
from workflows.reward_file import RewardFileWorkflow
from workflows.sweep import SweepWorkflow

CORPUS = sorted(Path(__file__).parent.glob("*/*.json.gz"))
LIVES = pytest.mark.parametrize("recorded", CORPUS, ids=[f"{path.parent.name}/{path.name.removesuffix('.json.gz')}" for path in CORPUS])


WORKFLOWS = (InitiativeWorkflow, LiabilityReviewWorkflow, RewardFileWorkflow, ReconcileWorkflow, SweepWorkflow)


def history(path: Path) -> WorkflowHistory:
    """A child's file is named after the life and what its number ends with."""
    _, _, child = path.name.removesuffix(".json.gz").partition("-")
    return WorkflowHistory.from_json("-".join(filter(None, ("SK-2026-26743-1", child))), gzip.decompress(path.read_bytes()).decode())


def replayer(*workflows: type) -> Replayer:
    return Replayer(workflows=workflows, plugins=[khien_plugin(sandboxed=True)])


def test_the_corpus_holds_every_kind_of_life() -> None:
    lives = {path.name.removesuffix(".json.gz") for path in CORPUS}

    assert lives >= {"a_whole_life", "reminded_and_refused", "taken_in_later", "junk", "a_turned_page", "mailed"}
    assert lives >= {"rewarded", "rewarded-K", "reviewed", "reviewed-R1", "a_night"}


async def test_what_was_recorded_is_not_written_over(tmp_path: Path) -> None:
    kept = tmp_path / "junk.json.gz"
    kept.write_bytes(b"as it was")

    with pytest.raises(FileExistsError, match=r"junk\.json\.gz"):
        await record(tmp_path, [])

    assert kept.read_bytes() == b"as it was"


@LIVES
async def test_replays_as_it_is(recorded: Path) -> None:
    await replayer(*WORKFLOWS).replay_workflow(history(recorded))


@pytest.fixture
def another_law() -> Iterator[None]:
    """A rule made stricter, a field made stricter, and an act removed: as three releases and two decrees would."""
    kept_act = ACTS.pop("accept_dossier")
    kept_field = Approve.model_fields["scope"]

    def stricter(act: Vote, matter: Matter) -> Fact:
        raise Refused(Reason.NOT_YOUR_OFFICE, "house: directory")

    Approve.model_fields["scope"] = type(kept_field)(annotation=int)
    Approve.model_rebuild(force=True)
    with another_conclusion(Vote, stricter):
        yield
    ACTS["accept_dossier"] = kept_act
    Approve.model_fields["scope"] = kept_field
    Approve.model_rebuild(force=True)


@LIVES
async def test_replays_under_another_law(recorded: Path, another_law: None) -> None:
    with pytest.raises(ValueError, match="scope"):
        Approve.model_validate({"scope": "as it was written"})
    assert "accept_dossier" not in ACTS
    assert issubclass(Approve, Act)

    await replayer(*WORKFLOWS).replay_workflow(history(recorded))


async def test_a_rearranged_workflow_is_found_out() -> None:
    """The gate can fail: the same procedure with one timer more does not replay."""
    whole_life = next(path for path in CORPUS if "a_whole_life" in path.name)

    with pytest.raises(NondeterminismError):
        await replayer(rearranged.InitiativeWorkflow).replay_workflow(history(whole_life))

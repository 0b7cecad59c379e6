"""Tasks run in parallel; progress is forwarded, and an error in one stops the others."""

import os
import time
from pathlib import Path

import pytest

from avol.errors import EngineError, WeightsError
from avol.training.supervised.config import load_supervised_config
from avol.training.supervised.context import Progress, TrainingContext
from avol.training.supervised.parallel import run_in_parallel

TICK = 0.02  # seconds
LONG = 100_000  # ticks


@pytest.fixture
def context(tmp_path: Path) -> TrainingContext:
    return TrainingContext(load_supervised_config("avol"), tmp_path, tmp_path, {}, [])


def _count(context: TrainingContext, progress: Progress) -> None:
    """Counts, and goes on until it is stopped."""
    for done in range(1, 11):
        progress("counting", done, 10)
    _run_long(context, progress)


def _fail_later(context: TrainingContext, progress: Progress) -> None:
    """Fails while the other task runs, after its reports have arrived."""
    progress("waiting", 1, 1)
    _wait_for_file(context.work / "counted")
    raise WeightsError("The pretrained audio encoder is missing.")


def _run_long(context: TrainingContext, progress: Progress) -> None:
    (context.work / "begun").touch()
    for done in range(LONG):
        progress("working", done, LONG)
        time.sleep(TICK)


def _die(context: TrainingContext, progress: Progress) -> None:
    _wait_for_file(context.work / "begun")
    os._exit(9)


def _wait_for_file(path: Path) -> None:
    while not path.exists():
        time.sleep(TICK)


def _ignore(stage: str, done: int, count: int) -> None:
    pass


def test_tasks_run_at_the_same_time_and_an_error_stops_the_others(
    context: TrainingContext,
) -> None:
    reported: dict[str, tuple[int, int]] = {}

    def receive(stage: str, done: int, count: int) -> None:
        reported[stage] = (done, count)
        if reported.get("counting") == (10, 10) and "waiting" in reported:
            (context.work / "counted").touch()

    with pytest.raises(WeightsError, match="encoder is missing"):
        run_in_parallel((_fail_later, _count), context, receive)
    assert reported["counting"] == (10, 10)
    assert reported["waiting"] == (1, 1)


def test_a_dead_process_raises_an_error(context: TrainingContext) -> None:
    with pytest.raises(EngineError, match="run the command again to resume"):
        run_in_parallel((_run_long, _die), context, _ignore)


@pytest.mark.slow
def test_an_interruption_stops_both_tasks(context: TrainingContext) -> None:
    def interrupt(stage: str, done: int, count: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_in_parallel((_run_long, _run_long), context, interrupt)

"""Two sides learn at once: what they tell arrives, what goes wrong with one stops the other."""

import os
import time
from pathlib import Path

import pytest

from avol.errors import EngineError, WeightsError
from avol.training.supervised.config import read_recipe
from avol.training.supervised.context import Progress, TrainingContext
from avol.training.supervised.parallel import at_once

TICK = 0.02


@pytest.fixture
def course(tmp_path: Path) -> TrainingContext:
    return TrainingContext(read_recipe("avol"), tmp_path, tmp_path, {}, [])


def _count(course: TrainingContext, tell: Progress) -> None:
    for done in range(1, 11):
        tell("counting", done, 10)
    (course.work / "counted").touch()


def _meet(course: TrainingContext, tell: Progress) -> None:
    """Ends only if the other side works at the same time."""
    while not (course.work / "counted").exists():
        tell("waiting", 0, 1)
        time.sleep(TICK)
    tell("waiting", 1, 1)


def _endless(course: TrainingContext, tell: Progress) -> None:
    (course.work / "begun").touch()
    for done in range(100_000):
        tell("working", done, 100_000)
        time.sleep(TICK)


def _fail(course: TrainingContext, tell: Progress) -> None:
    _wait_for(course.work / "begun")
    raise WeightsError("The pretrained ear is missing.")


def _die(course: TrainingContext, tell: Progress) -> None:
    _wait_for(course.work / "begun")
    os._exit(9)


def _wait_for(path: Path) -> None:
    while not path.exists():
        time.sleep(TICK)


def _ignore(stage: str, done: int, count: int) -> None:
    pass


def test_both_work_at_the_same_time_and_tell_how_far_they_are(course: TrainingContext) -> None:
    told: dict[str, tuple[int, int]] = {}
    at_once((_meet, _count), course, lambda stage, done, count: told.update({stage: (done, count)}))
    assert told == {"counting": (10, 10), "waiting": (1, 1)}


def test_what_one_raises_stops_the_other(course: TrainingContext) -> None:
    with pytest.raises(WeightsError, match="ear is missing"):
        at_once((_endless, _fail), course, _ignore)


def test_a_process_that_dies_is_said(course: TrainingContext) -> None:
    with pytest.raises(EngineError, match="goes on where it was"):
        at_once((_endless, _die), course, _ignore)


def test_a_break_stops_both(course: TrainingContext) -> None:
    def stop(stage: str, done: int, count: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        at_once((_endless, _endless), course, stop)

"""Following the object, and the examples that a recording keeps."""

from dataclasses import replace

import pytest

from avol_studio.services.teaching.box_tracker import BoxTracker, tracking_image
from avol_studio.services.teaching.example_recording import (
    NO_MOVEMENT,
    NO_SOUND,
    NOT_VISIBLE,
    ExampleRecording,
    tracked_boxes,
)
from avol_studio.services.teaching.motion_region import moving_boxes
from avol_studio.services.teaching.state import Recorded, RecordingPlan, Step
from tests.avol_studio.services.teaching.moving_object import ToneAudio, object_at, overlap

TIMES = [n / 10 for n in range(51)]
PLAN = RecordingPlan(Step.OBJECT, 5.0, 5, True, -60.0, "live", 0.0, 1.0)


def test_a_box_follows_the_object() -> None:
    frame, box = object_at(0.0)
    tracker = BoxTracker(tracking_image(frame.image), box)
    for time in TIMES[1:]:
        frame, box = object_at(time)
        found = tracker.update(tracking_image(frame.image))
        assert found is not None
        assert overlap(found, box) > 0.8


def test_an_object_that_was_away_is_found_again() -> None:
    frame, box = object_at(0.0)
    tracker = BoxTracker(tracking_image(frame.image), box)
    away = [tracker.update(tracking_image(object_at(t, shown=False)[0].image)) for t in (0.1, 0.2)]
    assert away[-1] is None
    frame, box = object_at(3.0)
    found = tracker.update(tracking_image(frame.image))
    assert found is not None
    assert overlap(found, box) > 0.8


def test_a_box_is_followed_in_both_directions() -> None:
    frames = [object_at(time) for time in TIMES]
    images = [tracking_image(frame.image) for frame, _ in frames]
    boxes = tracked_boxes(images, 25, frames[25][1])
    assert len(boxes) == len(frames)
    for n in (0, 25, 50):
        found = boxes[n]
        assert found is not None
        assert overlap(found, frames[n][1]) > 0.8


def test_the_region_that_moves_with_the_sound_is_found() -> None:
    frames = [object_at(time) for time in TIMES]
    images = [tracking_image(frame.image) for frame, _ in frames]
    boxes = moving_boxes(images, TIMES, [-20.0] * len(TIMES))
    for found, (_, box) in zip(boxes, frames, strict=True):
        assert found is not None
        assert overlap(found, box) > 0.3
    still = [images[0]] * 5
    assert moving_boxes(still, TIMES[:5], [-20.0] * 5) == [None] * 5


def record(plan: RecordingPlan, audio: ToneAudio, still: bool = False) -> Recorded:
    """The result of a recording, with the true boxes where a box is followed."""
    recording = ExampleRecording(plan, audio, 48_000)
    frames = [object_at(0.0 if still else time) for time in TIMES]
    for (frame, _), time in zip(frames, TIMES, strict=True):
        recording.add(replace(frame, time=time), tracking_image(frame.image))
    assert recording.complete
    return recording.result([box for _, box in frames] if plan.box else None, live=True)


def test_examples_are_spread_over_the_recording() -> None:
    recorded = record(PLAN, ToneAudio(0.0, 9.0))
    assert not recorded.problem
    assert [example.time for example in recorded.examples] == [1.0, 2.0, 3.0, 4.0, 5.0]
    for example in recorded.examples:
        assert example.box == object_at(example.time)[1]
        assert example.wave is not None
        assert example.wave.shape == (48_000,)
        assert not example.is_background


def test_only_examples_with_sound_are_kept() -> None:
    recorded = record(PLAN, ToneAudio(2.5, 9.0))
    assert [example.time for example in recorded.examples] == [3.0, 4.0, 5.0]


@pytest.mark.parametrize(
    ("by_box", "audio", "still", "problem"),
    [
        (True, ToneAudio(9.0, 9.0), False, NO_SOUND),
        (False, ToneAudio(0.0, 9.0), True, NO_MOVEMENT),
    ],
)
def test_a_useless_recording_says_why(
    by_box: bool, audio: ToneAudio, still: bool, problem: str
) -> None:
    recorded = record(replace(PLAN, box=by_box), audio, still)
    assert recorded.problem == problem
    assert not recorded.examples


def test_a_lost_object_is_reported() -> None:
    recording = ExampleRecording(PLAN, ToneAudio(0.0, 9.0), 48_000)
    for time in TIMES:
        frame, _ = object_at(time)
        recording.add(frame, tracking_image(frame.image))
    assert recording.result([None] * len(TIMES), live=True).problem == NOT_VISIBLE


def test_background_needs_no_sound_and_no_box() -> None:
    plan = replace(PLAN, step=Step.BACKGROUND, count=3, lead=0.0)
    recorded = record(plan, ToneAudio(9.0, 9.0), still=True)
    assert [example.time for example in recorded.examples] == [0.0, 2.5, 5.0]
    assert all(example.is_background and example.box is None for example in recorded.examples)

"""Score of the demo clip, on a tiny clip with known results."""

import json
from collections.abc import Callable
from fractions import Fraction
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest
from rich.console import Console

from avol.core.paths import resources_folder
from avol.errors import InputError
from avol.evaluation.demo.evaluate import DemoScore, score_demo
from avol.evaluation.demo.ground_truth import (
    GroundTruth,
    GroundTruthFrame,
    Segment,
    SegmentKind,
    load_ground_truth,
)
from avol.evaluation.demo.metrics import MapMetrics, mean_metrics, score_map, sounding_boxes
from avol.evaluation.demo.page import box_items
from avol.evaluation.demo.table import demo_table
from avol.evaluation.geometry import cells_in_boxes
from avol.localization import Localization, Verdict
from avol.localizer import Localizer
from avol.media import VideoFile, VideoWriter
from tests.support.synthetic import coded_images, number_of, tone_audio

FPS, SECONDS = 10, 2
SEGMENTS: tuple[tuple[SegmentKind, tuple[str, ...]], ...] = (
    ("one", ("a",)),
    ("two", ("a", "b")),
    ("offscreen", ()),
    ("silence", ()),
)
CLEAR = SECONDS * FPS - FPS + 1  # frames of a segment whose audio window is inside the segment
ENDS = 5 + 4  # further frames at the ends of the clip, whose windows are shifted into it
LEFT, RIGHT = (0.05, 0.1, 0.45, 0.9), (0.6, 0.2, 0.95, 0.7)
Rule = Callable[[GroundTruthFrame, Segment], np.ndarray]


def clip_truth() -> GroundTruth:
    """`a` and `b` are left and right, and change sides in the middle of each segment."""
    frames = []
    for number in range(len(SEGMENTS) * SECONDS * FPS):
        a, b = (LEFT, RIGHT) if number // FPS % 2 == 0 else (RIGHT, LEFT)
        frames.append(GroundTruthFrame(time=number / FPS, boxes={"a": a, "b": b}))
    parts = [
        Segment(start=i * SECONDS, stop=(i + 1) * SECONDS, kind=kind, sounding=sounding)
        for i, (kind, sounding) in enumerate(SEGMENTS)
    ]
    return GroundTruth(fps=FPS, width=96, height=64, segments=tuple(parts), frames=tuple(frames))


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A video with numbered frames, and a tone while a visible object sounds."""
    path = tmp_path_factory.mktemp("clip") / "clip.mp4"
    audio = tone_audio(len(SEGMENTS) * SECONDS, 48_000)
    audio[2 * SECONDS * 48_000 :] = 0
    with VideoWriter(path, 96, 64, Fraction(FPS), audio=(48_000, 1)) as writer:
        for number, image in enumerate(coded_images(len(clip_truth().frames))):
            writer.add_frame(image, number / FPS)
        writer.add_audio(audio)
    path.with_suffix(".json").write_text(clip_truth().model_dump_json(), encoding="utf-8")
    return path


class RuleLocalizer:
    """A localizer that reads the number of the frame and computes the map by a rule."""

    card = SimpleNamespace(threshold=0.5)
    audio_window = 48_000

    def __init__(self, rule: Rule) -> None:
        self.rule, self.truth = rule, clip_truth()
        self.calls = list[tuple[int, float]]()

    def __call__(self, image: np.ndarray, wave: np.ndarray) -> Localization:
        number = number_of(image)
        assert wave.shape == (48_000,)
        self.calls.append((number, float(np.sqrt((wave**2).mean()))))
        segment = next(s for s in self.truth.segments if number / FPS < s.stop)
        return localization(self.rule(self.truth.frames[number], segment))


def localization(scores: np.ndarray) -> Localization:
    """Return a localization with this map."""
    row, column = divmod(int(scores.argmax()), 14)
    peak = (column + 0.5) / 14, (row + 0.5) / 14
    return Localization(scores, scores, float(scores.max()), peak, Verdict.MATCH)


def correct_map(frame: GroundTruthFrame, segment: Segment) -> np.ndarray:
    return cells_in_boxes(frame.boxes[name] for name in segment.sounding).astype(np.float32)


def silent_object_map(frame: GroundTruthFrame, segment: Segment) -> np.ndarray:
    silent = (box for name, box in frame.boxes.items() if name not in segment.sounding)
    return cells_in_boxes(silent) * np.float32(0.9)


def centre_map(frame: GroundTruthFrame, segment: Segment) -> np.ndarray:
    scores = np.zeros((14, 14), np.float32)
    scores[7, 7] = 0.9
    return scores


def score(clip: Path, rule: Rule, every: int = 1) -> DemoScore:
    localizer = cast(Localizer, RuleLocalizer(rule))
    return score_demo(localizer, clip, clip.with_suffix(".json"), every=every)


def test_correct_maps_reach_all_metrics(clip: Path) -> None:
    result = score(clip, correct_map)
    one, two, offscreen, silence = (row.metrics for row in result.segments)
    assert (one.pointing, one.silent_object, one.both) == (1, 0, None)
    assert (two.pointing, two.both) == (1, 1)
    assert (offscreen.pointing, offscreen.empty, silence.empty) == (None, 1, 1)
    assert offscreen.highlighted == silence.highlighted == 0
    assert one.empty == 0
    assert result.overall.pointing == 1


def test_maps_of_silent_objects_score_zero(clip: Path) -> None:
    one, two, offscreen, _ = (row.metrics for row in score(clip, silent_object_map).segments)
    assert (one.pointing, one.silent_object) == (0, 1)
    assert (two.pointing, two.both, two.empty) == (0, 0, 1)
    assert offscreen.empty == 0
    assert offscreen.highlighted == pytest.approx(cells_in_boxes([LEFT, RIGHT]).mean())


def test_one_of_two_objects_does_not_count_as_both(clip: Path) -> None:
    only_a = score(clip, lambda frame, _: cells_in_boxes([frame.boxes["a"]]).astype(np.float32))
    assert only_a.segments[1].metrics.pointing == 1
    assert only_a.segments[1].metrics.both == 0


def test_map_with_central_peak_equals_the_centre_baseline(clip: Path) -> None:
    result = score(clip, centre_map)
    assert result.overall.pointing == result.overall.centre == 0
    assert result.kinds[0].metrics.empty == 0


def test_random_cell_is_the_mean_over_all_cells() -> None:
    truth = clip_truth()
    frame, segment = truth.frames[0], truth.segments[0]
    result = [
        score_map(
            localization(np.eye(1, 196, cell, dtype=np.float32).reshape(14, 14)),
            frame,
            segment,
            0.5,
        )
        for cell in range(196)
    ]
    assert mean_metrics(result).pointing == pytest.approx(result[0].random_cell)
    assert result[0].random_object == 0.5


def test_best_fixed_cell_fails_when_objects_change_sides(clip: Path) -> None:
    truth = clip_truth()
    result = score(clip, correct_map)
    lone = [f for n, s in truth.scorable if s.kind == "one" for f in [truth.frames[n]]]
    on_left = np.mean([frame.boxes["a"] == LEFT for frame in lone])
    pairs = CLEAR  # while both sound, either side is correct
    expected = (max(on_left, 1 - on_left) * len(lone) + pairs) / (len(lone) + pairs)
    assert result.best_fixed == pytest.approx(expected)


def test_only_audio_windows_inside_one_segment_are_scored(clip: Path) -> None:
    localizer, progress = RuleLocalizer(correct_map), list[tuple[int, int]]()
    result = score_demo(
        cast(Localizer, localizer),
        clip,
        clip.with_suffix(".json"),
        progress=lambda done, total: progress.append((done, total)),
    )
    numbers = [number for number, _ in localizer.calls]
    # The windows of the first and the last half second are shifted into the clip.
    assert numbers == [n for n in range(80) if 5 <= n % 20 <= 15 or n < 5 or n > 75]
    assert result.scored == 4 * CLEAR + ENDS
    assert result.skipped == 80 - 4 * CLEAR - ENDS
    assert progress == [(i + 1, 53) for i in range(53)]
    assert all((level > 0.3) == (n < 40) for n, level in localizer.calls if n % 20 != 15)


def test_every_n_scores_fewer_frames(clip: Path) -> None:
    assert score(clip, correct_map, every=4).scored == 14
    with pytest.raises(InputError, match="choose 1 or more"):
        score(clip, correct_map, every=0)


def test_object_outside_the_frame_has_no_pointing_metric() -> None:
    segment = clip_truth().segments[0]
    frame = GroundTruthFrame(time=1, boxes={"b": RIGHT})
    metrics = score_map(localization(np.ones((14, 14), np.float32)), frame, segment, 0.5)
    assert metrics == MapMetrics(highlighted=1, empty=0)


def test_score_is_printed_and_saved_as_json(clip: Path) -> None:
    result = score(clip, correct_map)
    console = Console(width=80, record=True, file=StringIO())
    console.print(demo_table(result))
    text = console.export_text()
    assert all(part in text for part in ("0.0–2.0 s a", " 100 ", "53 frames scored"))
    assert json.loads(json.dumps(result.to_dict()))["overall"]["pointing"] == 1


def test_ground_truth_of_another_clip_is_rejected(clip: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        load_ground_truth(tmp_path / "none.json")
    wrong = tmp_path / "wrong.json"
    wrong.write_text('{"fps": 25}', encoding="utf-8")
    with pytest.raises(InputError, match="not a ground truth file"):
        load_ground_truth(wrong)
    short = clip_truth().model_copy(update={"frames": clip_truth().frames[:-1]})
    wrong.write_text(short.model_dump_json(), encoding="utf-8")
    with pytest.raises(InputError, match="has 79 frames"):
        score_demo(cast(Localizer, RuleLocalizer(correct_map)), clip, wrong)


def test_bundled_clip_matches_its_ground_truth() -> None:
    folder = resources_folder() / "demo"
    truth = load_ground_truth(folder / "truth.json")
    with VideoFile(folder / "demo.mp4") as video:
        assert len(video.index) == len(truth.frames)
        assert (video.info.width, video.info.height) == (truth.width, truth.height)
        assert video.index.time(40) == pytest.approx(truth.frames[40].time, abs=1e-4)
    assert [s.stop for s in truth.segments[:-1]] == [s.start for s in truth.segments[1:]]
    results = [
        score_map(localization(np.zeros((14, 14), np.float32)), truth.frames[number], segment, 0.5)
        for number, segment in truth.scorable
    ]
    pointable = [metrics for metrics in results if metrics.pointing is not None]
    assert len(pointable) == sum(bool(segment.sounding) for _, segment in truth.scorable)
    whole = mean_metrics(pointable)
    assert whole.centre is not None
    assert whole.centre < 0.2
    assert whole.random_cell is not None
    assert whole.random_cell < 0.2
    assert whole.random_object is not None
    assert whole.random_object < 0.6


def test_sounding_objects_of_the_bundled_clip_are_large_and_at_varying_positions() -> None:
    truth = load_ground_truth(resources_folder() / "demo" / "truth.json")
    assert {name for frame in truth.frames for name in frame.boxes} == {
        name for segment in truth.segments for name in segment.sounding
    }
    scorable = [(truth.frames[number], segment) for number, segment in truth.scorable]
    boxes_by_frame = [
        sounding_boxes(frame, segment) for frame, segment in scorable if segment.sounding
    ]
    assert all(cells_in_boxes([box]).sum() >= 9 for boxes in boxes_by_frame for box in boxes)
    assert np.mean([cells_in_boxes(boxes) for boxes in boxes_by_frame], axis=0).max() < 0.4


def test_ground_truth_as_box_list() -> None:
    items = list(box_items(clip_truth(), "clip.mp4"))
    assert {item.label for item in items} == {"a", "a + b", "offscreen"}
    for item in items:
        boxes = clip_truth().frames[round((item.time or 0) * FPS)].boxes
        named = [name for name in boxes if name in item.label.split(" + ")]
        assert item.file == "clip.mp4"
        assert item.absent == (item.label == "offscreen")
        assert item.bbox == tuple(boxes[name] for name in named)
        assert len(item.bbox) + len(item.other) == 2

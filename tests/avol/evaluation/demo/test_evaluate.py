"""The score of the demo clip, on a tiny clip whose every answer is known."""

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
from avol.localizer import Localization, Localizer, Verdict
from avol.media import VideoFile, VideoWriter
from tests.support.synthetic import coded_images, number_of, tone_audio

FPS, SECONDS = 10, 2
SEGMENTS: tuple[tuple[SegmentKind, tuple[str, ...]], ...] = (
    ("one", ("a",)),
    ("two", ("a", "b")),
    ("offscreen", ()),
    ("silence", ()),
)
CLEAR = SECONDS * FPS - FPS + 1  # frames of a segment whose second of sound lies within
LEFT, RIGHT = (0.05, 0.1, 0.45, 0.9), (0.6, 0.2, 0.95, 0.7)
Rule = Callable[[GroundTruthFrame, Segment], np.ndarray]


def known() -> GroundTruth:
    """`a` and `b` stand left and right and change places half-way through each segment."""
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
    """Numbered pictures; a tone while something in the picture sounds."""
    path = tmp_path_factory.mktemp("clip") / "clip.mp4"
    sound = tone_audio(len(SEGMENTS) * SECONDS, 48_000)
    sound[2 * SECONDS * 48_000 :] = 0
    with VideoWriter(path, 96, 64, Fraction(FPS), audio=(48_000, 1)) as movie:
        for number, picture in enumerate(coded_images(len(known().frames))):
            movie.add_frame(picture, number / FPS)
        movie.add_audio(sound)
    path.with_suffix(".json").write_text(known().model_dump_json(), encoding="utf-8")
    return path


class Knowing:
    """A localizer that reads the number of the frame and answers by a rule."""

    card = SimpleNamespace(threshold=0.5)

    def __init__(self, rule: Rule) -> None:
        self.rule, self.truth = rule, known()
        self.asked = list[tuple[int, float]]()

    def __call__(self, image: np.ndarray, wave: np.ndarray) -> Localization:
        number = number_of(image)
        assert wave.shape == (48_000,)
        self.asked.append((number, float(np.sqrt((wave**2).mean()))))
        segment = next(s for s in self.truth.segments if number / FPS < s.stop)
        return answer(self.rule(self.truth.frames[number], segment))


def answer(lit: np.ndarray) -> Localization:
    """A localization with this map."""
    row, column = divmod(int(lit.argmax()), 14)
    peak = (column + 0.5) / 14, (row + 0.5) / 14
    return Localization(lit, lit, float(lit.max()), peak, Verdict.MATCH)


def oracle(frame: GroundTruthFrame, segment: Segment) -> np.ndarray:
    return cells_in_boxes(frame.boxes[name] for name in segment.sounding).astype(np.float32)


def liar(frame: GroundTruthFrame, segment: Segment) -> np.ndarray:
    silent = (box for name, box in frame.boxes.items() if name not in segment.sounding)
    return cells_in_boxes(silent) * np.float32(0.9)


def middle(frame: GroundTruthFrame, segment: Segment) -> np.ndarray:
    lit = np.zeros((14, 14), np.float32)
    lit[7, 7] = 0.9
    return lit


def score(clip: Path, rule: Rule, every: int = 1) -> DemoScore:
    fake = cast(Localizer, Knowing(rule))
    return score_demo(fake, clip, clip.with_suffix(".json"), every=every)


def test_who_knows_everything_points_right_everywhere(clip: Path) -> None:
    reached = score(clip, oracle)
    one, two, offscreen, silence = (row.metrics for row in reached.segments)
    assert (one.pointing, one.silent_object, one.both) == (1, 0, None)
    assert (two.pointing, two.both) == (1, 1)
    assert (offscreen.pointing, offscreen.empty, silence.empty) == (None, 1, 1)
    assert offscreen.highlighted == silence.highlighted == 0
    assert one.empty == 0
    assert reached.overall.pointing == 1


def test_who_points_at_the_silent_one_scores_nothing(clip: Path) -> None:
    one, two, offscreen, _ = (row.metrics for row in score(clip, liar).segments)
    assert (one.pointing, one.silent_object) == (0, 1)
    assert (two.pointing, two.both, two.empty) == (0, 0, 1)
    assert offscreen.empty == 0
    assert offscreen.highlighted == pytest.approx(cells_in_boxes([LEFT, RIGHT]).mean())


def test_lighting_one_of_two_is_not_finding_both(clip: Path) -> None:
    only_a = score(clip, lambda frame, _: cells_in_boxes([frame.boxes["a"]]).astype(np.float32))
    assert only_a.segments[1].metrics.pointing == 1
    assert only_a.segments[1].metrics.both == 0


def test_the_centre_reaches_what_the_centre_row_says(clip: Path) -> None:
    reached = score(clip, middle)
    assert reached.overall.pointing == reached.overall.centre == 0
    assert reached.kinds[0].metrics.empty == 0


def test_chance_is_what_pointing_everywhere_reaches() -> None:
    truth = known()
    frame, segment = truth.frames[0], truth.segments[0]
    reached = [
        score_map(
            answer(np.eye(1, 196, cell, dtype=np.float32).reshape(14, 14)), frame, segment, 0.5
        )
        for cell in range(196)
    ]
    assert mean_metrics(reached).pointing == pytest.approx(reached[0].random_cell)
    assert reached[0].random_object == 0.5


def test_no_fixed_place_follows_who_changes_places(clip: Path) -> None:
    truth = known()
    reached = score(clip, oracle)
    lone = [f for n, s in truth.scorable if s.kind == "one" for f in [truth.frames[n]]]
    on_left = np.mean([frame.boxes["a"] == LEFT for frame in lone])
    pairs = CLEAR  # while both sound, either place is right
    expected = (max(on_left, 1 - on_left) * CLEAR + pairs) / (2 * CLEAR)
    assert reached.best_fixed == pytest.approx(expected)


def test_only_seconds_of_one_segment_are_asked_about(clip: Path) -> None:
    fake, told = Knowing(oracle), list[tuple[int, int]]()
    reached = score_demo(
        cast(Localizer, fake),
        clip,
        clip.with_suffix(".json"),
        progress=lambda done, total: told.append((done, total)),
    )
    numbers = [number for number, _ in fake.asked]
    assert numbers == [n for n in range(80) if 5 <= n % 20 <= 15]
    assert reached.scored == 4 * CLEAR
    assert reached.skipped == 80 - 4 * CLEAR
    assert told == [(i + 1, 44) for i in range(44)]
    assert all((level > 0.3) == (n < 40) for n, level in fake.asked if n % 20 != 15)


def test_a_quick_look_asks_less(clip: Path) -> None:
    assert score(clip, oracle, every=4).scored == 11
    with pytest.raises(InputError, match="choose 1 or more"):
        score(clip, oracle, every=0)


def test_whoever_left_the_picture_cannot_be_pointed_at() -> None:
    segment = known().segments[0]
    gone = GroundTruthFrame(time=1, boxes={"b": RIGHT})
    lone = score_map(answer(np.ones((14, 14), np.float32)), gone, segment, 0.5)
    assert lone == MapMetrics(highlighted=1, empty=0)


def test_it_can_be_printed_and_kept(clip: Path) -> None:
    reached = score(clip, oracle)
    console = Console(width=80, record=True, file=StringIO())
    console.print(demo_table(reached))
    text = console.export_text()
    assert all(part in text for part in ("0.0–2.0 s a", " 100 ", "44 frames scored"))
    assert json.loads(json.dumps(reached.to_dict()))["overall"]["pointing"] == 1


def test_truth_that_does_not_fit_is_refused(clip: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        load_ground_truth(tmp_path / "none.json")
    wrong = tmp_path / "wrong.json"
    wrong.write_text('{"fps": 25}', encoding="utf-8")
    with pytest.raises(InputError, match="not a ground truth file"):
        load_ground_truth(wrong)
    short = known().model_copy(update={"frames": known().frames[:-1]})
    wrong.write_text(short.model_dump_json(), encoding="utf-8")
    with pytest.raises(InputError, match="has 79 frames"):
        score_demo(cast(Localizer, Knowing(oracle)), clip, wrong)


def test_the_shipped_clip_and_its_truth_belong_together() -> None:
    folder = resources_folder() / "demo"
    truth = load_ground_truth(folder / "truth.json")
    with VideoFile(folder / "demo.mp4") as video:
        assert len(video.index) == len(truth.frames)
        assert (video.info.width, video.info.height) == (truth.width, truth.height)
        assert video.index.time(40) == pytest.approx(truth.frames[40].time, abs=1e-4)
    assert [s.stop for s in truth.segments[:-1]] == [s.start for s in truth.segments[1:]]
    judged = [
        score_map(answer(np.zeros((14, 14), np.float32)), truth.frames[number], segment, 0.5)
        for number, segment in truth.scorable
    ]
    pointable = [shares for shares in judged if shares.pointing is not None]
    assert len(pointable) == sum(bool(segment.sounding) for _, segment in truth.scorable)
    whole = mean_metrics(pointable)
    assert whole.centre is not None
    assert whole.centre < 0.2
    assert whole.random_cell is not None
    assert whole.random_cell < 0.2
    assert whole.random_object is not None
    assert whole.random_object < 0.6


def test_who_sounds_in_the_shipped_clip_is_large_and_at_no_fixed_place() -> None:
    truth = load_ground_truth(resources_folder() / "demo" / "truth.json")
    assert {name for frame in truth.frames for name in frame.boxes} == {
        name for segment in truth.segments for name in segment.sounding
    }
    heard = [(truth.frames[number], segment) for number, segment in truth.scorable]
    places = [sounding_boxes(frame, segment) for frame, segment in heard if segment.sounding]
    assert all(cells_in_boxes([box]).sum() >= 9 for boxes in places for box in boxes)
    assert np.mean([cells_in_boxes(boxes) for boxes in places], axis=0).max() < 0.35


def test_the_truth_as_a_box_list() -> None:
    items = list(box_items(known(), "clip.mp4"))
    assert {item.label for item in items} == {"a", "a + b", "offscreen"}
    for item in items:
        boxes = known().frames[round((item.time or 0) * FPS)].boxes
        named = [name for name in boxes if name in item.label.split(" + ")]
        assert item.file == "clip.mp4"
        assert item.absent == (item.label == "offscreen")
        assert item.bbox == tuple(boxes[name] for name in named)
        assert len(item.bbox) + len(item.other) == 2

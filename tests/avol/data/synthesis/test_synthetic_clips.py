"""Synthetic clips match their ground truth: the boxes and the tones."""

from pathlib import Path

import numpy as np
import pytest

from avol.data.shards.clips import FRAME_RATE
from avol.data.synthesis.synthetic_clips import SHAPE_CLASSES, SyntheticClip, write_synthetic_clips
from avol.media import AudioTrack, VideoFile
from tests.support.videos import ENCODER_NOISE, max_frame_difference

COLOURS = {label.name: np.array(label.colour) for label in SHAPE_CLASSES}
HERTZ = {label.name: label.hertz for label in SHAPE_CLASSES}


@pytest.fixture(scope="module")
def clips(tmp_path_factory: pytest.TempPathFactory) -> list[SyntheticClip]:
    return write_synthetic_clips(tmp_path_factory.mktemp("synthetic"), 4, seed=5, seconds=2)


def _coloured(image: np.ndarray, label: str) -> np.ndarray:
    """The pixels with about the colour of a class, (H, W) bool."""
    return np.abs(image.astype(int) - COLOURS[label]).max(axis=2) < 60


def test_each_shape_is_inside_its_box(clips: list[SyntheticClip]) -> None:
    for clip in clips:
        with VideoFile(clip.path) as video:
            assert len(video.index) == 2 * FRAME_RATE == len(clip.boxes)
            for k in (0, 31):
                image = video.frame(k).image
                height, width = image.shape[:2]
                x0, y0, x1, y1 = (
                    (clip.boxes[k] * [width, height, width, height]).round().astype(int)
                )
                coloured = _coloured(image, clip.label)
                inside = coloured[max(y0 - 2, 0) : y1 + 2, max(x0 - 2, 0) : x1 + 2]
                hidden = any(_overlap(clip.boxes[k], box[k]) for box in clip.silent_boxes.values())
                assert inside.mean() > 0.2
                assert hidden or coloured.sum() - inside.sum() < 0.02 * coloured.sum() + 3


def _overlap(one: np.ndarray, other: np.ndarray) -> bool:
    return bool((np.maximum(one[:2], other[:2]) < np.minimum(one[2:], other[2:])).all())


def test_every_audio_window_has_the_tone_of_the_class(clips: list[SyntheticClip]) -> None:
    for clip in clips:
        with AudioTrack(clip.path) as track:
            for time in (0.5, 1.0, 1.5):
                window = track.window_at(time)
                loudest = np.abs(np.fft.rfft(window * np.hanning(len(window)))).argmax()
                assert loudest == pytest.approx(HERTZ[clip.label], abs=3)
                assert np.abs(window).max() > 0.05


def test_seeds_repeat_and_classes_alternate(tmp_path: Path, clips: list[SyntheticClip]) -> None:
    again = write_synthetic_clips(tmp_path / "again", 4, seed=5, seconds=2)
    other = write_synthetic_clips(tmp_path / "other", 1, seed=6, seconds=2)
    assert [clip.label for clip in again] == [label.name for label in SHAPE_CLASSES]
    for one, same in zip(clips, again, strict=True):
        np.testing.assert_array_equal(one.boxes, same.boxes)
        assert max_frame_difference(one.path, same.path) < ENCODER_NOISE
    assert not np.array_equal(other[0].boxes, clips[0].boxes)
    assert max_frame_difference(clips[0].path, other[0].path) > 2 * ENCODER_NOISE


def test_number_of_silent_shapes(tmp_path: Path) -> None:
    (alone,) = write_synthetic_clips(tmp_path, 1, seed=0, seconds=0.2, silent=0)
    assert alone.silent_boxes == {}
    (crowd,) = write_synthetic_clips(tmp_path, 1, seed=0, seconds=0.2, silent=3)
    assert sorted([crowd.label, *crowd.silent_boxes]) == sorted(
        label.name for label in SHAPE_CLASSES
    )

"""Photographs and recordings of one class are combined to clips."""

from pathlib import Path

import av
import cv2
import numpy as np
import pytest

from avol.data.catalogue.class_pairs import load_class_pairs, pair_by_class
from avol.data.catalogue.manifest import load_catalogue
from avol.data.shards.clips import SAMPLES_PER_FRAME
from avol.errors import InputError

COLOURS = {"red": (0, 0, 200), "green": (0, 200, 0), "mute": (200, 0, 0)}
TONES = {"red": 300.0, "green": 2000.0, "unseen": 700.0}


def _tone(path: Path, hertz: float, seconds: float) -> None:
    times = np.arange(int(48_000 * seconds)) / 48_000
    samples = (8000 * np.sin(2 * np.pi * hertz * times)).astype(np.int16)
    with av.open(path, "w") as container:
        stream = container.add_stream("pcm_s16le", rate=48_000, layout="mono")
        frame = av.AudioFrame.from_ndarray(samples[None], "s16", "mono")
        frame.sample_rate = 48_000
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def write_catalogue(folder: Path, each: int) -> Path:
    """Writes a catalogue with `each` photographs and recordings per class."""
    rows = ["path\tclass\tsource\tlicence\toriginal"]
    for kind, names in (("images", COLOURS), ("audio", TONES)):
        for label in names:
            (folder / "train" / kind / label).mkdir(parents=True)
            for number in range(each):
                ending = "png" if kind == "images" else "wav"
                path = folder / "train" / kind / label / f"{number}.{ending}"
                if kind == "images":
                    cv2.imwrite(str(path), np.full((60, 80 + number, 3), COLOURS[label], np.uint8))
                else:
                    _tone(path, TONES[label] * (1 + number / 200), 1.5)
                rows.append(
                    f"{path.relative_to(folder)}\t{label}\t{kind}{label}{number}\tCC0\t{number}"
                )
    (folder / "MANIFEST.tsv").write_text("\n".join(rows), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_catalogue(tmp_path_factory.mktemp("catalogue"), 12)


def test_each_clip_pairs_a_photograph_and_a_recording_of_one_class(folder: Path) -> None:
    items = load_catalogue(folder)
    images = [item for item in items if "images" in item.path.parts]
    sounds = [item for item in items if "audio" in item.path.parts]
    clips = list(pair_by_class(images, sounds, 6, seed=0))
    assert [clip.info.labels for clip in clips] == [("green",), ("red",)] * 3
    assert len({clip.video for clip in clips}) == 6
    for clip in clips:
        (label,) = clip.info.labels
        blue, green, red = COLOURS[label]
        np.testing.assert_allclose(clip.image(5).mean(axis=(0, 1)), (red, green, blue), atol=6)
        loudest = np.abs(
            np.fft.rfft(clip.audio_window(clip.centre_frames[0] * SAMPLES_PER_FRAME))
        ).argmax()
        assert loudest == pytest.approx(TONES[label], rel=0.1)
    again = list(pair_by_class(images, sounds, 6, seed=0))
    assert [clip.info for clip in again] == [clip.info for clip in clips]


def test_the_splits_share_no_source(folder: Path) -> None:
    sides = [load_class_pairs(folder, part, 16)[0] for part in ("train", "val")]
    one, other = ({s for c in side for s in c.info.source.split(" + ")} for side in sides)
    assert one
    assert other
    assert not one & other


def test_a_catalogue_without_a_complete_class_is_rejected(folder: Path) -> None:
    excluded = frozenset(f"images{label}{n}" for label in COLOURS for n in range(12))
    with pytest.raises(InputError, match="no class with photographs and sounds"):
        load_class_pairs(folder, "train", 4, excluded_sources=excluded)


def test_evaluation_clips_use_every_item_once(folder: Path) -> None:
    clips, _ = load_class_pairs(folder, "train", None)
    images, sounds = (len({getattr(clip, kind) for clip in clips}) for kind in ("mjpg", "flac"))
    assert images == sounds == len(clips) > 12
    again, _ = load_class_pairs(folder, "train", 2 * len(clips))
    assert len({clip.flac for clip in again}) < len(again)

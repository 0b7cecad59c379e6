"""The clips of a tiny training: synthetic, or the user's own videos."""

from pathlib import Path

import numpy as np
import pytest

from avol.data.synthesis.synthetic_clips import write_synthetic_clips
from avol.errors import InputError
from avol.training.tiny.settings import TinySettings
from avol.training.tiny.world import World, load_world
from tests.support.synthetic import coded_images, make_media


def test_synthetic_clips_are_the_same_every_time(world: World) -> None:
    assert load_world(TinySettings(seed=9)) is world
    assert [clip.info.labels for clip in world.training[:4]] == [
        ("disc",), ("triangle",), ("diamond",), ("star",),
    ]  # fmt: skip
    videos = [clip.video for clip in (*world.training, *world.validation)]
    assert len(set(videos)) == 48


def test_ticks_are_at_every_frame(world: World) -> None:
    ticking = load_world(TinySettings(ticks="possible")).training[0].wave
    difference = ticking - world.training[0].wave
    assert difference[::1920] == pytest.approx(0.1, abs=1e-4)
    assert np.abs(np.delete(difference, np.arange(0, len(difference), 1920))).max() < 1e-4


def test_own_videos_are_split_by_video(tmp_path: Path) -> None:
    write_synthetic_clips(tmp_path, 5, seed=0, seconds=2, silent=0)
    make_media(tmp_path / "silent.mp4", coded_images(30))  # no audio: left out
    calls: list[tuple[int, int]] = []
    own = load_world(TinySettings(videos=str(tmp_path)), lambda *call: calls.append(call))
    names = [f"made-00{n}.mp4" for n in range(5)]
    assert [clip.video for clip in own.training] == names[1:4]
    assert [clip.video for clip in own.validation] == [names[0], names[4]]  # far from each other
    assert len(own.probes) == 6
    assert [probe.expected for probe in own.probes] == [names[0], names[4], "", "", "", ""]
    assert all(p.audio_name != p.image_name for p in own.probes if not p.expected)
    assert not own.pointing
    assert calls[-1] == (6, 6)


@pytest.mark.parametrize("count", [0, 1, 3])
def test_too_few_videos_are_an_error(tmp_path: Path, count: int) -> None:
    write_synthetic_clips(tmp_path, count, seed=0, seconds=1.2, silent=0)
    with pytest.raises(InputError, match=r"[;,] (add videos|select another)"):
        load_world(TinySettings(videos=str(tmp_path)))


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        load_world(TinySettings(videos=str(tmp_path / "none")))

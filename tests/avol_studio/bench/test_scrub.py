"""The scrub benchmark; the tests do not depend on its times."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from avol.cli.main import run
from avol.errors import MediaError
from avol.localizer import Localizer
from avol.media import AudioTrack, Frame, VideoFile
from avol_studio.bench.reference_frames import digest, reference_digests
from avol_studio.bench.scrub import bench_scrub
from avol_studio.bench.test_video import make_test_video
from avol_studio.cli.main import app
from avol_studio.playback.dependencies import PlayerDependencies
from tests.support.fakes import FakeModel
from tests.support.synthetic import coded_images, make_media, tone_audio

pytestmark = pytest.mark.usefixtures("qtbot")


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    return make_media(
        tmp_path / "clip.mp4", coded_images(80, 192, 128), gop=40, audio=tone_audio(3.2, 48_000)
    )


@pytest.fixture
def dependencies() -> PlayerDependencies:
    return PlayerDependencies(load_model=FakeModel)


def test_every_position_shows_the_right_frame(clip: Path, dependencies: PlayerDependencies) -> None:
    report = bench_scrub(clip, 5, dependencies)
    assert (report.frames, report.wrong_frames) == (5, 0)
    for times in (report.preview_ms, report.exact_cold_ms, report.exact_cached_ms):
        assert 0 <= times.p50 <= times.p95  # rounded to 0.1 ms: a cached frame may take 0.0
    assert report.exact_cold_ms.p95 > 0
    assert report.exact_frame_cpu_ms.p95 > 0
    assert report.opencv_cpu_ms.p95 > 0


class ShiftedVideo(VideoFile):
    """Returns the previous frame for every frame but the first."""

    def frame_while(self, i: int, keep_going: Callable[[], bool]) -> Frame | None:
        return replace(self.frame(i), image=self.frame(max(0, i - 1)).image)


def test_wrong_frames_are_counted(clip: Path, dependencies: PlayerDependencies) -> None:
    report = bench_scrub(clip, 4, replace(dependencies, open_video=ShiftedVideo))
    assert report.wrong_frames >= 3 * 4  # the exact frames: after the preview, cold, cached


def test_an_unreadable_file_is_an_error(tmp_path: Path, dependencies: PlayerDependencies) -> None:
    with pytest.raises(MediaError, match=r"none\.mp4"):
        bench_scrub(tmp_path / "none.mp4", 2, dependencies)


def test_reference_digests_match_sequential_decoding(clip: Path) -> None:
    with VideoFile(clip) as video:
        expected = {frame.index: digest(frame.image) for frame in video.frames()}
    assert reference_digests(clip, {0, 39, 40, 79}) == {i: expected[i] for i in (0, 39, 40, 79)}


def test_the_command_writes_json(
    clip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(Localizer, "load", lambda *_: FakeModel())
    out = tmp_path / "scrub.json"
    assert run(app, ["bench", "scrub", str(clip), "--frames", "2", "--json", str(out)]) == 0
    assert "wrong_frames: 0" in capsys.readouterr().out
    report = json.loads(out.read_text())
    keys = {"preview_ms", "exact_cold_ms", "exact_cached_ms", "wrong_frames", "frames"}
    assert keys <= report.keys()
    assert report["preview_ms"].keys() == {"p50", "p95"}


def test_the_test_video(clip: Path, tmp_path: Path) -> None:
    path = tmp_path / "video.mp4"
    make_test_video(path, clip, 3 * 32 / 25 / 60, frames=32)
    with VideoFile(path) as video, AudioTrack(path) as track:
        assert (video.info.width, video.info.height, len(video.index)) == (1280, 720, 96)
        times = [video.index.time(i) for i in range(96)]
        assert times == pytest.approx([i / 25 for i in range(96)], abs=0.001)
        assert video.index.keyframe.nonzero()[0].tolist() == [0, 32, 64]
        assert abs(track.stop - track.start - 48_000 * 96 / 25) < 4 * 1024
        first, again = (video.frame(i).image.astype(int) for i in (5, 69))
        assert abs(first - again).mean() < 2

"""Recordings of a live source: complete ones, replay buffers, and rejected ones."""

from __future__ import annotations

import csv
import errno
import os
import shutil
import sys
from pathlib import Path

import numpy as np
import pytest

from avol.core.constants import SAMPLE_RATE
from avol.io.localize import OverlayStyle
from avol.media import AudioTrack, Frame, VideoFile
from avol.media.encoding.fragments import Fragment
from avol_studio.services.recording import recorder as recorder_module
from avol_studio.services.recording import recording_files as files_module
from avol_studio.services.recording import segment_encoder as encoding_module
from avol_studio.services.recording.finalize import (
    OVERLAY_VIDEO,
    RenderingCancelledError,
    finalize_recording,
)
from avol_studio.services.recording.recorder import MAX_QUEUED_REPLAY_FRAMES, Recorder
from avol_studio.services.recording.recording_files import (
    DISK_RESERVE,
    TABLE,
    VIDEO,
    RecordingFiles,
    create_unique_folder,
)
from avol_studio.services.recording.segment_encoder import SegmentEncoder, letterbox
from tests.avol_studio.services.recording.conftest import (
    RATE,
    STARTED_AT,
    LiveSource,
    RecorderEvents,
    map_of,
    wait_until,
)
from tests.support.synthetic import click_center, coded_image, number_of

PEAK = OverlayStyle("grid", opacity=1.0)


def frame_numbers(path: Path) -> list[int]:
    with VideoFile(path) as video:
        return [number_of(frame.image) for frame in video.frames()]


def click_seconds(path: Path, near: list[float]) -> list[float]:
    with AudioTrack(path) as track:
        wave = track.mono(0, track.stop)
    return [click_center(wave, round(at * SAMPLE_RATE), 4800) / SAMPLE_RATE for at in near]


def test_recording_contains_all_frames_with_audio_in_sync_and_maps(
    recorder: Recorder, stream: LiveSource, events: RecorderEvents, folder: Path
) -> None:
    recorder.start_recording(folder)
    stream.run(60)
    wait_until(lambda: recorder.progress.seconds > 2)
    assert recorder.progress.recording
    assert recorder.progress.bytes > 0
    recorder.stop_recording()
    finished = events.finished()
    assert finished.error == ""
    shares: list[float] = []
    assert finalize_recording(finished.files.folder, PEAK, shares.append)
    assert sorted(path.name for path in folder.iterdir()) == [
        "film.mp4", "take.csv", "take.mp4", "take.npz",
    ]  # fmt: skip
    assert frame_numbers(folder / VIDEO) == list(range(60))
    assert click_seconds(folder / VIDEO, [0.5, 1.5]) == pytest.approx([0.5, 1.5], abs=0.003)
    maps = np.load(folder / "take.npz")
    assert maps["seconds"] == pytest.approx(np.arange(0, 60, 2) / RATE, abs=2e-5)
    assert maps["maps"][3] == pytest.approx(map_of(6).map)
    assert (folder / "take.csv").read_text().count(",match") == 30
    assert shares == pytest.approx(np.arange(1, 61) / 60)
    assert not recorder.progress.recording


def test_overlay_video_shows_the_map_of_each_frame_and_has_audio(
    recorder: Recorder, stream: LiveSource, events: RecorderEvents, folder: Path
) -> None:
    recorder.start_recording(folder)
    stream.run(30)
    recorder.stop_recording()
    finalize_recording(events.finished().files.folder, PEAK)
    with VideoFile(folder / OVERLAY_VIDEO) as overlay, VideoFile(folder / VIDEO) as video:
        for one, other in zip(overlay.frames(), video.frames(), strict=True):
            expected = PEAK.draw(other.image, map_of(one.index // 2 * 2))
            assert np.abs(one.image.astype(int) - expected).mean() < 12
            assert one.time == pytest.approx(other.time, abs=1e-4)
    assert click_seconds(folder / OVERLAY_VIDEO, [0.5]) == pytest.approx([0.5], abs=0.003)


def test_recording_that_starts_late_begins_at_zero(
    recorder: Recorder, stream: LiveSource, events: RecorderEvents, folder: Path
) -> None:
    recorder.keep_replay = True
    stream.run(60)
    recorder.start_recording(folder)
    stream.run(30)
    recorder.stop_recording()
    finalize_recording(events.finished().files.folder, PEAK)
    shown = frame_numbers(folder / VIDEO)
    assert shown == list(range(50, 90))  # from the key frame before the start
    assert click_seconds(folder / VIDEO, [0.5]) == pytest.approx([0.5], abs=0.003)
    maps = np.load(folder / "take.npz")
    assert maps["seconds"] == pytest.approx(np.arange(0, 40, 2) / RATE, abs=2e-5)
    assert maps["maps"][0] == pytest.approx(map_of(50).map)


def test_unfinished_recording_plays_and_has_its_table(
    recorder: Recorder, stream: LiveSource, folder: Path, tmp_path: Path
) -> None:
    recorder.keep_replay = True
    stream.run(60)
    recorder.start_recording(folder)
    stream.run(60)
    wait_until(lambda: recorder._queue.empty() and recorder.progress.bytes > 0)
    crashed = shutil.copytree(folder, tmp_path / "crashed")
    with VideoFile(crashed / VIDEO) as video:
        begun, shown = video.info.start, [number_of(frame.image) for frame in video.frames()]
    with (crashed / TABLE).open(newline="") as sheet:
        rows = list(csv.DictReader(sheet))
    first = -(-shown[0] // 2) * 2
    located = range(first, 120, 2)
    times = [begun + (number - shown[0]) / RATE for number in located]
    assert [float(row["pts_s"]) for row in rows] == pytest.approx(times, abs=2e-5)
    peaks = [(map_of(number).peak[0] * 96, map_of(number).peak[1] * 64) for number in located]
    events = [(float(row["peak_x"]), float(row["peak_y"])) for row in rows]
    assert events == [pytest.approx(peak, abs=0.01) for peak in peaks]


def test_replay_buffer_drops_frames_when_the_encoder_is_late(
    recorder: Recorder, stream: LiveSource
) -> None:
    recorder.keep_replay, recorder._queued_frames = (
        True,
        MAX_QUEUED_REPLAY_FRAMES,
    )  # the encoder is behind
    stream.frame()
    wait_until(recorder._queue.empty)
    assert recorder._dropped == 1


def test_replay_buffer_saves_the_last_seconds_only(
    recorder: Recorder,
    stream: LiveSource,
    events: RecorderEvents,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(recorder_module, "REPLAY_SECONDS", 2.0)
    recorder.keep_replay = True
    stream.run(150)
    wait_until(recorder._queue.empty)
    recorder.save_replay(folder)
    finalize_recording(events.finished().files.folder, PEAK)
    shown = frame_numbers(folder / VIDEO)
    assert shown[-1] == 149
    assert shown[0] in (75, 100)
    assert shown == list(range(shown[0], 150))
    maps = np.load(folder / "take.npz")
    first = -(-shown[0] // 2) * 2
    assert maps["maps"][0] == pytest.approx(map_of(first).map)
    assert maps["seconds"][0] == pytest.approx((first - shown[0]) / RATE, abs=2e-5)


def test_replay_buffer_is_bounded_in_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoding_module, "MAX_BUFFER_BYTES", 4000)
    encoding = SegmentEncoder(coded_image(0), STARTED_AT, 1000.0, lambda fragment: None)
    for number in range(200):
        encoding.add_frame(coded_image(number), STARTED_AT + number / RATE)
        encoding.add_map(map_of(number), STARTED_AT + number / RATE)
    assert 0 < sum(len(fragment.data) for fragment in encoding.fragments) < 4000 + 3000
    assert encoding.maps[0].time >= encoding.fragments[0].start
    encoding.close()


def test_idle_recorder_queues_nothing(recorder: Recorder, stream: LiveSource) -> None:
    stream.run(5)
    assert recorder._queue.empty()


def test_empty_replay_buffer_is_rejected(
    recorder: Recorder, events: RecorderEvents, folder: Path
) -> None:
    recorder.keep_replay = True
    recorder.save_replay(folder)
    assert "replay buffer is empty" in events.rejected().text
    assert not folder.exists()


def test_recording_without_frames_reports_an_error(
    recorder: Recorder, events: RecorderEvents, folder: Path
) -> None:
    recorder.start_recording(folder)
    recorder.stop_recording()
    assert "Nothing was recorded" in events.finished().error
    assert not folder.exists()


def test_unwritable_folder_is_rejected(
    recorder: Recorder, events: RecorderEvents, tmp_path: Path
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    recorder.start_recording(blocked / "stage")
    assert "choose another" in events.rejected().text
    assert not recorder.progress.recording


def test_dropped_frames_are_counted(
    recorder: Recorder,
    stream: LiveSource,
    events: RecorderEvents,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(recorder_module, "MAX_QUEUED_FRAMES", 0)
    recorder.start_recording(folder)
    for _ in range(5):
        stream.frame()
    wait_until(lambda: recorder.progress.dropped == 5)
    monkeypatch.undo()
    stream.run(30)
    recorder.stop_recording()
    recording = events.finished().files
    finalize_recording(recording.folder, PEAK)
    assert frame_numbers(folder / VIDEO) == list(range(5, 35))


def test_missing_audio_becomes_silence(
    recorder: Recorder, events: RecorderEvents, folder: Path
) -> None:
    recorder.start_recording(folder)
    stream = LiveSource(recorder)
    stream.run(20)
    on_audio, recorder.on_audio = recorder.on_audio, lambda block: None
    stream.run(30)  # two seconds and a half without a microphone
    recorder.on_audio = on_audio
    stream.run(30)
    recorder.stop_recording()
    finalize_recording(events.finished().files.folder, PEAK)
    found = click_seconds(folder / VIDEO, [0.5, 2.5])
    assert found == pytest.approx([0.5, 2.5], abs=0.004)
    with AudioTrack(folder / VIDEO) as track:
        assert np.abs(track.mono(SAMPLE_RATE, 2 * SAMPLE_RATE)).max() < 0.01


def test_frame_of_another_size_is_letterboxed(
    recorder: Recorder, stream: LiveSource, events: RecorderEvents, folder: Path
) -> None:
    recorder.start_recording(folder)
    stream.run(10)
    at = STARTED_AT + 10 / RATE
    recorder.on_frame(Frame(np.full((64, 32, 3), 250, np.uint8), 0, at, 10))
    recorder.stop_recording()
    finalize_recording(events.finished().files.folder, PEAK)
    with VideoFile(folder / VIDEO) as video:
        last = list(video.frames())[-1].image
    assert last.shape == (64, 96, 3)
    assert last[:, 40:56].min() > 200
    assert last[:, :24].max() < 60
    assert letterbox(last, 96, 64) is last


def test_full_disk_ends_the_recording_with_an_error(
    recorder: Recorder, stream: LiveSource, events: RecorderEvents, folder: Path
) -> None:
    recorder.start_recording(folder)
    stream.run(60)
    wait_until(lambda: recorder._queue.empty() and recorder.progress.bytes > 0)
    recording = recorder._files
    assert recording is not None
    file = recording._video._file
    room = [300]

    def write(data: memoryview) -> int:
        if room[0] <= 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        written = file.write(data[: room[0]])
        room[0] -= written
        return written

    class Full:
        def __getattr__(self, name: str) -> object:
            return write if name == "write" else getattr(file, name)

    recording._video._file = Full()  # pyright: ignore[reportAttributeAccessIssue]
    stream.run(60)
    finished = events.finished()
    assert "disk is full" in finished.error
    assert str(folder) in finished.error
    assert frame_numbers(folder / VIDEO) == list(range(len(frame_numbers(folder / VIDEO))))
    assert len(frame_numbers(folder / VIDEO)) >= 25
    finalize_recording(finished.files.folder, PEAK)
    assert (folder / OVERLAY_VIDEO).exists()
    assert not recorder.progress.recording


def test_recording_leaves_a_disk_reserve(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Usage:
        free = DISK_RESERVE + 99

    monkeypatch.setattr(files_module.shutil, "disk_usage", lambda path: Usage)
    recording = RecordingFiles(tmp_path / "take")
    with pytest.raises(Exception, match="disk is full"):
        recording.append_fragment(b"", Fragment(bytes(100), 0.0))
    recording.append_fragment(b"", Fragment(bytes(99), 0.0))
    recording.close()
    assert (tmp_path / "take" / VIDEO).stat().st_size == 99


def test_full_disk_rejects_a_recording(
    recorder: Recorder, events: RecorderEvents, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Usage:
        free = DISK_RESERVE - 1

    monkeypatch.setattr(files_module.shutil, "disk_usage", lambda path: Usage)
    recorder.start_recording(folder)
    assert "nothing can be recorded" in events.rejected().text
    assert not folder.exists()
    assert not recorder.progress.recording


def test_cancelled_rendering_leaves_a_complete_recording(
    recorder: Recorder, stream: LiveSource, events: RecorderEvents, folder: Path
) -> None:
    recorder.start_recording(folder)
    stream.run(30)
    recorder.stop_recording()
    with pytest.raises(RenderingCancelledError):
        finalize_recording(events.finished().files.folder, PEAK, cancelled=lambda: True)
    assert sorted(path.name for path in folder.iterdir()) == ["take.csv", "take.mp4", "take.npz"]
    assert frame_numbers(folder / VIDEO) == list(range(30))


def test_recording_gets_a_new_folder(tmp_path: Path) -> None:
    assert [create_unique_folder(tmp_path / "stage").name for _ in range(3)] == [
        "stage", "stage (2)", "stage (3)",
    ]  # fmt: skip


def test_stopping_clears_the_replay_buffer(
    recorder: Recorder, stream: LiveSource, events: RecorderEvents, folder: Path
) -> None:
    recorder.keep_replay = True
    stream.run(30)
    recorder.stop_recording()
    recorder.save_replay(folder)
    assert "replay buffer is empty" in events.rejected().text


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux counts threads one by one")
def test_recorder_thread_has_low_priority(recorder: Recorder) -> None:
    thread = recorder._thread.native_id
    assert thread is not None
    wait_until(lambda: os.getpriority(os.PRIO_PROCESS, thread) == 5)
    assert os.getpriority(os.PRIO_PROCESS, 0) < 5

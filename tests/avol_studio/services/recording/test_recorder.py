"""Takes of what is live: from beginning to end, of the last half minute, and refused."""

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
from avol_studio.services.recording import recording_files as take_module
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
from tests.avol_studio.services.recording.conftest import BEGUN, RATE, Stream, Told, found_at, until
from tests.support.synthetic import click_center, coded_image, number_of

PEAK = OverlayStyle("grid", opacity=1.0)


def numbers(path: Path) -> list[int]:
    with VideoFile(path) as video:
        return [number_of(frame.image) for frame in video.frames()]


def click_seconds(path: Path, near: list[float]) -> list[float]:
    with AudioTrack(path) as track:
        wave = track.mono(0, track.stop)
    return [click_center(wave, round(at * SAMPLE_RATE), 4800) / SAMPLE_RATE for at in near]


def test_a_take_holds_every_frame_its_sound_in_step_and_its_maps(
    recorder: Recorder, stream: Stream, told: Told, place: Path
) -> None:
    recorder.start_recording(place)
    stream.run(60)
    until(lambda: recorder.progress.seconds > 2)
    assert recorder.progress.recording
    assert recorder.progress.bytes > 0
    recorder.stop_recording()
    over = told.over()
    assert over.error == ""
    shares: list[float] = []
    assert finalize_recording(over.files.folder, PEAK, shares.append)
    assert sorted(path.name for path in place.iterdir()) == [
        "film.mp4", "take.csv", "take.mp4", "take.npz",
    ]  # fmt: skip
    assert numbers(place / VIDEO) == list(range(60))
    assert click_seconds(place / VIDEO, [0.5, 1.5]) == pytest.approx([0.5, 1.5], abs=0.003)
    maps = np.load(place / "take.npz")
    assert maps["seconds"] == pytest.approx(np.arange(0, 60, 2) / RATE, abs=2e-5)
    assert maps["maps"][3] == pytest.approx(found_at(6).map)
    assert (place / "take.csv").read_text().count(",match") == 30
    assert shares == pytest.approx(np.arange(1, 61) / 60)
    assert not recorder.progress.recording


def test_the_film_has_the_map_of_each_frame_and_the_sound(
    recorder: Recorder, stream: Stream, told: Told, place: Path
) -> None:
    recorder.start_recording(place)
    stream.run(30)
    recorder.stop_recording()
    finalize_recording(told.over().files.folder, PEAK)
    with VideoFile(place / OVERLAY_VIDEO) as film, VideoFile(place / VIDEO) as bare:
        for one, other in zip(film.frames(), bare.frames(), strict=True):
            expected = PEAK.burn(other.image, found_at(one.index // 2 * 2))
            assert np.abs(one.image.astype(int) - expected).mean() < 12
            assert one.time == pytest.approx(other.time, abs=1e-4)
    assert click_seconds(place / OVERLAY_VIDEO, [0.5]) == pytest.approx([0.5], abs=0.003)


def test_a_take_that_begins_later_begins_at_zero(
    recorder: Recorder, stream: Stream, told: Told, place: Path
) -> None:
    recorder.keep_replay = True
    stream.run(60)
    recorder.start_recording(place)
    stream.run(30)
    recorder.stop_recording()
    finalize_recording(told.over().files.folder, PEAK)
    shown = numbers(place / VIDEO)
    assert shown == list(range(50, 90))  # from the key frame before it was asked for
    assert click_seconds(place / VIDEO, [0.5]) == pytest.approx([0.5], abs=0.003)
    maps = np.load(place / "take.npz")
    assert maps["seconds"] == pytest.approx(np.arange(0, 40, 2) / RATE, abs=2e-5)
    assert maps["maps"][0] == pytest.approx(found_at(50).map)


def test_a_take_that_a_crash_cuts_off_plays_and_has_its_table(
    recorder: Recorder, stream: Stream, place: Path, tmp_path: Path
) -> None:
    recorder.keep_replay = True
    stream.run(60)
    recorder.start_recording(place)
    stream.run(60)
    until(lambda: recorder._queue.empty() and recorder.progress.bytes > 0)
    crashed = shutil.copytree(place, tmp_path / "crashed")
    with VideoFile(crashed / VIDEO) as video:
        begun, shown = video.info.start, [number_of(frame.image) for frame in video.frames()]
    with (crashed / TABLE).open(newline="") as sheet:
        rows = list(csv.DictReader(sheet))
    first = -(-shown[0] // 2) * 2
    located = range(first, 120, 2)
    times = [begun + (number - shown[0]) / RATE for number in located]
    assert [float(row["pts_s"]) for row in rows] == pytest.approx(times, abs=2e-5)
    peaks = [(found_at(number).peak[0] * 96, found_at(number).peak[1] * 64) for number in located]
    told = [(float(row["peak_x"]), float(row["peak_y"])) for row in rows]
    assert told == [pytest.approx(peak, abs=0.01) for peak in peaks]


def test_what_is_only_kept_never_piles_up(recorder: Recorder, stream: Stream) -> None:
    recorder.keep_replay, recorder._queued_frames = (
        True,
        MAX_QUEUED_REPLAY_FRAMES,
    )  # as where the encoder does not keep up
    stream.frame()
    until(recorder._queue.empty)
    assert recorder._dropped == 1


def test_the_last_seconds_are_saved_after_the_fact_and_no_more_are_remembered(
    recorder: Recorder,
    stream: Stream,
    told: Told,
    place: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(recorder_module, "REPLAY_SECONDS", 2.0)
    recorder.keep_replay = True
    stream.run(150)
    until(recorder._queue.empty)
    recorder.save_replay(place)
    finalize_recording(told.over().files.folder, PEAK)
    shown = numbers(place / VIDEO)
    assert shown[-1] == 149
    assert shown[0] in (75, 100)
    assert shown == list(range(shown[0], 150))
    maps = np.load(place / "take.npz")
    first = -(-shown[0] // 2) * 2
    assert maps["maps"][0] == pytest.approx(found_at(first).map)
    assert maps["seconds"][0] == pytest.approx((first - shown[0]) / RATE, abs=2e-5)


def test_memory_is_bounded_in_bytes_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoding_module, "MAX_BUFFER_BYTES", 4000)
    encoding = SegmentEncoder(coded_image(0), BEGUN, 1000.0, lambda fragment: None)
    for number in range(200):
        encoding.add_frame(coded_image(number), BEGUN + number / RATE)
        encoding.add_map(found_at(number), BEGUN + number / RATE)
    assert 0 < sum(len(fragment.data) for fragment in encoding.fragments) < 4000 + 3000
    assert encoding.maps[0].time >= encoding.fragments[0].start
    encoding.close()


def test_nothing_is_done_without_a_reason(recorder: Recorder, stream: Stream) -> None:
    stream.run(5)
    assert recorder._queue.empty()


def test_there_is_nothing_to_save_at_first(recorder: Recorder, told: Told, place: Path) -> None:
    recorder.keep_replay = True
    recorder.save_replay(place)
    assert "replay buffer is empty" in told.refused().text
    assert not place.exists()


def test_a_take_without_a_picture_says_so(recorder: Recorder, told: Told, place: Path) -> None:
    recorder.start_recording(place)
    recorder.stop_recording()
    assert "Nothing was recorded" in told.over().error
    assert not place.exists()


def test_where_nothing_can_be_written_there_is_no_take(
    recorder: Recorder, told: Told, tmp_path: Path
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    recorder.start_recording(blocked / "stage")
    assert "choose another" in told.refused().text
    assert not recorder.progress.recording


def test_frames_that_the_encoder_cannot_follow_are_dropped_and_counted(
    recorder: Recorder, stream: Stream, told: Told, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recorder_module, "MAX_QUEUED_FRAMES", 0)
    recorder.start_recording(place)
    for _ in range(5):
        stream.frame()
    until(lambda: recorder.progress.dropped == 5)
    monkeypatch.undo()
    stream.run(30)
    recorder.stop_recording()
    take = told.over().files
    finalize_recording(take.folder, PEAK)
    assert numbers(place / VIDEO) == list(range(5, 35))


def test_missing_sound_is_silence_of_its_length(
    recorder: Recorder, told: Told, place: Path
) -> None:
    recorder.start_recording(place)
    stream = Stream(recorder)
    stream.run(20)
    on_audio, recorder.on_audio = recorder.on_audio, lambda block: None
    stream.run(30)  # two seconds and a half without a microphone
    recorder.on_audio = on_audio
    stream.run(30)
    recorder.stop_recording()
    finalize_recording(told.over().files.folder, PEAK)
    found = click_seconds(place / VIDEO, [0.5, 2.5])
    assert found == pytest.approx([0.5, 2.5], abs=0.004)
    with AudioTrack(place / VIDEO) as track:
        assert np.abs(track.mono(SAMPLE_RATE, 2 * SAMPLE_RATE)).max() < 0.01


def test_another_size_of_picture_is_fitted_into_the_first(
    recorder: Recorder, stream: Stream, told: Told, place: Path
) -> None:
    recorder.start_recording(place)
    stream.run(10)
    at = BEGUN + 10 / RATE
    recorder.on_frame(Frame(np.full((64, 32, 3), 250, np.uint8), 0, at, 10))
    recorder.stop_recording()
    finalize_recording(told.over().files.folder, PEAK)
    with VideoFile(place / VIDEO) as video:
        last = list(video.frames())[-1].image
    assert last.shape == (64, 96, 3)
    assert last[:, 40:56].min() > 200
    assert last[:, :24].max() < 60
    assert letterbox(last, 96, 64) is last


def test_when_the_disk_is_full_what_there_is_plays_and_a_sentence_says_so(
    recorder: Recorder, stream: Stream, told: Told, place: Path
) -> None:
    recorder.start_recording(place)
    stream.run(60)
    until(lambda: recorder._queue.empty() and recorder.progress.bytes > 0)
    take = recorder._files
    assert take is not None
    file = take._video._file
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

    take._video._file = Full()  # pyright: ignore[reportAttributeAccessIssue]
    stream.run(60)
    over = told.over()
    assert "disk is full" in over.error
    assert str(place) in over.error
    assert numbers(place / VIDEO) == list(range(len(numbers(place / VIDEO))))
    assert len(numbers(place / VIDEO)) >= 25
    finalize_recording(over.files.folder, PEAK)
    assert (place / OVERLAY_VIDEO).exists()
    assert not recorder.progress.recording


def test_some_room_is_left_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Usage:
        free = DISK_RESERVE + 99

    monkeypatch.setattr(take_module.shutil, "disk_usage", lambda path: Usage)
    take = RecordingFiles(tmp_path / "take")
    with pytest.raises(Exception, match="disk is full"):
        take.append_fragment(b"", Fragment(bytes(100), 0.0))
    take.append_fragment(b"", Fragment(bytes(99), 0.0))
    take.close()
    assert (tmp_path / "take" / VIDEO).stat().st_size == 99


def test_on_a_full_disk_no_take_is_begun(
    recorder: Recorder, told: Told, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Usage:
        free = DISK_RESERVE - 1

    monkeypatch.setattr(take_module.shutil, "disk_usage", lambda path: Usage)
    recorder.start_recording(place)
    assert "nothing can be recorded" in told.refused().text
    assert not place.exists()
    assert not recorder.progress.recording


def test_a_film_that_is_given_up_leaves_the_take_whole(
    recorder: Recorder, stream: Stream, told: Told, place: Path
) -> None:
    recorder.start_recording(place)
    stream.run(30)
    recorder.stop_recording()
    with pytest.raises(RenderingCancelledError):
        finalize_recording(told.over().files.folder, PEAK, cancelled=lambda: True)
    assert sorted(path.name for path in place.iterdir()) == ["take.csv", "take.mp4", "take.npz"]
    assert numbers(place / VIDEO) == list(range(30))


def test_a_take_never_lands_in_a_folder_that_is_there(tmp_path: Path) -> None:
    assert [create_unique_folder(tmp_path / "stage").name for _ in range(3)] == [
        "stage", "stage (2)", "stage (3)",
    ]  # fmt: skip


def test_what_is_live_anew_is_not_joined_to_what_was(
    recorder: Recorder, stream: Stream, told: Told, place: Path
) -> None:
    recorder.keep_replay = True
    stream.run(30)
    recorder.stop_recording()
    recorder.save_replay(place)
    assert "replay buffer is empty" in told.refused().text


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux counts threads one by one")
def test_the_encoder_gives_way_to_the_show(recorder: Recorder) -> None:
    thread = recorder._thread.native_id
    assert thread is not None
    until(lambda: os.getpriority(os.PRIO_PROCESS, thread) == 5)
    assert os.getpriority(os.PRIO_PROCESS, 0) < 5

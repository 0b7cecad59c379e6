"""Replay buffers: the last seconds of a live source."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from avol_studio.services.recording import recorder as recorder_module
from avol_studio.services.recording import segment_encoder as encoding_module
from avol_studio.services.recording.finalize import finalize_recording
from avol_studio.services.recording.recorder import MAX_QUEUED_REPLAY_FRAMES, Recorder
from avol_studio.services.recording.recording_files import VIDEO
from avol_studio.services.recording.segment_encoder import SegmentEncoder
from avol_studio.services.recording.state import RecordingFinished, RecordingRejected
from tests.avol_studio.services.recording.conftest import (
    PEAK,
    RATE,
    STARTED_AT,
    LiveSource,
    RecorderEvents,
    click_seconds,
    frame_numbers,
    map_of,
    wait_until,
)
from tests.conftest import ExpectedLog
from tests.support.synthetic import coded_image


def test_replay_buffer_drops_frames_when_the_encoder_is_late(
    recorder: Recorder, stream: LiveSource
) -> None:
    recorder.keep_replay = True
    recorder._queue.queued_frames = MAX_QUEUED_REPLAY_FRAMES  # the encoder is behind
    stream.frame()
    wait_until(recorder._queue.empty)
    assert recorder._queue.dropped == 1


def test_a_replay_buffer_that_saves_power_has_fewer_frames(
    recorder: Recorder, stream: LiveSource, events: RecorderEvents, folder: Path
) -> None:
    recorder.keep_replay, recorder.replay_interval = True, 2 / RATE
    stream.run(30)
    wait_until(recorder._queue.empty)
    recorder.save_replay(folder)
    assert frame_numbers(events.finished().files.folder / VIDEO) == list(range(0, 30, 2))


def test_a_recording_has_all_frames_although_the_replay_buffer_saves_power(
    recorder: Recorder, stream: LiveSource, events: RecorderEvents, folder: Path
) -> None:
    recorder.keep_replay, recorder.replay_interval = True, 2 / RATE
    stream.run(30)
    recorder.start_recording(folder)
    stream.run(60)
    wait_until(lambda: recorder.progress.seconds > 1)
    recorder.stop_recording()
    recorded = frame_numbers(events.finished().files.folder / VIDEO)
    assert recorded[-30:] == list(range(recorded[-30], recorded[-30] + 30))


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
        encoding.add_map(map_of(number), STARTED_AT + number / RATE, "")
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


def test_an_encoder_that_fails_disables_the_replay_buffer_once(
    recorder: Recorder,
    stream: LiveSource,
    events: RecorderEvents,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    expected_log: ExpectedLog,
) -> None:
    expected_log("recording failed")

    def fail(*_: object) -> SegmentEncoder:
        raise RuntimeError("no encoder")

    with monkeypatch.context() as patch:
        patch.setattr(recorder_module, "SegmentEncoder", fail)
        recorder.keep_replay = True
        for _ in range(3):
            stream.frame()
        assert "are not kept (no encoder)" in events.rejected().text
        wait_until(recorder._queue.empty)
    recorder.start_recording(folder)
    stream.run(30)
    wait_until(lambda: recorder.progress.recording)
    assert len([event for event in events.events if isinstance(event, RecordingRejected)]) == 1


def test_replay_buffer_survives_saving_and_recording(
    recorder: Recorder,
    stream: LiveSource,
    events: RecorderEvents,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(recorder_module, "REPLAY_SECONDS", 2.0)
    recorder.keep_replay = True
    stream.run(75)
    wait_until(recorder._queue.empty)
    recorder.save_replay(tmp_path / "first")
    stream.run(2)
    recorder.start_recording(tmp_path / "recording")
    recorder.save_replay(tmp_path / "at once")
    stream.run(30)
    wait_until(recorder._queue.empty)
    recorder.save_replay(tmp_path / "during")
    stream.run(20)
    wait_until(recorder._queue.empty)
    recorder.stop_recording()
    stream.run(10)
    wait_until(recorder._queue.empty)
    recorder.save_replay(tmp_path / "after")
    stream.run(60)
    events.wait(5)
    finished = [event for event in events.events if isinstance(event, RecordingFinished)]
    seconds = {event.files.folder.name: event.replay_seconds for event in finished}
    assert seconds == {
        "first": 2.0, "at once": 2.0, "during": 2.0, "recording": 0.0, "after": 2.0
    }  # fmt: skip
    last = {"first": 74, "at once": 76, "during": 106, "recording": 126, "after": 136}
    for name, number in last.items():
        finalize_recording(tmp_path / name, None)
        shown = frame_numbers(tmp_path / name / VIDEO)
        assert shown == list(range(shown[0], number + 1))
        assert np.load(tmp_path / name / "take.npz")["seconds"].max() <= len(shown) / RATE
        if name != "recording":
            assert 50 <= len(shown) <= 76
            click = (12.5 - shown[0]) / RATE % 1
            assert click_seconds(tmp_path / name / VIDEO, [click]) == pytest.approx(
                [click], abs=4e-3
            )
    assert frame_numbers(tmp_path / "recording" / VIDEO)[0] <= 77


def test_the_end_of_the_source_clears_the_replay_buffer(
    recorder: Recorder, stream: LiveSource, events: RecorderEvents, folder: Path
) -> None:
    recorder.keep_replay = True
    stream.run(30)
    recorder.end_source()
    recorder.save_replay(folder)
    assert "replay buffer is empty" in events.rejected().text

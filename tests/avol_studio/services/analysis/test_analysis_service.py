"""The analysis service: order, pauses, stored maps, and errors."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from avol.core.constants import AUDIO_WINDOW, GRID_SIZE, SAMPLE_RATE
from avol_studio.core.state.player_state import LocalizationEvent, Message
from avol_studio.services.analysis.audio_overview import AudioOverview
from avol_studio.services.analysis.map_store import MapStore
from tests.avol_studio.services.analysis.conftest import COUNT, AnalysisHarness
from tests.support.fakes import FakeDependencies, FakeModel, FakeVideo, square_of

MakeHarness = Callable[..., AnalysisHarness]


def done(harness: AnalysisHarness) -> bool:
    return harness.analysis.progress.stage == "done"


def test_whole_file_is_analysed(harness: AnalysisHarness, clip: Path) -> None:
    overviews: list[AudioOverview | None] = []
    harness.analysis.overview_changed.connect(overviews.append)
    harness.player.open(clip)
    harness.wait_until(lambda: done(harness))
    progress, maps = harness.analysis.progress, harness.analysis.maps
    assert (progress.analyzed, progress.total) == (COUNT, COUNT)
    assert maps is not None
    for i in range(COUNT):
        localization = maps.load_map(i)
        assert localization is not None
        assert np.unravel_index(localization.logits.argmax(), (GRID_SIZE, GRID_SIZE)) == square_of(
            i
        )
    assert [number for number, _ in harness.model.requests][:5] == [0, 12, 24, 36, 48]
    assert overviews[-1] is not None
    loud_columns = np.flatnonzero(overviews[-1].high)
    assert loud_columns.tolist() == [50]


def test_audio_window_is_centred_on_its_frame(harness: AnalysisHarness, clip: Path) -> None:
    harness.player.open(clip)
    harness.wait_until(lambda: done(harness))
    for number, wave in harness.model.requests:
        position = round((0.5 + 1.0 - number / 25) * SAMPLE_RATE)
        clicks = np.flatnonzero(wave).tolist()
        assert clicks == ([position] if 0 <= position < AUDIO_WINDOW else [])


def test_analysis_continues_when_the_file_is_opened_again(
    make_harness: MakeHarness, parts: FakeDependencies, clip: Path
) -> None:
    first = make_harness()
    resume = threading.Event()
    encode_image = first.model.encode_image

    def encode_slowly(image: np.ndarray) -> object:
        if len(first.model.requests) == 20:
            resume.wait(5)
        return encode_image(image)

    first.model.encode_image = encode_slowly  # pyright: ignore[reportAttributeAccessIssue]
    first.player.open(clip)
    first.wait_until(lambda: len(first.model.requests) == 20)
    first.analysis.toggle()
    resume.set()
    first.wait_until(lambda: first.analysis.progress.analyzed > 10)
    assert first.analysis.progress.stage == "paused"
    analyzed = first.analysis.progress.analyzed
    first.close()
    again = make_harness()
    again.player.open(clip)
    again.wait_until(lambda: done(again))
    indices = [number for number, _ in again.model.requests]
    assert len(indices) == len(set(indices)) <= COUNT - analyzed + 1


def test_another_model_or_a_changed_file_starts_a_new_analysis(
    harness: AnalysisHarness, clip: Path
) -> None:
    harness.player.open(clip)
    harness.wait_until(lambda: done(harness))
    other = FakeModel()
    other.identity = "other"
    harness.analysis.set_model(lambda: other)
    assert harness.analysis.maps is None
    harness.wait_until(lambda: done(harness))
    assert len(other.requests) == COUNT
    harness.analysis.set_model(lambda: harness.model)
    before = len(harness.model.requests)
    harness.wait_until(lambda: done(harness))
    assert len(harness.model.requests) == before
    clip.write_bytes(b"other content")
    harness.player.open(clip)
    harness.wait_until(lambda: len(harness.model.requests) == before + COUNT)


def test_analysis_pauses_during_playback(
    harness: AnalysisHarness, parts: FakeDependencies, clip: Path
) -> None:
    parts.videos["clip"] = lambda path: FakeVideo(path, count=1000)
    harness.model.delay = 0.01
    harness.player.open(clip)
    harness.wait_until(lambda: harness.analysis.progress.analyzed > 5)
    harness.player.play()
    harness.qtbot.wait(100)
    count = len(harness.model.requests)
    harness.qtbot.wait(300)
    assert len(harness.model.requests) == count
    harness.player.pause()
    harness.wait_until(lambda: len(harness.model.requests) > count)


def test_player_shows_stored_maps(
    harness: AnalysisHarness, parts: FakeDependencies, clip: Path
) -> None:
    harness.player.open(clip)
    harness.wait_until(lambda: done(harness))
    events: list[LocalizationEvent] = []
    harness.player.localized.connect(events.append)
    harness.player.seek(1.0)
    harness.wait_until(lambda: bool(events))
    assert events[0].from_cache
    assert events[0].exact
    assert events[0].frame_index == 25
    harness.wait_until(lambda: events[-1].audio_embedding is not None)  # its spectrogram follows


def test_cancelled_analysis_continues_on_request(
    make_harness: MakeHarness, parts: FakeDependencies, clip: Path
) -> None:
    harness = make_harness(automatic=False)
    harness.model.delay = 0.01
    parts.videos["clip"] = lambda path: FakeVideo(path, count=1000)
    with harness.qtbot.waitSignal(harness.player.localized):
        harness.player.open(clip)
    assert harness.analysis.progress.stage == "off"
    harness.analysis.start()
    harness.wait_until(lambda: harness.analysis.progress.analyzed > 3)
    harness.analysis.cancel()
    analyzed = harness.analysis.progress.analyzed
    harness.qtbot.wait(100)
    assert harness.analysis.progress.stage == "off"
    assert harness.analysis.progress.analyzed == analyzed
    harness.analysis.toggle()
    harness.wait_until(lambda: harness.analysis.progress.analyzed > analyzed)


def test_full_disk_is_reported_once(
    harness: AnalysisHarness, clip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def raise_full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(MapStore, "write_maps", raise_full)
    messages: list[Message] = []
    harness.analysis.message.connect(messages.append)
    harness.player.open(clip)
    harness.wait_until(lambda: bool(messages))
    harness.qtbot.wait(50)
    assert len(messages) == 1
    assert "No space left" in messages[0].text
    assert harness.analysis.progress.stage == "off"

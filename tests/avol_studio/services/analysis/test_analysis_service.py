"""What is analysed, when, and what is there at the next opening."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np

from avol_studio.core.state.player_state import LocalizationEvent, Message
from avol_studio.services.analysis.audio_overview import AudioOverview
from tests.avol_studio.services.analysis.conftest import COUNT, AnalysisBench
from tests.support.fakes import FakeModel, FakeStudioParts, FakeVideo, square_of

MakeBench = Callable[..., AnalysisBench]


def done(bench: AnalysisBench) -> bool:
    return bench.analysis.progress.stage == "done"


def test_a_file_is_analysed_from_end_to_end(bench: AnalysisBench, clip: Path) -> None:
    sketches: list[AudioOverview | None] = []
    bench.analysis.sketched.connect(sketches.append)
    bench.player.open(clip)
    bench.until(lambda: done(bench))
    progress, maps = bench.analysis.progress, bench.analysis.maps
    assert (progress.analyzed, progress.total) == (COUNT, COUNT)
    assert maps is not None
    for i in range(COUNT):
        found = maps.get(i)
        assert found is not None
        assert np.unravel_index(found.logits.argmax(), (14, 14)) == square_of(i)
    assert [number for number, _ in bench.model.requests][:5] == [0, 12, 24, 36, 48]
    assert sketches[-1] is not None
    loud = np.flatnonzero(sketches[-1].high)
    assert loud.tolist() == [50]


def test_a_frame_is_heard_with_its_own_second(bench: AnalysisBench, clip: Path) -> None:
    bench.player.open(clip)
    bench.until(lambda: done(bench))
    for number, wave in bench.model.requests:
        place = round((0.5 + 1.0 - number / 25) * 48_000)
        clicks = np.flatnonzero(wave).tolist()
        assert clicks == ([place] if 0 <= place < 48_000 else [])


def test_it_goes_on_at_the_next_opening(
    make_bench: MakeBench, stage: FakeStudioParts, clip: Path
) -> None:
    first = make_bench()
    enough = threading.Event()
    see = first.model.encode_image

    def slow(image: np.ndarray) -> object:
        if len(first.model.requests) == 20:
            enough.wait(5)
        return see(image)

    first.model.encode_image = slow  # pyright: ignore[reportAttributeAccessIssue]
    first.player.open(clip)
    first.until(lambda: len(first.model.requests) == 20)
    first.analysis.toggle()
    enough.set()
    first.until(lambda: first.analysis.progress.analyzed > 10)
    assert first.analysis.progress.stage == "paused"
    known = first.analysis.progress.analyzed
    first.close()
    again = make_bench()
    again.player.open(clip)
    again.until(lambda: done(again))
    asked = [number for number, _ in again.model.requests]
    assert len(asked) == len(set(asked)) <= COUNT - known + 1


def test_another_model_or_a_changed_file_begins_anew(bench: AnalysisBench, clip: Path) -> None:
    bench.player.open(clip)
    bench.until(lambda: done(bench))
    other = FakeModel()
    other.identity = "other"
    bench.analysis.set_model(lambda: other)
    assert bench.analysis.maps is None
    bench.until(lambda: done(bench))
    assert len(other.requests) == COUNT
    bench.analysis.set_model(lambda: bench.model)
    before = len(bench.model.requests)
    bench.until(lambda: done(bench))
    assert len(bench.model.requests) == before
    clip.write_bytes(b"other pictures")
    bench.player.open(clip)
    bench.until(lambda: len(bench.model.requests) == before + COUNT)


def test_it_gives_way_while_playing(
    bench: AnalysisBench, stage: FakeStudioParts, clip: Path
) -> None:
    stage.videos["clip"] = lambda path: FakeVideo(path, count=1000)
    bench.model.delay = 0.01
    bench.player.open(clip)
    bench.until(lambda: bench.analysis.progress.analyzed > 5)
    bench.player.play()
    bench.qtbot.wait(100)
    asked = len(bench.model.requests)
    bench.qtbot.wait(300)
    assert len(bench.model.requests) == asked
    bench.player.pause()
    bench.until(lambda: len(bench.model.requests) > asked)


def test_what_is_known_is_shown_without_asking_the_model(
    bench: AnalysisBench, stage: FakeStudioParts, clip: Path
) -> None:
    bench.player.open(clip)
    bench.until(lambda: done(bench))
    located: list[LocalizationEvent] = []
    bench.player.localized.connect(located.append)
    bench.player.seek(1.0)
    bench.until(lambda: bool(located))
    assert located[0].from_cache
    assert located[0].exact
    assert located[0].frame_index == 25
    bench.until(lambda: located[-1].audio_embedding is not None)  # its spectrogram follows


def test_cancelled_it_rests_until_asked_again(
    make_bench: MakeBench, stage: FakeStudioParts, clip: Path
) -> None:
    bench = make_bench(automatic=False)
    bench.model.delay = 0.01
    stage.videos["clip"] = lambda path: FakeVideo(path, count=1000)
    with bench.qtbot.waitSignal(bench.player.localized):
        bench.player.open(clip)
    assert bench.analysis.progress.stage == "off"
    bench.analysis.begin()
    bench.until(lambda: bench.analysis.progress.analyzed > 3)
    bench.analysis.cancel()
    known = bench.analysis.progress.analyzed
    bench.qtbot.wait(100)
    assert bench.analysis.progress.stage == "off"
    assert bench.analysis.progress.analyzed == known
    bench.analysis.toggle()
    bench.until(lambda: bench.analysis.progress.analyzed > known)


def test_a_full_disk_is_said_once(bench: AnalysisBench, clip: Path) -> None:
    said: list[Message] = []
    bench.analysis.message.connect(said.append)
    bench.player.open(clip)
    bench.until(lambda: bench.analysis.maps is not None)
    maps = bench.analysis.maps
    assert maps is not None

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    maps.put = full  # pyright: ignore[reportAttributeAccessIssue]
    bench.until(lambda: bool(said))
    bench.qtbot.wait(50)
    assert len(said) == 1
    assert "No space left" in said[0].text
    assert bench.analysis.progress.stage == "off"

"""`avol localize` on all kinds: rows, times, peaks, scores, verdicts, overlay video."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

import cv2
import numpy as np
import pytest

from avol.audio.moment import NEAR
from avol.cli.main import commands, run
from avol.core.constants import GRID_SIZE, SAMPLE_RATE
from avol.io.batch.task import task_model
from avol.io.localize import localize as localize_file
from avol.localizer import Localizer
from avol.media import AudioTrack, VideoFile, probe
from tests.contract.builder import Clip
from tests.contract.expectations import (
    SMEAR,
    check_clicks,
    check_frames,
    click_times,
    part_offsets,
)
from tests.contract.images import number_of, numbered_image
from tests.contract.kinds import KINDS, TIMED_KINDS
from tests.contract.number_model import NumberModel
from tests.contract.parametrize import each_kind

HALF = 0.5  # seconds of an audio window before its frame
OVERLAID = (
    "uneven.mkv", "pause.mp4", "ntsc.mp4", "1-fps.mp4", "240-fps.mp4", "one-frame.mp4",
    "no-duration.avi", "late-start.mkv", "wrap.ts", "negative.mp4", "restart.mpg", "jump-back.ts",
    "three-parts.ts", "late-audio.ts", "late-video.mp4", "long-audio.mp4", "short-audio.mkv",
    "gap.mkv", "no-audio.mp4", "second-audio-default.mkv", "second-video-default.mkv",
)  # fmt: skip
"""One kind of each course of times; what is written depends on times, images and audio alone."""
SURE = NEAR / SAMPLE_RATE  # seconds in which a click counts although nothing else sounds


@pytest.fixture(autouse=True)
def _toy_model(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(Localizer, "load", lambda *_: NumberModel())
    task_model.cache_clear()
    yield
    task_model.cache_clear()


def localize(folder: Path, *inputs: Path | str) -> list[dict[str, str]]:
    """Run the command; return the rows of the table of the first input."""
    arguments = ["localize", *map(str, inputs), "--out", str(folder), "--view", "off"]
    assert run(commands, arguments) == 0
    return read_table(folder / Path(inputs[0]).name)


def read_table(output: Path) -> list[dict[str, str]]:
    """Return the rows of the table beside an output."""
    with output.with_suffix(".csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@each_kind(TIMED_KINDS)
def test_table(clip: Clip, tmp_path: Path) -> None:
    localize_file(clip.path, tmp_path, NumberModel(), with_video=False)
    rows, info = read_table(tmp_path / clip.path.name), probe(clip.path)
    times = [float(row["pts_s"]) for row in rows]
    check_frames(clip, [cell_of(row, info.width, info.height) for row in rows], times)
    clicks = click_times(clip, [0.0, *part_offsets(clip, times)[1:]])
    if clip.kind.keep is not None:
        clicks = [click for click in clicks if click < times[clip.kind.keep[0] - 1]]
        rows = [row for row in rows if float(row["pts_s"]) < clicks[-1] + HALF]
    if info.has_audio:  # windows near the ends are shifted into the track
        with AudioTrack(clip.path) as track:
            low, high = track.start / SAMPLE_RATE + HALF, track.stop / SAMPLE_RATE - HALF
        rows = [row for row in rows if low <= float(row["pts_s"]) <= high]
    check_rows(rows, clicks)


@each_kind(OVERLAID)
def test_overlay_video(clip: Clip, tmp_path: Path) -> None:
    rows = localize(tmp_path, clip.path)
    times = [float(row["pts_s"]) for row in rows]
    film = (tmp_path / clip.path.name).with_suffix(".mp4")
    with VideoFile(film) as overlay:
        shown = list(overlay.frames())
    check_frames(clip, [number_of(frame.image) for frame in shown], times)
    start = shown[0].time - times[0]
    assert [frame.time - start for frame in shown] == pytest.approx(times, abs=0.001)
    if clip.kind.audio is not None:
        clicks = click_times(clip, [0.0, *part_offsets(clip, times)[1:]])
        with AudioTrack(film) as track:
            wave = track.mono(0, track.stop)
        check_clicks(wave, -start, clicks, clip.kind.click_ms + 0.8)  # MP4 rounds the start to 1 ms


@each_kind(name for name, kind in KINDS.items() if not kind.video)
def test_audio_of_an_image(clip: Clip, tmp_path: Path) -> None:
    image = tmp_path / "image.png"
    cv2.imwrite(str(image), numbered_image(77))
    (row,) = localize(tmp_path / "out", image, "--sound", str(clip.path))
    spans = [part.audio for part in clip.parts if part.audio is not None]
    offsets = np.cumsum([0.0, *(stop - start for start, stop in spans[:-1])]).tolist()
    assert cell_of(row, 160, 120) == 77
    if clip.kind.keep is None:
        middle = sum(stop - start for start, stop in spans) / 2 + spans[0][0]
        check_rows([row | {"pts_s": str(middle)}], click_times(clip, offsets))


def cell_of(row: dict[str, str], width: int, height: int) -> int:
    """Return the number of the peak cell of a row."""
    x, y = float(row["peak_x"]) / width, float(row["peak_y"]) / height
    return int(y * GRID_SIZE) * GRID_SIZE + int(x * GRID_SIZE)


def check_rows(rows: Sequence[dict[str, str]], clicks: Sequence[float]) -> None:
    """Check verdicts and scores; rows with a click farther in their window may have either."""
    for row in rows:
        time = float(row["pts_s"])
        distance = min((abs(click - time) for click in clicks), default=float("inf"))
        if distance < SURE - SMEAR:
            assert row["verdict"] == "match", row
        elif distance > HALF + SMEAR:
            assert row["verdict"] == "no_match", row
        if distance < 0.001:
            assert float(row["score"]) > 0.1, row
        elif distance > SMEAR:
            assert float(row["score"]) < 0.35, row

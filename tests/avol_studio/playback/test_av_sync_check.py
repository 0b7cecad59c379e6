"""The A/V sync check on synthetic claps with a known audio offset."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from avol.errors import InputError
from avol.media import Frame
from avol_studio.media.audio.clap_detector import AVOffset, find_onsets, measure_offset
from avol_studio.media.source import AudioBlock
from avol_studio.playback.av_sync_check import AVSyncCheck
from avol_studio.playback.player import Player
from tests.support.fakes import FakeDependencies

RATE = 48_000
CLAPS = (2.03, 3.5, 5.21)
SampleRecording = tuple[NDArray, float, NDArray, NDArray]


def gap_between_hands(times: NDArray) -> NDArray:
    """The gap between two hands: they close fast, stay together and part slowly; 0..1."""
    gap = np.ones_like(times)
    for clap in CLAPS:
        closing, since = (times - clap) / 0.15, times - clap
        rushing = (closing > -1) & (closing <= 0)
        gap[rushing] = 1 - (1 + closing[rushing]) ** 2
        gap[(since > 0) & (since < 0.08)] = 0
        parting = (since >= 0.08) & (since < 0.43)
        gap[parting] = (since[parting] - 0.08) / 0.35
    return gap


def clap_recording(
    offset: float, seed: int, rate: float = 30, hiss: float = 0.003
) -> SampleRecording:
    """Return 8 s of claps whose audio is `offset` seconds later than the video."""
    noise = np.random.default_rng(seed)
    times = np.arange(round(8 * rate)) / rate + noise.uniform(0, 1 / rate)
    motion = np.abs(np.diff(gap_between_hands(times), prepend=1.0))
    motion += 0.02 * np.abs(noise.normal(size=len(times)))
    samples = hiss * noise.normal(size=8 * RATE)
    for clap in CLAPS:
        at = round((clap + offset) * RATE)
        samples[at : at + 4800] += 0.5 * noise.normal(size=4800) * np.exp(-np.arange(4800) / 600)
    return samples.astype(np.float32), 0.0, times, motion


@pytest.mark.parametrize("offset", [-0.3, -0.1, 0.0, 0.08, 0.25])
def test_offset_and_uncertainty_are_measured(offset: float) -> None:
    found = [measure_offset(*clap_recording(offset, seed)) for seed in range(20)]
    errors = np.array([each.offset - offset for each in found])
    uncertainty = np.array([each.uncertainty for each in found])
    assert all(each.claps == 3 for each in found)
    assert abs(errors.mean()) < 0.006
    assert 0.5 < np.sqrt(np.mean(errors**2)) / uncertainty.mean() < 1.6
    assert np.abs(errors).max() < 4 * uncertainty.max()


def test_a_low_frame_rate_increases_the_uncertainty() -> None:
    fast, slow = (
        measure_offset(*clap_recording(0.1, 1, rate=60)),
        measure_offset(*clap_recording(0.1, 1, rate=15)),
    )
    assert fast.uncertainty < slow.uncertainty


def test_missing_claps_are_an_error() -> None:
    samples, begun, times, motion = clap_recording(0.0, 0)
    hiss = 0.003 * np.random.default_rng(9).normal(size=8 * RATE)
    with pytest.raises(InputError, match="No clap found in the audio; clap your hands three times"):
        measure_offset(hiss.astype(np.float32), begun, times, motion)
    with pytest.raises(InputError, match="No clap found in the video"):
        measure_offset(samples, begun, times, np.full_like(motion, 0.5))
    with pytest.raises(InputError, match="No clap found in the audio"):
        measure_offset(samples[:0], begun, times, motion)


def test_unrelated_audio_is_an_error() -> None:
    """The claps of the audio have different offsets, so they are not those of the video."""
    samples, begun, times, motion = clap_recording(0.0, 3)
    noise = np.random.default_rng(3)
    other = 0.001 * noise.normal(size=len(samples))
    for clap, late in zip(CLAPS, (-0.45, 0.05, 0.5), strict=True):
        at = round((clap + late) * RATE)
        other[at : at + 2400] += noise.normal(size=2400) * np.exp(-np.arange(2400) / 400)
    with pytest.raises(InputError, match="do not match"):
        measure_offset(other.astype(np.float32), begun, times, motion)


def test_find_onsets() -> None:
    samples = np.zeros(RATE, np.float32)
    samples[24_000:24_480] = np.random.default_rng(0).normal(size=480)
    assert find_onsets(samples) == pytest.approx([0.5], abs=0.003)


@pytest.fixture
def player(qtbot: QtBot) -> Iterator[Player]:
    player = Player(dependencies=FakeDependencies().dependencies())
    yield player
    player.shutdown()
    player.deleteLater()


def test_the_check_measures_live_input(player: Player, qtbot: QtBot) -> None:
    """Bright hands move over a dark background; the audio is 100 ms late."""
    test = AVSyncCheck(player)
    test.start()
    assert test.running
    (listener,) = player._listeners
    samples, _, times, _ = clap_recording(0.1, 0)
    for n, (time, gap) in enumerate(zip(times, gap_between_hands(times), strict=True)):
        image = np.full((240, 320, 3), 40, np.uint8)
        for side in (round(60 * gap), round(-60 * gap)):
            image[80:160, 145 + side : 175 + side] = 220
        listener.on_frame(Frame(image, n, float(time), n))
    for start in range(0, len(samples), 480):
        if start != 48_000:  # a block was lost
            listener.on_audio(AudioBlock(samples[start : start + 480], start, start / RATE))
    with qtbot.waitSignal(test.done) as blocker:
        test.findChildren(QTimer)[0].timeout.emit()
    found = AVOffset(*(blocker.args or ()))
    assert found.offset == pytest.approx(0.1, abs=0.025)
    assert found.claps == 3
    assert not test.running
    assert not list(player._listeners)


def test_a_check_without_a_camera_fails(player: Player, qtbot: QtBot) -> None:
    test = AVSyncCheck(player)
    test.start()
    with qtbot.waitSignal(test.failed) as blocker:
        test.findChildren(QTimer)[0].timeout.emit()
    assert blocker.args == [
        "No clap found in the audio; clap your hands three times, slowly, in the centre of the "
        "image, and try again."
    ]

"""Spectrograms of overlapping windows are those of each window alone, bit by bit."""

import numpy as np
import pytest

from avol.audio import sliding_spectrogram
from avol.audio.log_spectrogram import PAPER, YAMNET, YAMNET_MN04, LogSpectrogram, SpectrogramSpec
from avol.audio.sliding_spectrogram import SlidingSpectrogram

STARTS = {
    "25 frames/s": [1920 * n for n in range(5)],
    "30 frames/s": [1600 * n for n in range(7)],
    "29.97 frames/s": [round(1601.6 * n) for n in range(4)],
    "back and far": [48_000, 4800, 0, 480, 47_999, 480, 480],
}


@pytest.fixture
def computed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Numbers of columns that are computed, in order."""
    counts: list[int] = []
    columns = LogSpectrogram.columns

    def count(self: LogSpectrogram, frames: np.ndarray) -> np.ndarray:
        counts.append(len(frames))
        return columns(self, frames)

    monkeypatch.setattr(LogSpectrogram, "columns", count)
    return counts


@pytest.mark.parametrize("spec", [PAPER, YAMNET, YAMNET_MN04], ids=["paper", "yamnet", "mn04"])
@pytest.mark.parametrize("starts", STARTS.values(), ids=STARTS)
def test_windows_in_any_order_give_the_same_as_alone(
    spec: SpectrogramSpec, starts: list[int]
) -> None:
    audio = 0.1 * np.random.default_rng(1).standard_normal(48_000 + spec.samples)
    audio[20_000:40_000] = 0  # silence overlaps everywhere
    slide = SlidingSpectrogram(spec)
    for start in starts:
        wave = audio[start : start + spec.samples].astype(np.float32)
        np.testing.assert_array_equal(slide(wave), LogSpectrogram(spec)(wave))


def test_only_new_columns_are_computed(computed: list[int]) -> None:
    audio = np.random.default_rng(1).standard_normal(200_000).astype(np.float32)
    slide = SlidingSpectrogram(YAMNET_MN04)
    for start in (0, 1600, 3200, 4800):
        slide(audio[start : start + 144_000])
    assert computed[:3] == [300, 300, 300]
    assert computed[3:] == [10 + 2]  # moved by 10 hops; a column at each end has padding


def test_a_changed_sample_is_no_overlap(computed: list[int]) -> None:
    audio = np.random.default_rng(1).standard_normal(200_000).astype(np.float32)
    slide = SlidingSpectrogram(YAMNET_MN04)
    slide(audio[:144_000])
    altered = audio[4800 : 4800 + 144_000].copy()
    altered[100_001] += 0.5
    np.testing.assert_array_equal(slide(altered), LogSpectrogram(YAMNET_MN04)(altered))
    assert computed == [300] * 3  # the last one by LogSpectrogram


def test_the_spectrogram_is_read_only() -> None:
    with pytest.raises(ValueError, match="read-only"):
        SlidingSpectrogram(PAPER)(np.zeros(48_000, np.float32))[0, 0] = 1


def test_a_window_of_another_thread_does_not_disturb(monkeypatch: pytest.MonkeyPatch) -> None:
    slide, compare = SlidingSpectrogram(PAPER), sliding_spectrogram._hops_between
    random = np.random.default_rng(1)
    waves = random.standard_normal((4, PAPER.samples)).astype(np.float32)
    slide(waves[0])
    slide(waves[1])
    others = [waves[2]]

    def compare_while_another_window_comes(before: np.ndarray, wave: np.ndarray, hop: int) -> int:
        if others:
            slide(others.pop())
        return compare(before, wave, hop)

    monkeypatch.setattr(sliding_spectrogram, "_hops_between", compare_while_another_window_comes)
    assert np.array_equal(slide(waves[3]), LogSpectrogram(PAPER)(waves[3]))

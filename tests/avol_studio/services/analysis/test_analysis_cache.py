"""What is kept is what was found, to the bit, and no more than there is room for."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from avol.localizer import Localization, Verdict, localization_from_logits
from avol_studio.services.analysis.analysis_cache import AnalysisCache, trim
from avol_studio.services.analysis.audio_overview import BANDS, RATE, sketch
from avol_studio.services.analysis.map_store import VERDICTS, MapStore


def found(seed: int, silent: bool = False) -> Localization:
    logits = np.random.default_rng(seed).normal(0, 3, (14, 14)).astype(np.float32)
    return localization_from_logits(logits, silent, 0.97)


def test_maps_come_back_to_the_bit(tmp_path: Path) -> None:
    kept = {i: found(i, silent=i == 7) for i in (0, 3, 7, 99)}
    store = MapStore(tmp_path / "maps", 100)
    for i, localization in kept.items():
        store.put(i, localization)
    for each in (store, MapStore(tmp_path / "maps", 100)):
        assert np.flatnonzero(each.known).tolist() == [0, 3, 7, 99]
        for i, was in kept.items():
            now = each.get(i)
            assert now is not None
            assert np.array_equal(now.map, was.map)
            assert np.array_equal(now.logits, was.logits)
            assert (now.score, now.peak, now.verdict) == (was.score, was.peak, was.verdict)
            assert each.scores[i] == np.float32(was.score)
        assert VERDICTS[each.verdicts[7] - 1] is Verdict.SILENCE
        assert each.get(1) is None
        each.close()


def test_a_store_cut_short_keeps_what_is_whole(tmp_path: Path) -> None:
    store = MapStore(tmp_path, 10)
    for i in range(10):
        store.put(i, found(i))
    store.close()
    os.truncate(tmp_path / "verdicts.u8", 4)
    again = MapStore(tmp_path, 10)
    assert again.known.tolist() == [True] * 4 + [False] * 6
    assert again.get(3) is not None
    assert again.get(4) is None
    again.close()


def test_the_oldest_maps_give_way_and_markers_never(tmp_path: Path) -> None:
    folders = [AnalysisCache(tmp_path, f"file{n}") for n in range(4)]
    for age, folder in enumerate(folders):
        store = MapStore(folder.maps("model"), 10)
        store.put(9, found(age))
        store.close()
        folder.markers.write_text("[]")
        os.utime(folder.maps("model") / "verdicts.u8", (10**9 + age, 10**9 + age))
    size = sum(f.stat().st_size for f in folders[0].maps("model").iterdir())
    trim(tmp_path, folders[0].maps("model"), most=2 * size)
    assert [f.maps("model").exists() for f in folders] == [True, False, False, True]
    assert all(f.markers.exists() for f in folders)


def test_a_sketch_says_loudness_and_pitch(tmp_path: Path) -> None:
    time = np.arange(4 * RATE) / RATE
    wave = np.where(time < 2, 0.5 * np.sin(2 * np.pi * 440 * time), 0).astype(np.float32)
    drawn = sketch(wave, RATE, 200)
    assert (drawn.start, drawn.step) == (1.0, 0.02)
    assert drawn.high[:100] == pytest.approx(64, abs=1)
    assert drawn.low[:100] == pytest.approx(-64, abs=1)
    assert not drawn.high[102:].any()
    loudest = drawn.bands[50].argmax()
    edges = np.geomspace(60, 16_000, BANDS + 1)
    assert edges[loudest] * 0.8 < 440 < edges[loudest + 1] * 1.2
    assert drawn.bands[50].max() > 3 * drawn.bands[50, -1]
    assert not drawn.bands[110:].any()
    folder = AnalysisCache(tmp_path, "file")
    assert folder.read_sketch() is None
    folder.write_sketch(drawn)
    again = folder.read_sketch()
    assert again is not None
    assert np.array_equal(again.bands, drawn.bands)
    assert (again.start, again.step) == (1.0, 0.02)
    (tmp_path / "file" / "sound.npz").write_bytes(b"torn")
    assert folder.read_sketch() is None

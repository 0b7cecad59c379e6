"""The analysis cache: bit-identical maps, the overview, and the limit of its size."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from avol.core.constants import GRID_SIZE, SAMPLE_RATE
from avol.localizer import Localization, Verdict, localization_from_logits
from avol_studio.services.analysis.analysis_cache import AnalysisCache, trim_cache
from avol_studio.services.analysis.audio_overview import BANDS, compute_overview
from avol_studio.services.analysis.map_store import VERDICTS, MapStore


def localization(seed: int, silent: bool = False) -> Localization:
    logits = np.random.default_rng(seed).normal(0, 3, (GRID_SIZE, GRID_SIZE)).astype(np.float32)
    return localization_from_logits(logits, silent, 0.97)


def test_stored_maps_are_bit_identical(tmp_path: Path) -> None:
    expected = {i: localization(i, silent=i == 7) for i in (0, 3, 7, 99)}
    store = MapStore(tmp_path / "maps", 100)
    for i, item in expected.items():
        store.store_map(i, item)
    for opened in (store, MapStore(tmp_path / "maps", 100)):
        assert np.flatnonzero(opened.available).tolist() == [0, 3, 7, 99]
        for i, old in expected.items():
            new = opened.load_map(i)
            assert new is not None
            assert np.array_equal(new.map, old.map)
            assert np.array_equal(new.logits, old.logits)
            assert (new.score, new.peak, new.verdict) == (old.score, old.peak, old.verdict)
            assert opened.scores[i] == np.float32(old.score)
        assert VERDICTS[opened.verdicts[7] - 1] is Verdict.SILENCE
        assert opened.load_map(1) is None
        opened.close()


def test_truncated_store_keeps_complete_maps(tmp_path: Path) -> None:
    store = MapStore(tmp_path, 10)
    for i in range(10):
        store.store_map(i, localization(i))
    store.close()
    os.truncate(tmp_path / "verdicts.u8", 4)
    again = MapStore(tmp_path, 10)
    assert again.available.tolist() == [True] * 4 + [False] * 6
    assert again.load_map(3) is not None
    assert again.load_map(4) is None
    again.close()


def test_trimming_removes_the_oldest_maps_and_no_markers(tmp_path: Path) -> None:
    folders = [AnalysisCache(tmp_path, f"file{n}") for n in range(4)]
    for age, folder in enumerate(folders):
        store = MapStore(folder.maps_folder("model"), 10)
        store.store_map(9, localization(age))
        store.close()
        folder.markers.write_text("[]")
        os.utime(folder.maps_folder("model") / "verdicts.u8", (10**9 + age, 10**9 + age))
    size = sum(f.stat().st_size for f in folders[0].maps_folder("model").iterdir())
    trim_cache(tmp_path, folders[0].maps_folder("model"), max_bytes=2 * size)
    assert [f.maps_folder("model").exists() for f in folders] == [True, False, False, True]
    assert all(f.markers.exists() for f in folders)


def test_overview_has_level_and_pitch_and_is_stored(tmp_path: Path) -> None:
    time = np.arange(4 * SAMPLE_RATE) / SAMPLE_RATE
    wave = np.where(time < 2, 0.5 * np.sin(2 * np.pi * 440 * time), 0).astype(np.float32)
    overview = compute_overview(wave, SAMPLE_RATE, 200)
    assert (overview.start, overview.step) == (1.0, 0.02)
    assert overview.high[:100] == pytest.approx(64, abs=1)
    assert overview.low[:100] == pytest.approx(-64, abs=1)
    assert not overview.high[102:].any()
    band = overview.bands[50].argmax()
    edges = np.geomspace(60, 16_000, BANDS + 1)
    assert edges[band] * 0.8 < 440 < edges[band + 1] * 1.2
    assert overview.bands[50].max() > 3 * overview.bands[50, -1]
    assert not overview.bands[110:].any()
    cache = AnalysisCache(tmp_path, "file")
    assert cache.load_overview() is None
    cache.save_overview(overview)
    again = cache.load_overview()
    assert again is not None
    assert np.array_equal(again.bands, overview.bands)
    assert (again.start, again.step) == (1.0, 0.02)
    (tmp_path / "file" / "sound.npz").write_bytes(b"damaged")
    assert cache.load_overview() is None

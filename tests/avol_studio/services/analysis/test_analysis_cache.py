"""The analysis cache: bit-identical maps, the overview, and the limit of its size."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from avol.core.constants import GRID_SIZE, SAMPLE_RATE
from avol.localization import ClassProbability, Localization, Verdict
from avol.model_card import MatchCurve
from avol.score_scale import ScoreScale
from avol_studio.services.analysis.analysis_cache import AnalysisCache, trim_cache
from avol_studio.services.analysis.audio_overview import BANDS, compute_overview
from avol_studio.services.analysis.map_store import VERDICTS, MapStore

NAMES = ("dog", "cat")
TAUGHT = ("gizmo",)
CURVE = MatchCurve(slope=1.0, offset=0.0, width=1.0)
SCALE = ScoreScale(1.0, 0.0, (-5.0, 0.0, 5.0), (0.0, 0.5, 0.9), CURVE)


def localization(seed: int, silent: bool = False) -> Localization:
    logits = np.random.default_rng(seed).normal(0, 3, (GRID_SIZE, GRID_SIZE)).astype(np.float32)
    verdict = Verdict.SILENCE if silent else Verdict.UNFAMILIAR
    heard = (ClassProbability("cat", 0.25), ClassProbability("dog", 0.125))
    probability = SCALE.match_probability(logits)
    found = replace(Localization.of(SCALE(logits), logits, verdict, probability), taught=TAUGHT)
    return found if silent else replace(found, heard=heard, label="dog")


def test_stored_maps_are_bit_identical(tmp_path: Path) -> None:
    expected = {i: localization(i, silent=i == 7) for i in (0, 3, 7, 99)}
    store = MapStore(tmp_path / "maps", 100, SCALE, NAMES, TAUGHT)
    for i, item in expected.items():
        store.store_map(i, item)
    kept = store.load_map(3)  # not written yet
    assert kept is not None
    assert np.array_equal(kept.logits, expected[3].logits)
    assert kept.heard == expected[3].heard
    store.write_maps()
    for opened in (store, MapStore(tmp_path / "maps", 100, SCALE, NAMES, TAUGHT)):
        assert np.flatnonzero(opened.available).tolist() == [0, 3, 7, 99]
        for i, old in expected.items():
            new = opened.load_map(i)
            assert new is not None
            assert np.array_equal(new.map, old.map)
            assert np.array_equal(new.logits, old.logits)
            assert (new.score, new.peak, new.verdict) == (old.score, old.peak, old.verdict)
            assert (new.heard, new.label, new.taught) == (old.heard, old.label, old.taught)
            assert new.match_probability == old.match_probability
            assert opened.scores[i] == np.float32(old.score)
        assert VERDICTS[opened.verdicts[7] - 1] is Verdict.SILENCE
        assert opened.load_map(1) is None
        opened.close()


def filled_store(folder: Path) -> MapStore:
    """A store with ten maps."""
    store = MapStore(folder, 10, SCALE, NAMES)
    for i in range(10):
        store.store_map(i, localization(i))
    store.write_maps()
    return store


def test_damaged_entries_count_as_missing(tmp_path: Path) -> None:
    filled_store(tmp_path).close()
    (tmp_path / "verdicts.u8").write_bytes(bytes([1, 2, 3, 6, 255, 0, 1, 1, 1, 1]))
    scores = np.fromfile(tmp_path / "scores.f32", np.float32)
    scores[7] = np.nan
    scores.tofile(tmp_path / "scores.f32")
    again = MapStore(tmp_path, 10, SCALE, NAMES)
    assert np.flatnonzero(again.available).tolist() == [0, 1, 2, 6, 8, 9]
    assert np.isfinite(again.scores).all()
    again.close()


@pytest.mark.parametrize(
    ("name", "length"), [("verdicts.u8", 4), ("scores.f32", 4 * 4 + 2), ("maps.f32", 4 * 784 + 9)]
)
def test_truncated_store_keeps_complete_maps(tmp_path: Path, name: str, length: int) -> None:
    filled_store(tmp_path).close()
    os.truncate(tmp_path / name, length)
    again = MapStore(tmp_path, 10, SCALE, NAMES)
    assert again.available.tolist() == [True] * 4 + [False] * 6
    assert again.load_map(3) is not None
    assert again.load_map(4) is None
    again.close()


@pytest.mark.parametrize("size", [0, 3 * 784 + 100])
def test_maps_that_a_power_cut_has_removed_are_computed_again(tmp_path: Path, size: int) -> None:
    store = MapStore(tmp_path, 10, SCALE, NAMES)
    for i in range(10):
        store.store_map(i, localization(i))
    store.write_maps()
    os.truncate(tmp_path / "maps.f32", size)  # without a file system journal
    assert store.load_map(5) is None
    assert not store.available[5]
    store.close()
    again = MapStore(tmp_path, 10, SCALE, NAMES)
    assert np.flatnonzero(again.available).tolist() == list(range(size // 784))
    again.close()


def test_trimming_removes_the_oldest_maps_and_no_markers(tmp_path: Path) -> None:
    folders = [AnalysisCache(tmp_path, f"file{n}") for n in range(4)]
    for age, folder in enumerate(folders):
        store = MapStore(folder.maps_folder("model"), 10, SCALE, NAMES)
        store.store_map(9, localization(age))
        store.close()
        (tmp_path / folder.fingerprint / "markers.json").write_text("[]")
        os.utime(folder.maps_folder("model") / "verdicts.u8", (10**9 + age, 10**9 + age))
    size = sum(f.stat().st_size for f in folders[0].maps_folder("model").iterdir())
    trim_cache(tmp_path, folders[0].maps_folder("model"), max_bytes=2 * size)
    assert [f.maps_folder("model").exists() for f in folders] == [True, False, False, True]
    assert len(list(tmp_path.glob("*/markers.json"))) == 4


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
    file = tmp_path / "file" / "sound.npz"
    for damaged in (b"damaged", b"", file.read_bytes()[:-40]):
        file.write_bytes(damaged)
        assert cache.load_overview() is None

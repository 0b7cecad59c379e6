"""The log of maps of a recording, also that of version 0.1."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from avol.localization import ClassProbability
from avol_studio.services.recording.map_log import (
    MAP_LOG,
    load_maps,
    load_start,
    pack_map,
    pack_start,
)
from avol_studio.services.recording.segment_encoder import TimedMap
from tests.avol_studio.services.recording.conftest import map_of

NOTE_BYTES = 4 * 64


def test_classes_are_kept_up_to_a_truncated_entry(tmp_path: Path) -> None:
    heard = (ClassProbability("dog", 0.5), ClassProbability("cat", 0.25))
    found = replace(map_of(5), heard=heard, label="dog")
    entries = [pack_map(TimedMap(time, found)) for time in (1.0, 2.0)]
    (tmp_path / MAP_LOG).write_bytes(pack_start(0.5) + entries[0] + entries[1][:-1])
    assert load_start(tmp_path) == 0.5
    (loaded,) = load_maps(tmp_path)
    assert loaded.time == 1.0
    assert (loaded.localization.heard, loaded.localization.label) == (heard, "dog")
    assert np.array_equal(loaded.localization.map, found.map)


def test_the_probability_of_a_match_is_kept(tmp_path: Path) -> None:
    found = [replace(map_of(5), match_probability=value) for value in (0.25, None)]
    entries = [pack_map(TimedMap(time, each)) for time, each in enumerate(found, 1)]
    (tmp_path / MAP_LOG).write_bytes(pack_start(0.5) + b"".join(entries))
    loaded = [entry.localization.match_probability for entry in load_maps(tmp_path)]
    assert loaded == [0.25, None]


def test_notes_are_kept(tmp_path: Path) -> None:
    entries = [pack_map(TimedMap(1.0, map_of(5), note)) for note in ("", "audio: Violin")]
    (tmp_path / MAP_LOG).write_bytes(pack_start(0.5) + b"".join(entries))
    assert [entry.note for entry in load_maps(tmp_path)] == ["", "audio: Violin"]


@pytest.mark.parametrize(
    ("magic", "size", "match"),
    [(b"AVOLMAP4", NOTE_BYTES, 0.5), (b"AVOLMAP3", NOTE_BYTES + 4, None)],
)
def test_older_logs_are_read(tmp_path: Path, magic: bytes, size: int, match: float | None) -> None:
    found = replace(map_of(5), taught=("bell",), match_probability=0.5)
    entry = pack_map(TimedMap(1.0, found))[:-size]
    start = np.array(0.5, "<f8").tobytes()
    (tmp_path / MAP_LOG).write_bytes(magic + start + entry)
    (loaded,) = load_maps(tmp_path)
    assert loaded.localization.taught == ("bell",)
    assert loaded.localization.match_probability == match
    assert loaded.note == ""


def test_logs_of_version_0_1_are_read(tmp_path: Path) -> None:
    old = np.zeros(
        2,
        [("time", "<f8"), ("logits", "<f4", (14, 14)), ("map", "<f4", (14, 14)), ("score", "<f4"),
         ("peak", "<f4", (2,)), ("verdict", "u1")],
    )  # fmt: skip
    old["time"], old["score"] = (1.0, 2.0), (0.5, 0.75)
    (tmp_path / MAP_LOG).write_bytes(np.array(0.5, "<f8").tobytes() + old.tobytes())
    assert load_start(tmp_path) == 0.5
    assert [entry.time for entry in load_maps(tmp_path)] == [1.0, 2.0]
    assert [entry.localization.score for entry in load_maps(tmp_path)] == [0.5, 0.75]
    assert all(entry.localization.heard == () for entry in load_maps(tmp_path))

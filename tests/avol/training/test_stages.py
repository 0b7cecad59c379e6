"""Stages are computed again when something that they depend on has changed, and only then."""

import os
from pathlib import Path

import pytest
import torch

from avol.training.stages import FileDigests, Stage, digest, open_stage
from avol.training.supervised.config import HeadConfig


def _compute(work: Path, inputs: object, after: tuple[Stage, ...] = ()) -> tuple[Stage, bool]:
    """Opens a stage and writes its file; returns the stage and whether the file was missing."""
    stage = open_stage(work, "stage", ["stage.np*", "folder"], inputs, after)
    missing = not (work / "stage.npy").exists()
    (work / "stage.npy").touch()
    (work / "folder").mkdir(exist_ok=True)
    return stage, missing


def test_a_stage_is_kept_while_its_inputs_are_equal(tmp_path: Path) -> None:
    (tmp_path / "other.npy").touch()
    inputs = [HeadConfig(), torch.ones(2), "a", 1]
    assert _compute(tmp_path, inputs)[1]
    assert not _compute(tmp_path, [HeadConfig(), torch.ones(2), "a", 1])[1]
    for changed in (
        [HeadConfig(steps=3), torch.ones(2), "a", 1],
        [HeadConfig(), torch.tensor([1, 2.0]), "a", 1],
        [HeadConfig(), torch.ones(2), "b", 1],
    ):
        assert _compute(tmp_path, changed)[1]
        assert not _compute(tmp_path, changed)[1]
    assert (tmp_path / "other.npy").exists()


def test_a_stage_is_computed_again_after_an_earlier_one(tmp_path: Path) -> None:
    one, two = (open_stage(tmp_path, "first", [], value) for value in (1, 2))
    assert _compute(tmp_path, [], (one,))[1]
    assert not _compute(tmp_path, [], (one,))[1]
    assert _compute(tmp_path, [], (two,))[1]


def test_files_without_a_key_are_not_used(tmp_path: Path) -> None:
    (tmp_path / "stage.npy").touch()
    (tmp_path / "folder").mkdir()
    assert _compute(tmp_path, [])[1]


def test_digests_tell_types_apart() -> None:
    assert digest([1]) != digest(["1"])
    assert digest(torch.zeros(2)) != digest(torch.zeros(2, dtype=torch.float64))
    assert digest({"b": 1, "a": 2}) == digest({"a": 2, "b": 1})


def test_only_changed_files_are_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, cache = tmp_path / "a.wav", tmp_path / "digests.json"
    path.write_bytes(b"one")
    digests = FileDigests(cache)
    first = digests.of(path)
    digests.save()
    with monkeypatch.context() as patch:
        patch.setattr("avol.training.stages.fingerprint", lambda path: "read again")
        assert FileDigests(cache).of(path) == first
    path.write_bytes(b"two")
    os.utime(path, ns=(1, 1))
    assert FileDigests(cache).of(path) != first

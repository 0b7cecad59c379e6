"""Synthetic clips of the experiments."""

from pathlib import Path

import pytest

from avol.evaluation.retrieval.clip_embeddings import load_clips
from avol.experiments import synthetic
from avol.experiments.synthetic import SyntheticBackend


def test_clips_of_an_interrupted_run_are_completed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(synthetic, "TRAIN_CLIPS", 2)
    monkeypatch.setattr(synthetic, "VALIDATION_CLIPS", 1)
    backend = SyntheticBackend(tmp_path, 0, lambda *_: None)
    (tmp_path / "plain" / "validation").mkdir(parents=True)  # as far as it came
    shards = backend._write_shards("plain")
    assert len(list(load_clips(shards / "train"))) == 2
    assert len(list(load_clips(shards / "validation"))) == 1

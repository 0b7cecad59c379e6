"""Each file is judged by the heads of its fold."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from avol.errors import InputError
from avol.evaluation.localization.boxes import BoxItem
from avol.evaluation.localization.folds import FOLDS_FILE, NO_FOLDS, FoldHeads, Head
from avol.evaluation.localization.media_resolver import MediaFolder
from avol.experiments.test_sets.held_out import write_wave
from avol.localizer import Localizer
from tests.support.synthetic import tone_audio
from tests.support.teachable import CHANNELS, teachable_localizer

WHOLE = ((0.0, 0.0, 1.0, 1.0),)


def unit_head(unit: int) -> Head:
    """A head that gives one unit nearly all probability, whatever the features are."""
    bias = np.zeros(128, np.float32)
    bias[unit] = 20
    return Head(np.zeros((128, CHANNELS), np.float32), bias)


@pytest.fixture
def folds() -> FoldHeads:
    """In fold 0 all images and sounds agree, in fold 1 none do."""
    files = {"clips/a.png": 0, "clips/b.png": 0, "clips/c.png": 1, "clips/d.png": 1}
    same, other = (unit_head(0), unit_head(0)), (unit_head(0), unit_head(1))
    return FoldHeads(files, (same, other))


@pytest.fixture
def model(tmp_path: Path) -> Localizer:
    return teachable_localizer(tmp_path)


@pytest.fixture
def media(tmp_path: Path) -> MediaFolder:
    for name in "abcde":
        cv2.imwrite(str(tmp_path / f"{name}.png"), np.full((70, 70, 3), 90, np.uint8))
        write_wave(tmp_path / f"{name}.wav", tone_audio(1.5, 48_000)[:, 0])
    return MediaFolder(tmp_path)


def items(names: str) -> list[BoxItem]:
    return [
        BoxItem.model_validate({"file": f"{name}.png", "class": name, "bbox": WHOLE})
        for name in names
    ]


def test_each_file_is_judged_by_its_fold(
    folds: FoldHeads, model: Localizer, media: MediaFolder
) -> None:
    results = folds.evaluate(model, items("cadb"), media).results
    products = {r.item.file: float(r.localization.logits.max()) for r in results}
    agreed = model.scale.gain + model.scale.bias
    assert products["a.png"] == pytest.approx(agreed, abs=0.01)
    assert products["b.png"] == pytest.approx(agreed, abs=0.01)
    assert products["c.png"] == pytest.approx(model.scale.bias, abs=0.01)
    assert {r.item.file: len(r.mismatch_scores) for r in results} == dict.fromkeys(products, 1)


def test_other_files_are_judged_by_the_model(
    folds: FoldHeads, model: Localizer, media: MediaFolder
) -> None:
    for used in (folds, NO_FOLDS):
        (result,) = used.evaluate(model, items("e"), media).results
        expected = model.scale.gain * 128e-6 + model.scale.bias
        assert float(result.localization.logits.max()) == pytest.approx(expected, abs=1e-4)


def test_file_is_read_as_it_was_written(folds: FoldHeads, tmp_path: Path) -> None:
    folds.save(tmp_path / FOLDS_FILE)
    loaded = FoldHeads.load(tmp_path / FOLDS_FILE)
    assert loaded.files == folds.files
    for read, written in zip(loaded.heads, folds.heads, strict=True):
        for one, other in zip(read, written, strict=True):
            np.testing.assert_array_equal(one.weight, other.weight)
            np.testing.assert_array_equal(one.bias, other.bias)


def test_probabilities_are_those_of_the_networks() -> None:
    import torch

    from avol.models.heads import class_probabilities

    random = np.random.default_rng(0)
    weight, bias = random.normal(0, 9, (128, 5)), random.normal(0, 9, 128)
    head = Head(weight.astype(np.float32), bias.astype(np.float32))
    features = random.normal(0, 3, (7, 2, 5)).astype(np.float32)
    logits = torch.from_numpy(features @ head.weight.T + head.bias).movedim(-1, 1)
    expected = class_probabilities(logits).movedim(1, -1).numpy()
    np.testing.assert_allclose(head.probabilities(features), expected, atol=1e-6)


@pytest.mark.parametrize("content", [None, b"", b"no tensors"])
def test_damaged_file_is_rejected(content: bytes | None, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / FOLDS_FILE).write_bytes(content)
    with pytest.raises(InputError, match=r"not a file of folds; choose folds.safetensors"):
        FoldHeads.load(tmp_path / FOLDS_FILE)

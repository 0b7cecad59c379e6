"""Stages and activations: the graph against torch, for all networks and encoders."""

import builtins
from pathlib import Path
from typing import get_args

import numpy as np
import pytest
import torch

from avol.checkpoints import EncoderKind, load_checkpoint, load_network
from avol.engines.encoder_modules import AudioEncoderModule, ImageEncoderModule
from avol.engines.onnx_export import export_graph, link_weights
from avol.errors import EngineError
from avol.inspection.graph_activations import GraphActivations
from avol.inspection.inspector import Inspector
from avol.inspection.stages import stage_of
from avol.inspection.torch_activations import TorchActivations
from tests.support.checkpoints import paper_card, tiny_card, write_checkpoint

TEACHING = {"vision_encoder": "tiny", "audio_encoder": "tiny", "image_size": 112}
CARDS = {
    "avol": tiny_card(),
    "classes": tiny_card(heads="shares", **TEACHING),
    "ave": tiny_card(network="ave", **TEACHING),
    "l3": tiny_card(network="l3", **TEACHING),
    "paper": paper_card(),
    "teaching": tiny_card(**TEACHING),
}


KINDS: tuple[EncoderKind, ...] = get_args(EncoderKind)


def write_graphs(path: Path) -> None:
    """Write the 32-bit graphs of a checkpoint, without the samples that 8 bits need."""
    card, network = load_network(path)
    checkpoint = load_checkpoint(path)
    spec, size = card.spectrogram, card.image_size
    parts: list[tuple[EncoderKind, torch.nn.Module, np.ndarray]] = [
        ("image", ImageEncoderModule(network, card), np.zeros((1, size, size, 3), np.uint8)),
        ("audio", AudioEncoderModule(network), np.zeros((1, spec.bins, spec.columns), np.float32)),
    ]
    for kind, encoder, example in parts:
        graph = export_graph(encoder.eval(), example)
        link_weights(graph, path)
        checkpoint.graph_path(kind, "fp32").write_bytes(graph.SerializeToString())


def example(path: Path, kind: EncoderKind) -> np.ndarray:
    card, rng = load_checkpoint(path).card, np.random.default_rng(0)
    if kind == "image":
        return rng.integers(0, 256, (card.image_size, card.image_size, 3)).astype(np.uint8)
    spec = card.spectrogram
    return rng.standard_normal((spec.bins, spec.columns)).astype(np.float32)


@pytest.mark.parametrize("name", CARDS)
def test_graph_and_torch_have_the_same_stages_and_numbers(tmp_path: Path, name: str) -> None:
    path = write_checkpoint(tmp_path, CARDS[name])
    write_graphs(path)
    card, network = load_network(path)
    for kind in KINDS:
        graph = GraphActivations(load_checkpoint(path).graph_path(kind, "fp32"))
        reference = TorchActivations(card, network, kind)
        inputs = example(path, kind)
        named = [(s.name, s.shape) for s in reference.stages]
        found = dict(zip([(s.name, s.shape) for s in graph.stages], graph(inputs), strict=True))
        for key, values in zip(named[:-1], reference(inputs)[:-1], strict=True):
            np.testing.assert_allclose(found[key], values, rtol=2e-2, atol=2e-2)
        last = list(found.values())[-1]
        np.testing.assert_allclose(last, reference(inputs)[-1], rtol=1e-3, atol=1e-3)
        assert all(stage.milliseconds >= 0 for stage in graph.stages)
        assert sum(stage.milliseconds for stage in graph.stages) > 0


def test_the_papers_encoder_has_the_papers_stages(tmp_path: Path) -> None:
    path = write_checkpoint(tmp_path, paper_card())
    inspector = Inspector.load(path, "torch")
    image, audio = (
        {s.name: s.shape for s in inspector.stages(kind)} for kind in ("image", "audio")
    )
    assert list(image) == [
        "input", "conv1_1", "conv1_2", "pool1", "conv2_1", "conv2_2", "pool2", "conv3_1", "conv3_2",
        "pool3", "conv4_1", "conv4_2", "conv5", "conv6",
    ]  # fmt: skip
    assert image["input"] == (224, 224, 3)
    assert audio["input"] == (257, 200, 1)
    assert image["conv1_1"] == (112, 112, 64)
    assert image["conv6"] == (14, 14, 128)
    assert audio["conv4_2"] == (16, 12, 512)
    assert audio["pool4"] == (512,)
    assert audio["fc2"] == (128,)


def test_the_last_stage_is_the_embedding(tmp_path: Path) -> None:
    path = write_checkpoint(tmp_path, CARDS["teaching"])
    inspector = Inspector.load(path, "torch")
    image = example(path, "image")
    np.testing.assert_allclose(
        inspector.image_activations(image)[-1], inspector.encode_image(image).embedding, atol=1e-5
    )
    audio = inspector.encode_audio(np.full(48_000, 0.1, np.float32))
    np.testing.assert_allclose(
        inspector.audio_activations(audio.spectrogram)[-1], audio.embedding, atol=1e-5
    )


@pytest.mark.parametrize(
    ("path", "operator", "stage"),
    [
        ("/vision/blocks/blocks.3/expand/expand.0/Conv", "Conv", "block 4"),
        ("/vision/blocks.10/Add", "Add", "block 11"),
        ("/sound/layers/layers.1/Relu", "Relu", "stem"),
        ("/sound/layers/layers.6/Conv", "Conv", "block 2"),
        ("/vision/pool_1/MaxPool", "MaxPool", "pool"),
        ("/vision_head/conv5/Conv", "Conv", "conv5"),
        ("/vision_head/Relu", "Relu", None),
        ("/ReduceMean", "ReduceMean", "pool"),
        ("/vision_head/Softmax", "Softmax", "softmax"),
        ("/Transpose", "Transpose", None),
        ("", "Cast", None),
        ("vision.blocks.3.expand.0", "", "block 4"),
        ("sound.layers.54", "", "block 14"),
        ("vision_head.conv6", "", "conv6"),
    ],
)
def test_nodes_and_modules_belong_to_stages(path: str, operator: str, stage: str | None) -> None:
    assert stage_of(path, operator) == stage


def test_a_damaged_graph_is_named(tmp_path: Path) -> None:
    path = tmp_path / "damaged.onnx"
    path.write_bytes(b"\x0f" * 50)
    with pytest.raises(EngineError, match=r"damaged\.onnx cannot be read"):
        GraphActivations(path)


def test_without_torch_and_graphs_the_error_says_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_checkpoint(tmp_path, CARDS["teaching"])
    inspector = Inspector.load(path, "torch")
    original = builtins.__import__

    def refuse(name: str, *rest: object) -> object:
        if name == "avol.inspection.torch_activations":
            raise ModuleNotFoundError("No module named 'torch'")
        return original(name, *rest)  # pyright: ignore[reportArgumentType]

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(EngineError, match="install"):
        inspector.stages("image")


def test_torch_keeps_one_thread(tmp_path: Path) -> None:
    path = write_checkpoint(tmp_path, CARDS["teaching"])
    inspector = Inspector.load(path, "torch")
    torch.set_num_threads(2)
    inspector.image_activations(example(path, "image"))
    assert torch.get_num_threads() == 1

"""Compiled graphs: agreement with torch, no torch import, rejection of wrong graphs."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnx
import pytest
import torch

from avol import Localizer
from avol.checkpoints import load_checkpoint, load_network, save_weights
from avol.core.constants import AUDIO_WINDOW
from avol.embedder import Embedder
from avol.engines import create_engine
from avol.engines.compile import CompiledEncoder, compile_checkpoint
from avol.engines.onnxruntime_engine import relative_error
from avol.errors import EngineError, InputError, WeightsError
from tests.support import checkpoints
from tests.support.int8 import int8_works, patch_compilation, skip_without_int8

RNG = np.random.default_rng(1)
IMAGES = list(RNG.integers(0, 256, (8, 64, 64, 3), dtype=np.uint8))
SPECTROGRAMS = list(RNG.standard_normal((8, 64, 96)).astype(np.float32))
COPIED = ("safetensors", "card.json", "see.fp32.onnx", "see.int8.onnx", "hear.fp32.onnx")


def compile_fast(path: Path, count: int = 8) -> tuple[CompiledEncoder, CompiledEncoder]:
    """Compile with `count` samples in a few seconds, also on processors without int8."""
    with pytest.MonkeyPatch.context() as patch:
        patch_compilation(patch)
        return compile_checkpoint(path, IMAGES[:count], SPECTROGRAMS[:count])


@pytest.fixture(scope="module")
def compiled(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[Path, tuple[CompiledEncoder, CompiledEncoder]]:
    # The paper's vision encoder: deeper ones with random weights are too chaotic for 8 bits.
    card = checkpoints.tiny_card(vision_encoder="vgg")
    path = checkpoints.write_checkpoint(tmp_path_factory.mktemp("weights"), card)
    _, network = load_network(path)
    save_weights(path, load_checkpoint(path).card, network.state_dict(), half=True, packed=True)
    return path, compile_fast(path)


@pytest.fixture
def path(compiled: tuple[Path, object], tmp_path: Path) -> Path:
    """A copy that a test may damage, its audio encoder in fp32."""
    for suffix in COPIED:
        source = compiled[0].with_suffix(f".{suffix}")
        (tmp_path / source.name).write_bytes(source.read_bytes())
    return tmp_path / compiled[0].name


def test_fp32_graphs_agree_with_torch(path: Path) -> None:
    checkpoint = load_checkpoint(path)
    fp32, torch_engine = create_engine(checkpoint, "fp32", 1), create_engine(checkpoint, "torch", 1)
    assert fp32.name == "CPU fp32"
    for item, spectrogram in zip(IMAGES, SPECTROGRAMS, strict=True):
        image, audio = item[None], spectrogram[None]
        expected = torch_engine.encode_images(image)
        assert relative_error(fp32.encode_images(image), expected) < 1e-4
        expected = torch_engine.encode_spectrograms(audio)
        assert relative_error(fp32.encode_spectrograms(audio), expected) < 1e-4


def test_int8_graphs_nearly_agree_with_torch(
    compiled: tuple[Path, tuple[CompiledEncoder, CompiledEncoder]],
) -> None:
    skip_without_int8()
    checkpoint = load_checkpoint(compiled[0])
    int8, torch_engine = create_engine(checkpoint, "int8", 1), create_engine(checkpoint, "torch", 1)
    assert int8.name == "CPU int8"
    images, spectrograms = np.stack(IMAGES), np.stack(SPECTROGRAMS)
    grids, vectors = int8.encode_images(images), int8.encode_spectrograms(spectrograms)
    assert grids.shape == (8, 4, 4, 128)
    assert vectors.shape == (8, 128)
    assert 0 < relative_error(grids, torch_engine.encode_images(images)) < 0.1
    assert 0 < relative_error(vectors, torch_engine.encode_spectrograms(spectrograms)) < 0.1
    for encoder in compiled[1]:
        assert 0 < encoder.error < 0.1
        assert min(encoder.fp32_ms, encoder.int8_ms) > 0


def test_batch_equals_single_images(path: Path) -> None:
    engine = create_engine(load_checkpoint(path), "int8" if int8_works() else "fp32", 1)
    batch = engine.encode_images(np.stack(IMAGES[:2]))
    np.testing.assert_array_equal(batch[1], engine.encode_images(IMAGES[1][None])[0])


def test_onnxruntime_engine_does_not_import_torch(path: Path) -> None:
    precision = "int8" if int8_works() else "fp32"
    code = (
        "import sys, numpy as np\n"
        "from avol import Localizer\n"
        f"localizer = Localizer.load({str(path)!r}, {precision!r})\n"
        "localizer(np.zeros((9, 16, 3), np.uint8), np.zeros(48000, np.float32))\n"
        "print(localizer.engine_name, sorted({'torch', 'onnx', 'PySide6'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == f"CPU {precision} []\n"
    assert run.stderr == ""


def test_graphs_of_other_weights_raise(path: Path) -> None:
    card, network = load_network(path)
    with torch.no_grad():
        network.get_parameter("conv7.bias").add_(1)
    save_weights(path, card, network.state_dict())
    with pytest.raises(EngineError, match="made from other weights"):
        Localizer.load(path, engine="int8")


def test_damaged_graphs_raise(path: Path) -> None:
    checkpoint = load_checkpoint(path)
    checkpoint.graph_path("image", "int8").write_bytes(b"no graph")
    with pytest.raises(EngineError, match="cannot be read"):
        Localizer.load(path, engine="int8")


def test_inaccurate_int8_graphs_are_replaced_by_fp32(path: Path) -> None:
    graph = load_checkpoint(path).graph_path("image", "int8")
    model = onnx.load(graph)
    for tensor in model.graph.initializer:  # simulates saturated sums
        if tensor.name.endswith("head.conv5.bias") or "bias_quantized" in tensor.name:
            values = onnx.numpy_helper.to_array(tensor)
            tensor.CopyFrom(onnx.numpy_helper.from_array(values // 2, tensor.name))
    graph.write_bytes(model.SerializeToString())
    with pytest.raises(EngineError, match="off on this processor"):
        Localizer.load(path, engine="int8")
    assert Localizer.load(path).engine_name == "CPU fp32"


def test_torch_runs_without_a_valid_graph(path: Path, expected_log: Callable[[str], None]) -> None:
    checkpoint = load_checkpoint(path)
    for precision in ("int8", "fp32"):
        checkpoint.graph_path("image", precision).write_bytes(b"no graph")
    expected_log("cannot be read")
    assert Localizer.load(path).engine_name == "CPU torch"


def test_too_few_samples_raise(path: Path) -> None:
    with pytest.raises(InputError, match="two images"):
        compile_checkpoint(path, IMAGES[:1], SPECTROGRAMS)


def test_graphs_of_an_ave_net_give_unit_vectors(tmp_path: Path) -> None:
    card = checkpoints.tiny_card(network="ave", vision_encoder="vgg")
    path = checkpoints.write_checkpoint(tmp_path, card)
    assert all(encoder.kept for encoder in compile_fast(path, 2))
    torch_embedder = Embedder.load(path, "torch", 1)
    noise = np.random.default_rng(0).uniform(-0.1, 0.1, AUDIO_WINDOW).astype(np.float32)
    embedders = {1e-4: Embedder.load(path, "fp32", 1)}
    if int8_works():
        embedders[0.1] = Embedder.load(path, "int8", 1)
    image_embedding = torch_embedder.encode_image(IMAGES[7]).embedding
    audio_embedding = torch_embedder.encode_audio(noise).embedding
    for tolerance, embedder in embedders.items():
        for output, expected in (
            (embedder.encode_image(IMAGES[7]).embedding, image_embedding),
            (embedder.encode_audio(noise).embedding, audio_embedding),
        ):
            assert output.shape == (128,)
            assert np.linalg.norm(output) == pytest.approx(1, abs=1e-5)
            assert relative_error(output, expected) < tolerance


def test_localizer_rejects_an_ave_net(tmp_path: Path) -> None:
    path = checkpoints.write_checkpoint(tmp_path, checkpoints.tiny_card(network="ave"))
    with pytest.raises(WeightsError, match="has no localization map"):
        Localizer.load(path)

"""The ready graphs: they answer as torch does, need no torch, and are refused where they lie."""

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
from avol.core.constants import SAMPLE_RATE
from avol.embedder import Embedder
from avol.engines import choose
from avol.engines.compile import Compiled, compile_checkpoint
from avol.engines.onnxruntime_engine import deviation
from avol.errors import EngineError, InputError, WeightsError
from tests.support import checkpoints

RNG = np.random.default_rng(1)
IMAGES = list(RNG.integers(0, 256, (8, 64, 64, 3), dtype=np.uint8))
SPECTROGRAMS = list(RNG.standard_normal((8, 64, 96)).astype(np.float32))
COPIED = ("safetensors", "card.json", "see.fp32.onnx", "see.int8.onnx", "hear.fp32.onnx")


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[Compiled, Compiled]]:
    # The paper's eye: fresh weights make deeper towers too chaotic for 8 bits.
    card = checkpoints.tiny_card(vision_tower="vgg")
    path = checkpoints.write_checkpoint(tmp_path_factory.mktemp("weights"), card)
    _, network = load_network(path)
    save_weights(path, load_checkpoint(path).card, network.state_dict(), half=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("avol.engines.gptq.LARGEST", 200)  # the large layers take seconds
        return path, compile_checkpoint(path, IMAGES, SPECTROGRAMS)


@pytest.fixture
def path(compiled: tuple[Path, object], tmp_path: Path) -> Path:
    """A copy to be spoilt, its ear exact."""
    for suffix in COPIED:
        source = compiled[0].with_suffix(f".{suffix}")
        (tmp_path / source.name).write_bytes(source.read_bytes())
    return tmp_path / compiled[0].name


def test_the_exact_graphs_answer_as_torch_does(path: Path) -> None:
    checkpoint = load_checkpoint(path)
    fast, plain = choose(checkpoint, "fp32", 1), choose(checkpoint, "torch", 1)
    assert fast.name == "CPU fp32"
    for image, sound in zip(IMAGES, SPECTROGRAMS, strict=True):
        assert deviation(fast.encode_images(image[None]), plain.encode_images(image[None])) < 1e-4
        assert (
            deviation(fast.encode_spectrograms(sound[None]), plain.encode_spectrograms(sound[None]))
            < 1e-4
        )


def test_the_small_graphs_answer_nearly_so(compiled: tuple[Path, tuple[Compiled, ...]]) -> None:
    checkpoint = load_checkpoint(compiled[0])
    fast, plain = choose(checkpoint, "int8", 1), choose(checkpoint, "torch", 1)
    assert fast.name == "CPU int8"
    images, sounds = np.stack(IMAGES), np.stack(SPECTROGRAMS)
    assert fast.encode_images(images).shape == (8, 4, 4, 128)
    assert fast.encode_spectrograms(sounds).shape == (8, 128)
    assert 0 < deviation(fast.encode_images(images), plain.encode_images(images)) < 0.1
    assert 0 < deviation(fast.encode_spectrograms(sounds), plain.encode_spectrograms(sounds)) < 0.1
    for part in compiled[1]:
        assert 0 < part.deviation < 0.1
        assert min(part.fp32_ms, part.int8_ms) > 0


def test_a_batch_answers_as_its_members_do(path: Path) -> None:
    fast = choose(load_checkpoint(path), "int8", 1)
    together = fast.encode_images(np.stack(IMAGES[:2]))
    np.testing.assert_array_equal(together[1], fast.encode_images(IMAGES[1][None])[0])


def test_the_fast_engine_needs_no_torch(path: Path) -> None:
    code = (
        "import sys, numpy as np\n"
        "from avol import Localizer\n"
        f"avol = Localizer.load({str(path)!r})\n"
        "avol(np.zeros((9, 16, 3), np.uint8), np.zeros(48000, np.float32))\n"
        "print(avol.engine_name, sorted({'torch', 'onnx', 'PySide6'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "CPU int8 []\n"
    assert run.stderr == ""


def test_graphs_of_other_weights_are_refused(path: Path) -> None:
    card, network = load_network(path)
    with torch.no_grad():
        network.get_parameter("conv7.bias").add_(1)
    save_weights(path, card, network.state_dict())
    with pytest.raises(EngineError, match="made from other weights"):
        Localizer.load(path, engine="int8")


def test_damaged_graphs_are_refused(path: Path) -> None:
    checkpoint = load_checkpoint(path)
    checkpoint.graph("see", "int8").write_bytes(b"no graph")
    with pytest.raises(EngineError, match="cannot be read"):
        Localizer.load(path, engine="int8")


def test_a_processor_that_answers_wrongly_gets_the_exact_graphs(
    path: Path, expected_log: Callable[[str], None]
) -> None:
    graph = load_checkpoint(path).graph("see", "int8")
    model = onnx.load(graph)
    for tensor in model.graph.initializer:  # as if sums saturated
        if tensor.name.endswith("head.conv5.bias") or "bias_quantized" in tensor.name:
            values = onnx.numpy_helper.to_array(tensor)
            tensor.CopyFrom(onnx.numpy_helper.from_array(values // 2, tensor.name))
    graph.write_bytes(model.SerializeToString())
    with pytest.raises(EngineError, match="off on this processor"):
        Localizer.load(path, engine="int8")
    expected_log("off on this processor")
    assert Localizer.load(path).engine_name == "CPU fp32"


def test_without_any_good_graph_torch_runs(path: Path, expected_log: Callable[[str], None]) -> None:
    checkpoint = load_checkpoint(path)
    for precision in ("int8", "fp32"):
        checkpoint.graph("see", precision).write_bytes(b"no graph")
    expected_log("cannot be read")
    assert Localizer.load(path).engine_name == "CPU torch"


def test_too_few_samples_are_refused(path: Path) -> None:
    with pytest.raises(InputError, match="two pictures"):
        compile_checkpoint(path, IMAGES[:1], SPECTROGRAMS)


def test_the_graphs_of_an_ave_net_give_one_vector_of_length_one(tmp_path: Path) -> None:
    path = checkpoints.write_checkpoint(
        tmp_path, checkpoints.tiny_card(network="ave", vision_tower="vgg")
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("avol.engines.gptq.LARGEST", 200)
        assert all(part.kept for part in compile_checkpoint(path, IMAGES[:2], SPECTROGRAMS[:2]))
    plain = Embedder.load(path, "torch", 1)
    noise = np.random.default_rng(0).uniform(-0.1, 0.1, SAMPLE_RATE).astype(np.float32)
    graphs = {1e-4: Embedder.load(path, "fp32", 1), 0.1: Embedder.load(path, "int8", 1)}
    for near, fast in graphs.items():
        for answer, right in (
            (fast.encode_image(IMAGES[7]).embedding, plain.encode_image(IMAGES[7]).embedding),
            (fast.encode_audio(noise).embedding, plain.encode_audio(noise).embedding),
        ):
            assert answer.shape == (128,)
            assert np.linalg.norm(answer) == pytest.approx(1, abs=1e-5)
            assert deviation(answer, right) < near


def test_a_map_cannot_be_had_from_an_ave_net(tmp_path: Path) -> None:
    path = checkpoints.write_checkpoint(tmp_path, checkpoints.tiny_card(network="ave"))
    with pytest.raises(WeightsError, match="gives no map"):
        Localizer.load(path)

"""Networks: layer outputs and parameter counts equal the paper's tables."""

import pytest
import torch
from torch import nn

from avol.errors import WeightsError
from avol.models import AVENet, AVOLNet, L3Net, build_network
from avol.models.encoders import AUDIO_ENCODERS, VISION_ENCODERS, build_encoder
from avol.models.encoders.base import Encoder

VISION_LAYERS = {
    "conv1_1": (64, 112, 112), "conv1_2": (64, 112, 112),
    "conv2_1": (128, 56, 56), "conv2_2": (128, 56, 56),
    "conv3_1": (256, 28, 28), "conv3_2": (256, 28, 28),
    "conv4_1": (512, 14, 14), "conv4_2": (512, 14, 14),
}  # fmt: skip
# The paper's table has 128 rows after conv1. Padding by one gives 129, and 64 after pool1.
AUDIO_LAYERS = {
    "conv1_1": (64, 129, 100), "conv1_2": (64, 129, 100),
    "conv2_1": (128, 64, 50), "conv2_2": (128, 64, 50),
    "conv3_1": (256, 32, 25), "conv3_2": (256, 32, 25),
    "conv4_1": (512, 16, 12), "conv4_2": (512, 16, 12),
}  # fmt: skip


def _parameters(module: nn.Module) -> int:
    return sum(weights.numel() for weights in module.parameters())


def _layer_sizes(encoder: Encoder, example: torch.Tensor) -> dict[str, tuple[int, ...]]:
    sizes: dict[str, tuple[int, ...]] = {}

    def record(name: str) -> None:
        def hook(_module: nn.Module, _inputs: object, output: torch.Tensor) -> None:
            sizes[name] = tuple(output.shape[1:])

        getattr(encoder, name).register_forward_hook(hook)

    for name in VISION_LAYERS:
        record(name)
    with torch.inference_mode():
        encoder.eval()(example)
    return sizes


def test_vision_encoder_equals_the_paper() -> None:
    encoder = build_encoder(VISION_ENCODERS, "vgg")
    assert _layer_sizes(encoder, torch.zeros(1, 3, 224, 224)) == VISION_LAYERS
    assert _parameters(encoder) == pytest.approx(4.69e6, abs=5e3)


def test_audio_encoder_equals_the_paper() -> None:
    encoder = build_encoder(AUDIO_ENCODERS, "vgg")
    assert _layer_sizes(encoder, torch.zeros(1, 1, 257, 200)) == AUDIO_LAYERS
    assert _parameters(encoder) == pytest.approx(4.69e6, abs=5e3)


def test_avol_net_gives_a_14_by_14_map_from_cell_products() -> None:
    net = build_network("avol", "vgg", "vgg").eval()
    assert isinstance(net, AVOLNet)
    assert _parameters(net) == pytest.approx(9.54e6, abs=5e3)
    with torch.inference_mode():
        image = net.encode_image(torch.rand(2, 3, 224, 224))
        audio = net.encode_audio(torch.rand(2, 1, 257, 200))
        logits = net.logits(image, audio)
        cell_logit = (image[1, :, 3, 5] @ audio[1]) * net.conv7.scale + net.conv7.bias
    assert (image.shape, audio.shape, logits.shape) == ((2, 128, 14, 14), (2, 128), (2, 14, 14))
    torch.testing.assert_close(logits[1, 3, 5], cell_logit, atol=1e-4, rtol=1e-4)
    assert net.conv7.scale.item() > 0


def test_ave_net_gives_unit_vectors_and_near_vectors_match() -> None:
    net = build_network("ave", "vgg", "vgg").eval()
    assert isinstance(net, AVENet)
    with torch.inference_mode():
        image = net.encode_image(torch.rand(3, 3, 224, 224))
        near, far = net.logits(image, image), net.logits(image, -image)
    torch.testing.assert_close(image.norm(dim=1), torch.ones(3))
    assert near.argmax(dim=1).tolist() == [1, 1, 1]
    assert far.argmax(dim=1).tolist() == [0, 0, 0]


def test_l3_net_gives_two_logits_per_pair() -> None:
    net = build_network("l3", "vgg", "vgg").eval()
    assert isinstance(net, L3Net)
    assert net.fc1.in_features == 1024
    with torch.inference_mode():
        assert net(torch.rand(2, 3, 224, 224), torch.rand(2, 1, 257, 200)).shape == (2, 2)


def test_light_encoders_give_the_same_grid() -> None:
    net = build_network("avol", "efficientnet-lite0", "mobilenet").eval()
    assert isinstance(net, AVOLNet)
    with torch.inference_mode():
        assert net.vision(torch.zeros(1, 3, 448, 448)).shape == (1, 1280, 14, 14)
        assert net.sound(torch.zeros(1, 1, 64, 96)).shape == (1, 1024, 2, 3)
        assert net(torch.rand(1, 3, 448, 448), torch.rand(1, 1, 64, 96)).shape == (1, 14, 14)


def test_unknown_names_are_rejected() -> None:
    with pytest.raises(WeightsError, match="Unknown network"):
        build_network("resnet", "vgg", "vgg")
    with pytest.raises(WeightsError, match="Unknown encoder"):
        build_network("avol", "resnet", "vgg")

"""AVE+MF and AVE+OF: parameter counts of the paper's layers, and output shapes."""

import pytest
import torch

from avol.models import AVENet, build_network
from avol.models.encoders import VISION_ENCODERS, build_encoder
from avol.models.encoders.vgg_motion import FLOWS, FRAMES

CHANNELS = [(3, 64), (64, 64), (64, 128), (128, 128), (128, 256), (256, 256)]
LAST = [(256, 512), (512, 512)]


def _count(layers: list[tuple[int, int]], kernel: int) -> int:
    """Number of filter weights, plus two batch norm parameters per output channel."""
    return sum(kernel * inputs * outputs + 2 * outputs for inputs, outputs in layers)


def _parameters(name: str) -> int:
    return sum(weights.numel() for weights in build_encoder(VISION_ENCODERS, name).parameters())


def test_frame_encoder_has_three_times_the_filter_weights() -> None:
    assert _parameters("vgg") == _count(CHANNELS + LAST, 9)
    assert _parameters("vgg-frames") == _count(CHANNELS + LAST, 27)


def test_flow_encoder_has_a_separate_stream_up_to_conv4() -> None:
    flow_channels = [(2 * FLOWS, 64), *CHANNELS[1:]]
    joined = [(512, 512), (512, 512)]
    assert _parameters("vgg-flow") == _count(CHANNELS + flow_channels + joined, 9)


@pytest.mark.parametrize(
    ("encoder", "shape"), [("vgg-frames", (3, FRAMES)), ("vgg-flow", (3 + 2 * FLOWS,))]
)
def test_motion_is_embedded_into_a_unit_vector(encoder: str, shape: tuple[int, ...]) -> None:
    net = build_network("ave", encoder, "vgg").eval()
    assert isinstance(net, AVENet)
    with torch.inference_mode():
        assert net.vision(torch.rand(1, *shape, 64, 64)).shape == (1, 512, 4, 4)
        embedding = net.encode_image(torch.rand(2, *shape, 32, 32))
    assert embedding.shape == (2, 128)
    torch.testing.assert_close(embedding.norm(dim=1), torch.ones(2))


def test_every_frame_changes_the_output() -> None:
    net = build_encoder(VISION_ENCODERS, "vgg-frames").eval()
    frames = torch.rand(1, 3, FRAMES, 32, 32)
    with torch.inference_mode():
        original = net(frames)
        for index in (0, FRAMES - 1):
            changed = frames.clone()
            changed[:, :, index] = 1 - changed[:, :, index]
            assert not torch.equal(net(changed), original)

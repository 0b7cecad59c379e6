"""MobileNet v3 with width 0.4 in the shape of EfficientAT's mn04 (AudioSet) as audio encoder.

It needs more context than YAMNet and classifies better with it (arXiv 2211.04772). Not in the
paper, which trains VGG encoders from scratch.
"""

from functools import partial

from torch import Tensor, nn
from torch.nn import Parameter, functional

from avol.core.optional_packages import optional_packages
from avol.models.encoders.base import Encoder

WIDTH = 0.4
_FEATURES = 512
_LOWER = 13  # blocks before the last stride of 2
_RECENT = 3  # columns of the last grid that hold the last second


class MobileNetV3AudioEncoder(Encoder):
    """(N, 1, 128, columns) Kaldi log-mel spectrogram -> (N, 512, 1, 1), pooled over time."""

    channels = _FEATURES
    pooling = "mean"

    def __init__(self, recent_share: float = 0.0) -> None:
        """Build the encoder.

        Args:
            recent_share: share of the mean over the last second in the pooled features; the rest
                is the mean over the whole window, with which mn04 was trained.
        """
        super().__init__()
        self._recent_share = recent_share
        with optional_packages("The audio encoder mn04"):  # networks without it need torch only
            from torchvision.models.mobilenetv3 import (
                InvertedResidual,
                _mobilenet_v3_conf,  # pyright: ignore[reportPrivateUsage] - the table of layers
            )
            from torchvision.ops import Conv2dNormActivation, SqueezeExcitation
        config, _ = _mobilenet_v3_conf("mobilenet_v3_large", width_mult=WIDTH)
        norm = partial(nn.BatchNorm2d, eps=1e-3, momentum=0.01)
        conv = partial(Conv2dNormActivation, norm_layer=norm, activation_layer=nn.Hardswish)
        scale = partial(SqueezeExcitation, scale_activation=nn.Sigmoid)
        self.stem = conv(1, config[0].input_channels, kernel_size=3, stride=2)
        self.blocks = nn.Sequential(*(InvertedResidual(layer, norm, scale) for layer in config))
        width = config[-1].out_channels
        self.last = conv(width, 6 * width, kernel_size=1)
        self.project = nn.Linear(6 * width, _FEATURES)

    def forward(self, inputs: Tensor) -> Tensor:
        return self.upper(self.lower(inputs))

    def lower(self, inputs: Tensor) -> Tensor:
        """(N, 1, 128, columns) -> features with a stride of 16."""
        return self.blocks[:_LOWER](self.stem(inputs))

    def upper(self, grid: Tensor) -> Tensor:
        """Features with a stride of 16 -> (N, 512, 1, 1)."""
        columns = self.last(self.blocks[_LOWER:](grid)).mean(dim=2)
        vectors = columns.mean(dim=2)
        if self._recent_share:
            recent = columns[..., -_RECENT:].mean(dim=2)
            vectors = vectors + self._recent_share * (recent - vectors)
        return functional.hardswish(self.project(vectors))[..., None, None]

    def upper_parameters(self) -> list[Parameter]:
        return [
            *self.blocks[_LOWER:].parameters(),
            *self.last.parameters(),
            *self.project.parameters(),
        ]

"""EfficientNet-Lite0 (Google, 2020) as vision encoder, which may start pretrained on ImageNet.

At 448 px its stride of 32 gives the paper's 14 x 14 cells. Not in the paper, which trains VGG
encoders from scratch.
"""

from torch import Tensor, nn
from torch.nn import Parameter, functional

from avol.models.encoders.base import Encoder

# expansion, channels, repeats, stride, kernel
_STAGES = (
    (1, 16, 1, 1, 3),
    (6, 24, 2, 2, 3),
    (6, 40, 2, 2, 5),
    (6, 80, 3, 2, 3),
    (6, 112, 3, 1, 5),
    (6, 192, 4, 2, 5),
    (6, 320, 1, 1, 3),
)

_LOWER = 11  # blocks before the last stride of 2


class SamePadConv2d(nn.Conv2d):
    """Convolution with TensorFlow's "same" padding: the odd row and column are at the far end."""

    def __init__(
        self,
        inputs: int,
        outputs: int,
        kernel: int,
        *,
        stride: int = 1,
        groups: int = 1,
        bias: bool = False,
    ) -> None:
        super().__init__(inputs, outputs, kernel, stride, groups=groups, bias=bias)
        # Valid for input sizes that are multiples of the stride, as all sizes here are.
        self.near_far = (kernel - stride) // 2, (kernel - stride + 1) // 2

    def forward(self, input: Tensor) -> Tensor:
        return super().forward(functional.pad(input, 2 * self.near_far))


def _conv(
    inputs: int,
    outputs: int,
    kernel: int,
    *,
    stride: int = 1,
    groups: int = 1,
    act: bool = True,
) -> nn.Sequential:
    layers: list[nn.Module] = [
        SamePadConv2d(inputs, outputs, kernel, stride=stride, groups=groups),
        nn.BatchNorm2d(outputs, eps=1e-3, momentum=0.01),
    ]
    return nn.Sequential(*layers, *([nn.ReLU6(inplace=True)] if act else []))


class InvertedResidual(nn.Module):
    """Expand 1 x 1, depthwise k x k, project 1 x 1; plus the input where the sizes agree."""

    def __init__(self, inputs: int, outputs: int, expansion: int, kernel: int, stride: int) -> None:
        super().__init__()
        width = inputs * expansion
        self.expand = _conv(inputs, width, 1) if expansion > 1 else nn.Identity()
        self.depthwise = _conv(width, width, kernel, stride=stride, groups=width)
        self.project = _conv(width, outputs, 1, act=False)
        self.residual = stride == 1 and inputs == outputs

    def forward(self, x: Tensor) -> Tensor:
        y = self.project(self.depthwise(self.expand(x)))
        return x + y if self.residual else y


class EfficientNetLite0(Encoder):
    """(N, 3, 448, 448) RGB, (value - 127) / 128 -> (N, 1280, 14, 14)."""

    channels = 1280
    pooling = "mean"

    def __init__(self) -> None:
        super().__init__()
        self.stem = _conv(3, 32, 3, stride=2)
        blocks, inputs = [], 32
        for expansion, outputs, repeats, stride, kernel in _STAGES:
            for repeat in range(repeats):
                step = 1 if repeat else stride
                blocks.append(InvertedResidual(inputs, outputs, expansion, kernel, step))
                inputs = outputs
        self.blocks = nn.Sequential(*blocks)
        self.head = _conv(inputs, self.channels, 1)

    def forward(self, inputs: Tensor) -> Tensor:
        return self.upper(self.lower(inputs))

    def lower(self, inputs: Tensor) -> Tensor:
        """(N, 3, 448, 448) -> (N, 112, 28, 28), the stages of edges, textures and parts."""
        return self.blocks[:_LOWER](self.stem(inputs))

    def upper(self, grid: Tensor) -> Tensor:
        """(N, 112, 28, 28) -> (N, 1280, 14, 14), the stages of objects."""
        return self.head(self.blocks[_LOWER:](grid))

    def upper_parameters(self) -> list[Parameter]:
        return [*self.blocks[_LOWER:].parameters(), *self.head.parameters()]

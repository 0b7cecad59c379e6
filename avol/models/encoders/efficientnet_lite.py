"""EfficientNet-Lite0's trunk (Google, 2020): an eye that has already seen ImageNet.

At 448 px its stride of 32 leaves the paper's 14 x 14 places. Ours as a tower of AVOL-Net; the paper
trains from scratch.
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

_LOWER = 11  # blocks before the last halving of the grid


class SamePadConv2d(nn.Conv2d):
    """Convolution padded as TensorFlow pads "same": the odd row and column go to the far side."""

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
        # Holds for every input side that the stride divides, as all sides here are.
        near, far = (kernel - stride) // 2, (kernel - stride + 1) // 2
        self._ends = (near, far, near, far)

    def forward(self, input: Tensor) -> Tensor:
        return super().forward(functional.pad(input, self._ends))


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
    """Expand 1 x 1, depthwise k x k, project 1 x 1; added to its input where the sizes agree."""

    def __init__(self, inputs: int, outputs: int, expansion: int, kernel: int, stride: int) -> None:
        super().__init__()
        wide = inputs * expansion
        self.expand = _conv(inputs, wide, 1) if expansion > 1 else nn.Identity()
        self.depthwise = _conv(wide, wide, kernel, stride=stride, groups=wide)
        self.project = _conv(wide, outputs, 1, act=False)
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
                first = repeat == 0
                blocks.append(
                    InvertedResidual(inputs, outputs, expansion, kernel, stride if first else 1)
                )
                inputs = outputs
        self.blocks = nn.Sequential(*blocks)
        self.head = _conv(inputs, self.channels, 1)

    def forward(self, pictures: Tensor) -> Tensor:
        return self.upper(self.lower(pictures))

    def lower(self, pictures: Tensor) -> Tensor:
        """(N, 3, 448, 448) -> (N, 112, 28, 28), the stages that see edges, textures and parts."""
        return self.blocks[:_LOWER](self.stem(pictures))

    def upper(self, grid: Tensor) -> Tensor:
        """(N, 112, 28, 28) -> (N, 1280, 14, 14), the stages that see things."""
        return self.head(self.blocks[_LOWER:](grid))

    def upper_parameters(self) -> list[Parameter]:
        return [*self.blocks[_LOWER:].parameters(), *self.head.parameters()]

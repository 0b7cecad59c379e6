"""Folds convolution, batch norm and activation into one layer for inference on CUDA.

As separate layers, each of them and each padding reads and writes the whole grid, which takes a GPU
longer than the convolution itself.
"""

from __future__ import annotations

import math
from typing import TypeVar

import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils.fusion import fuse_conv_bn_eval

from avol.engines import depthwise
from avol.models.encoders.efficientnet_lite import InvertedResidual, SamePadConv2d

_Module = TypeVar("_Module", bound=nn.Module)


class FoldedConv2d(nn.Module):
    """A convolution with its padding and the batch norm and activation after it."""

    def __init__(
        self, conv: nn.Conv2d, norm: nn.BatchNorm2d | None, limit: float | None, triton: bool
    ) -> None:
        """Fold the layers.

        Args:
            conv: the convolution.
            norm: the batch norm after it.
            limit: the activation's upper limit, infinite for ReLU; None without one.
            triton: whether to use the Triton kernel where it fits.
        """
        super().__init__()
        folded = fuse_conv_bn_eval(conv, norm) if norm else conv
        bias = torch.zeros(conv.out_channels) if folded.bias is None else folded.bias.detach()
        self.weight, self.bias = folded.weight, nn.Parameter(bias)
        self.limit, self.input_limit = limit, math.inf
        self.stride, self.dilation, self.groups = conv.stride, conv.dilation, conv.groups
        same = isinstance(conv, SamePadConv2d)
        self.near, far = conv.near_far if same else (0, 0)
        self.uneven = self.near != far
        even = (self.near, self.near) if same else conv.padding
        self.padding = (0, 0) if self.uneven or isinstance(even, str) else even
        one_each = conv.groups == conv.in_channels == conv.out_channels
        self.triton = triton and same and one_each and conv.groups > 1 and limit is not None
        if self.triton:
            self.weight = nn.Parameter(folded.weight.detach()[:, 0].permute(1, 2, 0).contiguous())
        plain = conv.kernel_size == conv.stride == (1, 1) and conv.groups == 1
        self.linear = limit is None and plain and not any(self.padding)

    def forward(self, grid: Tensor) -> Tensor:
        if self.triton:
            limits = self.input_limit, math.inf if self.limit is None else self.limit
            filters, stride = self.weight, self.stride[0]
            return depthwise.convolve(grid, filters, self.bias, stride, self.near, limits)
        if self.linear:  # adds the bias without another pass
            cells = grid.movedim(1, -1)
            return functional.linear(cells, self.weight[:, :, 0, 0], self.bias).movedim(-1, 1)
        if self.uneven:
            grid = functional.pad(grid, (self.near, self.near + 1, self.near, self.near + 1))
        options = self.stride, self.padding, self.dilation, self.groups
        if self.limit is None or self.groups > 1 or not grid.is_cuda:
            grid = functional.conv2d(grid, self.weight, self.bias, *options)
            return grid if self.limit is None else grid.clamp_(0, self.limit)
        grid = torch.cudnn_convolution_relu(grid, self.weight, self.bias, *options)
        return grid if self.limit == math.inf else grid.clamp_(max=self.limit)


def fold(network: _Module, triton: bool = False) -> _Module:
    """Fold each convolution with the batch norm and activation that follow it, in place."""
    for module in list(network.modules()):
        if isinstance(module, nn.Sequential):
            _fold_chain(module, triton)
    for module in network.modules():
        if isinstance(module, InvertedResidual) and isinstance(module.expand, nn.Sequential):
            _defer_limit(module.expand[0], module.depthwise[0])
    return network


def _fold_chain(chain: nn.Sequential, triton: bool) -> None:
    layers = list(chain)
    for index, conv in enumerate(layers):
        if type(conv) not in (nn.Conv2d, SamePadConv2d):
            continue
        assert isinstance(conv, nn.Conv2d)
        after = layers[index + 1 : index + 3]
        norm = after[0] if after and isinstance(after[0], nn.BatchNorm2d) else None
        activation = after[norm is not None :][:1]
        limit = {nn.ReLU: math.inf, nn.ReLU6: 6.0}.get(type(activation[0])) if activation else None
        chain[index] = FoldedConv2d(conv, norm, limit, triton)
        for offset in range((norm is not None) + (limit is not None)):
            chain[index + 1 + offset] = nn.Identity()  # keeps the indices of the chain


def _defer_limit(expand: nn.Module, depthwise_conv: nn.Module) -> None:
    """Clamp in the depthwise kernel instead of after the expansion, which saves a pass."""
    assert isinstance(expand, FoldedConv2d)
    assert isinstance(depthwise_conv, FoldedConv2d)
    if depthwise_conv.triton and expand.limit is not None:
        depthwise_conv.input_limit, expand.limit = expand.limit, math.inf

"""Filters in 8 bits with one scale per output channel, as checkpoint files may store them.

They take a quarter of the space of float32. Computing takes place in floating point: a filter is
its bytes times its scales, which the file holds as `NAME.scale`.
"""

from collections.abc import Mapping

import torch
from torch import Tensor

SCALE = ".scale"
"""Suffix of the name of a filter's scales."""
_LARGEST = 127


def pack(tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Return bytes and scales of the filters across channels.

    Depthwise filters, which are few and sensitive, and the heads are left out.
    """
    packed = dict[str, Tensor]()
    for name, value in tensors.items():
        if value.ndim > 1 and value.shape[1] > 1 and "_head." not in name:
            weights = value.detach().cpu().float()
            peaks = weights.abs().amax(tuple(range(1, weights.ndim)), keepdim=True)
            scales = (peaks / _LARGEST).clamp(min=torch.finfo(torch.float32).tiny)
            packed[name] = (weights / scales).round().to(torch.int8).contiguous()
            packed[name + SCALE] = scales.contiguous()
    return packed


def unpack(stored: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Return the tensors of a file; packed ones become float32, and their scales are left out."""
    packed = {name for name, value in stored.items() if value.dtype == torch.int8}
    scales = {name + SCALE for name in packed}
    return {
        name: value.float() * stored[name + SCALE] if name in packed else value
        for name, value in stored.items()
        if name not in scales
    }

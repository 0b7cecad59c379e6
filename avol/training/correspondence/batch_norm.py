"""Batch statistics over all processes, so that many small batches learn as one large one does."""

import torch
from torch import Tensor, nn
from torch.nn.modules.batchnorm import _BatchNorm

from avol.training.correspondence.process_group import Group


def synchronised(network: nn.Module, group: Group) -> nn.Module:
    """The network with batch norms that share their statistics; on GPUs torch's own."""
    if group.device.type == "cuda":
        return nn.SyncBatchNorm.convert_sync_batchnorm(network)
    for name, child in network.named_children():
        if isinstance(child, _BatchNorm):
            setattr(network, name, _like(child, group))
        else:
            synchronised(child, group)
    return network


def _like(norm: _BatchNorm, group: Group) -> "GroupBatchNorm":
    shared = GroupBatchNorm(norm.num_features, norm.eps, norm.momentum)
    shared.load_state_dict(norm.state_dict())
    shared.group = group
    return shared


class GroupBatchNorm(_BatchNorm):
    """Batch norm over the batches of all processes, which are of one size, on any device.

    torch's SyncBatchNorm runs on GPUs alone.
    """

    group: Group

    def forward(self, input: Tensor) -> Tensor:
        if not self.training:
            return super().forward(input)
        over = [axis for axis in range(input.ndim) if axis != 1]
        shape = [1, -1, *[1] * (input.ndim - 2)]
        mean = self.group.mean(input.float().mean(over))
        centred = input.float() - mean.view(shape)
        variance = self.group.mean(centred.square().mean(over))
        self._remember(mean, variance, self.group.size * input.numel() // input.shape[1])
        scale = self.weight * (variance + self.eps).rsqrt()
        return (centred * scale.view(shape) + self.bias.view(shape)).to(input.dtype)

    @torch.no_grad()
    def _remember(self, mean: Tensor, variance: Tensor, count: int) -> None:
        """Running statistics, as torch keeps them: of the variance the unbiased one."""
        if self.num_batches_tracked is not None:
            self.num_batches_tracked += 1
        momentum = self.momentum or 0.0
        for kept, new in (
            (self.running_mean, mean),
            (self.running_var, variance * count / max(1, count - 1)),
        ):
            if kept is not None:
                kept.lerp_(new, momentum)

    def _check_input_dim(self, input: Tensor) -> None:
        """Takes pictures and stacks of frames alike."""

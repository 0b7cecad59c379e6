"""Batch norm over all processes, so that they train like one process with one large batch."""

import torch
from torch import Tensor, nn
from torch.nn.modules.batchnorm import _BatchNorm

from avol.training.correspondence.process_group import ProcessGroup


def synchronize_batch_norm(network: nn.Module, group: ProcessGroup) -> nn.Module:
    """Replaces all batch norms by synchronised ones; on GPUs by torch's own."""
    if group.device.type == "cuda":
        return nn.SyncBatchNorm.convert_sync_batchnorm(network)
    for name, child in network.named_children():
        if isinstance(child, _BatchNorm):
            setattr(network, name, _synchronized_copy(child, group))
        else:
            synchronize_batch_norm(child, group)
    return network


def _synchronized_copy(norm: _BatchNorm, group: ProcessGroup) -> "GroupBatchNorm":
    copy = GroupBatchNorm(norm.num_features, norm.eps, norm.momentum)
    copy.load_state_dict(norm.state_dict())
    copy.group = group
    return copy


class GroupBatchNorm(_BatchNorm):
    """Batch norm over the equally large batches of all processes, on any device.

    torch's SyncBatchNorm supports only GPUs.
    """

    group: ProcessGroup

    def forward(self, input: Tensor) -> Tensor:
        if not self.training:
            return super().forward(input)
        axes = [axis for axis in range(input.ndim) if axis != 1]
        shape = [1, -1, *[1] * (input.ndim - 2)]
        mean = self.group.mean(input.float().mean(axes))
        centred = input.float() - mean.view(shape)
        variance = self.group.mean(centred.square().mean(axes))
        self._update_statistics(mean, variance, self.group.size * input.numel() // input.shape[1])
        scale = self.weight * (variance + self.eps).rsqrt()
        return (centred * scale.view(shape) + self.bias.view(shape)).to(input.dtype)

    @torch.no_grad()
    def _update_statistics(self, mean: Tensor, variance: Tensor, count: int) -> None:
        """Updates the running statistics; like torch, with the unbiased variance."""
        if self.num_batches_tracked is not None:
            self.num_batches_tracked += 1
        momentum = self.momentum or 0.0
        for running, new in (
            (self.running_mean, mean),
            (self.running_var, variance * count / max(1, count - 1)),
        ):
            if running is not None:
                running.lerp_(new, momentum)

    def _check_input_dim(self, input: Tensor) -> None:
        """Accepts images and stacks of frames."""

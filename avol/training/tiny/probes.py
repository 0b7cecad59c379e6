"""Fixed images with audio whose maps show what a tiny network has learned."""

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from avol.data.pairs.pairs import PairMaker
from avol.data.shards.clips import SAMPLES_PER_FRAME
from avol.models.correspondence import Correspondence
from avol.training.correspondence.config import CorrespondenceTrainingConfig
from avol.training.correspondence.objective import correspondence_loss
from avol.training.correspondence.pair_sources import pair_format
from avol.training.tiny.results import Pointing, ProbeResult
from avol.training.tiny.settings import TinySettings
from avol.training.tiny.world import Boxes, Moment, World

THRESHOLD = 0.5
GRADIENT_SHARE = 0.01
"""Cells with a smaller fraction of the largest gradient count as cells without gradient."""

Maps = NDArray[np.float32]


class ProbeSet:
    """The probes and the pointing test of a world as inputs of the network."""

    def __init__(
        self, world: World, config: CorrespondenceTrainingConfig, settings: TinySettings
    ) -> None:
        self._world = world
        maker = PairMaker(pair_format(config, training=False))
        self._inputs = _inputs(world.probes, maker)
        self._pointing_inputs = _inputs(world.pointing, maker) if world.pointing else None
        matches = torch.tensor([float(bool(probe.expected)) for probe in world.probes])
        self._labels = 1 - matches if settings.flipped_labels else matches

    @torch.inference_mode()
    def maps(self, model: Correspondence) -> Maps:
        """The maps (n, 14, 14) of the probes, 0 to 1."""
        return _logits(model, self._inputs).sigmoid().numpy()

    def gradients(self, model: Correspondence) -> Maps:
        """How a training step on the probes alone would move the logit of each cell, (n, 14, 14).

        It is the negative gradient of the loss, which the pooling distributes over the cells:
        positive where the step raises the logit. The label is the one that training would use.
        """
        with torch.no_grad():
            logits = _logits(model, self._inputs)
        logits.requires_grad_()
        loss = correspondence_loss(model.pooling(logits), self._labels) * len(logits)
        (gradient,) = torch.autograd.grad(loss, logits)
        return (-gradient).numpy()

    def results(self, model: Correspondence) -> tuple[ProbeResult, ...]:
        """The result of each probe."""
        rows = zip(self._world.probes, self.maps(model), self.gradients(model), strict=True)
        return tuple(_probe_result(*row) for row in rows)

    @torch.inference_mode()
    def pointing(self, model: Correspondence) -> Pointing | None:
        """Where the maps of the pointing test have their peak; None without known positions."""
        if self._pointing_inputs is None:
            return None
        maps = _logits(model, self._pointing_inputs).sigmoid().numpy()
        moments = self._world.pointing
        peaks = [_object_at_peak(m, moment.boxes) for m, moment in zip(maps, moments, strict=True)]
        sounding = [p == moment.expected for p, moment in zip(peaks, moments, strict=True)]
        return Pointing(
            maps=len(moments),
            sounding=sum(sounding) / len(moments),
            silent=sum(bool(p) for p in peaks) / len(moments) - sum(sounding) / len(moments),
            area=float((maps > THRESHOLD).mean()),
        )


def _inputs(moments: Sequence[Moment], maker: PairMaker) -> tuple[Tensor, Tensor]:
    """Images and spectrograms of moments; without augmentation nothing is random."""
    random = np.random.default_rng(0)
    images = [maker.image(moment.clip, moment.frame, random) for moment in moments]
    sounds = [maker.spectrogram(m.audio, m.frame * SAMPLES_PER_FRAME) for m in moments]
    return torch.stack(images), torch.stack(sounds)


def _logits(model: Correspondence, inputs: tuple[Tensor, Tensor]) -> Tensor:
    """The logits (n, 14, 14) of all cells."""
    return model.network(*inputs)


def _probe_result(probe: Moment, scores: Maps, gradient: Maps) -> ProbeResult:
    row, column = divmod(int(scores.argmax()), scores.shape[1])
    size = np.abs(gradient)
    return ProbeResult(
        image=probe.image_name,
        audio=probe.audio_name,
        expected=probe.expected,
        score=float(scores.max()),
        row=row,
        column=column,
        peak=_object_at_peak(scores, probe.boxes),
        cells=int((scores > THRESHOLD).sum()),
        gradient_cells=int((size > GRADIENT_SHARE * size.max()).sum()),
    )


def _object_at_peak(scores: Maps, boxes: Boxes) -> str:
    """The class of the object whose box holds the centre of the peak's cell; "" for none."""
    rows, columns = scores.shape
    row, column = divmod(int(scores.argmax()), columns)
    x, y = (column + 0.5) / columns, (row + 0.5) / rows
    for name, (x0, y0, x1, y1) in boxes.items():
        if x0 <= x <= x1 and y0 <= y <= y1:
            return name
    return ""

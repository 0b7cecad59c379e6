"""Trains the vision encoder and its head on the concepts of grid cells of images."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from avol.core.constants import GRID_SIZE
from avol.models.encoders.base import Encoder
from avol.training.supervised.concepts.units import ConceptUnits
from avol.training.supervised.config import ConceptConfig
from avol.training.supervised.features import SceneFeatures

LABEL_SHARE = 0.7
"""Weight of the label of a cell whose object is known, against the networks' judgement."""
_MIN_COVERAGE = 0.35
"""Part of a cell that an object must cover for its label to count."""
_LABELLED_WEIGHT = 2.0
"""Weight of such cells in the loss."""
_OBJECT_FREQUENCY = 4.0
"""How much more often cells on objects are drawn."""


def draw_cells(masks: NDArray[np.float16], count: int, seed: int) -> NDArray[np.int64]:
    """Draw `count` cells of each scene, (scenes, objects, 196) masks -> (scenes, count)."""
    random = np.random.default_rng(seed)
    shown = masks.astype(np.float32).max(1) > 0.3
    weights = np.where(shown, _OBJECT_FREQUENCY, 1.0)
    shares = weights / weights.sum(1, keepdims=True)
    return np.stack([random.choice(shares.shape[1], count, replace=False, p=p) for p in shares])


def add_labels(
    targets: Tensor, scenes: SceneFeatures, cells: NDArray[np.int64], units: NDArray[np.int64]
) -> tuple[Tensor, Tensor]:
    """Mix the labels of known objects into the targets; return them and weights of the cells.

    Args:
        targets: (scenes, cells, units + 1) the networks' judgement.
        scenes: labels and masks of the scenes.
        cells: (scenes, cells) the drawn cells.
        units: (labels,) the unit of each label, -1 for none.
    """
    covered = np.take_along_axis(scenes.masks.astype(np.float32), cells[:, None], 2)
    covered = np.where(covered > _MIN_COVERAGE, covered, 0)
    shown = np.where(scenes.labels >= 0, units[scenes.labels.clip(0)], -1)
    labelled = torch.zeros_like(targets)
    for row, number in zip(*np.nonzero((shown >= 0) & scenes.exact), strict=True):
        unit, part = int(shown[row, number]), torch.from_numpy(covered[row, number])
        labelled[row, :, unit] = torch.maximum(labelled[row, :, unit], part)
    total = labelled.sum(-1, keepdim=True)
    share = LABEL_SHARE * total.clamp(max=1)
    mixed = share * labelled / total.clamp(min=1e-6) + (1 - share) * targets
    return mixed, torch.where(total[..., 0] > 0, _LABELLED_WEIGHT, 1.0)


@dataclass(frozen=True)
class Judges:
    """The networks whose joint judgement is learned. Their lower stages are the same."""

    units: ConceptUnits
    pretrained: tuple[Encoder, nn.Linear]
    """Encoder and layer of the ImageNet classes."""
    fine_tuned: tuple[Encoder, nn.Module]
    """Encoder and class head."""

    @torch.no_grad()
    def lower(self, images: Tensor) -> Tensor:
        """Features of the lower stages, (N, channels, H, W), of normalised images."""
        return self.pretrained[0].lower(images)

    @torch.no_grad()
    def judge(self, grid: Tensor) -> Tensor:
        """(1, channels, H, W) features of the lower stages -> (196, units + 1)."""
        cells = self.pretrained[0].upper(grid)[0].flatten(1).T
        tuned = self.fine_tuned[1](self.fine_tuned[0].upper(grid))[0].flatten(1).T
        return self.units.vision_targets(self.pretrained[1](cells), tuned)


@dataclass(frozen=True)
class CellTargets:
    """Images, and what the network should say of their cells."""

    grids: NDArray[np.float16]
    """(images, channels, H, W), features of the lower stages."""
    cells: NDArray[np.int64]
    """(images, cells)."""
    targets: Tensor
    """(images, cells, units + 1), the last for none."""
    weights: Tensor
    """(images, cells), weights in the loss."""

    def draw(self, count: int, random: np.random.Generator) -> "CellTargets":
        """A batch of random images."""
        rows = np.sort(random.choice(len(self.cells), min(count, len(self.cells)), replace=False))
        return CellTargets(
            self.grids[rows], self.cells[rows], self.targets[rows], self.weights[rows]
        )

    def exchange_parts(self, random: np.random.Generator, share: float = 0.4) -> "CellTargets":
        """Replace a rectangle of some of the images by that of another one.

        Targets must be given for all cells in their order.
        """
        grids, targets, weights = self.grids.copy(), self.targets.clone(), self.weights.clone()
        side = self.grids.shape[2] // GRID_SIZE
        for row in np.flatnonzero(random.random(len(grids)) < share):
            other = int(random.integers(len(grids)))
            size = random.integers(4, GRID_SIZE - 2, 2)
            top, left = random.integers(0, GRID_SIZE - size + 1)
            bottom, right = top + size[0], left + size[1]
            inside = np.s_[:, top * side : bottom * side, left * side : right * side]
            grids[row][inside] = self.grids[other][inside]
            chosen = np.zeros((GRID_SIZE, GRID_SIZE), np.bool_)
            chosen[top:bottom, left:right] = True
            cells = torch.from_numpy(chosen.ravel())
            targets[row, cells] = self.targets[other, cells]
            weights[row, cells] = self.weights[other, cells]
        return CellTargets(grids, self.cells, targets, weights)


def train_vision(
    encoder: Encoder, head: nn.Linear, scenes: CellTargets, frames: CellTargets | None,
    config: ConceptConfig,
) -> Iterator[int]:  # fmt: skip
    """Train `encoder.upper` and the head in place; yield the step. Not resumable.

    The encoder should start as the mean of the two networks, which has most of what both know.

    Args:
        encoder: its upper stages are trained.
        head: channels -> units + 1, the last for none.
        scenes: drawn cells of composed scenes.
        frames: all cells of photographs, which then make up half of each batch.
        config: settings.
    """
    torch.manual_seed(config.seed)
    random = np.random.default_rng(config.seed)
    trained = [*encoder.upper_parameters(), *head.parameters()]
    averages = [p.detach().clone() for p in trained]
    optimizer = torch.optim.AdamW(trained, config.learning_rate, weight_decay=1e-4)
    for step in range(config.steps):
        warmup = min(1.0, (step + 1) / 30)
        for group in optimizer.param_groups:
            group["lr"] = (
                warmup * config.learning_rate * (1 + np.cos(np.pi * step / config.steps)) / 2
            )
        batches = [scenes.draw(config.batch if frames is None else config.batch // 2, random)]
        if frames is not None:
            batches.append(frames.draw(config.batch // 2, random).exchange_parts(random))
        optimizer.zero_grad()
        for batch in batches:
            (_cell_loss(encoder, head, batch) / len(batches)).backward()
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        optimizer.step()
        decay = min(0.99, (step + 1) / (step + 10))
        with torch.no_grad():
            for average, weight in zip(averages, trained, strict=True):
                average.lerp_(weight, 1 - decay)
        yield step + 1
    with torch.no_grad():
        for average, weight in zip(averages, trained, strict=True):
            weight.copy_(average)


def _cell_loss(encoder: Encoder, head: nn.Linear, batch: CellTargets) -> Tensor:
    features = encoder.upper(torch.from_numpy(batch.grids.astype(np.float32)))
    chosen = torch.from_numpy(batch.cells)[..., None].expand(-1, -1, features.shape[1])
    vectors = features.flatten(2).transpose(1, 2).gather(1, chosen)
    log_probabilities = head(functional.dropout(vectors, 0.1)).log_softmax(-1)
    return -((batch.targets.float() * log_probabilities).sum(-1) * batch.weights).mean()


def mean_encoder(encoder: Encoder, first: Encoder, second: Encoder) -> Encoder:
    """Set the weights of `encoder` to the mean of two others of its kind; return it."""
    other = second.state_dict()
    encoder.load_state_dict(
        {
            name: (value + other[name]) / 2 if value.is_floating_point() else value
            for name, value in first.state_dict().items()
        }
    )
    return encoder


def set_vision_head(conv5: nn.Conv2d, head: nn.Linear) -> None:
    """Set the class head so that unit n is the logit of concept n against none."""
    concepts = head.out_features - 1
    with torch.no_grad():
        conv5.weight.zero_()
        bias = conv5.bias
        if bias is None:
            raise ValueError("the class head has no bias")
        bias.fill_(-30.0)
        conv5.weight[:concepts, :, 0, 0] = head.weight[:-1] - head.weight[-1]
        bias[:concepts] = head.bias[:-1] - head.bias[-1]

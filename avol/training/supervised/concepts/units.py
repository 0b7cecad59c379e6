"""The concepts of the 128 units, and what each network says of them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from avol.core.constants import EMBEDDING_SIZE
from avol.training.supervised.class_mapping import SoundingClass

FINE_TUNED_SHARE = 0.6
"""Share of the fine-tuned network in the probability of a concept that both networks know."""
ONLY_PRETRAINED, ONLY_FINE_TUNED = 0.35, 0.75
"""Factors of the probabilities of concepts that one network knows. The three numbers were chosen on
the moments of real clips that docs/weights.md calls the development clips."""


@dataclass(frozen=True)
class ConceptUnits:
    """Concepts, and the classes of the networks that belong to each."""

    names: tuple[str, ...]
    fine_tuned: tuple[int, ...]
    """Unit of the fine-tuned network, -1 for none."""
    imagenet: Tensor
    """(units, 1000), 1 for the ImageNet classes of a concept."""
    audioset: tuple[tuple[int, ...], ...]
    """Indices of the AudioSet classes of each concept."""

    @property
    def in_fine_tuned(self) -> Tensor:
        """(units,) whether the fine-tuned network knows the concept."""
        return torch.tensor(self.fine_tuned) >= 0

    @property
    def in_pretrained(self) -> Tensor:
        """(units,) whether ImageNet knows the concept."""
        return self.imagenet.any(1)

    def select_fine_tuned(self, probabilities: Tensor) -> Tensor:
        """(..., units of the fine-tuned network) -> (..., units), 0 for unknown concepts."""
        chosen = probabilities[..., torch.tensor(self.fine_tuned).clamp(min=0)]
        return chosen * self.in_fine_tuned

    def vision_targets(self, imagenet_logits: Tensor, fine_tuned: Tensor) -> Tensor:
        """Joint probabilities of the concepts in grid cells; the last is that of none.

        Args:
            imagenet_logits: (..., 1000) of the pretrained network.
            fine_tuned: (..., units of the fine-tuned network) class probabilities.

        Returns:
            (..., units + 1), each sum is 1.
        """
        pretrained = imagenet_logits.softmax(-1) @ self.imagenet.T
        tuned, first, second = (
            self.select_fine_tuned(fine_tuned), self.in_fine_tuned, self.in_pretrained,
        )  # fmt: skip
        both = FINE_TUNED_SHARE * tuned + (1 - FINE_TUNED_SHARE) * pretrained
        joint = torch.where(
            first & second, both, ONLY_FINE_TUNED * tuned + ONLY_PRETRAINED * pretrained
        )
        return torch.cat([joint, 1 - joint.sum(-1, keepdim=True)], -1).clamp(min=0)


def concept_units(
    classes: Sequence[SoundingClass],
    first_units: Sequence[str],
    imagenet_names: Sequence[str],
    audioset_names: Sequence[str],
    excluded: Sequence[str] = (),
) -> ConceptUnits:
    """The concepts that both modalities know, at most 128.

    Args:
        classes: the class mapping; those of ImageNet and AudioSet become concepts.
        first_units: units of the fine-tuned network; those without a concept are added.
        imagenet_names: names of the 1000 classes.
        audioset_names: names of the 527 classes.
        excluded: units of the fine-tuned network that are left out.

    Raises:
        ValueError: there are more than 128.
    """
    mapped = sorted((c for c in classes if c.imagenet and c.audioset), key=lambda c: c.name)
    known = {c.name for c in mapped}
    others = [n for n in first_units if n not in known and n not in excluded]
    names = (*(c.name for c in mapped), *others)
    if len(names) > EMBEDDING_SIZE:
        raise ValueError(f"{len(names)} concepts do not fit into {EMBEDDING_SIZE} units")
    imagenet = torch.zeros(len(names), len(imagenet_names))
    for row, c in enumerate(mapped):
        imagenet[row, [imagenet_names.index(name) for name in c.imagenet]] = 1
    positions = {name: n for n, name in enumerate(first_units)}
    rows = {name: n for n, name in enumerate(audioset_names)}
    heard = [tuple(rows[name] for name in c.audioset if name in rows) for c in mapped]
    return ConceptUnits(
        names,
        tuple(positions.get(name, -1) for name in names),
        imagenet,
        (*heard, *(() for _ in others)),
    )


def label_concepts(names: Sequence[str], labels: Sequence[str]) -> np.ndarray:
    """(labels,) unit of each label, -1 for labels that are no concept."""
    return np.array([names.index(label) if label in names else -1 for label in labels])

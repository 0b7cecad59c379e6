"""The interface between experiments and the networks and data that they use."""

from collections.abc import Mapping
from typing import Literal, Protocol

from avol.core.estimate import Estimate
from avol.evaluation.retrieval.clip_embeddings import ClipEmbeddings
from avol.evaluation.retrieval.evaluate import ClipVectors

NetworkKind = Literal["l3", "ave", "avol"]


class ExperimentBackend(Protocol):
    """Networks with equal training, and validation clips."""

    @property
    def seed(self) -> int:
        """Seed of the trainings."""
        ...

    def embeddings(self, kind: NetworkKind) -> ClipEmbeddings:
        """Embeddings of the validation clips by a network."""
        ...

    def training_embeddings(self) -> list[ClipEmbeddings]:
        """L3-Net's embeddings of some moments of the training clips, to fit an alignment."""
        ...

    def baseline_spaces(self) -> Mapping[str, ClipVectors]:
        """Spaces of the same clips without correspondence training, by name."""
        ...

    def shortcut_result(self, prevented: bool) -> tuple[ClipEmbeddings, Estimate]:
        """Embeddings of AVE-Net, trained with or without shortcut prevention, and its accuracy
        on pairs that are drawn as in its training."""
        ...

    def localizer_embeddings(self) -> ClipEmbeddings:
        """Embeddings of the AVOL-Net whose maps are examined."""
        ...

"""What a claim needs of the place where it is tried."""

from collections.abc import Mapping
from typing import Literal, Protocol

from avol.evaluation.bootstrap import Estimate
from avol.evaluation.retrieval.clip_embeddings import ClipEmbeddings
from avol.evaluation.retrieval.evaluate import Space

Kind = Literal["l3", "ave", "avol"]


class ExperimentBackend(Protocol):
    """Networks that were trained alike, and clips that they have not learnt from."""

    @property
    def seed(self) -> int:
        """Of the trainings."""
        ...

    def asked(self, kind: Kind) -> ClipEmbeddings:
        """What the network of that kind makes of the clips."""
        ...

    def learnt(self) -> list[ClipEmbeddings]:
        """What L3-Net makes of some moments of what it learnt from, to align its sides by."""
        ...

    def untaught(self) -> Mapping[str, Space]:
        """Spaces of the same clips that no correspondence has shaped, by name."""
        ...

    def leaking(self, prevented: bool) -> tuple[ClipEmbeddings, Estimate]:
        """What AVE-Net, trained with or without prevention of the shortcut, makes of clips, and
        its accuracy on pairs drawn as those it was trained on."""
        ...

    def localizer(self) -> ClipEmbeddings:
        """What the AVOL-Net whose maps are looked at makes of clips."""
        ...

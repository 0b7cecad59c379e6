"""Experiments on synthetic clips with four classes of shapes and tones."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from avol.core.estimate import Estimate
from avol.data.shards.clip_encoding import ClipFormat
from avol.data.shards.prepare import is_prepared, prepare
from avol.data.shards.segment import VideoSegment
from avol.data.synthesis.synthetic_clips import write_synthetic_clips
from avol.evaluation.retrieval.clip_embeddings import ClipEmbeddings, embed_clips, load_clips
from avol.evaluation.retrieval.evaluate import ClipVectors
from avol.experiments.backend import NetworkKind
from avol.experiments.tiny_training import train_tiny, validation_accuracy
from avol.training.correspondence.run import ProgressMessage

TRAIN_CLIPS, VALIDATION_CLIPS = 24, 60
"""Number of synthetic clips of 2 s."""
ALIGNMENT_MOMENTS = 16
"""Moments of each clip for the canonical correlation analysis."""
TICK_LEVEL = 0.1


@dataclass(frozen=True)
class SyntheticBackend:
    """Tiny networks, all layers of which are trained; files in `folder` are reused."""

    folder: Path
    seed: int
    progress: ProgressMessage

    def embeddings(self, kind: NetworkKind) -> ClipEmbeddings:
        return self._embed(self._train(kind), "plain")

    def training_embeddings(self) -> list[ClipEmbeddings]:
        clips = list(load_clips(self._write_shards("plain") / "train"))
        return [embed_clips(self._train("l3"), clips, seed) for seed in range(ALIGNMENT_MOMENTS)]

    def baseline_spaces(self) -> Mapping[str, ClipVectors]:
        return {}

    def shortcut_result(self, prevented: bool) -> tuple[ClipEmbeddings, Estimate]:
        """The sound ticks at every frame, which reveals where it was cut."""
        weights = self._train("ave", "ticking", prevented)
        return self._embed(weights, "ticking"), validation_accuracy(weights)

    def localizer_embeddings(self) -> ClipEmbeddings:
        return self.embeddings("avol")

    def _embed(self, weights: Path, variant: str) -> ClipEmbeddings:
        return embed_clips(
            weights, load_clips(self._write_shards(variant) / "validation"), self.seed
        )

    def _train(
        self, kind: NetworkKind, variant: str = "plain", prevent_shortcut: bool = True
    ) -> Path:
        name = f"{kind}-{self.seed}-{variant}{'' if prevent_shortcut else '-leaky'}"
        shards = self._write_shards(variant)
        return train_tiny(
            name, kind, shards, self.folder, self.seed, self.progress, prevent_shortcut
        )

    def _write_shards(self, variant: str) -> Path:
        """Shards of synthetic clips, `train` and `validation`, unless they exist."""
        root = self.folder / variant
        tick_level = TICK_LEVEL if variant == "ticking" else 0.0
        for split, count, seed in (
            ("train", TRAIN_CLIPS, 1000),
            ("validation", VALIDATION_CLIPS, 2000),
        ):
            if is_prepared(root / split):
                continue
            clips = write_synthetic_clips(
                root / "videos" / split, count, seed, seconds=2, silent=0, tick_level=tick_level
            )
            segments = [
                VideoSegment(f"{split}-{c.path.stem}", c.path, labels=(c.label,)) for c in clips
            ]
            prepare(segments, root / split, ClipFormat(seconds=2, side=120))
        return root

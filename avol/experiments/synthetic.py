"""A made world to try claims in: `avol.data.synthesis.synthetic_clips`'s four kinds of things, each with a tone."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from avol.data.shards.clip_cutter import Form
from avol.data.shards.prepare import prepare
from avol.data.shards.segment import VideoSegment
from avol.data.synthesis.synthetic_clips import make_clips
from avol.evaluation.bootstrap import Estimate
from avol.evaluation.retrieval.clip_embeddings import ClipEmbeddings, clips_of, embed
from avol.evaluation.retrieval.evaluate import Space
from avol.experiments.backend import Kind
from avol.experiments.small_training import accuracy_as_trained, lesson
from avol.training.correspondence.run import Told

TRAIN, TEST = 24, 60
"""Made clips of 2 s."""
MOMENTS = 16
"""Of each clip that the canonical correlations are found in."""
TICKING = 0.1


@dataclass(frozen=True)
class SyntheticBackend:
    """Tiny networks, trained whole; what is in `folder` is used again."""

    folder: Path
    seed: int
    told: Told

    def asked(self, kind: Kind) -> ClipEmbeddings:
        return self._embedded(self._weights(kind), "plain")

    def learnt(self) -> list[ClipEmbeddings]:
        clips = list(clips_of(self._world("plain") / "train"))
        return [embed(self._weights("l3"), clips, seed) for seed in range(MOMENTS)]

    def untaught(self) -> Mapping[str, Space]:
        return {}

    def leaking(self, prevented: bool) -> tuple[ClipEmbeddings, Estimate]:
        """The camera ticks at every frame, which tells where a sound was cut."""
        weights = self._weights("ave", "ticking", prevented)
        return self._embedded(weights, "ticking"), accuracy_as_trained(weights)

    def localizer(self) -> ClipEmbeddings:
        return self.asked("avol")

    def _embedded(self, weights: Path, world: str) -> ClipEmbeddings:
        return embed(weights, clips_of(self._world(world) / "validation"), self.seed)

    def _weights(self, kind: Kind, world: str = "plain", prevented: bool = True) -> Path:
        name = f"{kind}-{self.seed}-{world}{'' if prevented else '-leaky'}"
        place = self._world(world)
        return lesson(name, kind, place, self.folder, self.seed, self.told, prevented)

    def _world(self, name: str) -> Path:
        """Shards of made clips: `train` and, of other clips, `validation`."""
        root = self.folder / name
        for side, clips, seed in (("train", TRAIN, 1000), ("validation", TEST, 2000)):
            if not (root / side).is_dir():
                level = TICKING if name == "ticking" else 0.0
                made = make_clips(
                    root / "videos" / side, clips, seed, seconds=2, silent=0, ticking=level
                )
                cut = [
                    VideoSegment(f"{side}-{m.path.stem}", m.path, labels=(m.kind,)) for m in made
                ]
                prepare(cut, root / side, Form(seconds=2, side=120))
        return root

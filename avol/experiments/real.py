"""Real data to try claims on: photographs and recordings paired by class, and short clips.

Weak supervision: which photograph goes with which recording is told by the class label. The towers
are frozen and pretrained, by class labels as well; their last layer and the paper's heads are
learnt by correspondence alone. Small and ours; the paper learns all from 263,000 videos.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import torch

from avol.data.catalogue.class_pairs import catalogued_clips
from avol.data.catalogue.manifest import Split
from avol.data.shards.clip_cutter import Form
from avol.data.shards.prepare import prepare
from avol.data.shards.segment import VideoSegment
from avol.data.shards.source_lists import read_list
from avol.evaluation.bootstrap import Estimate
from avol.evaluation.retrieval.clip_embeddings import ClipEmbeddings, clips_of, embed
from avol.evaluation.retrieval.evaluate import Space, aligned
from avol.experiments.backend import Kind
from avol.experiments.feature_cache import (
    LOOKS,
    Adapted,
    Answered,
    AnsweredPairs,
    Answers,
    answer,
    read_answers,
)
from avol.experiments.small_training import accuracy_as_trained, lesson
from avol.models import NETWORKS, L3Net
from avol.models.correspondence import Correspondence
from avol.models.pretrained import pretrained_ear, pretrained_eye
from avol.training.correspondence.config import CorrespondenceConfig
from avol.training.correspondence.loader import batches
from avol.training.correspondence.process_group import Group
from avol.training.correspondence.run import TELL, Told
from avol.training.correspondence.trainer import Trainer

PAIRED = 1200
"""Pairs of a photograph and a recording that are learnt from."""
MOMENTS = 2
"""Looks at each photograph, seconds of each recording."""
STEPS = 1500
RECIPE = CorrespondenceConfig(
    epochs=1, batch=64, effective_batch=64, learning_rate=1e-3, average=0.99, workers=0
)
EAR = Path("pretrained/yamnet.tflite")
"""In the data folder, as recipes have it."""
EVERY = 3
"""One in so many clips is not learnt from."""


@dataclass(frozen=True)
class RealBackend:
    """`data` holds a MANIFEST.tsv, pretrained/yamnet.tflite and, for the shortcut, clips/; what is
    in `folder` is used again."""

    folder: Path
    data: Path
    seed: int
    told: Told

    def asked(self, kind: Kind) -> ClipEmbeddings:
        return _embedded(self._trained(kind), self._answers("val"), 0)

    def learnt(self) -> list[ClipEmbeddings]:
        network, known = self._trained("l3"), self._answers("train")
        return [_embedded(network, known, moment) for moment in range(MOMENTS)]

    def untaught(self) -> Mapping[str, Space]:
        """The frozen towers alone, and aligned as L3-Net is."""
        known, asked = self._answers("train"), self._answers("val")
        towers = (Answered(grid.shape[2]) for grid in (known.grids, known.vectors))
        bare = Correspondence(L3Net(*towers)).eval()
        spaces = [_embedded(bare, known, moment) for moment in range(MOMENTS)]
        own = _embedded(bare, asked, 0)
        apart = Space(own.pictures, own.sounds, crossed=False)
        return {"frozen towers": apart, "frozen towers + CCA": aligned(spaces, own)}

    def leaking(self, prevented: bool) -> tuple[ClipEmbeddings, Estimate]:
        """Tiny networks on the sound and pictures of real videos, cut into stretches of 2 s, one
        video a label."""
        world = self._clips()
        name = f"clips-ave-{self.seed}{'' if prevented else '-leaky'}"
        weights = lesson(name, "ave", world, self.folder, self.seed, self.told, prevented)
        return embed(weights, clips_of(world / "validation"), self.seed), accuracy_as_trained(
            weights
        )

    def localizer(self) -> ClipEmbeddings:
        """The weights that come with AVOL, which saw and heard neither side of these pairs."""
        return embed("avol", clips_of(self.data), self.seed)

    def _trained(self, kind: Kind) -> Correspondence:
        known = self._answers("train")
        torch.manual_seed(self.seed)
        eye, ear = (Adapted(grid.shape[2]) for grid in (known.grids, known.vectors))
        model = Correspondence(NETWORKS[kind](eye, ear))
        recipe = RECIPE.model_copy(update={"seed": self.seed})
        alone = Group(0, 1, torch.device("cpu"))
        trainer = Trainer(model, recipe, alone, self.folder, STEPS * RECIPE.effective_batch)
        state = self.folder / f"{kind}-{self.seed}.state.safetensors"
        if state.is_file():
            trainer.load(state)
        pairs = batches(AnsweredPairs(known, self.seed), recipe, alone, trainer.taken)
        while trainer.taken < STEPS:
            step = trainer.step(pairs)
            if step.number % (5 * TELL) == 0:
                self.told(step.number, STEPS, f"{kind}: loss {step.loss:.3f}")
        trainer.save(state)
        return trainer.result.eval()

    def _answers(self, part: Split) -> Answers:
        folder = self.folder / f"answers-{part}"
        if not folder.is_dir():
            training = part == "train"
            clips, _ = catalogued_clips(self.data, part, PAIRED if training else None)
            form = LOOKS if training else LOOKS.plain
            eye, ear = pretrained_eye()[0].eval(), pretrained_ear(self.data / EAR)[0].eval()
            answer(clips, form, MOMENTS if training else 1, eye, ear, folder, self.told)
        return read_answers(folder)

    def _clips(self) -> Path:
        """Shards of real clips: `train` and, of other videos, `validation`."""
        root = self.folder / "clips"
        videos = read_list(self.data / "clips")
        for side, held_out in (("train", False), ("validation", True)):
            chosen = [v for n, v in enumerate(videos) if (n % EVERY == 0) == held_out]
            if not (root / side).is_dir():
                cut = [VideoSegment(v.video, v.path, labels=(v.video,)) for v in chosen]
                prepare(cut, root / side, Form(seconds=2, side=120))
        return root


@torch.inference_mode()
def _embedded(model: Correspondence, known: Answers, moment: int) -> ClipEmbeddings:
    network = model.network
    seen = [network.encode_image(part) for part in known.pictures(moment).split(64)]
    heard = network.encode_audio(known.sounds(moment))
    return ClipEmbeddings(
        type(network).__name__, model, known.videos, known.labels, torch.cat(seen), heard
    )

"""Experiments on real data: photographs and recordings paired by class, and short clips.

The class labels are weak supervision, and so is the pretraining of the frozen encoders. Only an
adapter layer and the heads of the paper are trained by correspondence. Small-scale and not in the
paper, which trains all layers on 263,000 videos.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import torch

from avol.core.atomic import make_folder
from avol.core.estimate import Estimate
from avol.core.fingerprint import fingerprint
from avol.core.paths import is_file
from avol.data.catalogue.class_pairs import load_class_pairs
from avol.data.catalogue.manifest import Split
from avol.data.shards.clip_encoding import ClipFormat
from avol.data.shards.prepare import is_prepared, prepare
from avol.data.shards.segment import VideoSegment
from avol.data.shards.source_lists import load_source_list
from avol.evaluation.retrieval.clip_embeddings import ClipEmbeddings, embed_clips, load_clips
from avol.evaluation.retrieval.evaluate import ClipVectors, align_with_cca
from avol.experiments.backend import NetworkKind
from avol.experiments.feature_cache import (
    TRAINING_FORMAT,
    AdapterEncoder,
    CachedEncoder,
    CachedFeatures,
    FeaturePairs,
    load_features,
    write_features,
)
from avol.experiments.tiny_training import train_tiny, validation_accuracy
from avol.models import NETWORKS, L3Net
from avol.models.correspondence import Correspondence
from avol.models.pretrained import pretrained_audio_encoder, pretrained_vision_encoder
from avol.training.correspondence.config import CorrespondenceConfig
from avol.training.correspondence.loader import load_batches
from avol.training.correspondence.process_group import ProcessGroup
from avol.training.correspondence.run import LOG_STEPS, ProgressMessage
from avol.training.correspondence.trainer import Trainer
from avol.training.stages import Stage, open_stage

TRAIN_PAIRS = 1200
"""Training pairs of a photograph and a recording."""
MOMENTS = 2
"""Augmentations of each photograph, audio windows of each recording."""
STEPS = 1500
CONFIG = CorrespondenceConfig(
    epochs=1, batch=64, effective_batch=64, learning_rate=1e-3, average=0.99, workers=0
)
PRETRAINED_AUDIO = Path("pretrained/yamnet.tflite")
"""File in the data folder, as in the shipped configs."""
VALIDATION_STRIDE = 3
"""Every third clip is a validation clip."""


@dataclass(frozen=True)
class RealBackend:
    """Networks on frozen encoders; files in `folder` are reused.

    `data` holds a MANIFEST.tsv, pretrained/yamnet.tflite and, for the shortcut, clips/.
    """

    folder: Path
    data: Path
    seed: int
    progress: ProgressMessage

    def embeddings(self, kind: NetworkKind) -> ClipEmbeddings:
        return _embed_features(self._train(kind), self._features("val"), 0)

    def training_embeddings(self) -> list[ClipEmbeddings]:
        model, features = self._train("l3"), self._features("train")
        return [_embed_features(model, features, moment) for moment in range(MOMENTS)]

    def baseline_spaces(self) -> Mapping[str, ClipVectors]:
        """The frozen encoders alone, and aligned like L3-Net."""
        train, validation = self._features("train"), self._features("val")
        encoders = (CachedEncoder(array.shape[2]) for array in (train.grids, train.vectors))
        model = Correspondence(L3Net(*encoders)).eval()
        train_embeddings = [_embed_features(model, train, moment) for moment in range(MOMENTS)]
        embeddings = _embed_features(model, validation, 0)
        unaligned = ClipVectors(
            embeddings.image_vectors, embeddings.audio_vectors, cross_modal=False
        )
        return {
            "frozen encoders": unaligned,
            "frozen encoders + CCA": align_with_cca(train_embeddings, embeddings),
        }

    def shortcut_result(self, prevented: bool) -> tuple[ClipEmbeddings, Estimate]:
        """Tiny networks on real videos, cut into clips of 2 s; each video is a class."""
        shards = self._write_shards()
        name = f"clips-ave-{self.seed}{'' if prevented else '-leaky'}"
        weights = train_tiny(name, "ave", shards, self.folder, self.seed, self.progress, prevented)
        embeddings = embed_clips(weights, load_clips(shards / "validation"), self.seed)
        return embeddings, validation_accuracy(weights)

    def localizer_embeddings(self) -> ClipEmbeddings:
        """Embeddings of the shipped weights, whose training excludes these pairs."""
        return embed_clips("avol", load_clips(self.data), self.seed)

    def _train(self, kind: NetworkKind) -> Correspondence:
        features = self._features("train")
        torch.manual_seed(self.seed)
        vision = AdapterEncoder(features.grids.shape[2])
        audio = AdapterEncoder(features.vectors.shape[2])
        model = Correspondence(NETWORKS[kind](vision, audio))
        config = CONFIG.model_copy(update={"seed": self.seed})
        group = ProcessGroup(0, 1, torch.device("cpu"))
        trainer = Trainer(model, config, group, self.folder, STEPS * CONFIG.effective_batch)
        state = self.folder / f"{kind}-{self.seed}.state.safetensors"
        inputs = [config, STEPS]
        open_stage(self.folder, f"{kind}-{self.seed}", [state.name], inputs, [self._stage("train")])
        if state.is_file():
            trainer.load(state)
        pairs = FeaturePairs(features, self.seed)
        batches = load_batches(pairs, config, group, trainer.completed_steps)
        while trainer.completed_steps < STEPS:
            step = trainer.step(batches)
            if step.number % (5 * LOG_STEPS) == 0:
                self.progress(step.number, STEPS, f"{kind}: loss {step.loss:.3f}")
        trainer.save(state)
        return trainer.result.eval()

    def _features(self, split: Split) -> CachedFeatures:
        folder = self.folder / self._stage(split).name
        if not folder.is_dir():
            training = split == "train"
            clips, _ = load_class_pairs(self.data, split, TRAIN_PAIRS if training else None)
            write_features(
                clips,
                TRAINING_FORMAT if training else TRAINING_FORMAT.for_evaluation,
                MOMENTS if training else 1,
                pretrained_vision_encoder()[0].eval(),
                pretrained_audio_encoder(self.data / PRETRAINED_AUDIO)[0].eval(),
                folder,
                self.progress,
            )
        return load_features(folder)

    def _stage(self, split: Split) -> Stage:
        """The features of a split, which depend on the catalogue and the pretrained encoder."""
        files = (self.data / "MANIFEST.tsv", self.data / PRETRAINED_AUDIO)
        digests = [fingerprint(file) if is_file(file) else "" for file in files]
        name = f"features-{split}"
        return open_stage(
            make_folder(self.folder), name, [name], [digests, TRAIN_PAIRS, MOMENTS, TRAINING_FORMAT]
        )

    def _write_shards(self) -> Path:
        """Shards of real clips, `train` and `validation`, of different videos."""
        root = self.folder / "clips"
        videos = load_source_list(self.data / "clips")
        for split, is_validation in (("train", False), ("validation", True)):
            if is_prepared(root / split):
                continue
            segments = [
                VideoSegment(v.video, v.path, labels=(v.video,))
                for n, v in enumerate(videos)
                if (n % VALIDATION_STRIDE == 0) == is_validation
            ]
            prepare(segments, root / split, ClipFormat(seconds=2, side=120))
        return root


@torch.inference_mode()
def _embed_features(model: Correspondence, features: CachedFeatures, moment: int) -> ClipEmbeddings:
    network = model.network
    image_features = features.image_features(moment).split(64)
    return ClipEmbeddings(
        type(network).__name__,
        model,
        features.videos,
        features.labels,
        torch.cat([network.encode_image(part) for part in image_features]),
        network.encode_audio(features.audio_features(moment)),
    )

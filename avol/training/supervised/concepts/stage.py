"""Builds the network of the concepts from the network of the catalogue's classes."""

import csv
from collections.abc import Iterator

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from avol.audio.log_spectrogram import YAMNET_MN04, LogSpectrogram
from avol.data.synthesis.video_frames import VideoFrameMaker
from avol.models.avol_net import AVOLNet
from avol.models.encoders.base import Encoder
from avol.models.encoders.efficientnet_lite import EfficientNetLite0
from avol.models.encoders.tagger_pair import RECENT_SHARE, TaggerPairEncoder
from avol.models.heads import PooledClassHead, class_probabilities, pool
from avol.models.pretrained import imagenet_layer, pretrained_mn04, pretrained_vision_encoder
from avol.training.stages import open_stage
from avol.training.supervised.boxed_images import load_persons
from avol.training.supervised.class_mapping import imagenet_names
from avol.training.supervised.concepts.audio_units import TaggerOutputs, fit_audio_head
from avol.training.supervised.concepts.box_targets import PERSON, add_boxes
from avol.training.supervised.concepts.judged_frames import judge_frames
from avol.training.supervised.concepts.units import ConceptUnits, concept_units, label_concepts
from avol.training.supervised.concepts.vision_training import (
    CellTargets,
    Judges,
    add_labels,
    draw_cells,
    mean_encoder,
    set_vision_head,
    train_vision,
)
from avol.training.supervised.config import ConceptConfig
from avol.training.supervised.context import Progress, TrainingContext
from avol.training.supervised.features import SceneFeatures

_CELLS = 56
_BATCH = 32


def train_concept_network(
    first: AVOLNet,
    first_units: list[str],
    scenes: SceneFeatures,
    config: ConceptConfig,
    context: TrainingContext,
    progress: Progress,
) -> tuple[AVOLNet, ConceptUnits]:
    """Train the second stage; it is computed again if anything that it depends on changed.

    Args:
        first: network with class heads, fine-tuned on the catalogue.
        first_units: classes of its units.
        scenes: training scenes, features of the lower stages of its vision encoder.
        config: settings.
        context: data and folders.
        progress: receives the progress.

    Raises:
        WeightsError: a pretrained encoder is missing.
    """
    mn04, audioset = pretrained_mn04(context.data / config.tagger)
    with (context.data / config.tagger_classes).open(encoding="utf-8", newline="") as file:
        audioset_names = [row["display_name"] for row in csv.DictReader(file)]
    units = concept_units(
        context.classes, first_units, imagenet_names(), audioset_names, config.excluded
    )
    pair = TaggerPairEncoder(RECENT_SHARE)
    pair.recent.load_state_dict(first.sound.state_dict())
    pair.long.load_state_dict(mn04.state_dict())
    network = AVOLNet(EfficientNetLite0(), pair, "shares").eval()
    inputs = [config, first.state_dict(), context.data_keys["train"], context.labels]
    open_stage(context.work, "concept-network", ["concept-network.safetensors"], inputs)
    file = context.work / "concept-network.safetensors"
    if file.exists():
        network.load_state_dict(load_file(file))
        return network, units
    _train_vision(network, first, units, scenes, context, config, progress)
    outputs = _hear(pair, audioset, first, context, config, progress)
    half = len(outputs.features) // 2
    assert isinstance(network.sound_head, PooledClassHead)
    fit_audio_head(network.sound_head.fc1, units, outputs, _rows(outputs, slice(half, None)))
    save_file({k: v.contiguous() for k, v in network.state_dict().items()}, file)
    return network, units


def _train_vision(
    network: AVOLNet,
    first: AVOLNet,
    units: ConceptUnits,
    scenes: SceneFeatures,
    context: TrainingContext,
    config: ConceptConfig,
    progress: Progress,
) -> None:
    pretrained = pretrained_vision_encoder()[0].eval()
    judges = Judges(
        units, (pretrained, imagenet_layer()), (first.vision.eval(), first.vision_head.eval())
    )
    encoder = mean_encoder(network.vision, pretrained, first.vision)
    drawn = _judge_scenes(judges, scenes, context, config, progress)
    frames = _judge_frames(judges, context, config, progress) if config.frames else None
    head = nn.Linear(encoder.channels, len(units.names) + 1)
    nn.init.zeros_(head.weight)
    with torch.no_grad():
        head.bias.copy_(drawn.targets.mean((0, 1)).clamp(min=1e-5).log())
    for step in train_vision(encoder, head, drawn, frames, config):
        progress("training on concepts", step, config.steps)
    conv5 = network.vision_head.conv5
    assert isinstance(conv5, nn.Conv2d)
    set_vision_head(conv5, head)


def _judge_scenes(
    judges: Judges,
    scenes: SceneFeatures,
    context: TrainingContext,
    config: ConceptConfig,
    progress: Progress,
) -> CellTargets:
    """The scenes with the judgement of the networks, the labels of their objects and boxes."""
    cells = draw_cells(scenes.masks, _CELLS, config.seed)
    judged: list[Tensor] = []
    for grid, chosen in zip(scenes.grids, torch.from_numpy(cells), strict=True):
        judged.append(judges.judge(torch.from_numpy(grid[None].astype(np.float32)))[chosen])
        progress("judging scenes", len(judged), len(cells))
    names = judges.units.names
    units = label_concepts(names, context.labels)
    targets, weights = add_labels(torch.stack(judged), scenes, cells, units)
    if PERSON in names:
        add_boxes(targets, weights, scenes, cells, units, names.index(PERSON))
    return CellTargets(scenes.grids, cells, targets, weights)


def _judge_frames(
    judges: Judges, context: TrainingContext, config: ConceptConfig, progress: Progress
) -> CellTargets:
    split = context.splits["train"]
    photographs = {item.path for items in split.objects.values() for item in items}
    photographs |= {*split.backgrounds, *(image.path for image in split.boxed)}
    maker = VideoFrameMaker(sorted(photographs), load_persons(context.data), config.seed)

    def report(done: int) -> None:
        progress("judging photographs", done, config.frames)

    file = context.work / "concept-frames.npy"
    return judge_frames(judges, maker, config.frames, file, report)


def _hear(
    pair: Encoder,
    audioset: nn.Linear,
    first: AVOLNet,
    context: TrainingContext,
    config: ConceptConfig,
    progress: Progress,
) -> TaggerOutputs:
    """What the taggers say of training windows of 3 s."""
    maker = context.splits["train"].audio_window_maker(
        context.config.seeds.audio_windows, YAMNET_MN04.seconds
    )
    spectrogram, parts = LogSpectrogram(YAMNET_MN04), list[TaggerOutputs]()
    assert isinstance(first.sound_head, PooledClassHead)
    for start in range(0, config.audio_windows, _BATCH):
        waves = np.stack([maker.draw().wave for _ in range(_BATCH)])
        with torch.inference_mode():
            features = pool(pair(torch.from_numpy(spectrogram(waves))[:, None]), pair.pooling)
            recent, long = features.split([first.sound.channels, audioset.in_features], 1)
            tuned = class_probabilities(first.sound_head.fc1(recent))
            parts.append(TaggerOutputs(features, audioset(long), tuned))
        progress("hearing audio windows", start + _BATCH, config.audio_windows)
    return TaggerOutputs(*(torch.cat(values) for values in _columns(parts)))


def _columns(parts: list[TaggerOutputs]) -> Iterator[tuple[Tensor, ...]]:
    return zip(*((p.features, p.audioset_logits, p.fine_tuned) for p in parts), strict=True)


def _rows(outputs: TaggerOutputs, rows: slice) -> TaggerOutputs:
    return TaggerOutputs(
        outputs.features[rows], outputs.audioset_logits[rows], outputs.fine_tuned[rows]
    )

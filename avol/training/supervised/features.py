"""Features of frozen encoder stages, computed once and stored on disk."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.lib.format import open_memmap
from numpy.typing import NDArray
from torch import nn

from avol.audio.log_spectrogram import Floats, LogSpectrogram, SpectrogramSpec
from avol.core.constants import GRID_SIZE
from avol.core.opencv import cv2
from avol.data.synthesis.audio_augment import AudioWindowMaker, LabelledAudio
from avol.data.synthesis.composed_scenes import MAX_LABELS, Scene, SceneMaker
from avol.engines.onnx_export import export_graph
from avol.engines.onnxruntime_engine import create_session, run_graph
from avol.models.encoders.base import Encoder
from avol.models.heads import pool

MAX_OBJECTS = MAX_LABELS
IMAGE_MEAN, IMAGE_STD = np.float32(127), np.float32(128)  # of EfficientNet-Lite0's training


@dataclass(frozen=True)
class SceneFeatures:
    """Vision features of scenes and their ground truth; arrays over scenes, memory-mapped."""

    grids: NDArray[np.float16]  # (scenes, channels, H, W)
    labels: NDArray[np.int16]  # (scenes, 4) label index, -1 for none
    masks: NDArray[np.float16]  # (scenes, 4, 196)
    exact: NDArray[np.bool_]  # (scenes, 4); False: the object is somewhere within its mask

    @property
    def fully_located(self) -> NDArray[np.bool_]:
        """(scenes,) whether the masks of all objects are exact."""
        return np.all(self.exact | (self.labels < 0), axis=1)

    def select(self, rows: NDArray[np.int64]) -> "SceneFeatures":
        """The features of some scenes."""
        return SceneFeatures(
            self.grids[rows], self.labels[rows], self.masks[rows], self.exact[rows]
        )


@dataclass(frozen=True)
class AudioFeatures:
    """Features of audio windows from the audio encoder's lower stages, and their labels."""

    grids: NDArray[np.float16]  # (windows, channels, H, W)
    labels: NDArray[np.int16]  # (windows, 2), -1 for none


@dataclass(frozen=True)
class PooledAudioFeatures:
    """Pooled features of audio windows from the whole audio encoder, and their labels."""

    vectors: Floats  # (windows, channels)
    labels: NDArray[np.int16]  # (windows, 2), -1 for none


def draw_scene(maker: SceneMaker, index: int) -> Scene:
    """Draws a scene in fixed proportions.

    Of 20 scenes, 5 are photographs (3 of them without other objects), 5 are images with boxes, one
    is an empty background, and 9 are composed of one to three objects.
    """
    kind = index % 20
    if kind < 5:
        return maker.photograph(0 if kind < 3 else 1 + kind % 2)
    if kind < 10:
        return maker.boxed_image()
    return maker.scene(0 if kind < 11 else 1 + kind % 3)


def encoder_graph(encoder: nn.Module, example: Floats) -> Callable[[Floats], Floats]:
    """An encoder in ONNX Runtime, three times as fast as torch."""
    model = export_graph(encoder.eval(), example).SerializeToString()
    session = create_session(model, threads=torch.get_num_threads())
    return lambda inputs: run_graph(session, inputs)


def normalize_images(images: list[NDArray[np.uint8]], size: int) -> NDArray[np.float32]:
    """Resizes images to squares and normalises them: (N, 3, size, size)."""
    squares = [cv2.resize(i, (size, size), interpolation=cv2.INTER_AREA) for i in images]
    pixels = np.stack(squares).astype(np.float32)
    return ((pixels - IMAGE_MEAN) / IMAGE_STD).transpose(0, 3, 1, 2)


def scene_annotations(scenes: list[Scene], labels: list[str]) -> SceneFeatures:
    """The ground truth of scenes, with empty features."""
    indices = np.full((len(scenes), MAX_OBJECTS), -1, np.int16)
    masks = np.zeros((len(scenes), MAX_OBJECTS, GRID_SIZE * GRID_SIZE), np.float16)
    exact = np.zeros((len(scenes), MAX_OBJECTS), bool)
    for row, scene in enumerate(scenes):
        for slot, label in enumerate(scene.labels):
            indices[row, slot] = labels.index(label)
            masks[row, slot] = scene.masks[slot].ravel()
        exact[row, : len(scene.exact)] = scene.exact
    return SceneFeatures(np.empty((0, 0, GRID_SIZE, GRID_SIZE), np.float16), indices, masks, exact)


def label_indices(windows: list[LabelledAudio], labels: list[str]) -> NDArray[np.int16]:
    """(A, 2) label indices of audio windows, -1 for none."""
    indices = np.full((len(windows), 2), -1, np.int16)
    for row, window in enumerate(windows):
        for slot, label in enumerate(sorted(window.labels)):
            indices[row, slot] = labels.index(label)
    return indices


def write_scene_features(
    encode: Callable[[Floats], Floats],
    size: int,
    maker: SceneMaker,
    labels: list[str],
    count: int,
    file: Path,
) -> Iterator[int]:
    """Draws scenes and writes their features and ground truth to `file` (.npy and .npz).

    Args:
        encode: maps (N, 3, S, S) normalised images to (N, channels, H, W).
        size: side S of the images in pixels.
        maker: source of the scenes.
        labels: all labels; the position is the label index.
        count: number of scenes.
        file: the .npy file.

    Yields:
        The number of completed scenes.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    grids: NDArray[np.float16] | None = None
    annotations: list[SceneFeatures] = []
    for first in range(0, count, 8):
        scenes = [draw_scene(maker, index) for index in range(first, min(first + 8, count))]
        features = encode(normalize_images([scene.image for scene in scenes], size))
        if grids is None:
            grids = open_memmap(file, "w+", np.float16, (count, *features.shape[1:]))
        grids[first : first + len(scenes)] = features
        annotations.append(scene_annotations(scenes, labels))
        yield first + len(scenes)
    np.savez(
        file.with_suffix(".npz"),
        labels=np.concatenate([part.labels for part in annotations]),
        masks=np.concatenate([part.masks for part in annotations]),
        exact=np.concatenate([part.exact for part in annotations]),
    )


def load_scene_features(file: Path) -> SceneFeatures:
    """Loads the output of `write_scene_features`."""
    with np.load(file.with_suffix(".npz")) as saved:
        return SceneFeatures(
            np.load(file, mmap_mode="r"), saved["labels"], saved["masks"], saved["exact"]
        )


def write_audio_features(
    encoder: Encoder,
    spec: SpectrogramSpec,
    maker: AudioWindowMaker,
    labels: list[str],
    count: int,
    file: Path,
) -> Iterator[int]:
    """Draws audio windows and writes the features of the encoder's lower stages and the labels.

    Args:
        encoder: the audio encoder.
        spec: parameters of its spectrogram.
        maker: source of the windows.
        labels: all labels; the position is the label index.
        count: number of windows.
        file: the .npy file; the labels are in the .npz file of the same name.

    Yields:
        The number of completed windows.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    grids: NDArray[np.float16] | None = None
    indices: list[NDArray[np.int16]] = []
    log_spectrogram, encoder = LogSpectrogram(spec), encoder.eval()
    for first in range(0, count, 64):
        windows = [maker.draw() for _ in range(min(64, count - first))]
        spectrograms = log_spectrogram(np.stack([window.wave for window in windows]))
        with torch.inference_mode():
            features = encoder.lower(torch.from_numpy(spectrograms.copy())[:, None]).numpy()
        if grids is None:
            grids = open_memmap(file, "w+", np.float16, (count, *features.shape[1:]))
        grids[first : first + len(windows)] = features
        indices.append(label_indices(windows, labels))
        yield first + len(windows)
    np.savez(file.with_suffix(".npz"), labels=np.concatenate(indices))


def load_audio_features(file: Path) -> AudioFeatures:
    """Loads the output of `write_audio_features`."""
    with np.load(file.with_suffix(".npz")) as saved:
        return AudioFeatures(np.load(file, mmap_mode="r"), saved["labels"])


def write_upper_features(encoder: Encoder, scenes: SceneFeatures, file: Path) -> Iterator[int]:
    """Writes the features of the whole vision encoder, from those of its lower stages.

    Yields:
        The number of completed scenes.
    """
    grids: NDArray[np.float16] | None = None
    part = file.with_name(file.name + ".part")
    for first in range(0, len(scenes.grids), 16):
        rows = slice(first, first + 16)
        with torch.inference_mode():
            lower = torch.from_numpy(scenes.grids[rows].astype(np.float32))
            features = encoder.upper(lower).numpy()
        if grids is None:
            grids = open_memmap(part, "w+", np.float16, (len(scenes.grids), *features.shape[1:]))
        grids[rows] = features
        yield min(first + 16, len(scenes.grids))
    part.replace(file)


def pool_upper_features(encoder: Encoder, windows: AudioFeatures) -> PooledAudioFeatures:
    """The pooled features of the whole audio encoder, from those of its lower stages."""
    with torch.inference_mode():
        parts = [
            pool(encoder.upper(torch.from_numpy(part.astype(np.float32))), encoder.pooling)
            for part in np.array_split(windows.grids, max(1, len(windows.grids) // 256))
        ]
    return PooledAudioFeatures(torch.cat(parts).numpy(), windows.labels)

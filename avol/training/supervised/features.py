"""What frozen stages answer, computed once: then the rest is left to train, in minutes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import torch
from numpy.lib.format import open_memmap
from numpy.typing import NDArray

from avol.audio.log_spectrogram import Floats, LogSpectrogram, SpectrogramSpec
from avol.data.synthesis.audio_augment import LabelledAudio, SecondMaker
from avol.data.synthesis.composed_scenes import GRID, Scene, SceneMaker
from avol.models.encoders.base import Encoder
from avol.models.heads import pool

MOST_OBJECTS = 3
EYE_MEAN, EYE_STD = np.float32(127), np.float32(128)  # as EfficientNet-Lite0 was trained


@dataclass(frozen=True)
class SceneFeatures:
    """What the eye answers to scenes, and what is in them; arrays over scenes, read from disk."""

    grids: NDArray[np.float16]  # (scenes, channels, H, W)
    labels: NDArray[np.int16]  # (scenes, 3) index into the recipe's labels, -1 for none
    covers: NDArray[np.float16]  # (scenes, 3, 196)
    exact: NDArray[np.bool_]  # (scenes, 3); False where it is only somewhere in what is covered

    @property
    def located(self) -> NDArray[np.bool_]:
        """(scenes,) whether the covers of all that is in it are exact."""
        return np.all(self.exact | (self.labels < 0), axis=1)

    def at(self, rows: NDArray[np.int64]) -> "SceneFeatures":
        """Some of them."""
        return SceneFeatures(
            self.grids[rows], self.labels[rows], self.covers[rows], self.exact[rows]
        )


@dataclass(frozen=True)
class SecondFeatures:
    """What the ear's lower stages answer to seconds of sound, and what sounds in them."""

    grids: NDArray[np.float16]  # (seconds, channels, H, W)
    labels: NDArray[np.int16]  # (seconds, 2), -1 for none


@dataclass(frozen=True)
class Vectors:
    """What the whole ear answers, pooled."""

    vectors: Floats  # (seconds, channels)
    labels: NDArray[np.int16]  # (seconds, 2), -1 for none


def draw_scene(maker: SceneMaker, index: int) -> Scene:
    """Whole photographs, alone and with things set into them, empty rooms, and scenes of one, two
    and three objects, in fixed shares."""
    kind = index % 20
    if kind < 7:
        return maker.photograph(0 if kind < 3 else 1 + kind % 2)
    return maker.scene(0 if kind < 9 else 1 + kind % 3)


def normalised(pictures: list[NDArray[np.uint8]], size: int) -> NDArray[np.float32]:
    """(N, 3, size, size) as the eye expects it, each picture squashed to a square."""
    squares = [cv2.resize(p, (size, size), interpolation=cv2.INTER_AREA) for p in pictures]
    return ((np.stack(squares).astype(np.float32) - EYE_MEAN) / EYE_STD).transpose(0, 3, 1, 2)


def contents(scenes: list[Scene], labels: list[str]) -> SceneFeatures:
    """What is in scenes; no answers."""
    known = np.full((len(scenes), MOST_OBJECTS), -1, np.int16)
    covers = np.zeros((len(scenes), MOST_OBJECTS, GRID * GRID), np.float16)
    exact = np.zeros((len(scenes), MOST_OBJECTS), bool)
    for row, scene in enumerate(scenes):
        for slot, label in enumerate(scene.labels):
            known[row, slot] = labels.index(label)
            covers[row, slot] = scene.covers[slot].ravel()
        exact[row, : len(scene.exact)] = scene.exact
    return SceneFeatures(np.empty((0, 0, GRID, GRID), np.float16), known, covers, exact)


def label_numbers(seconds: list[LabelledAudio], labels: list[str]) -> NDArray[np.int16]:
    """(A, 2) what sounds in seconds, -1 for none."""
    known = np.full((len(seconds), 2), -1, np.int16)
    for row, second in enumerate(seconds):
        for slot, label in enumerate(sorted(second.labels)):
            known[row, slot] = labels.index(label)
    return known


def scene_features(
    see: Callable[[Floats], Floats],
    size: int,
    maker: SceneMaker,
    labels: list[str],
    count: int,
    file: Path,
) -> Iterator[int]:
    """Draw `count` scenes and write what the eye answers to `file` (.npy, plus .npz beside it).

    Args:
        see: (N, 3, S, S) normalised pictures to (N, channels, H, W).
        size: S.
        maker: where the scenes come from.
        labels: all labels, in the order that their numbers follow.
        count: how many scenes.
        file: the .npy file.

    Yields:
        The number done so far, for a progress bar.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    grids: NDArray[np.float16] | None = None
    known: list[SceneFeatures] = []
    for first in range(0, count, 8):
        scenes = [draw_scene(maker, index) for index in range(first, min(first + 8, count))]
        answer = see(normalised([scene.picture for scene in scenes], size))
        if grids is None:
            grids = open_memmap(file, "w+", np.float16, (count, *answer.shape[1:]))
        grids[first : first + len(scenes)] = answer
        known.append(contents(scenes, labels))
        yield first + len(scenes)
    np.savez(
        file.with_suffix(".npz"),
        labels=np.concatenate([some.labels for some in known]),
        covers=np.concatenate([some.covers for some in known]),
        exact=np.concatenate([some.exact for some in known]),
    )


def load_scene_features(file: Path) -> SceneFeatures:
    """What `scene_features` wrote."""
    with np.load(file.with_suffix(".npz")) as known:
        return SceneFeatures(
            np.load(file, mmap_mode="r"), known["labels"], known["covers"], known["exact"]
        )


def second_features(
    tower: Encoder,
    spec: SpectrogramSpec,
    maker: SecondMaker,
    labels: list[str],
    count: int,
    file: Path,
) -> Iterator[int]:
    """Draw `count` seconds and write what the ear's lower stages answer to `file` (.npy, .npz)."""
    file.parent.mkdir(parents=True, exist_ok=True)
    grids: NDArray[np.float16] | None = None
    known: list[NDArray[np.int16]] = []
    spectrogram, tower = LogSpectrogram(spec), tower.eval()
    for first in range(0, count, 64):
        seconds = [maker.second() for _ in range(min(64, count - first))]
        pictures = spectrogram(np.stack([second.wave for second in seconds]))
        with torch.inference_mode():
            answer = tower.lower(torch.from_numpy(pictures.copy())[:, None]).numpy()
        if grids is None:
            grids = open_memmap(file, "w+", np.float16, (count, *answer.shape[1:]))
        grids[first : first + len(seconds)] = answer
        known.append(label_numbers(seconds, labels))
        yield first + len(seconds)
    np.savez(file.with_suffix(".npz"), labels=np.concatenate(known))


def load_second_features(file: Path) -> SecondFeatures:
    """What `second_features` wrote."""
    with np.load(file.with_suffix(".npz")) as known:
        return SecondFeatures(np.load(file, mmap_mode="r"), known["labels"])


def upper_scenes(eye: Encoder, scenes: SceneFeatures, file: Path) -> Iterator[int]:
    """Write what the whole eye answers to `file`, going on from its lower stages' answers.

    Yields:
        The number done so far, for a progress bar.
    """
    grids: NDArray[np.float16] | None = None
    begun = file.with_name(file.name + ".part")
    for first in range(0, len(scenes.grids), 16):
        part = slice(first, first + 16)
        with torch.inference_mode():
            answer = eye.upper(torch.from_numpy(scenes.grids[part].astype(np.float32))).numpy()
        if grids is None:
            grids = open_memmap(begun, "w+", np.float16, (len(scenes.grids), *answer.shape[1:]))
        grids[part] = answer
        yield min(first + 16, len(scenes.grids))
    begun.replace(file)


def upper_seconds(ear: Encoder, seconds: SecondFeatures) -> Vectors:
    """What the whole ear answers, going on from its lower stages' answers."""
    with torch.inference_mode():
        parts = [
            pool(ear.upper(torch.from_numpy(part.astype(np.float32))), ear.pooling)
            for part in np.array_split(seconds.grids, max(1, len(seconds.grids) // 256))
        ]
    return Vectors(torch.cat(parts).numpy(), seconds.labels)

"""Test set of composed scenes of held-out photographs with held-out recordings.

Each scene shows one or two small objects away from the centre of the image. Each object is tested
with a sound of its class, and some scenes with a mismatched sound. A second list repeats all tests
with sounds that are processed with rooms, microphones and noise.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import cycle
from pathlib import Path

import numpy as np

from avol.audio.log_spectrogram import level_dbfs
from avol.core.atomic import atomic_write, make_folder
from avol.core.opencv import cv2
from avol.data.catalogue.confusable_classes import is_mismatch
from avol.data.synthesis.acoustics import MicrophoneSimulator, set_level
from avol.data.synthesis.audio_augment import load_recording
from avol.data.synthesis.composed_scenes import Scene, SceneMaker
from avol.evaluation.geometry import Box, in_boxes
from avol.evaluation.localization.boxes import BoxItem, save_box_list
from avol.experiments.test_sets.held_out import (
    CONTEXT_SAMPLES,
    HeldOutData,
    Wave,
    load_loudest,
    write_wave,
)

SINGLES, PAIRS, ABSENT = 120, 90, 60
"""Scenes with one object, scenes with two, and scenes with an additional mismatched sound."""
MIN_AREA, MAX_AREA = 0.01, 0.3
"""Area of a box as a fraction of the image."""
CLEAN_LEVEL = -24.0
"""Level of the clean sounds in dBFS."""
SIGNAL_TO_NOISE = (5.0, 20.0)
"""Range in dB."""
_MAX_TRIES = 200

Progress = Callable[[str, int, int], None]


class SceneSet:
    """Writes the test set; equal seeds and data give equal files."""

    def __init__(
        self, held_out: HeldOutData, out: Path, seed: int = 0, labels: Sequence[str] = ()
    ) -> None:
        """Creates the folders and loads the rooms.

        Args:
            held_out: photographs and recordings.
            out: folder of the test set.
            seed: seed of the random generator.
            labels: labels of the first object of each scene; empty for all.
        """
        self.held_out = held_out
        self._labels = labels or held_out.labels
        self.out = make_folder(out)
        for part in ("pictures", "sounds", "rooms"):
            make_folder(out / part)
        self._random = np.random.default_rng(seed)
        rooms = [load_recording(path).astype(np.float32) for path in held_out.rooms]
        self._microphone = MicrophoneSimulator(rooms, self._random)
        self._recordings = {label: cycle(items) for label, items in held_out.recordings.items()}
        self._noises = cycle(held_out.noises)
        self._written: set[str] = set()

    def write(self, progress: Progress = lambda stage, done, total: None) -> None:
        """Writes images, sounds, `boxes.json` and `boxes_rooms.json`."""
        items: list[BoxItem] = []
        label_sets = [*self._single_labels(SINGLES), *self._label_pairs(PAIRS)]
        absent = set(self._random.permutation(len(label_sets))[:ABSENT].tolist())
        for number, labels in enumerate(label_sets):
            scene = self._compose_scene(labels)
            name = f"pictures/{number:03d}.png"
            write_png(self.out / name, scene.image)
            items += self._matching_items(name, scene)
            if number in absent:
                items.append(self._mismatched_item(name, scene))
            progress("composing", number + 1, len(label_sets))
        items += self._noise_items([item.file for item in items])
        save_box_list(self.out / "boxes.json", tuple(items))
        with_rooms = (
            item.model_copy(update={"sound": str(item.sound).replace("sounds/", "rooms/")})
            for item in items
        )
        save_box_list(self.out / "boxes_rooms.json", tuple(with_rooms))

    def _single_labels(self, count: int) -> Iterator[tuple[str, ...]]:
        labels = cycle(self._labels)
        return ((next(labels),) for _ in range(count))

    def _label_pairs(self, count: int) -> Iterator[tuple[str, ...]]:
        labels, first = self.held_out.labels, cycle(self._labels)
        for _ in range(count):
            label = next(first)
            others = [other for other in labels if is_mismatch(label, other)]
            yield label, others[self._random.integers(len(others))]

    def _compose_scene(self, labels: tuple[str, ...]) -> Scene:
        """A scene with objects that are small, away from the centre and not hidden."""
        objects = {label: self.held_out.objects[label] for label in labels}
        seed = int(self._random.integers(2**32))
        maker = SceneMaker(objects, self.held_out.backgrounds, seed)
        for _ in range(_MAX_TRIES):
            scene = maker.scene(len(labels))
            if len(scene.labels) == len(labels) and _are_suitable(scene.boxes):
                return scene
        raise RuntimeError(f"no suitable scene of {labels} was drawn")  # practically impossible

    def _matching_items(self, name: str, scene: Scene) -> Iterator[BoxItem]:
        for index, label in enumerate(scene.labels):
            others = scene.boxes[:index] + scene.boxes[index + 1 :]
            sound = self._write_sound(next(self._recordings[label]).path, label)
            yield BoxItem(
                file=name, label=label, sound=sound, bbox=(scene.boxes[index],), other=others
            )

    def _mismatched_item(self, name: str, scene: Scene) -> BoxItem:
        labels = [
            label
            for label in self.held_out.recordings
            if all(is_mismatch(label, shown) for shown in scene.labels)
        ]
        label = labels[self._random.integers(len(labels))]
        sound = self._write_sound(next(self._recordings[label]).path, label)
        return BoxItem(file=name, label=label, sound=sound, absent=True)

    def _noise_items(self, images: Sequence[str]) -> Iterator[BoxItem]:
        """Every noise with one of the images."""
        noises = self.held_out.noises
        for number, path in enumerate(noises):
            image = images[number * len(images) // len(noises)]
            sound = self._write_sound(path, "noise")
            yield BoxItem(file=image, label="noise", sound=sound, absent=True)

    def _write_sound(self, path: Path, label: str) -> str:
        """Writes the loudest audio window of a recording, clean and processed, once."""
        name = f"sounds/{label}_{path.stem}.wav"
        if name not in self._written:
            self._written.add(name)
            wave = load_loudest(path)
            write_wave(self.out / name, set_level(wave[CONTEXT_SAMPLES:], CLEAN_LEVEL))
            write_wave(self.out / name.replace("sounds/", "rooms/"), self._process(wave))
        return name

    def _process(self, wave: Wave) -> Wave:
        """Adds room, microphone and noise."""
        processed = self._microphone.record(wave)[CONTEXT_SAMPLES:]
        if self.held_out.noises and self._random.random() < 0.5:
            signal_to_noise = self._random.uniform(*SIGNAL_TO_NOISE)
            noise = load_loudest(next(self._noises))[CONTEXT_SAMPLES:]
            processed = processed + set_level(noise, level_dbfs(processed) - signal_to_noise)
        return self._microphone.clip(set_level(processed, self._random.uniform(-40, -12)))


def write_png(path: Path, image: np.ndarray) -> None:
    """Writes an image (H, W, 3) RGB as PNG; raises MediaError on failure."""
    _, data = cv2.imencode(".png", image[..., ::-1])
    with atomic_write(path) as part:
        part.write_bytes(data.tobytes())


def _are_suitable(boxes: tuple[Box, ...]) -> bool:
    areas = [(x1 - x0) * (y1 - y0) for x0, y0, x1, y1 in boxes]
    right_size = all(MIN_AREA <= area <= MAX_AREA for area in areas)
    return right_size and not in_boxes((0.5, 0.5), boxes) and _are_separate(boxes, min(areas))


def _are_separate(boxes: tuple[Box, ...], smaller_area: float) -> bool:
    """Whether the overlap of two boxes is at most half of the smaller one."""
    if len(boxes) < 2:
        return True
    (ax0, ay0, ax1, ay1), (bx0, by0, bx1, by1) = boxes
    overlap = max(0, min(ax1, bx1) - max(ax0, bx0)) * max(0, min(ay1, by1) - max(ay0, by0))
    return overlap <= smaller_area / 2

"""Examples and tests for classes: photographs and recordings, never the same file in both.

Tests are of the validation split of the training config, so that the encoders have not been
trained on them either; examples are of the training split.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from avol.core.constants import SAMPLE_RATE
from avol.data.catalogue.manifest import CatalogueItem, load_catalogue
from avol.data.synthesis.composed_scenes import Scene, SceneMaker
from avol.data.synthesis.cutouts import cut_out
from avol.evaluation.localization.media_resolver import loudest_window
from avol.experiments.test_sets.held_out import group_by_label, load_held_out
from avol.media import AudioTrack
from avol.teaching import TeachingExample
from avol.teaching.examples import Box, Floats, RGBImage
from avol.training.supervised.config import load_supervised_config
from avol.training.supervised.split_data import load_split_data

LABELS = (
    "accordion", "banjo", "bongo", "car", "cat", "clock", "cow", "didgeridoo", "dog",
    "electric_guitar", "flute", "guitar", "harp", "laptop_keyboard", "maracas", "rooster", "sitar",
    "tambourine", "train", "trombone", "tuba", "xylophone",
)  # fmt: skip
"""Classes with photographs and recordings in both splits that took no part in choosing the fit."""
PROPS = {
    "toy_train": "bell", "stripedfish": "triangle", "teapot": "door_bell",
    "rubberduck": "bicycle_bell", "windmill": "balalaika", "pyramid": "oud",
    "scissors_small_open": "mouse_click",
    "penguin": "peacock", "tent": "timpani", "traffic_cone": "snare", "teddy_bear": "snoring",
    "seahorse": "piccolo", "toolbox": "djembe", "sombrero": "ukulele", "snail": "harmonium",
    "trophy_cup": "mridangam", "statue": "alarm_clock", "t_shirt": "sneezing", "totem": "turkey",
    "wheelie_bin": "crow",
}  # fmt: skip
"""Cut-outs of objects and labels of recordings that the weights do not know."""
PROP_EXAMPLES = 5
"""Examples of a prop."""
SCENES, SOUNDS = 8, 6
"""Most tests of a class."""
EXAMPLES = 20
"""Examples of a class."""
PHOTOGRAPHS = 12
"""Photographs in the examples of a class; each appears in several scenes."""
_TRIES = 200
_MIN_COVERED = 0.6


@dataclass(frozen=True, eq=False)
class TestScene:
    """A scene with an object of the class, and an object of another class."""

    image: RGBImage
    box: Box
    labels: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class ClassMedia:
    """Examples and tests of a class."""

    label: str
    examples: tuple[TeachingExample, ...]
    scenes: tuple[TestScene, ...]
    waves: tuple[Floats, ...]


class MediaMaker:
    """Draws the media of classes from a folder of training data."""

    def __init__(self, data: Path, samples: int, config: str = "avol") -> None:
        """Load the lists; InputError if the folder holds no catalogue.

        samples: length of the audio windows.
        """
        self._samples = samples
        self._held_out = load_held_out(data, config)
        train = load_split_data(load_supervised_config(config), data, "train")
        self._photographs = train.objects
        self._backgrounds = train.backgrounds
        real = [item for item in train.recordings if "soundfont" not in item.source.lower()]
        self._recordings = group_by_label(real)
        self._catalogue = load_catalogue(data)

    def of_class(self, label: str, seed: int) -> ClassMedia:
        """Draw examples from the training split, and tests from the validation split."""
        photographs = [p for p in self._photographs[label] if cut_out(p.path) is not None]
        taught = {label: photographs[:PHOTOGRAPHS]}
        waves = self._windows(self._recordings[label], EXAMPLES)
        return ClassMedia(
            label,
            tuple(self._examples(taught, label, waves, self._backgrounds, seed)),
            tuple(self._scenes(label, seed)),
            tuple(self._windows(self._held_out.recordings[label][:SOUNDS], SOUNDS)),
        )

    def of_prop(self, name: str, sound: str, count: int, seed: int) -> tuple[TeachingExample, ...]:
        """Draw examples of an object that the weights do not know, with a sound like that."""
        cutouts = [i for i in self._catalogue if i.label == name and "cutouts" in i.path.parts]
        recordings = [i for i in self._catalogue if i.label == sound and "audio" in i.path.parts]
        waves = self._windows(recordings, count)
        return tuple(self._examples({name: cutouts}, name, waves, self._backgrounds, seed))

    def _examples(
        self,
        objects: dict[str, list[CatalogueItem]],
        label: str,
        waves: Sequence[Floats],
        backgrounds: list[Path],
        seed: int,
    ) -> Iterator[TeachingExample]:
        maker = SceneMaker(objects, backgrounds, seed)
        for number, wave in enumerate(waves):
            scene = _scene_with(maker, label, 1)
            box = scene.boxes[scene.labels.index(label)]
            yield TeachingExample(scene.image, box, wave, source=f"{label} {number}")

    def _scenes(self, label: str, seed: int) -> Iterator[TestScene]:
        """Scenes of two held-out objects on held-out backgrounds."""
        held_out = self._held_out
        others = [other for other in LABELS if other != label and held_out.objects.get(other)]
        random = np.random.default_rng(seed)
        for number in range(SCENES):
            other = others[int(random.integers(len(others)))]
            pair = {name: held_out.objects[name] for name in (label, other)}
            maker = SceneMaker(pair, held_out.backgrounds, 1000 * seed + number)
            scene = _scene_with(maker, label, 2)
            yield TestScene(scene.image, scene.boxes[scene.labels.index(label)], scene.labels)

    def _windows(self, recordings: Sequence[CatalogueItem], count: int) -> list[Floats]:
        """Return windows of recordings in turn: the loudest of each, then others.

        A recording that is too short for another window is used once.
        """
        windows: list[Floats] = []
        for turn in range(count):
            for item in recordings:
                if len(windows) == count:
                    return windows
                with AudioTrack(item.path) as track:
                    seconds = (track.stop - track.start) / SAMPLE_RATE
                    if turn and seconds < 1.5 * (turn + 1):
                        continue
                    start = track.start / SAMPLE_RATE
                    at = loudest_window(track) if not turn else start + seconds * turn / (turn + 1)
                    windows.append(track.window_at(at, self._samples))
        return windows


def _scene_with(maker: SceneMaker, label: str, objects: int) -> Scene:
    """Draw scenes until one shows the label well."""
    for _ in range(_TRIES):
        scene = maker.scene(objects)
        if label in scene.labels and len(scene.labels) == objects:
            place = scene.labels.index(label)
            if scene.exact[place] and scene.masks[place].max() >= _MIN_COVERED:
                return scene
    raise RuntimeError(f"no suitable scene of {label} was drawn")  # practically impossible

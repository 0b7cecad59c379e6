"""Composed scenes of held-out photographs under held-out real recordings.

One or two small things, off the centre, before ordinary rooms; each is asked about with a sound of
its own, and some with sounds that nothing in the picture makes. The same questions are asked once
more with the sounds put through rooms, microphones and noise.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import cycle
from pathlib import Path

import cv2
import numpy as np

from avol.audio.log_spectrogram import level_dbfs
from avol.core.atomic import aside, folder
from avol.data.catalogue.confusable_classes import comparable
from avol.data.catalogue.manifest import Item
from avol.data.synthesis.acoustics import Microphone, scaled
from avol.data.synthesis.composed_scenes import Scene, SceneMaker
from avol.evaluation.geometry import Box, in_boxes
from avol.evaluation.localization.boxes import BoxItem, write_box_list
from avol.experiments.test_sets.held_out import BEFORE, HeldOut, Wave, loudest, write_wave

SINGLES, PAIRS, ABSENT = 120, 90, 60
"""Pictures of one thing, pictures of two, and of these how many get an absent sound too."""
SMALLEST, LARGEST = 0.01, 0.3
"""Area of a box, as a share of the picture."""
LOUDNESS = -24.0
"""Level of the clean sounds in dBFS."""
NOISE_BELOW = (5.0, 20.0)
"""By how many dB the noise lies below the sound where there is noise."""
_TRIES = 200

Progress = Callable[[str, int, int], None]


class SceneSet:
    """Writes the set; the same seed and data give the same files."""

    def __init__(self, held: HeldOut, out: Path, seed: int = 0, about: Sequence[str] = ()) -> None:
        """Ask about things with these labels, and what stands beside them; without any, about all
        that can be both seen and heard."""
        self.held = held
        self._about = about or held.labels
        self.out = folder(out)
        for part in ("pictures", "sounds", "rooms"):
            folder(out / part)
        self._random = np.random.default_rng(seed)
        rooms = [_whole(path) for path in held.rooms]
        self._microphone = Microphone(rooms, self._random)
        self._turns = {label: cycle(items) for label, items in held.sounds.items()}
        self._noises = cycle(held.noises)
        self._written: set[str] = set()

    def write(self, progress: Progress = lambda stage, done, total: None) -> None:
        """Write pictures, sounds, `boxes.json` and `boxes_rooms.json`."""
        items: list[BoxItem] = []
        casts = [*self._singles(SINGLES), *self._pairs(PAIRS)]
        absent = set(self._random.permutation(len(casts))[:ABSENT].tolist())
        for number, cast in enumerate(casts):
            scene = self._scene(cast)
            name = f"pictures/{number:03d}.png"
            write_png(self.out / name, scene.picture)
            items += self._present(name, scene)
            if number in absent:
                items.append(self._absent(name, scene))
            progress("composing", number + 1, len(casts))
        pictures = [item.file for item in items]
        for number, path in enumerate(self.held.noises):
            items.append(
                BoxItem(
                    file=pictures[number * len(pictures) // len(self.held.noises)],
                    label="noise",
                    sound=self._sound(path, "noise"),
                    absent=True,
                )
            )
        write_box_list(self.out / "boxes.json", tuple(items))
        roomy = (
            item.model_copy(update={"sound": str(item.sound).replace("sounds/", "rooms/")})
            for item in items
        )
        write_box_list(self.out / "boxes_rooms.json", tuple(roomy))

    def _singles(self, count: int) -> Iterator[tuple[str, ...]]:
        labels = cycle(self._about)
        return ((next(labels),) for _ in range(count))

    def _pairs(self, count: int) -> Iterator[tuple[str, ...]]:
        labels, first = self.held.labels, cycle(self._about)
        for _ in range(count):
            one = next(first)
            fit = [other for other in labels if comparable(one, other)]
            yield one, fit[self._random.integers(len(fit))]

    def _scene(self, cast: tuple[str, ...]) -> Scene:
        """A scene of that cast in which each is small, off the centre and not hidden."""
        objects: Mapping[str, list[Item]] = {label: self.held.objects[label] for label in cast}
        seed = int(self._random.integers(2**32))
        maker = SceneMaker(dict(objects), self.held.grounds, seed)
        for _ in range(_TRIES):
            scene = maker.scene(len(cast))
            if len(scene.labels) == len(cast) and _fit(scene.boxes):
                return scene
        raise RuntimeError(f"no scene of {cast} fits")  # the sizes drawn make this all but sure

    def _present(self, name: str, scene: Scene) -> Iterator[BoxItem]:
        for place, label in enumerate(scene.labels):
            others = scene.boxes[:place] + scene.boxes[place + 1 :]
            sound = self._sound(next(self._turns[label]).path, label)
            yield BoxItem(
                file=name, label=label, sound=sound, bbox=(scene.boxes[place],), other=others
            )

    def _absent(self, name: str, scene: Scene) -> BoxItem:
        fit = [
            label
            for label in self.held.sounds
            if all(comparable(label, shown) for shown in scene.labels)
        ]
        label = fit[self._random.integers(len(fit))]
        sound = self._sound(next(self._turns[label]).path, label)
        return BoxItem(file=name, label=label, sound=sound, absent=True)

    def _sound(self, path: Path, label: str) -> str:
        """Write a recording's loudest second, clean and from a room, unless it is there."""
        name = f"sounds/{label}_{path.stem}.wav"
        if name not in self._written:
            self._written.add(name)
            long = loudest(path)
            write_wave(self.out / name, scaled(long[BEFORE:], LOUDNESS))
            write_wave(self.out / name.replace("sounds/", "rooms/"), self._from_room(long))
        return name

    def _from_room(self, long: Wave) -> Wave:
        heard = self._microphone.take(long)[BEFORE:]
        if self.held.noises and self._random.random() < 0.5:
            below = self._random.uniform(*NOISE_BELOW)
            noise = loudest(next(self._noises))[BEFORE:]
            heard = heard + scaled(noise, level_dbfs(heard) - below)
        return self._microphone.overload(scaled(heard, self._random.uniform(-40, -12)))


def write_png(path: Path, picture: np.ndarray) -> None:
    """Write a picture (H, W, 3) RGB as PNG; MediaError where it cannot be."""
    _, data = cv2.imencode(".png", picture[..., ::-1])
    with aside(path) as part:
        part.write_bytes(data.tobytes())


def _fit(boxes: tuple[Box, ...]) -> bool:
    areas = [(x1 - x0) * (y1 - y0) for x0, y0, x1, y1 in boxes]
    fit = all(SMALLEST <= area <= LARGEST for area in areas)
    return fit and not in_boxes((0.5, 0.5), boxes) and _apart(boxes, min(areas))


def _apart(boxes: tuple[Box, ...], smallest: float) -> bool:
    """Whether at least half of the smaller of two boxes is its own."""
    if len(boxes) < 2:
        return True
    (ax0, ay0, ax1, ay1), (bx0, by0, bx1, by1) = boxes
    shared = max(0, min(ax1, bx1) - max(ax0, bx0)) * max(0, min(ay1, by1) - max(ay0, by0))
    return shared <= smallest / 2


def _whole(path: Path) -> Wave:
    from avol.data.synthesis.audio_augment import read_wave

    return read_wave(path).astype(np.float32)

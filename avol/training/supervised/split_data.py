"""The catalogue items of one split that a config uses."""

import dataclasses
from dataclasses import dataclass, field
from pathlib import Path

from avol.data.catalogue.manifest import CatalogueItem, Split, load_catalogue, split_items
from avol.data.synthesis.audio_augment import AudioWindowMaker
from avol.data.synthesis.composed_scenes import SCENE_SIZE, BoxedImage, SceneMaker
from avol.training.supervised.boxed_images import load_boxed_images
from avol.training.supervised.class_mapping import class_by_label, load_class_mapping
from avol.training.supervised.config import SupervisedTrainingConfig


@dataclass(frozen=True)
class SplitData:
    """The items of one split by their purpose."""

    objects: dict[str, list[CatalogueItem]]
    """Photographs by label."""
    distractors: list[Path]
    recordings: list[CatalogueItem]
    backgrounds: list[Path]
    noises: list[Path]
    rooms: list[Path]
    """Room impulse responses."""
    boxed: list[BoxedImage] = field(default_factory=list)
    """Images of the split with boxes of their objects."""

    @property
    def labels(self) -> set[str]:
        """Labels of the photographs, recordings and boxes."""
        boxed = {label for image in self.boxed for label, _ in image.objects}
        return set(self.objects) | {item.label for item in self.recordings} | boxed

    @property
    def labelled_items(self) -> list[CatalogueItem]:
        """All items with a label."""
        photographs = (item for items in self.objects.values() for item in items)
        return [*photographs, *self.recordings]

    def scene_maker(self, seed: int, size: tuple[int, int] = SCENE_SIZE) -> SceneMaker:
        """A maker of scenes; backgrounds that show a labelled object are not used."""
        shown = {item.path for items in self.objects.values() for item in items}
        shown |= {image.path for image in self.boxed}
        backgrounds = [path for path in self.backgrounds if path not in shown]
        return SceneMaker(self.objects, backgrounds, seed, size, self.distractors, self.boxed)

    def audio_window_maker(self, seed: int, seconds: float = 1) -> AudioWindowMaker:
        """A maker of audio windows of some seconds."""
        return AudioWindowMaker(self.recordings, self.noises, self.rooms, seed, seconds=seconds)


def load_split_data(config: SupervisedTrainingConfig, data: Path, split: Split) -> SplitData:
    """Loads the items of one split that the config uses.

    Raises:
        InputError: the folder holds no catalogue.
    """
    groups = {kind: split_items(items, split) for kind, items in _group_items(config, data).items()}
    objects: dict[str, list[CatalogueItem]] = {}
    for item in groups.get("images", []):
        objects.setdefault(item.label, []).append(item)

    def paths(kind: str) -> list[Path]:
        return [item.path for item in groups.get(kind, [])]

    images = [*groups.get("images", []), *groups.get("backgrounds", []), *groups.get("scenes", [])]
    return SplitData(
        objects,
        paths("distractors"),
        groups.get("audio", []),
        paths("backgrounds"),
        paths("noise"),
        paths("rir"),
        load_boxed_images(data, {item.path for item in images}),
    )


def _group_items(config: SupervisedTrainingConfig, data: Path) -> dict[str, list[CatalogueItem]]:
    """The allowed items of both splits by folder name, cut-outs by their purpose."""
    cutouts, backgrounds = (
        _labels_by_name(config.cutout_labels),
        _labels_by_name(config.background_labels),
    )
    groups: dict[str, list[CatalogueItem]] = {}
    classes = class_by_label(load_class_mapping())
    for stored in load_catalogue(data):
        item = dataclasses.replace(stored, label=classes.get(stored.label, stored.label))
        excluded = item.source in config.held_out_sources
        excluded |= item.flagged and not config.include_flagged
        folders = item.path.relative_to(data).parts
        if excluded or folders[0] != "train" or len(folders) < 2:
            continue
        kind = folders[1]
        if kind == "backgrounds" and item.path.stem in backgrounds:
            labelled = dataclasses.replace(item, label=backgrounds[item.path.stem])
            groups.setdefault("images", []).append(labelled)
        if kind != "cutouts":
            groups.setdefault(kind, []).append(item)
        elif stored.label in cutouts:
            labelled = dataclasses.replace(item, label=cutouts[stored.label])
            groups.setdefault("images", []).append(labelled)
        elif stored.label not in config.held_out_cutouts:
            groups.setdefault("distractors", []).append(item)
    return groups


def _labels_by_name(names_by_label: dict[str, list[str]]) -> dict[str, str]:
    return {name: label for label, names in names_by_label.items() for name in names}

"""What a recipe uses of the catalogue, one side of the split at a time."""

import dataclasses
from dataclasses import dataclass
from pathlib import Path

from avol.data.catalogue.manifest import Item, Split, read_catalogue, split
from avol.data.synthesis.audio_augment import SecondMaker
from avol.data.synthesis.composed_scenes import PICTURE, SceneMaker
from avol.training.supervised.config import Recipe


@dataclass(frozen=True)
class SplitData:
    """One side of the data, sorted by what it is for."""

    objects: dict[str, list[Item]]
    bystanders: list[Path]
    sounds: list[Item]
    grounds: list[Path]
    noises: list[Path]
    rooms: list[Path]

    @property
    def labels(self) -> set[str]:
        return set(self.objects) | {item.label for item in self.sounds}

    @property
    def items(self) -> list[Item]:
        """All that has a label."""
        return [*(item for items in self.objects.values() for item in items), *self.sounds]

    def scenes(self, seed: int, size: tuple[int, int] = PICTURE) -> SceneMaker:
        """A maker of scenes of this side; grounds that show something are no mere grounds."""
        shown = {item.path for items in self.objects.values() for item in items}
        grounds = [path for path in self.grounds if path not in shown]
        return SceneMaker(self.objects, grounds, seed, size, self.bystanders)

    def seconds(self, seed: int) -> SecondMaker:
        """A maker of seconds of this side."""
        return SecondMaker(self.sounds, self.noises, self.rooms, seed)


def material(recipe: Recipe, data: Path, part: Split) -> SplitData:
    """One side of what the recipe uses of the catalogue in `data`.

    Raises:
        InputError: the folder holds no catalogue.
    """
    shows, grounds = _labels(recipe.cutouts), _labels(recipe.grounds)
    kinds: dict[str, list[Item]] = {}
    for item in read_catalogue(data):
        barred = item.source in recipe.held_out_sources or (item.flagged and not recipe.flagged)
        parts = item.path.relative_to(data).parts
        if barred or parts[0] != "train":
            continue
        if parts[1] == "backgrounds" and item.path.stem in grounds:
            named = dataclasses.replace(item, label=grounds[item.path.stem])
            kinds.setdefault("images", []).append(named)
        if parts[1] != "cutouts":
            kinds.setdefault(parts[1], []).append(item)
        elif item.label in shows:
            named = dataclasses.replace(item, label=shows[item.label])
            kinds.setdefault("images", []).append(named)
        elif item.label not in recipe.unseen_cutouts:
            kinds.setdefault("bystanders", []).append(item)
    sides = {kind: split(items, part) for kind, items in kinds.items()}
    objects: dict[str, list[Item]] = {}
    for item in sides.get("images", []):
        objects.setdefault(item.label, []).append(item)

    def paths(kind: str) -> list[Path]:
        return [item.path for item in sides.get(kind, [])]

    return SplitData(
        objects,
        paths("bystanders"),
        sides.get("audio", []),
        paths("backgrounds"),
        paths("noise"),
        paths("rir"),
    )


def _labels(shown: dict[str, list[str]]) -> dict[str, str]:
    """Label by name, out of names by label."""
    return {name: label for label, names in shown.items() for name in names}

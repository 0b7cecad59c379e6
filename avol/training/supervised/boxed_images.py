"""Images with boxes: boxed photographs of real places, and boxes found by an object detector."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from avol.data.synthesis.composed_scenes import Box, BoxedImage
from avol.data.synthesis.video_frames import Person
from avol.training.supervised.class_mapping import class_by_label, load_class_mapping

SCENE_BOXES = "train/scenes/boxes.json"
DETECTED_BOXES = "annotations/coco_pseudo_boxes.json"
"""Files of a data folder; both may be missing."""

MIN_DETECTION_SCORE = 0.6
"""Score from which a detected box is used."""

_MIN_PERSON_SCORE = 0.3
"""Score from which a person counts, by its score."""


def load_boxed_images(data: Path, allowed: set[Path]) -> list[BoxedImage]:
    """Loads the images with boxes.

    Args:
        data: a data folder.
        allowed: paths of the images to use.
    """
    boxed = dict([*_detected_boxes(data), *_scene_boxes(data)])
    return [BoxedImage(path, tuple(boxed[path])) for path in sorted(boxed.keys() & allowed)]


def load_persons(data: Path) -> dict[Path, tuple[Person, ...]]:
    """The persons that a detector found in photographs, by path."""
    images = _load(data / DETECTED_BOXES, {"images": {}})["images"]
    return {
        data / name: tuple(
            Person(min(1.0, score), tuple(box))
            for label, score, *box in detections
            if label == "person" and score >= _MIN_PERSON_SCORE
        )
        for name, detections in images.items()
    }


def _scene_boxes(data: Path) -> Iterator[tuple[Path, list[tuple[str, Box]]]]:
    """Boxes of the sounding objects and the persons of a scene."""
    mapping = load_class_mapping()
    classes = class_by_label(mapping) | {name: c.name for c in mapping for name in c.coco}
    classes |= {c.name: c.name for c in mapping}
    for item in _load(data / SCENE_BOXES, []):
        boxes = [(item["class"], box) for box in item["bbox"]]
        boxes = [(entry["class"], entry["bbox"]) for entry in item.get("objects", [])] or boxes
        objects = [(classes[label], tuple(box)) for label, box in boxes if label in classes]
        yield data / "train" / "scenes" / item["file"], objects


def _detected_boxes(data: Path) -> Iterator[tuple[Path, list[tuple[str, Box]]]]:
    classes = {name: c.name for c in load_class_mapping() for name in c.coco}
    for name, detections in _load(data / DETECTED_BOXES, {"images": {}})["images"].items():
        objects = [
            (classes[label], tuple(box))
            for label, score, *box in detections
            if label in classes and score >= MIN_DETECTION_SCORE
        ]
        if objects:
            yield data / name, objects


def _load(file: Path, default: Any) -> Any:
    return json.loads(file.read_bytes()) if file.is_file() else default

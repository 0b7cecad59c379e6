"""Files of taught classes: safetensors with a JSON card in the metadata, never pickle.

A file may come from someone else: sizes, shapes, numbers and texts are checked when it is loaded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Annotated, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, ValidationError

from avol.core.atomic import atomic_write
from avol.core.constants import EMBEDDING_SIZE
from avol.core.estimate import Number
from avol.core.input_files import file_fault, first_fault, load_bytes
from avol.core.output_mark import TAUGHT_CLASSES
from avol.errors import InputError
from avol.teaching.adaptation import KINDS, Adaptation
from avol.teaching.adaptation_storage import AdaptationCard, CardModel, adaptation_tensors
from avol.teaching.examples import AudioFeatures, Box, ImageFeatures, StoredExample
from avol.teaching.fit import FittedUnits
from avol.teaching.taught_class import (
    MAX_NAME,
    HeldOut,
    Share,
    SimilarClass,
    TaughtClass,
    Text,
    check_name,
    same_name,
)
from avol.teaching.units import ClassUnit

MAX_CLASSES, MAX_EXAMPLES = 100, 2000
"""Most classes of a file, and most examples of a class."""
_WHAT = "a file of taught classes"
_MAX_SIDE = 4096
"""Longest axis of an array of numbers."""
_MAX_PREVIEW = 2**20
"""Bytes of a thumbnail or a recording."""

_SHARED = (
    "created", "enabled", "weights", "weights_sha256", "similar", "warnings", "held_out",
)  # fmt: skip
"""What card and class have in common, besides the name."""


class _ExampleCard(CardModel):
    source: Text
    time: Number
    is_background: bool
    box: tuple[Share, Share, Share, Share] | None
    log_partition: Number | None
    """Of the sound; None without a sound."""
    level_dbfs: Number | None
    has_image: bool


class _ClassCard(CardModel):
    name: Annotated[str, Field(min_length=1, max_length=MAX_NAME)]
    created: Text
    enabled: bool
    weights: Text
    weights_sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    image_bias: Number
    audio_bias: Number
    similar: Annotated[tuple[SimilarClass, ...], Field(max_length=2 * EMBEDDING_SIZE)]
    warnings: Annotated[tuple[Text, ...], Field(max_length=100)]
    held_out: HeldOut | None
    examples: Annotated[tuple[_ExampleCard, ...], Field(max_length=MAX_EXAMPLES)]


class _FileCard(CardModel):
    format: Literal[1] = 1
    classes: Annotated[tuple[_ClassCard, ...], Field(max_length=MAX_CLASSES)]
    adaptations: Annotated[tuple[AdaptationCard, ...], Field(max_length=len(KINDS))] = ()


def save_classes(
    classes: Iterable[TaughtClass], path: Path, adaptations: Iterable[Adaptation] = ()
) -> None:
    """Write classes and adaptations to a file, atomically; MediaError if that fails."""
    from safetensors.numpy import save

    classes, adaptations = tuple(classes), tuple(adaptations)
    card = _FileCard(
        classes=tuple(map(_class_card, classes)),
        adaptations=tuple(map(AdaptationCard.of, adaptations)),
    )
    tensors: dict[str, np.ndarray] = {}
    for number, taught in enumerate(classes):
        tensors |= _class_tensors(f"{number}", taught)
    for adaptation in adaptations:
        tensors |= adaptation_tensors(adaptation.kind, adaptation)
    with atomic_write(path, durable=True) as part:
        part.write_bytes(save(tensors, {TAUGHT_CLASSES: card.model_dump_json()}))


def load_classes(path: Path) -> tuple[tuple[TaughtClass, ...], tuple[Adaptation, ...]]:
    """Load classes and adaptations; InputError if a file is missing, damaged or newer."""
    from safetensors import SafetensorError, safe_open

    load_bytes(path)  # refuses what is no file, or too large
    try:
        with safe_open(path, "numpy") as file:
            text = (file.metadata() or {}).get(TAUGHT_CLASSES)
            if text is None:
                raise file_fault(path, _WHAT, "it has no card", "choose another file")
            card = _FileCard.model_validate_json(text)
            arrays = _Arrays(file.get_tensor, frozenset(file.keys()))
            classes = tuple(_class(arrays, f"{n}", one) for n, one in enumerate(card.classes))
            adaptations = tuple(one.load(arrays, one.kind) for one in card.adaptations)
    except SafetensorError:
        raise file_fault(path, _WHAT, "it is incomplete", "choose another file") from None
    except ValidationError as error:
        place, cause = first_fault(error)
        fault = " ".join(map(str, place)) + f": {cause}"
        raise file_fault(path, _WHAT, fault, "update AVOL or choose another file") from None
    except (ValueError, KeyError, TypeError) as error:
        raise file_fault(path, _WHAT, str(error), "choose another file") from None
    for number, one in enumerate(classes):
        if any(same_name(one.name, other.name) for other in classes[:number]):
            fault = f"it has the class “{one.name}” twice"
            raise file_fault(path, _WHAT, fault, "choose another file")
    if len({one.kind for one in adaptations}) < len(adaptations):
        raise file_fault(path, _WHAT, "it has an adaptation twice", "choose another file")
    return classes, adaptations


def _class_card(taught: TaughtClass) -> _ClassCard:
    return _ClassCard(
        **{key: getattr(taught, key) for key in _SHARED},
        name=taught.name,
        image_bias=taught.units.image.bias,
        audio_bias=taught.units.audio.bias,
        examples=tuple(
            _ExampleCard(
                source=e.source[:400],
                time=e.time,
                is_background=e.is_background,
                box=e.box,
                log_partition=None if e.audio is None else e.audio.log_partition,
                level_dbfs=None if e.audio is None else max(e.audio.level_dbfs, -1000.0),
                has_image=e.image is not None,
            )
            for e in taught.examples
        ),
    )


def _class_tensors(prefix: str, taught: TaughtClass) -> dict[str, np.ndarray]:
    tensors: dict[str, np.ndarray] = {
        f"{prefix}.image": np.asarray(taught.units.image.weights, np.float32),
        f"{prefix}.audio": np.asarray(taught.units.audio.weights, np.float32),
    }
    for number, example in enumerate(taught.examples):
        place = f"{prefix}.{number}"
        if example.image is not None:
            tensors[f"{place}.cells"] = example.image.cells.astype(np.float16)
            tensors[f"{place}.inside"] = example.image.inside.astype(np.float16)
            tensors[f"{place}.log_partition"] = example.image.log_partition.astype(np.float32)
            tensors[f"{place}.image_classes"] = example.image.classes.astype(np.float16)
            tensors[f"{place}.thumbnail"] = np.frombuffer(example.thumbnail, np.uint8)
        if example.audio is not None:
            tensors[f"{place}.features"] = example.audio.features.astype(np.float16)
            tensors[f"{place}.audio_classes"] = example.audio.classes.astype(np.float16)
            tensors[f"{place}.recording"] = np.frombuffer(example.recording, np.uint8)
    return tensors


class _Arrays:
    """The arrays of a file, checked one by one."""

    def __init__(self, load: Callable[[str], np.ndarray], names: frozenset[str]) -> None:
        self._load, self._names = load, names

    def numbers(self, name: str, *shape: int | None) -> NDArray[np.float32]:
        """Return finite numbers of a shape, in which None is any length; ValueError otherwise."""
        array = self._array(name)
        fits = array.ndim == len(shape) and all(
            side <= _MAX_SIDE and wanted in (None, side)
            for side, wanted in zip(array.shape, shape, strict=False)
        )
        if not fits or array.dtype.kind != "f":
            raise ValueError(f"the array {name} has the shape {array.shape}")
        if not np.isfinite(array).all():
            raise ValueError(f"the array {name} has numbers that are not finite")
        return array.astype(np.float32)

    def data(self, name: str) -> bytes:
        """Return the bytes of a preview; ValueError if there are too many."""
        array = self._array(name)
        if array.dtype != np.uint8 or array.ndim != 1 or array.size > _MAX_PREVIEW:
            raise ValueError(f"the array {name} is no image or sound")
        return array.tobytes()

    def _array(self, name: str) -> np.ndarray:
        if name not in self._names:
            raise ValueError(f"it lacks the array {name}")
        return self._load(name)


def _class(arrays: _Arrays, prefix: str, card: _ClassCard) -> TaughtClass:
    try:
        name = check_name(card.name)
    except InputError as error:
        raise ValueError(str(error).rstrip(".")) from None
    return TaughtClass(
        **{key: getattr(card, key) for key in _SHARED},
        name=name,
        examples=tuple(
            _example(arrays, f"{prefix}.{n}", one) for n, one in enumerate(card.examples)
        ),
        units=FittedUnits(
            ClassUnit(arrays.numbers(f"{prefix}.image", None), card.image_bias),
            ClassUnit(arrays.numbers(f"{prefix}.audio", None), card.audio_bias),
        ),
    )


def _example(arrays: _Arrays, place: str, card: _ExampleCard) -> StoredExample:
    image = audio = None
    thumbnail = recording = b""
    if card.has_image:
        cells = arrays.numbers(f"{place}.cells", None, None)
        image = ImageFeatures(
            cells,
            arrays.numbers(f"{place}.inside", len(cells)),
            arrays.numbers(f"{place}.log_partition", len(cells)),
            arrays.numbers(f"{place}.image_classes", EMBEDDING_SIZE),
        )
        thumbnail = arrays.data(f"{place}.thumbnail")
    if card.log_partition is not None and card.level_dbfs is not None:
        audio = AudioFeatures(
            arrays.numbers(f"{place}.features", None),
            card.log_partition,
            arrays.numbers(f"{place}.audio_classes", EMBEDDING_SIZE),
            card.level_dbfs,
        )
        recording = arrays.data(f"{place}.recording")
    box: Box | None = card.box
    return StoredExample(
        card.source, card.time, card.is_background, box, image, audio, thumbnail, recording
    )

"""Files of taught classes: nothing is lost, and damaged or hostile files give one sentence."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from avol.core.output_mark import TAUGHT_CLASSES, is_own
from avol.errors import InputError, UnreadableFileError
from avol.teaching import (
    HeldOut,
    SimilarClass,
    TaughtClasses,
    decode_recording,
    decode_thumbnail,
)
from avol.teaching.fit import fit_units
from tests.support.taught import SHA256, random_backgrounds, taught_class


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    full = taught_class(
        similar=(SimilarClass("banjo", "audio", 0.8),),
        warnings=("There is only 1 sound; add 2 more.",),
        held_out=HeldOut(0.61, 0.88, 0.75, 0.97, 40, 12),
    )
    path = tmp_path_factory.mktemp("classes") / "classes.safetensors"
    TaughtClasses((full, taught_class("rubber duck", 3, enabled=False))).save(path)
    return path.read_bytes()


@pytest.fixture
def file(stored: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "classes.safetensors"
    path.write_bytes(stored)
    return path


def test_nothing_is_lost(file: Path) -> None:
    kazoo, duck = TaughtClasses.load(file)
    assert (kazoo.name, duck.name, duck.enabled) == ("kazoo", "rubber duck", False)
    assert kazoo.fingerprint == taught_class().fingerprint
    assert kazoo.held_out == HeldOut(0.61, 0.88, 0.75, 0.97, 40, 12)
    assert kazoo.similar == (SimilarClass("banjo", "audio", 0.8),)
    assert [e.thumbnail + e.recording for e in kazoo.examples] == [b"jpegflac"] * 4
    again = fit_units(kazoo.examples, random_backgrounds())
    np.testing.assert_array_equal(again.image.weights, kazoo.units.image.weights)
    assert is_own(file, "taught_classes")


def test_classes_are_added_renamed_removed_and_shared(file: Path, tmp_path: Path) -> None:
    classes = TaughtClasses.load(file)
    with pytest.raises(InputError, match="already taught"):
        classes.add(taught_class("KAZOO"))
    with pytest.raises(InputError, match="already taught"):
        classes.rename("kazoo", "Rubber_Duck")
    with pytest.raises(InputError, match="kazoo, rubber duck"):
        classes.remove("piano")
    classes.export("Kazoo", tmp_path / "one.safetensors")
    assert classes.remove("kazoo").import_(tmp_path / "one.safetensors").names == (
        "rubber duck", "kazoo",
    )  # fmt: skip
    assert len(classes) == 2


def test_classes_of_other_weights_are_not_used(file: Path) -> None:
    classes = TaughtClasses.load(file)
    assert [c.name for c in classes.usable(SHA256)] == ["kazoo"]
    assert classes.usable("b" * 64) == ()
    assert "toy 1" in classes.unusable_text("b" * 64)
    assert classes.unusable_text(SHA256) == ""


def change_card(file: Path, change: dict[str, object]) -> None:
    from safetensors import safe_open

    with safe_open(file, "numpy") as opened:
        card = json.loads(opened.metadata()[TAUGHT_CLASSES])
    card["classes"][0] |= change
    save_file(load_file(file), file, {TAUGHT_CLASSES: json.dumps(card)})


@pytest.mark.parametrize(
    "change",
    [
        {"name": ""}, {"name": "x" * 33}, {"name": "a\u202eb"}, {"name": "rubber duck"},
        {"image_bias": 1e30}, {"weights_sha256": "../../x"}, {"extra": 1}, {"examples": "none"},
        {"similar": [{"name": "x", "modality": "smell", "probability": 0.1}]},
    ],
)  # fmt: skip
def test_a_hostile_card_is_refused(file: Path, change: dict[str, object]) -> None:
    change_card(file, change)
    with pytest.raises(InputError, match=r"“classes\.safetensors” is not a file of taught"):
        TaughtClasses.load(file)


@pytest.mark.parametrize(
    ("name", "array"),
    [
        ("0.image", np.full(24, np.nan, np.float32)),
        ("0.image", np.zeros((2, 3), np.float32)),
        ("0.audio", np.zeros(5000, np.float32)),
        ("0.0.cells", np.zeros((3, 8), np.int32)),
        ("0.0.inside", np.zeros(2, np.float16)),
        ("0.0.thumbnail", np.zeros(2**20 + 1, np.uint8)),
        ("0.0.features", None),
    ],
)
def test_hostile_arrays_are_refused(file: Path, name: str, array: np.ndarray | None) -> None:
    from safetensors import safe_open

    with safe_open(file, "numpy") as opened:
        metadata = opened.metadata()
    tensors = load_file(file)
    del tensors[name]
    save_file(tensors | ({} if array is None else {name: array}), file, metadata)
    with pytest.raises(InputError, match=name.replace(".", r"\.")):
        TaughtClasses.load(file)


@pytest.mark.parametrize("size", [0, 7, 60, -1])
def test_an_incomplete_file_is_refused(file: Path, size: int) -> None:
    file.write_bytes(file.read_bytes()[:size])
    with pytest.raises(InputError, match="is not a file of taught classes"):
        TaughtClasses.load(file)


def test_other_safetensors_and_missing_files_are_refused(tmp_path: Path) -> None:
    save_file({"x": np.zeros(1)}, tmp_path / "weights.safetensors")
    with pytest.raises(InputError, match="no card"):
        TaughtClasses.load(tmp_path / "weights.safetensors")
    with pytest.raises(InputError, match="cannot be read"):
        TaughtClasses.load(tmp_path / "none.safetensors")


def test_a_disabled_class_is_kept(file: Path) -> None:
    classes = TaughtClasses.load(file).enable("kazoo", False)
    assert classes.usable(SHA256) == ()
    assert replace(classes["kazoo"], enabled=True).fingerprint == taught_class().fingerprint


def test_previews_of_other_formats_are_refused() -> None:
    import cv2

    _, png = cv2.imencode(".png", np.zeros((4, 4, 3), np.uint8))
    for data in (png.tobytes(), b"", b"\xff\xd8 no image"):
        with pytest.raises(UnreadableFileError, match="delete that example"):
            decode_thumbnail(data)
    with pytest.raises(UnreadableFileError, match="delete that example"):
        decode_recording(b"RIFF" + bytes(100))

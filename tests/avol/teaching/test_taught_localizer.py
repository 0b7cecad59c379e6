"""Teaching the shipped weights: the class is found and named, and other results stay."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from avol import Localizer
from avol.core.constants import SAMPLE_RATE
from avol.embedder import RGBImage
from avol.engines import Engine
from avol.errors import AvolError, InputError, WeightsError
from avol.evaluation.geometry import in_boxes
from avol.evaluation.taught_classes import evaluate_held_out
from avol.io.results import map_writer, taught_text
from avol.teaching import (
    TaughtClass,
    TaughtClasses,
    TeachingExample,
    add_examples,
    decode_recording,
    decode_thumbnail,
    remove_examples,
)

BOX = (0.55, 0.5, 0.9, 0.95)


def scene(seed: int, box: tuple[float, float, float, float] | None = BOX) -> RGBImage:
    """Return noise in one color, with a striped object in a box."""
    random = np.random.default_rng(seed)
    image = random.integers(60, 200, 3) + random.normal(0, 12, (180, 240, 3))
    if box is not None:
        x0, x1, y0, y1 = (
            round(v) for v in (box[0] * 240, box[2] * 240, box[1] * 180, box[3] * 180)
        )
        stripes = (np.arange(x1 - x0) // 6 % 2)[None, :, None] * np.array([200, -120, 60])
        image[y0:y1, x0:x1] = 120 + stripes
    return np.clip(image, 0, 255).astype(np.uint8)


def warble(samples: int, seed: int) -> np.ndarray:
    """Return a tone whose pitch falls five times a second."""
    random, time = np.random.default_rng(seed), np.arange(samples) / SAMPLE_RATE
    pitch = 700 + 500 * (1 - time * 5 % 1) + random.uniform(-30, 30)
    tone = 0.2 * np.sin(2 * np.pi * np.cumsum(pitch) / SAMPLE_RATE)
    return (tone + random.normal(0, 0.003, samples)).astype(np.float32)


@pytest.fixture(scope="module")
def model() -> Localizer:
    return Localizer.load("avol", threads=1)


@pytest.fixture(scope="module")
def examples(model: Localizer) -> list[TeachingExample]:
    positives = [
        TeachingExample(scene(n), BOX, warble(model.audio_window, n), source=f"{n}.mp4")
        for n in range(4)
    ]
    silence = 1e-3 * np.random.default_rng(0).standard_normal(model.audio_window)
    return [*positives, TeachingExample(scene(9, None), None, silence.astype(np.float32), True)]


@pytest.fixture(scope="module")
def taught(model: Localizer, examples: list[TeachingExample]) -> TaughtClass:
    return model.teach("gizmo", examples)


def test_the_class_is_found_where_it_is_and_named(model: Localizer, taught: TaughtClass) -> None:
    with_gizmo = model.with_classes(TaughtClasses((taught,)))
    box = (0.1, 0.1, 0.4, 0.55)
    pair = scene(20, box), warble(model.audio_window, 20)
    found, before = with_gizmo(*pair), model(*pair)
    assert found.label == "gizmo" != before.label
    assert in_boxes(found.peak, (box,))
    assert found.heard[0].name == "gizmo"
    assert (found.taught, before.taught) == (("gizmo",), ())
    assert with_gizmo.class_names[-1] == "gizmo"
    assert with_gizmo.identity != model.identity
    assert "gizmo" in with_gizmo.description
    assert "taught" in with_gizmo.provenance
    assert "taught" not in model.provenance


def test_other_images_and_sounds_stay_as_they_are(model: Localizer, taught: TaughtClass) -> None:
    with_gizmo = model.with_classes(TaughtClasses((taught,)))
    noise = (0.1 * np.random.default_rng(5).standard_normal(model.audio_window)).astype(np.float32)
    found, before = with_gizmo(scene(21, None), noise), model(scene(21, None), noise)
    np.testing.assert_allclose(found.map, before.map, atol=0.02)
    disabled = model.with_classes(TaughtClasses((replace(taught, enabled=False),)))
    assert disabled.identity == model.identity
    np.testing.assert_array_equal(disabled(scene(21), noise).map, model(scene(21), noise).map)


def test_examples_are_removed_and_added_without_a_trace(
    model: Localizer, taught: TaughtClass, examples: list[TeachingExample]
) -> None:
    fewer = remove_examples(model, taught, [4])
    assert len(fewer.examples) == 4
    assert fewer.fingerprint != taught.fingerprint
    assert add_examples(model, fewer, [examples[4]]).fingerprint == taught.fingerprint
    with pytest.raises(InputError, match="No example shows “gizmo”"):
        remove_examples(model, taught, range(4))


def test_previews_show_and_play_the_example(taught: TaughtClass) -> None:
    thumbnail = decode_thumbnail(taught.examples[0].thumbnail)
    assert thumbnail.shape == (120, 160, 3)
    assert np.abs(thumbnail.mean(axis=(0, 1)) - scene(0).mean(axis=(0, 1))).max() < 4
    assert 0.1 < np.abs(decode_recording(taught.examples[0].recording)).max() < 0.3


def test_the_name_of_a_known_class_extends_that_class(
    model: Localizer, examples: list[TeachingExample]
) -> None:
    extended = model.with_classes(TaughtClasses((model.teach("Steel drum", examples),)))
    assert extended.class_names == model.class_names
    place, wave = model.class_names.index("steel_drum"), warble(model.audio_window, 22)
    audio, image = extended.encode_audio(wave).embedding, extended.encode_image(scene(22)).embedding
    assert audio.shape == (128,)
    assert audio[place] > model.encode_audio(wave).embedding[place] + 0.02
    assert image[..., place].max() > model.encode_image(scene(22)).embedding[..., place].max() + 0.2


def test_held_out_files_are_tested_before_and_after(
    model: Localizer, taught: TaughtClass, examples: list[TeachingExample]
) -> None:
    figures = evaluate_held_out(model, taught, examples)
    assert figures is not None
    assert (figures.moments, figures.files) == (4, 4)
    assert 0 <= figures.before <= figures.low <= figures.after == 1
    assert evaluate_held_out(model, taught, examples[:1]) is None


def test_results_name_the_taught_classes(
    model: Localizer, taught: TaughtClass, tmp_path: Path
) -> None:
    from fractions import Fraction

    found = model.with_classes(TaughtClasses((taught,)))(scene(23), warble(model.audio_window, 23))
    with map_writer(tmp_path / "a", 1, Fraction(1)) as write:
        write(0, found, (240, 180))
    head, row = (tmp_path / "a.csv").read_text().splitlines()
    assert dict(zip(head.split(","), row.split(","), strict=True))["taught"] == "gizmo"
    with np.load(tmp_path / "a.npz") as arrays:
        assert arrays["taught"].tolist() == ["gizmo"] == [taught_text(found)]


@pytest.mark.parametrize(
    "example",
    [
        TeachingExample(),
        TeachingExample(scene(0), (0.5, 0.5, 0.5, 0.9)),
        TeachingExample(scene(0), (0, 0, 1.2, 1)),
        TeachingExample(wave=np.zeros(0, np.float32)),
    ],
)
def test_an_invalid_example_is_refused(model: Localizer, example: TeachingExample) -> None:
    with pytest.raises(InputError):
        model.teach("gizmo", [example])


@pytest.mark.parametrize("name", ["", "  ", "x" * 33, "a\nb\x00"])
def test_an_invalid_name_is_refused(
    model: Localizer, examples: list[TeachingExample], name: str
) -> None:
    with pytest.raises(InputError, match="name"):
        model.teach(name, examples)


def test_weights_without_class_heads_are_refused(examples: list[TeachingExample]) -> None:
    class PlainEngine:
        name = "plain"

    from tests.support.toys import toy_card

    engine: Engine = PlainEngine()  # pyright: ignore[reportAssignmentType] - it is not used
    toy = Localizer(toy_card(network="avol"), (1.0, 0.0), engine)
    with pytest.raises(WeightsError, match="cannot be taught"):
        toy.teach("gizmo", examples)


def test_classes_of_other_weights_are_refused(
    model: Localizer, taught: TaughtClass, tmp_path: Path
) -> None:
    other = replace(taught, weights_sha256="b" * 64, weights="avol 9")
    TaughtClasses((other,)).save(tmp_path / "c.safetensors")
    with pytest.raises(AvolError, match="avol 9"):
        model.with_classes_of(tmp_path / "c.safetensors")
    with pytest.raises(WeightsError, match="avol 9"):
        remove_examples(model, other, [0])
    assert model.with_classes(TaughtClasses((other,))).taught_names == ()

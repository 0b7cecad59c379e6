"""Every checked number of every lesson is computed again, from the weights that are given."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from avol.core.paths import resources_folder
from avol.errors import InputError
from avol.lessons.activities.activity_record import ActivityRecord, Try
from avol.lessons.activities.pairs import draw_pairs, load_demo_truth
from avol.lessons.activities.protocol import wilson_interval
from avol.lessons.activities.ranking import draw_ranking
from avol.lessons.lesson import LessonFile, bundled_lessons
from avol.lessons.numbers.registry import NUMBERS, compute_number, parameter_fault
from avol.lessons.numbers.request import NumberRequest
from avol.localizer import Localizer
from avol.media import AudioTrack, VideoFile
from avol.reference_sounds import load_reference_sound
from avol.training.tiny.results import TinyResult
from avol.training.tiny.settings import TinySettings
from avol.training.tiny.training import run_tiny_training

DEMO = resources_folder() / "demo" / "demo.mp4"
SEED = 11


@pytest.fixture(scope="module")
def request_(tiny_weights: str) -> NumberRequest:
    """A student who judges half of the pairs wrongly, keeps the order, and logs three tries."""
    pairs = draw_pairs(load_demo_truth(DEMO), SEED)
    activity = ActivityRecord(
        judgements=tuple(pair.belongs == (n % 2 == 0) for n, pair in enumerate(pairs)),
        order=draw_ranking(SEED).candidates,
        tries=(
            Try(condition="real", score=0.9, right=True),
            Try(condition="real", score=0.4, right=False),
            Try(condition="silence", score=0.0, right=True),
        ),
    )
    return NumberRequest(SEED, tiny_weights, "torch", DEMO, activity)


@pytest.fixture(scope="module")
def model(request_: NumberRequest) -> Localizer:
    return request_.model


def image_and_wave(time: float) -> tuple[np.ndarray, np.ndarray]:
    with VideoFile(DEMO) as video, AudioTrack(DEMO) as track:
        frame = video.frame(video.index.at(time))
        return frame.image, track.window_at(frame.time)


def lesson_ids() -> list[LessonFile]:
    return bundled_lessons()


@pytest.fixture(scope="module")
def short_result() -> TinyResult:
    """The result of a training of two steps; the whole one takes a minute."""
    return run_tiny_training(TinySettings(seed=SEED, steps=2)).result()


@pytest.fixture(autouse=True)
def trained(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> list[TinySettings]:
    """Replaces trainings by the short one; returns the settings that were asked for."""
    settings: list[TinySettings] = []

    def train(wanted: TinySettings) -> TinyResult:
        settings.append(wanted)
        return request.getfixturevalue("short_result")

    monkeypatch.setattr("avol.lessons.numbers.training_numbers._train", train)
    return settings


def test_numbers_of_a_training_are_those_of_its_result(
    request_: NumberRequest, short_result: TinyResult, trained: list[TinySettings]
) -> None:
    def number(name: str, **parameters: str | bool | float) -> float:
        return compute_number(name, parameters, request_)

    (point,) = short_result.curve
    assert short_result.pointing is not None
    assert number("tiny_accuracy", flipped_labels=True) == 100 * point.accuracy
    assert number("tiny_accuracy", at=2.0, grid=True) == 100 * point.grid_accuracy
    assert number("tiny_training_accuracy") == 100 * point.training_accuracy
    assert number("tiny_score", probe=6.0) == short_result.probes[5].score
    assert number("tiny_gradient_cells", probe=1.0) == short_result.probes[0].gradient_cells == 1
    assert number("tiny_pointing", pooling="max") == 100 * short_result.pointing.sounding
    assert number("ticks_per_window") == 25
    assert trained[0] == TinySettings(seed=SEED, flipped_labels=True)
    with pytest.raises(InputError, match="does not reach"):
        number("tiny_steps_to", accuracy=1.1)


@pytest.mark.parametrize(
    "switches", [{"pooling": "mean"}, {"step": 3}, {"learning_rate": -1}, {"negatives": "no!"}]
)
def test_switches_of_a_training_are_checked(switches: dict[str, str | float]) -> None:
    assert parameter_fault("tiny_accuracy", switches)


@pytest.mark.parametrize("found", lesson_ids(), ids=lambda found: found.name)
def test_every_number_of_a_lesson_can_be_computed(
    found: LessonFile, request_: NumberRequest
) -> None:
    for step in found.lesson.steps:
        parameters = dict(step.number.parameters)
        if step.number.function == "tiny_steps_to":
            parameters |= {"accuracy": 0.0}  # which two steps reach
        assert math.isfinite(compute_number(step.number.function, parameters, request_))


def test_the_numbers_of_a_frame_are_those_of_the_localizer(
    request_: NumberRequest, model: Localizer
) -> None:
    image, wave = image_and_wave(14.5)
    found = model(image, wave)

    def number(name: str) -> float:
        return compute_number(name, {"time": 14.5}, request_)

    row, column = divmod(int(found.logits.argmax()), found.logits.shape[1])
    cell, audio = model.encode_image(image).embedding[row, column], model.encode_audio(wave)
    assert number("score") == pytest.approx(found.score)
    assert number("cell_score") == pytest.approx(found.score)
    assert number("cell_product") == pytest.approx(float(cell @ audio.embedding), rel=1e-4)
    logit = model.scale.gain * number("cell_product") + model.scale.bias
    assert number("cell_logit") == pytest.approx(logit, rel=1e-4)
    assert number("cell_sigmoid") == pytest.approx(1 / (1 + math.exp(-logit)), rel=1e-4)
    assert number("cells_above_threshold") == int((found.map >= 0.5).sum())


def test_a_reference_sound_fills_the_audio_window_as_in_the_studio(
    request_: NumberRequest, model: Localizer
) -> None:
    image, _ = image_and_wave(2.0)
    wave = np.resize(load_reference_sound("Drums").wave, model.audio_window)
    expected = model(image, wave).score
    found = compute_number("score", {"time": 2.0, "sound": "Drums"}, request_)
    assert found == pytest.approx(expected, abs=1e-5)


def test_a_silent_sound_has_the_score_0(request_: NumberRequest) -> None:
    assert compute_number("score", {"time": 2.0, "sound": "Silence"}, request_) == 0


def test_a_band_of_all_frequencies_changes_nothing(request_: NumberRequest) -> None:
    whole = {"time": 2.0, "low_hz": 0.0, "high_hz": 24_000.0}
    plain = compute_number("score", {"time": 2.0}, request_)
    assert compute_number("band_score", whole, request_) == pytest.approx(plain, abs=1e-3)


def test_numbers_of_the_card(request_: NumberRequest, model: Localizer) -> None:
    spec = model.card.spectrogram
    grid = model.encode_image(np.zeros((64, 64, 3), np.uint8)).embedding
    for name, expected in {
        "audio_window": spec.seconds,
        "spectrogram_columns": spec.columns,
        "spectrogram_rows": spec.bins,
        "column_milliseconds": 1000 * spec.seconds / spec.columns,
        "grid_numbers": grid.size,
    }.items():
        assert compute_number(name, {}, request_) == pytest.approx(expected)


def test_numbers_of_a_student(request_: NumberRequest, model: Localizer) -> None:
    pairs = draw_pairs(load_demo_truth(DEMO), SEED)
    assert compute_number("student_accuracy", {}, request_) == 50
    same = sum(pair.kind == "same_class" for pair in pairs)
    assert compute_number("same_class_pairs", {}, request_) == same
    accuracy = compute_number("network_accuracy", {}, request_)
    low = wilson_interval(round(accuracy / 5), 20)[0]
    assert compute_number("accuracy_interval_low", {}, request_) == pytest.approx(low)
    assert compute_number("hit_rate", {"condition": "real"}, request_) == 50
    assert compute_number("hit_rate", {}, request_) == pytest.approx(200 / 3)
    assert compute_number("discount", {"rank": 3}, request_) == 0.5
    error = (0.1 + 0.6 + 0.0) / 3  # one try in each bin
    assert compute_number("calibration_error", {}, request_) == pytest.approx(error)


@pytest.mark.parametrize("name", ["student_accuracy", "student_ndcg", "hit_rate"])
def test_unfinished_activities_are_named(name: str, request_: NumberRequest) -> None:
    with pytest.raises(InputError, match=r"(judge|order|log) "):
        compute_number(name, {}, replace(request_, activity=ActivityRecord()))


def test_a_lesson_without_video_has_no_score(request_: NumberRequest) -> None:
    with pytest.raises(InputError, match="needs a video"):
        compute_number("score", {"time": 1.0}, replace(request_, media=None))


def test_functions_and_parameters_are_checked() -> None:
    assert parameter_fault("score", {"time": 1}) == ""
    assert "no function" in parameter_fault("eval", {})
    assert "time" in parameter_fault("score", {"time": "1"})
    assert "whole" in parameter_fault("discount", {"rank": 1.5})
    assert parameter_fault("score", {"time": True})
    for function in NUMBERS.values():
        assert function.__doc__

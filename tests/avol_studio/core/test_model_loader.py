"""Threads of the model: one where it keeps up with the frames, else more."""

import os
import time
from collections.abc import Iterator

import numpy as np
import pytest

from avol.engines.onnxruntime_engine import OnnxRuntimeEngine
from avol.localizer import Localizer
from avol_studio.core import model_loader
from avol_studio.core.model_loader import (
    MS_PER_IMAGE,
    TRIALS,
    Model,
    ModelLoader,
    ms_per_image,
    with_default_threads,
)
from tests.support.fakes import FakeModel


@pytest.fixture
def times(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    """The milliseconds that the next images take."""
    times = list[float]()
    monkeypatch.setattr(model_loader, "ms_per_image", lambda _: times.pop(0))
    monkeypatch.setattr(os, "cpu_count", lambda: 4)
    yield times
    assert not times


def threads_of(model: Model) -> int:
    """The threads of the image network."""
    assert isinstance(model, Localizer)
    assert isinstance(model.engine, OnnxRuntimeEngine)
    return model.engine._image_encoder.get_session_options().intra_op_num_threads


@pytest.mark.parametrize(
    ("threads", "ms", "expected"),
    [
        (None, [MS_PER_IMAGE - 1], 1),
        (None, [3 * MS_PER_IMAGE, MS_PER_IMAGE - 1], 1),  # the fastest one counts
        (None, TRIALS * [MS_PER_IMAGE + 1], 2),
        (None, [5 * MS_PER_IMAGE], 2),
        (3, [], 3),
    ],
)
def test_more_threads_only_where_one_is_too_slow(
    threads: int | None, ms: list[float], expected: int, times: list[float]
) -> None:
    times += ms
    assert threads_of(ModelLoader(None, "fp32", threads)()) == expected


def test_fine_maps_take_all_threads(times: list[float]) -> None:
    model = ModelLoader(None, "fp32", fine=True)()
    assert isinstance(model, Localizer)
    assert model.fine
    assert threads_of(model) == 2


def test_other_engines_keep_their_threads() -> None:
    model = Localizer.load(engine="fp32", threads=1).with_engine(EngineWithoutThreads())
    assert with_default_threads(model) is model


class EngineWithoutThreads:
    """Any other engine."""

    name = "torch"

    def encode_images(self, images: np.ndarray) -> np.ndarray:
        return images

    def encode_spectrograms(self, spectrograms: np.ndarray) -> np.ndarray:
        return spectrograms


def test_time_of_an_image_is_that_of_this_thread() -> None:
    model = FakeModel()
    encode = model.encode_image

    def slow(image: np.ndarray) -> object:
        time.sleep(0.05)  # waits, does not compute
        return encode(image)

    model.encode_image = slow  # pyright: ignore[reportAttributeAccessIssue]
    assert ms_per_image(model) < 50

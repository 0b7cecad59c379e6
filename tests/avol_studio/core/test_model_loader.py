"""Threads of the model: one where it keeps up with the frames, else more."""

import os
import time

import numpy as np
import pytest

from avol.localizer import Localizer
from avol_studio.core import model_loader
from avol_studio.core.model_loader import MS_PER_IMAGE, ModelLoader, ms_per_image
from tests.support.fakes import FakeModel


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> list[int | None]:
    """The threads of the models that were loaded."""
    threads = list[int | None]()

    def load(name: str, engine: str, count: int | None) -> FakeModel:
        threads.append(count)
        model = FakeModel()
        model.engine_name = "CPU int8"
        return model

    monkeypatch.setattr(Localizer, "load", load)
    monkeypatch.setattr(os, "cpu_count", lambda: 4)
    return threads


@pytest.mark.parametrize(
    ("threads", "ms", "expected"),
    [(None, MS_PER_IMAGE - 1, [1]), (None, MS_PER_IMAGE + 1, [1, None]), (3, 1000.0, [3])],
)
def test_more_threads_only_where_one_is_too_slow(
    threads: int | None,
    ms: float,
    expected: list[int | None],
    loaded: list[int | None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(model_loader, "ms_per_image", lambda _: ms)
    ModelLoader(None, "auto", threads)()
    assert loaded == expected


def test_fine_maps_take_all_threads(
    loaded: list[int | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model_loader, "ms_per_image", lambda _: 1.0)
    monkeypatch.setattr(FakeModel, "with_fine", lambda self, fine: ("fine", fine), raising=False)
    assert ModelLoader(None, "auto", fine=True)() == ("fine", True)
    assert loaded == [1, None]


def test_only_the_fastest_image_counts(
    loaded: list[int | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    times = iter([3 * MS_PER_IMAGE, MS_PER_IMAGE - 1])
    monkeypatch.setattr(model_loader, "ms_per_image", lambda _: next(times))
    ModelLoader(None, "auto")()
    assert loaded == [1]


def test_engines_without_such_threads_are_loaded_once(
    loaded: list[int | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model_loader, "can_use_threads", lambda _: False)
    monkeypatch.setattr(model_loader, "ms_per_image", lambda _: 1000.0)
    ModelLoader(None, "auto")()
    assert loaded == [1]


def test_time_of_an_image_is_that_of_this_thread() -> None:
    model = FakeModel()
    encode = model.encode_image

    def slow(image: np.ndarray) -> object:
        time.sleep(0.05)  # waits, does not compute
        return encode(image)

    model.encode_image = slow  # pyright: ignore[reportAttributeAccessIssue]
    assert ms_per_image(model) < 50

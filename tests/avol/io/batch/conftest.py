from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from avol.io.batch.task import model_of
from avol.localizer import Localizer
from tests.avol.io.test_localize import CountingModel
from tests.support import synthetic


class Counted(CountingModel):
    """Counts what it is asked; stands for a Localizer."""

    engine_name = "counting"
    card = type("ModelCard", (), {"name": "made up"})


@pytest.fixture(autouse=True)
def _no_model_of_another_test() -> Iterator[None]:
    model_of.cache_clear()
    yield
    model_of.cache_clear()


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Counted:
    made = Counted()
    monkeypatch.setattr(Localizer, "load", lambda *_: made)
    return made


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A tree of three clips, one of them damaged, and a file that is none."""
    folder = tmp_path / "archive"
    (folder / "day 1").mkdir(parents=True)
    pictures = synthetic.coded_images(30)
    sound = synthetic.click_audio([0.2, 0.8], 1.2, 48_000)
    synthetic.make_media(folder / "a.mp4", pictures, audio=sound)
    synthetic.make_media(folder / "day 1" / "a.mp4", pictures[:5])
    (folder / "day 1" / "torn & lost.mp4").write_bytes(b"no film")
    (folder / "notes.md").write_text("nothing")
    return folder

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import synthetic
from tests.support.counting_model import model

__all__ = ["archive", "model"]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A folder tree with two videos, a damaged video and a text file."""
    folder = tmp_path / "archive"
    (folder / "day 1").mkdir(parents=True)
    images = synthetic.coded_images(30)
    audio = synthetic.click_audio([0.2, 0.6], 1.2, 48_000)
    synthetic.make_media(folder / "a.mp4", images, audio=audio)
    synthetic.make_media(folder / "day 1" / "a.mp4", images[:5])
    (folder / "day 1" / "bad & damaged.mp4").write_bytes(b"no video")
    (folder / "notes.md").write_text("notes")
    return folder

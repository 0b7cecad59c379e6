"""Files of all kinds, written once for each session."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

os.environ.setdefault("SVT_LOG", "1")  # read by the AV1 encoder: errors only

from tests.contract.builder import Clip, load_parts, save_parts, write_clip
from tests.contract.kinds import KINDS

MakeClip = Callable[[str], Clip]


@pytest.fixture(scope="session")
def make_clip(tmp_path_factory: pytest.TempPathFactory) -> MakeClip:
    """Returns the clip of a kind by its name; all processes of the session share the files."""
    own = tmp_path_factory.mktemp("kinds")
    shared = own.parent.parent if "PYTEST_XDIST_WORKER" in os.environ else own.parent
    folder = shared / "shared_kinds"
    folder.mkdir(exist_ok=True)
    clips: dict[str, Clip] = {}

    def make(name: str) -> Clip:
        if name not in clips:
            clips[name] = _shared_clip(name, folder, own)
        return clips[name]

    return make


def _shared_clip(name: str, folder: Path, own: Path) -> Clip:
    """The clip in a shared folder; it is written in `own` first if there is none."""
    path, parts = folder / name, folder / f"{name}.json"
    if not parts.exists():
        written = write_clip(KINDS[name], own)
        save_parts(written.parts, own / parts.name)
        written.path.replace(path)
        (own / parts.name).replace(parts)
    return Clip(KINDS[name], path, load_parts(parts))


@pytest.fixture
def clip(request: pytest.FixtureRequest, make_clip: MakeClip) -> Clip:
    """The clip of a kind; the name is the parameter."""
    return make_clip(request.param)

"""Files of all kinds, written once for each session."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest

os.environ.setdefault("SVT_LOG", "1")  # read by the AV1 encoder: errors only

from tests.contract.builder import Clip, write_clip
from tests.contract.kinds import KINDS

MakeClip = Callable[[str], Clip]


@pytest.fixture(scope="session")
def make_clip(tmp_path_factory: pytest.TempPathFactory) -> MakeClip:
    """Returns the clip of a kind by its name."""
    folder, clips = tmp_path_factory.mktemp("kinds"), {}

    def make(name: str) -> Clip:
        if name not in clips:
            clips[name] = write_clip(KINDS[name], folder)
        return clips[name]

    return make


@pytest.fixture
def clip(request: pytest.FixtureRequest, make_clip: MakeClip) -> Clip:
    """The clip of a kind; the name is the parameter."""
    return make_clip(request.param)

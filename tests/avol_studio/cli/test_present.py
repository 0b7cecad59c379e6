"""`avol live --present`: what is opened, and whether it is presented."""

from __future__ import annotations

import pytest

import avol_studio.app
import avol_studio.core.system_check
from avol.cli.main import run
from avol_studio.app import Options
from avol_studio.cli.main import app as command


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[Options]:
    """What the studio was started with, instead of starting it."""
    options: list[Options] = []
    monkeypatch.setattr(avol_studio.app, "run", lambda given: options.append(given) or 0)
    monkeypatch.setattr(avol_studio.core.system_check, "check_display", lambda: None)
    return options


def test_it_presents_what_was_live_last(started: list[Options]) -> None:
    assert run(command, ["live", "--present"]) == 0
    (options,) = started
    assert options.present
    assert options.live is None
    assert options.starts_live


def test_it_presents_the_camera_that_is_named(started: list[Options]) -> None:
    assert run(command, ["live", "--present", "--camera", "screen"]) == 0
    (options,) = started
    assert options.present
    assert options.live is not None
    assert options.live.camera.kind == "screen"


def test_without_it_nothing_is_presented(started: list[Options]) -> None:
    assert run(command, ["live"]) == 0
    assert not started[0].present
    assert started[0].live is not None

"""The options --present and --record of `avol live`."""

from __future__ import annotations

import pytest

import avol_studio.app
import avol_studio.core.system.system_check
from avol.cli.main import run
from avol_studio.app import Options
from avol_studio.cli.main import app as command


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[Options]:
    """The options of each start, instead of starting the studio."""
    options: list[Options] = []
    monkeypatch.setattr(avol_studio.app, "run", lambda given: options.append(given) or 0)
    monkeypatch.setattr(avol_studio.core.system.system_check, "check_display", lambda: None)
    return options


def test_present_opens_the_last_camera(started: list[Options]) -> None:
    assert run(command, ["live", "--present"]) == 0
    (options,) = started
    assert options.present
    assert options.live is None
    assert options.starts_live


def test_present_opens_the_given_camera(started: list[Options]) -> None:
    assert run(command, ["live", "--present", "--camera", "screen"]) == 0
    (options,) = started
    assert options.present
    assert options.live is not None
    assert options.live.camera.kind == "screen"


def test_presenter_mode_is_off_by_default(started: list[Options]) -> None:
    assert run(command, ["live"]) == 0
    assert not started[0].present
    assert started[0].live is not None


def test_a_recording_starts_only_on_request(started: list[Options]) -> None:
    assert run(command, ["live", "--record"]) == 0
    assert run(command, ["live"]) == 0
    assert [options.record for options in started] == [True, False]

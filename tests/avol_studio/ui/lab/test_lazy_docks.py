"""The docks of the teaching lab are created at their first show, and restored with the window."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QPoint, QRect, QSize
from pytestqt.qtbot import QtBot

from avol.perturbation import NEUTRAL, AudioPerturbation, Perturbation
from avol_studio.ui.lab import control_ids
from avol_studio.ui.lab.lab_dock import CASCADE, dock_corner
from avol_studio.ui.main_window import MainWindow
from tests.support.fakes import FakeDependencies
from tests.support.studio import give, make_window, on_screen


def created(window: MainWindow) -> dict[str, bool]:
    """Whether the content of each dock and each folded panel is created."""
    bodies = {
        "inspector": window.inspector._body,
        "perturbation": window.perturbation._body,
        "annotation": window.annotation.presenter._body,
        "search": window.search._body,
        "taught": window.teaching._body,
    }
    return {name: body.created is not None for name, body in bodies.items()}


def test_docks_and_folded_panels_are_not_created_at_the_start(window: MainWindow) -> None:
    assert created(window) == dict.fromkeys(created(window), False)
    window.limit_controls(None, frozenset({"inspector.view"}))
    window.update_commands()
    assert not any(created(window).values())


@pytest.mark.parametrize("name", ["inspector", "perturbation"])
def test_a_dock_is_created_when_it_is_shown(name: str, window: MainWindow) -> None:
    window.limit_controls(None, frozenset({f"{name}.view", "perturbation.keep"}))
    give(window, f"view.{name}")
    assert [shown for shown, is_created in created(window).items() if is_created] == [name]
    panel = getattr(window, name).panel
    assert panel.isVisible()
    assert set(panel.controls.ids) == set(getattr(control_ids, name.upper()))
    assert not panel.controls.is_shown(f"{name}.{'network' if name == 'inspector' else 'erase'}")


@pytest.mark.parametrize("name", ["annotation", "search", "taught"])
def test_a_panel_is_created_when_it_is_unfolded(name: str, window: MainWindow) -> None:
    give(window, f"view.{name}")
    assert [shown for shown, is_created in created(window).items() if is_created] == [name]


def test_settings_set_before_the_dock_are_shown_in_it(window: MainWindow) -> None:
    settings = Perturbation(AudioPerturbation(pitch=2.0))
    window.perturbation.set_settings(settings)
    assert window.perturbation.settings == settings
    assert window.actions_by_id["perturbation.reset"].isEnabled()
    assert not created(window)["perturbation"]
    give(window, "view.perturbation")
    assert window.perturbation.panel.settings == settings
    give(window, "perturbation.reset")
    assert window.perturbation.panel.settings == NEUTRAL


def test_a_restored_layout_shows_its_docks_and_panels(tmp_path: Path, qtbot: QtBot) -> None:
    with on_screen(make_window(FakeDependencies(), tmp_path), qtbot) as window:
        give(window, "view.inspector")
        window.inspector.dock.setFloating(False)
        window.stage.panels["search"].set_expanded(True)
        qtbot.waitUntil(lambda: window.inspector.panel.height() > window.height() / 2)
        size = window.inspector.panel.size()
    with on_screen(make_window(FakeDependencies(), tmp_path), qtbot) as window:
        shown = {name for name, is_created in created(window).items() if is_created}
        assert shown == {"inspector", "search"}
        assert window.inspector.panel.isVisible()
        assert not window.inspector.dock.isFloating()
        qtbot.waitUntil(lambda: window.inspector.panel.size() == size)
        assert window.actions_by_id["view.inspector"].isChecked()


@pytest.mark.parametrize(
    ("window", "expected"),
    [
        (QRect(0, 50, 900, 800), QPoint(900, 50)),  # right of the window
        (QRect(1020, 50, 900, 800), QPoint(20, 50)),  # left of it
        (QRect(320, 200, 1280, 800), QPoint(920, 460)),  # over its panels
        (QRect(0, 900, 900, 300), QPoint(900, 460)),  # on the screen
    ],
)
def test_a_floating_dock_leaves_the_image_free(window: QRect, expected: QPoint) -> None:
    size, screen = QSize(1000, 720), QRect(0, 0, 1920, 1180)
    assert dock_corner(window, size, screen, []) == expected
    second = dock_corner(window, size, screen, [expected])
    assert second == expected - QPoint(CASCADE, CASCADE)


def test_a_floating_dock_leaves_a_lesson_readable(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = QRect(0, 0, 1280, 800)
    screen = SimpleNamespace(availableGeometry=lambda: QRect(small))
    monkeypatch.setattr(window, "screen", lambda: screen)
    window.setGeometry(small)
    window.lessons.open("hearing")
    for command in ("view.inspector", "view.perturbation"):
        give(window, command)
    edge = window.stage.side_edge
    assert edge is not None
    for dock in (window.inspector.dock, window.perturbation.dock):
        assert dock.x() > edge - CASCADE  # the second one lies beside the first
        assert dock.x() + dock.width() <= small.width()
    window.lessons.service.close_lesson()
    assert window.stage.side_edge is None


def test_a_dock_floats_where_it_was_placed(window: MainWindow) -> None:
    give(window, "view.inspector")
    dock, screen = window.inspector.dock, window.screen().availableGeometry()
    assert dock.isFloating()
    assert dock.pos() == dock_corner(window.frameGeometry(), dock.size(), screen, [])
    give(window, "view.perturbation")
    assert window.perturbation.dock.pos() != dock.pos()

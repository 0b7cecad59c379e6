"""Every control of the window is reached and operated with the keyboard alone."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QSlider,
    QWidget,
)
from pytestqt.qtbot import QtBot

from avol_studio.ui.main_window import MainWindow
from avol_studio.ui.timeline import Timeline
from avol_studio.ui.viewport.cell_cursor import CellCursor
from avol_studio.ui.widgets import announcer
from avol_studio.ui.window.reading_order import tab_stops
from tests.support.studio import LONG, give


def press(window: MainWindow, key: str) -> None:
    """Press a key as a keyboard does, wherever the focus is."""
    stroke = QKeySequence(key)[0]  # pyright: ignore[reportIndexIssue]
    QTest.keyClick(window.focusWidget() or window, stroke.key(), stroke.keyboardModifiers())


def walk(window: MainWindow, key: str = "Tab") -> list[QWidget]:
    """The controls that get the focus one after the other, until the first one has it again."""
    window.setFocus()
    visited: list[QWidget] = []
    while True:
        press(window, key)
        focused = window.focusWidget()
        assert focused is not None
        assert focused is not window
        if focused in visited:
            return visited
        visited.append(focused)


def silence(window: MainWindow) -> list[str]:
    """Let all commands only note their ids from now on."""
    triggered: list[str] = []
    for name, action in window.actions_by_id.items():
        action.triggered.disconnect()
        action.triggered.connect(lambda _=False, name=name: triggered.append(name))
    return triggered


@pytest.fixture
def unfolded(playing: MainWindow) -> MainWindow:
    """A window with all panels but one unfolded."""
    playing.resize(1280, 2400)
    for name, panel in playing.stage.panels.items():
        panel.set_expanded(name != "search")
    playing.stage.panels["search"].hide()  # it would load its library
    QApplication.processEvents()
    return playing


def test_tab_visits_every_control_in_reading_order(unfolded: MainWindow) -> None:
    visited = walk(unfolded)
    focusable = {
        w for w in unfolded.findChildren(QWidget)
        if w.isVisible() and w.isEnabled() and w.focusPolicy() & Qt.FocusPolicy.TabFocus
        and w.focusProxy() is None
    }  # fmt: skip
    assert set(visited) == focusable
    assert len(visited) > 30
    assert list(reversed(walk(unfolded, "Shift+Tab"))) == visited
    column = unfolded.stage.panels["audio"].parentWidget()
    assert column is not None
    panels = [w for w in visited if column.isAncestorOf(w)]
    assert visited[-len(panels) :] == panels  # after the image and its controls
    tops = [w.mapTo(unfolded, QPoint(0, w.height())).y() for w in panels]
    assert all(low > high - 40 for high, low in itertools.pairwise(tops))
    kinds = [type(w) for w in visited]
    assert kinds.index(CellCursor) < kinds.index(Timeline)


def test_tab_begins_at_the_first_action_of_the_start_page(window: MainWindow) -> None:
    visited = walk(window)
    assert isinstance(visited[0], QPushButton)
    assert visited[0].text() == window.actions_by_id["file.open"].text().replace("&", "")
    assert set(walk(window, "Shift+Tab")) == set(visited)


def test_a_button_of_the_start_page_leaves_the_focus_to_the_window(
    window: MainWindow, clip: Path, qtbot: QtBot
) -> None:
    window.stage.start_page.findChildren(QPushButton)[0].setFocus()
    with qtbot.waitSignal(window.player.localized, timeout=LONG):
        window.open(clip)
    assert window.focusWidget() is window  # no cell cursor on the first image


def test_every_control_has_a_name_a_role_and_a_visible_focus(unfolded: MainWindow) -> None:
    for stop in tab_stops(unfolded.header, unfolded.stage):
        interface = QAccessible.queryAccessibleInterface(stop)
        name = f"{type(stop).__name__} {stop.accessibleName()}"
        assert interface.text(QAccessible.Text.Name), name
        assert interface.role() != QAccessible.Role.NoRole, name
        stop.clearFocus()
        before = stop.grab().toImage()
        stop.setFocus(Qt.FocusReason.TabFocusReason)
        after = stop.grab().toImage()
        if isinstance(stop, QLineEdit):
            continue  # a text cursor shows the focus
        edge = [*range(3), *range(before.height() - 3, before.height())]
        different = sum(
            before.pixel(x, y) != after.pixel(x, y) for x in range(before.width()) for y in edge
        )
        assert different >= 8, name  # a ring, not only another colour of the text


def test_every_control_is_operated_with_its_own_keys(
    unfolded: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Arrow keys, Space and Enter act on the control, and no shortcut of the window."""
    # Fine maps would load a real model.
    monkeypatch.setattr(unfolded.player.client, "load_model", lambda load: None)
    unfolded.stage.transport.set_state(unfolded.player.state)
    triggered = silence(unfolded)
    for stop in walk(unfolded):
        stop.setFocus(Qt.FocusReason.TabFocusReason)
        name = f"{type(stop).__name__} {stop.accessibleName()}"
        triggered.clear()
        if isinstance(stop, QSlider):
            stop.setValue(50)
            for key, value in (("Right", 51), ("Down", 50), ("Home", 0), ("End", 100)):
                press(unfolded, key)
                assert stop.value() == value, name
            assert not triggered, name
        elif isinstance(stop, QComboBox) and not stop.isEditable():
            press(unfolded, "Space")
            assert stop.view().isVisible(), name
            stop.hidePopup()
            assert not triggered, name
        elif isinstance(stop, QAbstractButton) and not isinstance(stop, QRadioButton):
            clicks: list[bool] = []
            stop.clicked.connect(lambda on=False, clicks=clicks: clicks.append(on))
            for key in ("Space", "Return"):
                press(unfolded, key)
            assert len(clicks) == 2, name
            assert "play.toggle" not in triggered or stop.accessibleName() == "Play", name


def test_arrow_keys_choose_a_radio_button_and_a_colour_map(playing: MainWindow) -> None:
    radio = next(b for b in playing.findChildren(QRadioButton) if b.text() == "Original audio")
    radio.setFocus(Qt.FocusReason.TabFocusReason)
    press(playing, "Down")
    assert playing.presentation.sounds.silence_test
    colours = next(c for c in playing.findChildren(QComboBox) if c.accessibleName() == "Colour map")
    colours.setFocus(Qt.FocusReason.TabFocusReason)
    volume = playing.store.value.volume
    press(playing, "Down")
    assert colours.currentText() == "Viridis"
    press(playing, "C")  # a typed letter selects an entry
    assert colours.currentText() == "Cividis"
    assert playing.store.value.volume == volume


def test_a_heading_unfolds_its_panel(playing: MainWindow) -> None:
    panel = playing.stage.panels["map"]
    heading = panel.findChild(QAbstractButton)
    assert heading is not None
    heading.setFocus(Qt.FocusReason.TabFocusReason)
    for key, expanded in (("Return", False), ("Space", True)):
        press(playing, key)
        assert panel.expanded is expanded
    assert not playing.player.state.playing
    press(playing, "Esc")  # back to the window: Space plays again
    assert playing.focusWidget() in (None, playing)
    press(playing, "Space")
    assert playing.player.state.playing


def test_letters_and_other_keys_work_with_the_focus_on_a_control(playing: MainWindow) -> None:
    slider = next(s for s in playing.findChildren(QSlider) if s.accessibleName() == "Opacity")
    slider.setFocus(Qt.FocusReason.TabFocusReason)
    for key, id in (("M", "sound.mute"), (".", "step.forward"), ("Ctrl+Up", "map.opacity_up")):
        triggered = silence(playing)
        press(playing, key)
        assert triggered == [id]


def test_typed_text_is_no_shortcut(playing: MainWindow) -> None:
    give(playing, "go.time")
    triggered = silence(playing)
    for key in ("Q", "Up", "Home", "5", "Space"):
        press(playing, key)
    assert triggered == []


@pytest.mark.parametrize("modal", [False, True])
def test_typing_while_a_dialog_opens_is_no_shortcut(window: MainWindow, modal: bool) -> None:
    triggered = silence(window)
    dialog = QDialog(window)
    dialog.setModal(modal)
    show: Callable[[], object] = dialog.show
    dialog.show = lambda: None  # the window manager has not shown it yet
    if modal:
        show()
    else:
        window.show_dialog(QDialog, lambda: dialog)
    for key in ("D", "O", "T", "Space"):
        QTest.keyClick(window, QKeySequence(key)[0].key())  # pyright: ignore[reportIndexIssue]
    assert triggered == []
    dialog.done(0)
    QTest.keyClick(window, Qt.Key.Key_D)
    assert triggered == ["map.silence_test"]


def test_the_cell_cursor_queries_a_region(playing: MainWindow, qtbot: QtBot) -> None:
    cells = playing.stage.cells
    cells.setFocus(Qt.FocusReason.TabFocusReason)
    press(playing, "Home")
    press(playing, "PgUp")
    selected = lambda: playing.stage.viewport.image_geometry.to_box(cells._rect())  # noqa: E731
    assert selected() == pytest.approx((0, 0, 1 / 14, 1 / 14), abs=1e-9)
    for key in ("Right", "Down", "Shift+Right", "Shift+Down"):
        press(playing, key)
    assert selected() == pytest.approx((1 / 14, 1 / 14, 3 / 14, 3 / 14))
    assert cells.accessibleDescription().startswith("Row 3, column 3: score ")
    chosen: list[tuple[float, ...]] = []
    cells.chosen.connect(chosen.append)
    press(playing, "Return")
    assert chosen[0] == pytest.approx((1.1 / 14, 1.1 / 14, 2.9 / 14, 2.9 / 14))


def test_tools_of_the_mouse_work_with_the_keyboard(playing: MainWindow) -> None:
    band, regions = playing.region_query.rubber_band, []
    band.region_selected.disconnect()
    band.region_selected.connect(regions.append)
    give(playing, "query.select")
    assert playing.focusWidget() is playing.stage.cells
    press(playing, "Shift+Right")
    press(playing, "Return")
    left, top, right, bottom = regions[0]
    assert (right - left) * 14 == pytest.approx(1.8, abs=0.2)
    assert (bottom - top) * 14 == pytest.approx(0.8, abs=0.2)
    assert playing.focusWidget() in (None, playing)


def test_lists_keep_their_keys(playing: MainWindow) -> None:
    listed = playing.findChildren(QAbstractItemView)
    assert all(view.accessibleName() or view.parentWidget() for view in listed)


def test_tab_shows_the_controls_in_full_screen(playing: MainWindow, qtbot: QtBot) -> None:
    give(playing, "view.full_screen")
    qtbot.waitUntil(playing.isFullScreen)
    visited = walk(playing)
    assert playing.stage.transport.isVisible()
    assert any(playing.stage.transport.isAncestorOf(widget) for widget in visited)


def test_the_timeline_reads_the_time_it_is_moved_to(playing: MainWindow, qtbot: QtBot) -> None:
    timeline = playing.stage.timeline
    timeline.setFocus(Qt.FocusReason.TabFocusReason)
    press(playing, "Shift+Right")
    qtbot.waitUntil(lambda: timeline.accessibleDescription().startswith("0:01.000 of 0:0"))


def test_a_new_verdict_is_announced(playing: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    events: list[object] = []
    monkeypatch.setattr(announcer.QAccessible, "updateAccessibility", events.append)
    view, located = playing.stage.viewport, playing.player.last_localization
    view.setAccessibleDescription("")
    view.show_localization(located)
    assert len(events) == 1
    view.show_localization(located)  # the same words again
    assert len(events) == 1
    assert view.accessibleDescription()

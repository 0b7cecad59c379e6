"""What a screen reader gets of self-painted widgets."""

from __future__ import annotations

import gc
import weakref

import pytest
import shiboken6
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from avol_studio.core.state.player_state import Level, PlayerState
from avol_studio.ui.main_window import MainWindow
from avol_studio.ui.panels.audio_panel import ScoreBar
from avol_studio.ui.timeline import Timeline
from avol_studio.ui.widgets.accessible import install_roles
from avol_studio.ui.widgets.level_meter import LevelMeter
from tests.support.studio import give

NAME, VALUE = QAccessible.Text.Name, QAccessible.Text.Value


@pytest.fixture(autouse=True)
def _roles(qtbot: QtBot) -> None:
    install_roles()


def interface(widget: QWidget) -> QAccessibleInterface:
    found = QAccessible.queryAccessibleInterface(widget)
    assert found is not None
    return found


def test_the_timeline_is_a_slider_with_its_time(qtbot: QtBot) -> None:
    timeline = Timeline()
    qtbot.addWidget(timeline)
    timeline.set_state(PlayerState(loaded=True, start=5.0, duration=40.0, time=12.5))
    found = interface(timeline)
    assert found.role() == QAccessible.Role.Slider
    assert found.text(NAME) == "Timeline"
    assert found.text(VALUE) == "0:07.500 of 0:40.000"
    value = found.valueInterface()
    assert (value.minimumValue(), value.currentValue(), value.maximumValue()) == (0, 7.5, 40)
    sought: list[float] = []
    timeline.released.connect(sought.append)
    value.setCurrentValue(10.0)
    value.setCurrentValue(99.0)
    assert sought == [15.0, 45.0]


def test_meters_have_their_numbers(qtbot: QtBot) -> None:
    meter, bar = LevelMeter(), ScoreBar()
    for widget in (meter, bar):
        qtbot.addWidget(widget)
        assert interface(widget).role() == QAccessible.Role.ProgressBar
    meter.set_level(Level(rms_db=-23.6, peak_db=-10.0))
    bar.show_score(0.873, 0.5)
    assert interface(meter).text(VALUE) == "−24 dBFS"
    assert interface(meter).valueInterface().currentValue() == pytest.approx(-23.6, abs=0.5)
    assert interface(bar).text(VALUE) == "0.87"
    assert interface(bar).valueInterface().currentValue() == pytest.approx(0.873)


def test_every_painted_widget_of_the_window_has_a_role_and_a_name(
    playing: MainWindow, qtbot: QtBot
) -> None:
    give(playing, "replace.noise")
    painted = [w for w in playing.findChildren(QWidget) if hasattr(type(w), "accessible_role")]
    assert len({type(widget) for widget in painted}) >= 7
    for widget in painted:
        assert interface(widget).role() == type(widget).accessible_role  # pyright: ignore[reportAttributeAccessIssue]
        assert interface(widget).text(NAME)
    assert "Source found" in interface(playing.stage.viewport).text(QAccessible.Text.Description)


def test_other_widgets_keep_their_interface(qtbot: QtBot) -> None:
    button = QPushButton("Play")
    qtbot.addWidget(button)
    assert interface(button).role() == QAccessible.Role.Button
    assert interface(button).text(NAME) == "Play"


def test_interfaces_end_with_their_widgets(qtbot: QtBot) -> None:
    bars = [ScoreBar() for _ in range(20)]
    for bar in bars:
        interface(bar).valueInterface().currentValue()
    gc.collect()
    assert all(interface(bar).text(VALUE) == "0.00" for bar in bars)
    ended = [weakref.ref(bar) for bar in bars]
    for bar in bars:
        shiboken6.delete(bar)
    bars = bar = None
    gc.collect()
    assert not any(reference() for reference in ended)

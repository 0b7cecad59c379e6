from __future__ import annotations

import itertools
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QSettings, QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QMainWindow,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from avol.audio.log_spectrogram import PAPER, YAMNET
from avol.retrieval.query.search import Hit
from avol_studio.core.state.player_state import Level, Message, PlaybackStats
from avol_studio.core.time_format import format_time, parse_time
from avol_studio.services.search.state import SearchHit
from avol_studio.ui.main_window import MainWindow
from avol_studio.ui.style import theme
from avol_studio.ui.timeline.score_track import ScoreTrack
from avol_studio.ui.widgets.basic import NumberLabel
from avol_studio.ui.widgets.collapsible_panel import CollapsiblePanel
from avol_studio.ui.widgets.controls import CheckBox
from avol_studio.ui.widgets.level_meter import LevelMeter
from avol_studio.ui.widgets.spectrogram_view import SpectrogramView
from avol_studio.ui.widgets.status_bar import StatusBar, stats_texts
from avol_studio.ui.widgets.switch import Switch
from avol_studio.ui.widgets.thumbnail_grid import ThumbnailGrid
from avol_studio.ui.window.window_state import DEFAULT_SIZE, WindowState


@given(st.integers(0, 360_000_000))
def test_clock_text_is_parsed_back(milliseconds: int) -> None:
    assert parse_time(format_time(milliseconds / 1000)) == pytest.approx(milliseconds / 1000)


def test_times_as_text() -> None:
    assert format_time(12.48) == "0:12.480"
    assert format_time(3723.5, 1) == "1:02:03.5"
    assert format_time(59.9996) == "1:00.000"
    assert parse_time("1:02,5") == 62.5
    assert parse_time("soon") is None


def test_curve_bridges_small_gaps_only() -> None:
    track = ScoreTrack(np.arange(100), Fraction(1, 10))
    track.set_score(0, 0.2)
    track.set_score(5, 0.4)
    track.set_score(80, 0.9)
    curve = track.max_scores(0.0, 10.0, 100)
    assert curve[0] == pytest.approx(0.2)
    assert 0.2 < curve[3] < 0.4
    assert np.isnan(curve[40])
    assert curve[80] == pytest.approx(0.9)
    assert np.isnan(curve[99])


def test_curve_shows_the_highest_of_dense_frames() -> None:
    track = ScoreTrack(np.arange(1000), Fraction(1, 100))
    for n in range(1000):
        track.set_score(n, 0.9 if n == 503 else 0.1)
    assert track.max_scores(0.0, 10.0, 10)[5] == pytest.approx(0.9)


def test_curve_follows_added_scores(qtbot: QtBot) -> None:
    track, whole = (ScoreTrack(np.arange(300), Fraction(1, 30)) for _ in range(2))
    track.max_scores(0.0, 10.0, 40)
    for n, score in enumerate(np.random.default_rng(1).random(300)):
        track.set_score(n, score)
        whole.set_score(n, score)
    assert (track.max_scores(0.0, 10.0, 40) == whole.max_scores(0.0, 10.0, 40)).all()


def test_statistics_have_units_and_hide_unknown_values() -> None:
    assert stats_texts(PlaybackStats()) == []
    stats = PlaybackStats(maps_per_second=29.6, map_age_ms_p50=18.2, drops=2, engine="CPU int8")
    assert stats_texts(stats) == ["CPU int8", "30 maps/s", "18 ms", "2 dropped"]
    assert stats_texts(PlaybackStats(maps_per_second=0.2)) == []  # paused


def test_status_bar_shows_the_newest_message(qtbot: QtBot) -> None:
    line = StatusBar()
    qtbot.addWidget(line)
    line.show_message(Message("first", "error"))
    line.show_message(Message("second"))
    assert line.message_label.text() == "second"


@pytest.mark.parametrize("spec", [PAPER, YAMNET], ids=["linear", "mel"])
def test_spectrogram_shows_low_frequencies_below(qtbot: QtBot, spec: object) -> None:
    assert spec in (PAPER, YAMNET)
    view = SpectrogramView()
    qtbot.addWidget(view)
    view.resize(300, 200)
    view.set_axis(spec.bin_hz)  # pyright: ignore[reportAttributeAccessIssue]
    values = np.full((spec.bins, spec.columns), -3, np.float32)  # pyright: ignore[reportAttributeAccessIssue]
    values[: len(values) // 8] = 3
    view.set_spectrogram(values)
    image = view.grab().toImage()
    x = image.width() * 2 // 3
    high, low = image.pixelColor(x, 40), image.pixelColor(x, image.height() - 32)
    assert low.lightness() > 150
    assert high.lightness() < 40


def test_level_meter_falls_slowly_and_holds_its_peak(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 50.0
    monkeypatch.setattr("avol_studio.ui.widgets.level_meter.time.monotonic", lambda: now)
    meter = LevelMeter()
    qtbot.addWidget(meter)
    meter.resize(300, 40)
    meter.set_level(Level(-6, -3))
    loud = meter.grab().toImage()
    now = 50.1
    meter.set_level(Level(-50, -40))
    falling = meter.grab().toImage()
    now = 60.0
    meter.set_level(Level())
    silent = meter.grab().toImage()
    assert loud != falling != silent


def _luminance(colour: str) -> float:
    channels = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("look", [theme.DARK, theme.LIGHT], ids=["dark", "light"])
def test_text_contrast_on_every_surface(look: theme.Theme) -> None:
    def contrast(one: str, other: str) -> float:
        low, high = sorted((_luminance(one), _luminance(other)))
        return (high + 0.05) / (low + 0.05)

    grounds = (look.window, look.surface, look.raised, look.hover)
    inks = (look.text, look.muted, look.faint, look.good, look.caution, look.bad, look.accent)
    for ground, ink in itertools.product(grounds, inks):
        assert contrast(ink, ground) >= 4.5, (ink, ground)
    assert contrast(look.on_accent, look.accent) >= 4.5
    for ink in (theme.ON_VIDEO, theme.ON_VIDEO_MUTED):
        assert contrast(ink, theme.VIDEO_BACKGROUND) >= 4.5


def test_first_window_fits_the_screen(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    for room, wanted in ((QSize(1366, 720), QSize(1280, 672)), (QSize(2560, 1400), DEFAULT_SIZE)):
        monkeypatch.setattr(
            "avol_studio.ui.window.window_state.available_size", lambda _, room=room: room
        )
        WindowState(tmp_path / "window.ini").restore(window, {})
        assert window.size() == wanted


def test_panels_restore_the_state_saved_under_their_former_ids(
    qtbot: QtBot, tmp_path: Path
) -> None:
    saved = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    saved.setValue("unfolded/hearing", False)
    saved.sync()
    window, action = QMainWindow(), QAction()
    qtbot.addWidget(window)
    panel = CollapsiblePanel("Audio", action, QLabel())
    qtbot.addWidget(panel)
    WindowState(tmp_path / "window.ini").restore(window, {"audio": panel})
    assert not panel.expanded


def test_search_hits_are_chosen_and_opened_with_keys(qtbot: QtBot) -> None:
    grid = ThumbnailGrid("Hits", 8)
    qtbot.addWidget(grid)
    grid.show()
    qtbot.waitExposed(grid)
    hit = SearchHit(Hit(1, Path("a.mp4"), 0.0, None, "image", 0.5), None, False)
    grid.show_hits((hit,) * 6)
    opened: list[object] = []
    grid.opened.connect(opened.append)
    grid.tiles[0].setFocus()
    for key, focused in (("Right", 1), ("Down", 5), ("Down", 5), ("Up", 1), ("Left", 0)):
        QTest.keyClick(grid.focusWidget() or grid, getattr(Qt.Key, f"Key_{key}"))
        assert grid.tiles.index(grid.focusWidget()) == focused  # pyright: ignore
    QTest.keyClick(grid.tiles[0], Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert opened == [hit]


def test_a_number_changes_no_layout_unless_it_gets_longer(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    label = NumberLabel("0.11", "hero")
    QVBoxLayout(parent).addWidget(label)
    parent.show()
    qtbot.waitExposed(parent)
    QTest.qWait(20)
    size, layout = label.size(), parent.layout()
    assert layout is not None
    label.setText("0.88")
    assert label.text() == "0.88"
    QTest.qWait(20)
    assert label.size() == size
    assert label.fontMetrics().horizontalAdvance("0.88") <= size.width()
    label.setText("10.88")
    QTest.qWait(20)
    assert label.width() > size.width()
    large = label.font()
    large.setPixelSize(60)
    label.setFont(large)
    QTest.qWait(20)
    assert label.width() >= label.fontMetrics().horizontalAdvance("10.88")


@pytest.mark.parametrize("make", [CheckBox, Switch])
@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_a_check_box_shows_its_frame_and_its_state(
    make: type[CheckBox | Switch], scheme: str, qtbot: QtBot
) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, scheme)
    box = make("Grey", "Remove all colour")
    qtbot.addWidget(box)
    box.resize(box.sizeHint())

    def contrast() -> int:
        image = box.grab().toImage()
        values = [
            image.pixelColor(x, y).lightness()
            for x in range(image.width())
            for y in range(image.height())
        ]
        return max(values) - min(values)

    assert contrast() > 80
    off = box.grab().toImage()
    QTest.mouseClick(box, Qt.MouseButton.LeftButton)
    assert box.isChecked()
    assert box.grab().toImage() != off
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert not box.isChecked()
    theme.apply(app, "dark")


def test_a_number_takes_no_more_room_than_its_text(qtbot: QtBot) -> None:
    number = NumberLabel("–", "hero")
    qtbot.addWidget(number)
    short = number.size()
    number.setText("0.97")
    assert number.width() > short.width()
    number.setText("–")
    assert number.minimumSize() == number.maximumSize() == short


def test_a_long_message_after_a_short_one_is_not_cut(window: MainWindow, qtbot: QtBot) -> None:
    text = window.stage.messages._text
    for words in (1, 30):
        window.show_message(Message("connect a device " * words, "warning"))
        qtbot.wait(20)
        assert text.height() >= text.heightForWidth(text.width())


@pytest.mark.parametrize("kind", [QPushButton, QRadioButton])
def test_a_focused_control_has_one_ring_and_no_frame_around_its_text(
    kind: Callable[[str, QWidget], QAbstractButton], qtbot: QtBot
) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, "dark")
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    buttons = [kind("Lessons", page) for _ in range(2)]
    for button in buttons:
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setAutoExclusive(False)
        column.addWidget(button)
    page.show()
    qtbot.waitUntil(page.isActiveWindow)
    page.setFocus()
    QTest.keyClick(page, Qt.Key.Key_Tab)
    focused, other = buttons
    assert focused.hasFocus()
    inner = focused.rect().adjusted(focused.width() // 3, 5, -6, -5)  # right of an indicator
    assert focused.grab(inner).toImage() == other.grab(inner).toImage()

"""The timeline: time range, mouse and drawing."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from avol.core.constants import SAMPLE_RATE
from avol.localization import Verdict
from avol_studio.core.state.player_state import PlayerState
from avol_studio.services.analysis.audio_overview import compute_overview
from avol_studio.ui.style import theme
from avol_studio.ui.timeline import Timeline
from avol_studio.ui.timeline.score_track import CODES, ScoreTrack
from avol_studio.ui.timeline.tick_step import tick_step
from avol_studio.ui.timeline.time_range import CLOSEST, TimeRange
from tests.support.studio import move_mouse

START, DURATION = 5.0, 40.0
seconds = st.floats(START, START + DURATION)


def view() -> TimeRange:
    return TimeRange(left=10, width=800).for_file(START, START + DURATION)


@given(st.lists(st.tuples(st.floats(0.1, 10), seconds, st.floats(-50, 50)), max_size=30))
def test_time_range_stays_within_the_file(moves: list[tuple[float, float, float]]) -> None:
    now = view()
    for factor, around, by in moves:
        now = now.zoom(factor, around).pan(by)
        assert now.start - 1e-9 <= now.low < now.high <= now.stop + 1e-9
        assert now.span >= CLOSEST * 0.999
        for time in (now.low, now.high, now.low + now.span / 3):
            assert now.time(now.x(time)) == pytest.approx(time)
    assert now.full() == view()


def test_zoom_keeps_the_time_at_the_mouse() -> None:
    near = view().zoom(0.1, 20.0)
    assert near.span == pytest.approx(4.0)
    assert near.x(20.0) == pytest.approx(view().x(20.0))


@pytest.mark.parametrize("span", [0.0015, 0.02, 0.7, 3.0, 36.0, 7200.0])
def test_ticks_are_round_and_few(span: float) -> None:
    step = tick_step(span, 10)
    assert span / step <= 10 + 1e-9
    assert f"{step:.0e}"[0] in "1235679"


@pytest.fixture
def timeline(qtbot: QtBot) -> Timeline:
    made = Timeline()
    qtbot.addWidget(made)
    made.resize(820, made.sizeHint().height())
    made.show()
    made.set_state(PlayerState(loaded=True, start=START, duration=DURATION, time=START))
    return made


def picture(timeline: Timeline) -> np.ndarray:
    image = timeline.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    return rows[:, : image.width() * 3].reshape(image.height(), image.width(), 3).copy()


def at(timeline: Timeline, time: float, y: int = 60) -> QPoint:
    return QPoint(round(timeline.time_range.x(time)), y)


def test_drag_scrubs_and_release_seeks(timeline: Timeline, qtbot: QtBot) -> None:
    dragged: list[float] = []
    timeline.dragged.connect(dragged.append)
    QTest.mousePress(timeline, Qt.MouseButton.LeftButton, pos=at(timeline, 10))
    move_mouse(timeline, at(timeline, 20), Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(timeline.released) as released:
        QTest.mouseRelease(timeline, Qt.MouseButton.LeftButton, pos=at(timeline, 30))
    assert dragged == pytest.approx([10, 20], abs=0.05)
    assert released.args == pytest.approx([30], abs=0.05)


@pytest.mark.parametrize(
    ("key", "signal"), [("Shift", "range_selected"), ("Control", "audio_range_selected")]
)
def test_modifier_drag_selects_a_range_without_seeking(
    timeline: Timeline, qtbot: QtBot, key: str, signal: str
) -> None:
    sought: list[float] = []
    timeline.released.connect(sought.append)
    held = Qt.KeyboardModifier[f"{key}Modifier"]
    QTest.mousePress(timeline, Qt.MouseButton.LeftButton, held, at(timeline, 12))
    with qtbot.waitSignal(getattr(timeline, signal)) as range_selected:
        QTest.mouseRelease(timeline, Qt.MouseButton.LeftButton, held, at(timeline, 22))
    assert range_selected.args is not None
    assert range_selected.args[0] == pytest.approx((12, 22), abs=0.05)
    assert not sought


def test_ctrl_shift_drag_requests_a_search(timeline: Timeline, qtbot: QtBot) -> None:
    told: list[str] = []
    timeline.range_selected.connect(lambda _: told.append("range_selected"))
    timeline.search_requested.connect(lambda: told.append("asked"))
    shift = Qt.KeyboardModifier.ShiftModifier
    for keys in (shift, shift | Qt.KeyboardModifier.ControlModifier):
        QTest.mousePress(timeline, Qt.MouseButton.LeftButton, keys, at(timeline, 12))
        QTest.mouseRelease(timeline, Qt.MouseButton.LeftButton, keys, at(timeline, 22))
    assert told == ["range_selected", "range_selected", "asked"]


def test_click_on_a_flag_seeks_the_marker(timeline: Timeline, qtbot: QtBot) -> None:
    timeline.set_markers((17.123456,))
    flag = at(timeline, 17.123456, 6) + QPoint(4, 0)
    with qtbot.waitSignal(timeline.released) as released:
        QTest.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=flag)
    assert released.args == [17.123456]


def wheel(timeline: Timeline, x: float, turn: int, shift: bool = False) -> None:
    modifier = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    place, none = QPointF(x, 60), QPoint()
    event = QWheelEvent(
        place, timeline.mapToGlobal(place), none, QPoint(0, turn), Qt.MouseButton.NoButton,
        modifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(timeline, event)


def test_wheel_zooms_at_the_mouse_and_pans(timeline: Timeline, qtbot: QtBot) -> None:
    stretched: list[TimeRange] = []
    timeline.detail_requested.connect(stretched.append)
    x = timeline.time_range.x(20.0)
    for _ in range(8):
        wheel(timeline, x, 120)
    assert timeline.time_range.x(20.0) == pytest.approx(x, abs=0.5)
    assert timeline.time_range.span < 10
    assert stretched[-1] == timeline.time_range
    low = timeline.time_range.low
    wheel(timeline, x, -120, shift=True)
    assert timeline.time_range.low > low
    QTest.mouseDClick(timeline, Qt.MouseButton.LeftButton, pos=QPoint(300, 5))
    assert not timeline.time_range.zoomed


def test_playback_scrolls_a_zoomed_timeline(timeline: Timeline) -> None:
    timeline.zoom(0.1, 7.0)
    playing = PlayerState(loaded=True, start=START, duration=DURATION, time=7.0, playing=True)
    timeline.set_state(playing)
    before = timeline.time_range
    timeline.set_time(before.high - 0.1)
    assert timeline.time_range == before
    timeline.set_time(before.high + 0.1)
    assert timeline.time_range.contains(before.high + 0.1)
    assert timeline.time_range.low > before.low


def test_the_playhead_is_painted_again_only_on_another_pixel(
    timeline: Timeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    timeline.set_time(10.0)
    pixel = timeline.time_range.span / timeline.time_range.width  # seconds
    before, moved = picture(timeline), []
    monkeypatch.setattr(timeline, "_update_cursor", lambda: moved.append(timeline._time))
    timeline.set_time(10.0 + pixel / 100)
    assert moved == []
    timeline.set_time(10.0 + 2 * pixel)
    assert moved == [10.0 + 2 * pixel]
    monkeypatch.undo()
    timeline.set_time(10.0 + 2 * pixel)
    assert not np.array_equal(picture(timeline), before)


def test_audio_is_drawn_at_its_time(timeline: Timeline, qtbot: QtBot) -> None:
    wave = np.zeros(round(DURATION * SAMPLE_RATE), np.float32)
    wave[20 * SAMPLE_RATE : 22 * SAMPLE_RATE] = np.random.default_rng(1).uniform(
        -1, 1, 2 * SAMPLE_RATE
    )
    timeline.set_audio_overview(
        compute_overview(wave, round(START * SAMPLE_RATE), round(DURATION * 50))
    )
    for strip in ("waveform", "spectrogram"):
        timeline.set_audio_track(strip)
        image = picture(timeline)[22:48].astype(int).sum(axis=2)
        quiet = image[:, round(timeline.time_range.x(23))]
        for time, loud in ((24, False), (26, True), (29, False)):
            column = image[:, round(timeline.time_range.x(time))]
            changed = float((np.abs(column - quiet) > 60).mean())
            assert changed == pytest.approx(float(loud), abs=0.2), strip


def test_detail_draws_each_sample_at_its_time(timeline: Timeline, qtbot: QtBot) -> None:
    timeline.zoom(0.002 / DURATION, 20.0)
    low = round(timeline.time_range.low * SAMPLE_RATE) - 10
    wave = np.zeros(140, np.float32)
    wave[60] = 1
    bare = picture(timeline)[20:28].astype(int)
    timeline.set_audio_detail(compute_overview(wave, low, 140))
    x = round(timeline.time_range.x((low + 60) / SAMPLE_RATE))
    changed = np.abs(picture(timeline)[20:28] - bare).sum(axis=2) > 60
    lit = np.flatnonzero(changed.any(axis=0))
    assert len(lit)
    assert abs(lit - x).max() < 12


def test_verdicts_are_drawn_at_their_time(timeline: Timeline, qtbot: QtBot) -> None:
    track = ScoreTrack(np.arange(1000) + round(START * 25), Fraction(1, 25))
    codes = np.zeros(1000, np.uint8)
    match, no_match = CODES[Verdict.MATCH], CODES[Verdict.NO_MATCH]
    codes[:250], codes[250:500] = match, no_match
    track.set_all(np.where(codes == match, 0.9, 0.1).astype(np.float32), codes)
    timeline.set_scores(track)
    look = theme.of(timeline)
    image = timeline.grab().toImage()
    for time, ink in ((8.0, look.good), (18.0, look.caution)):
        x = round(timeline.time_range.x(time))
        colours = {image.pixelColor(x, y).name() for y in range(image.height())}
        assert ink in colours, time
    x = round(timeline.time_range.x(40.0))
    colours = {image.pixelColor(x, y).name() for y in range(image.height())}
    assert not {look.good, look.caution} & colours
    assert track.known_fraction == 0.5
    assert track.verdict_codes(START, DURATION, 4).tolist() == [match, no_match, 0, 0]


def test_verdicts_do_not_run_ahead_of_the_analysis() -> None:
    track = ScoreTrack(np.arange(100), Fraction(1, 10))
    for n in (0, 4, 8, 30):
        track.set_score(n, 0.9, Verdict.MATCH)
    codes = track.verdict_codes(0.0, 10.0, 100)
    assert np.flatnonzero(codes).tolist() == [*range(9), 30]


def test_max_scores_ignore_frames_outside_of_the_range() -> None:
    track = ScoreTrack(np.arange(100), Fraction(1, 10))
    for n in range(100):
        track.set_score(n, n / 100, Verdict.NO_MATCH if n < 50 else Verdict.MATCH)
    assert track.max_scores(2.0, 1.0, 2) == pytest.approx([0.24, 0.30], abs=0.011)
    codes = [CODES[Verdict.NO_MATCH], CODES[Verdict.MATCH]]
    assert track.verdict_codes(4.05, 1.9, 2).tolist() == codes


def test_lanes_are_named_where_there_is_room(timeline: Timeline, qtbot: QtBot) -> None:
    lanes, labels = timeline._rects(), timeline._labels
    left = round(lanes.audio.left())
    assert labels.isVisible()
    assert left > 30
    assert timeline.time_range.x(START) == left
    ink = (np.abs(picture(timeline)[:, :left].astype(int) - picture(timeline)[5, 3]) > 40).any(
        axis=2
    )
    for rect in (lanes.audio, lanes.scores, lanes.verdicts):
        middle = round(rect.center().y())
        assert ink[middle - 5 : middle + 6].any()
    assert not ink[round(lanes.audio.bottom()) - 6 : round(lanes.scores.top()) + 6].any()
    timeline.resize(300, timeline.height())
    assert not labels.isVisible()
    assert timeline.time_range.x(START) == 10


@pytest.mark.parametrize(
    ("lane", "text"),
    [("audio", "waveform"), ("scores", "Highest score"), ("verdicts", "Verdict"), ("bar", "scrub")],
)
def test_tooltips_explain_the_lanes(timeline: Timeline, lane: str, text: str) -> None:
    assert text in tooltip(timeline, lane)


def tooltip(timeline: Timeline, lane: str) -> str:
    rect = getattr(timeline._rects(), lane)
    point = rect.center().toPoint()
    help_event = QHelpEvent(QEvent.Type.ToolTip, point, timeline.mapToGlobal(point))
    QApplication.sendEvent(timeline, help_event)
    text = QToolTip.text()
    QToolTip.hideText()
    return text


def test_scores_of_another_input_are_faint_and_explained(timeline: Timeline) -> None:
    track = ScoreTrack(np.arange(1000) + round(START * 25), Fraction(1, 25))
    track.set_all(np.full(1000, 0.9, np.float32), np.full(1000, CODES[Verdict.MATCH], np.uint8))
    timeline.set_scores(track)
    strip = timeline._rects().verdicts.center().toPoint()

    def ink() -> str:
        return timeline.grab().toImage().pixelColor(strip).name()

    own = ink()
    timeline.set_own_input(False)
    assert ink() != own
    for lane in ("scores", "verdicts"):
        assert "not of the sound" in tooltip(timeline, lane)
    assert "waveform" in tooltip(timeline, "audio")
    timeline.set_own_input(True)
    assert ink() == own
    assert "not of the sound" not in tooltip(timeline, "scores")


def test_audio_and_scores_of_a_closed_file_are_not_painted(qtbot: QtBot) -> None:
    timeline = Timeline()
    qtbot.addWidget(timeline)
    timeline.resize(600, 150)
    timeline.set_state(PlayerState(duration=3.0, loaded=True, has_audio=True))
    wave = np.sin(np.arange(3 * SAMPLE_RATE) / 20).astype(np.float32)
    timeline.set_audio_overview(compute_overview(wave, 0, 150))
    timeline.set_scores(ScoreTrack(np.arange(75), Fraction(1, 25)))
    lanes = timeline._lanes
    assert lanes is not None
    assert lanes._waveform.isVisible()
    assert lanes._scores.isVisible()
    timeline.set_audio_overview(None)
    timeline.set_scores(None)
    assert not lanes._waveform.isVisible()
    assert not lanes._scores.isVisible()

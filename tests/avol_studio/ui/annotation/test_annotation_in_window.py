"""Annotation in the window: draw, move, label, copy and evaluate boxes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import cast

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from avol.evaluation.localization.box_formats import load_boxes
from avol.evaluation.localization.evaluate import evaluate_items
from avol.evaluation.localization.media_resolver import MediaFolder
from avol.evaluation.localization.summary import EvaluationSummary
from avol.localizer import Localizer
from avol_studio.core.model_loader import Model
from avol_studio.playback.dependencies import PlayerDependencies
from avol_studio.services.annotation.annotation_store import BoxAnnotation
from avol_studio.ui.main_window import MainWindow
from avol_studio.ui.viewport.image_geometry import ImageGeometry
from tests.avol_studio.ui.commands.test_commands import press
from tests.avol_studio.ui.controllers.test_analysis_controller import go, index_of
from tests.support.fakes import FakeDependencies, square_of
from tests.support.known import TONES, ColorToneLocalizer
from tests.support.studio import give, move_mouse
from tests.support.synthetic import frame_times, make_media, tone_audio

Box = tuple[float, float, float, float]
LONG = 20_000  # ms


@pytest.fixture
def marking(playing: MainWindow, qtbot: QtBot) -> MainWindow:
    """A window in mark mode, at the first frame."""
    qtbot.waitUntil(lambda: playing.annotation.store.has_file)
    give(playing, "box.draw")
    qtbot.waitUntil(playing.annotation.presenter.layer.isVisible)
    return playing


def pictured(window: MainWindow) -> ImageGeometry:
    viewport = window.stage.viewport
    return ImageGeometry(viewport.image_rect, window.store.value.mirror)


def drag(window: MainWindow, start: QPointF, stop: QPointF) -> None:
    layer = window.annotation.presenter.layer
    begin, end = start.toPoint(), stop.toPoint()
    QTest.mousePress(layer, Qt.MouseButton.LeftButton, pos=begin)
    move_mouse(layer, (begin + end) / 2, Qt.MouseButton.LeftButton)
    move_mouse(layer, end, Qt.MouseButton.LeftButton)
    QTest.mouseRelease(layer, Qt.MouseButton.LeftButton, pos=end)


def draw(window: MainWindow, box: Box) -> None:
    rect = pictured(window).to_widget_rect(box)
    drag(window, rect.topLeft(), rect.bottomRight())


def here(window: MainWindow) -> tuple[BoxAnnotation, ...]:
    frame = window.player.last_frame
    assert frame is not None
    return window.annotation.store.frame_at(frame.time).boxes


def cell(index: int) -> Box:
    """Around where the fake model finds frame `index`."""
    row, column = square_of(index)
    return column / 14, row / 14, (column + 1) / 14, (row + 1) / 14


def put(window: MainWindow, index: int, box: Box) -> None:
    """Mark a frame without a mouse."""
    media = window.analysis.service.media
    assert media is not None
    frame = window.annotation.store.frame_at(media.index.time(index))
    boxes = (*frame.boxes, BoxAnnotation(box=box))
    window.annotation.store.set_frame("Draw box", frame.model_copy(update={"boxes": boxes}))


@pytest.mark.parametrize("mirrored", [False, True])
def test_drag_draws_a_box(marking: MainWindow, mirrored: bool) -> None:
    marking.store.update(mirror=mirrored)
    draw(marking, (0.2, 0.3, 0.5, 0.7))
    (box,) = here(marking)
    assert box.box == pytest.approx((0.2, 0.3, 0.5, 0.7), abs=0.01)
    assert marking.annotation.editor.selected_box == box


def test_tiny_drag_draws_no_box(marking: MainWindow) -> None:
    draw(marking, (0.2, 0.3, 0.205, 0.7))
    QTest.mouseClick(marking.annotation.presenter.layer, Qt.MouseButton.LeftButton)
    assert here(marking) == ()
    assert not marking.actions_by_id["edit.undo"].isEnabled()


@pytest.mark.parametrize("mirrored", [False, True])
def test_boxes_are_moved_and_sized_and_undone(marking: MainWindow, mirrored: bool) -> None:
    marking.store.update(mirror=mirrored)
    draw(marking, (0.2, 0.2, 0.4, 0.4))
    picture, way = pictured(marking), -1 if mirrored else 1
    rect, step = picture.to_widget_rect(here(marking)[0].box), picture.rect.width() / 10
    drag(marking, rect.center(), rect.center() + QPointF(way * step, 0))
    assert here(marking)[0].box == pytest.approx((0.3, 0.2, 0.5, 0.4), abs=0.01)
    rect = picture.to_widget_rect(here(marking)[0].box)
    corner = rect.bottomLeft() if mirrored else rect.bottomRight()
    drag(marking, corner, corner + QPointF(way * step, 0))
    assert here(marking)[0].box == pytest.approx((0.3, 0.2, 0.6, 0.4), abs=0.01)
    for x1 in (0.5, 0.4):
        give(marking, "edit.undo")
        assert here(marking)[0].box[2] == pytest.approx(x1, abs=0.01)
    give(marking, "edit.undo")
    assert here(marking) == ()
    give(marking, "edit.redo")
    assert here(marking)[0].box == pytest.approx((0.2, 0.2, 0.4, 0.4), abs=0.01)


def test_last_label_is_kept(marking: MainWindow) -> None:
    draw(marking, (0.1, 0.1, 0.3, 0.3))
    give(marking, "box.label")
    choice = marking.annotation.presenter.body.label
    assert choice.line.hasFocus()
    QTest.keyClicks(choice.line, "theremin x")
    QTest.keyClick(choice.line, Qt.Key.Key_Return)
    assert not choice.line.hasFocus()
    draw(marking, (0.5, 0.1, 0.7, 0.3))
    assert [box.label for box in here(marking)] == ["theremin x"] * 2
    choice.setCurrentText("violin")
    choice.activated.emit(0)
    assert [box.label for box in here(marking)] == ["theremin x", "violin"]
    assert "violin" in [choice.itemText(n) for n in range(choice.count())]


def test_boxes_are_marked_silent_and_deleted(marking: MainWindow) -> None:
    assert not marking.actions_by_id["box.delete"].isEnabled()
    draw(marking, (0.1, 0.1, 0.3, 0.3))
    draw(marking, (0.5, 0.1, 0.7, 0.3))
    give(marking, "box.silent")
    assert marking.actions_by_id["box.silent"].isChecked()
    assert [box.silent for box in here(marking)] == [False, True]
    give(marking, "box.delete")
    assert [box.silent for box in here(marking)] == [False]
    give(marking, "edit.undo")
    give(marking, "box.clear")
    assert here(marking) == ()


def test_nothing_here_sounds(marking: MainWindow) -> None:
    draw(marking, (0.1, 0.1, 0.3, 0.3))
    give(marking, "box.no_source")
    (frame,) = marking.annotation.store.frames
    assert frame.absent
    assert not frame.boxes
    assert marking.actions_by_id["box.no_source"].isChecked()
    draw(marking, (0.1, 0.1, 0.3, 0.3))
    (frame,) = marking.annotation.store.frames
    assert not frame.absent
    give(marking, "box.no_source")
    give(marking, "box.no_source")
    assert marking.annotation.store.frames == ()


def test_boxes_are_copied_on_and_visited(marking: MainWindow, qtbot: QtBot) -> None:
    draw(marking, (0.1, 0.1, 0.3, 0.3))
    give(marking, "box.copy_next")
    qtbot.waitUntil(lambda: index_of(marking) == 1)
    first, second = (frame.boxes for frame in marking.annotation.store.frames)
    assert first == second
    go(marking, qtbot, 50)
    assert here(marking) == ()
    give(marking, "box.copy_previous")
    assert here(marking) == first
    give(marking, "box.previous")
    qtbot.waitUntil(lambda: index_of(marking) == 1)
    give(marking, "box.next")
    qtbot.waitUntil(lambda: index_of(marking) == 50)
    give(marking, "box.previous")
    qtbot.waitUntil(lambda: index_of(marking) == 1)
    give(marking, "edit.undo")  # of what was done at frame 50, which is shown
    qtbot.waitUntil(lambda: index_of(marking) == 50)
    assert here(marking) == ()


def test_boxes_are_there_again_at_the_next_opening(
    marking: MainWindow, clip: Path, qtbot: QtBot
) -> None:
    draw(marking, (0.1, 0.1, 0.3, 0.3))
    drawn = here(marking)
    give(marking, "file.close")
    assert marking.annotation.store.frames == ()
    assert not marking.actions_by_id["edit.undo"].isEnabled()
    with qtbot.waitSignal(marking.player.localized):
        marking.open(clip)
    qtbot.waitUntil(lambda: here(marking) == drawn)


def test_while_it_plays_nothing_is_drawn(marking: MainWindow) -> None:
    draw(marking, (0.1, 0.1, 0.3, 0.3))
    give(marking, "play.toggle")
    assert not marking.annotation.presenter.layer.isVisible()
    assert marking.annotation.editor.frame is None
    give(marking, "play.toggle")
    give(marking, "box.draw")
    assert not marking.actions_by_id["box.draw"].isChecked()
    assert marking.annotation.editor.selected_box is None


def test_escape_ends_the_mode(marking: MainWindow) -> None:
    give(marking, "view.cancel")
    assert not marking.annotation.editor.drawing
    assert not marking.actions_by_id["view.cancel"].isEnabled()


def test_drag_of_another_feature_ends_drawing(marking: MainWindow) -> None:
    marking.search._rubber_band.start("Click")
    assert not marking.annotation.editor.drawing


def test_metrics_follow_every_change(marking: MainWindow, qtbot: QtBot) -> None:
    view = marking.annotation.presenter.body

    def pointing() -> tuple[str, str]:
        cells = view.metrics._cells
        return cells["pointing"].text(), cells["centre_pointing"].text()

    put(marking, 0, cell(0))
    put(marking, 30, cell(30))
    put(marking, 60, (0.4, 0.4, 0.6, 0.6))  # the map is elsewhere
    qtbot.waitUntil(lambda: pointing() == ("2 / 3", "1 / 3"), timeout=LONG)
    rows = view.frames._rows.rows
    assert [row.correct for row in rows] == [True, True, False]
    assert rows[2].verdict == "wrong: peak outside the box"
    put(marking, 60, cell(60))
    qtbot.waitUntil(lambda: pointing() == ("3 / 3", "1 / 3"), timeout=LONG)
    give(marking, "edit.undo")
    give(marking, "edit.undo")
    qtbot.waitUntil(lambda: pointing() == ("2 / 2", "0 / 2"), timeout=LONG)
    view.frames.clicked.emit(view.frames._rows.index(1))
    qtbot.waitUntil(lambda: index_of(marking) == 30)


def test_folded_away_it_measures_nothing(playing: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: playing.annotation.store.has_file)
    put(playing, 0, cell(0))
    assert playing.annotation.evaluation._last_request is None
    give(playing, "view.annotation")
    assert playing.annotation.evaluation._last_request is not None
    qtbot.waitSignal(playing.annotation.evaluation.result_changed, timeout=LONG).wait()


def test_lists_are_chosen_in_a_dialog(
    marking: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "boxes.json"
    for ask in ("getSaveFileName", "getOpenFileName"):
        monkeypatch.setattr(QFileDialog, ask, lambda *_, **__: (str(path), ""))
    draw(marking, (0.1, 0.1, 0.3, 0.3))
    drawn = here(marking)
    give(marking, "box.export")
    give(marking, "box.clear")
    give(marking, "box.import")
    assert here(marking) == drawn
    path.write_text("{}")
    with qtbot.waitSignal(marking.annotation.message) as said:
        give(marking, "box.import")
    assert said.args is not None
    assert said.args[0].kind == "error"


class KnownBoxes(ColorToneLocalizer):
    """A model of the studio that knows coloured patches by their tones."""

    identity = "knowing"


def patches(path: Path) -> Path:
    """A film of red at the upper left and green at the lower right; it sounds red, then green."""
    picture = np.full((140, 140, 3), 40, np.uint8)
    picture[:40, :40], picture[100:, 80:] = (255, 0, 0), (0, 255, 0)
    sound = np.concatenate([tone_audio(2.0, 48_000, 1, TONES[name]) for name in ("red", "green")])
    return make_media(path, [picture] * 100, frame_times(100), audio=sound)


def test_what_is_exported_evaluates_the_same(
    make_window: Callable[[], MainWindow], fakes: FakeDependencies, tmp_path: Path, qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    real = PlayerDependencies(
        load_model=lambda: cast(Model, KnownBoxes()), open_output=fakes.device
    )
    monkeypatch.setattr(fakes, "dependencies", lambda: real)
    object.__setattr__(real, "load_background_model", lambda: cast(Model, KnownBoxes()))
    film = patches(tmp_path / "film.mp4")
    window = make_window()
    window.store.update(autoplay=False)
    with qtbot.waitSignal(window.player.localized, timeout=LONG):
        window.open(film)
    qtbot.waitUntil(lambda: window.annotation.store.has_file, timeout=LONG)
    give(window, "view.annotation")
    red, green, off = (0.0, 0.0, 0.3, 0.3), (0.57, 0.71, 1.0, 1.0), (0.4, 0.3, 0.7, 0.7)
    for index, box in {0: red, 15: red, 20: green, 80: green, 85: off}.items():
        put(window, index, box)
    go(window, qtbot, 90)
    give(window, "box.no_source")  # though the green patch lights
    service = window.annotation.evaluation
    with qtbot.waitSignal(
        service.result_changed,
        timeout=LONG,
        check_params_cb=lambda result: result and not result.missing,
    ) as signal:
        put(window, 40, red)
    assert signal.args is not None
    measured = signal.args[0].metrics
    window.annotation.lists.export_to(tmp_path / "boxes.json")
    items = load_boxes(tmp_path / "boxes.json")
    asked = evaluate_items(cast(Localizer, KnownBoxes()), items, MediaFolder(tmp_path))
    evaluated = EvaluationSummary(asked).metrics
    eye = ("saliency", "silence")  # rows that take the model's eye, or other sounds
    keys = [key for key in evaluated if not key.startswith(eye)]
    assert {key: measured[key] for key in keys} == {key: evaluated[key] for key in keys}
    assert measured["pointing"].value == pytest.approx(4 / 6)
    assert measured["absent_area"].value > 0
    assert measured["match_auc"].value is not None


def test_the_layer_keeps_to_the_picture(marking: MainWindow) -> None:
    marking.resize(900, 600)
    layer, viewport = marking.annotation.presenter.layer, marking.stage.viewport
    assert layer.size() == viewport.size()
    assert layer.mapTo(viewport, QPoint(0, 0)) == QPoint(0, 0)


def test_interpolated_boxes_lie_between_the_drawn_ones(marking: MainWindow, qtbot: QtBot) -> None:
    store, editor = marking.annotation.store, marking.annotation.editor
    editor.set_label("violin")
    editor.add_box((0.1, 0.2, 0.3, 0.4))
    go(marking, qtbot, 10)
    editor.add_box((0.5, 0.2, 0.7, 0.8))
    go(marking, qtbot, 4)
    give(marking, "box.interpolate")
    assert len(store.frames) == 11
    frame = editor.frame
    assert frame is not None
    assert frame.interpolated
    assert frame.boxes[0].label == "violin"
    assert frame.boxes[0].box == pytest.approx((0.26, 0.2, 0.46, 0.56))
    assert len(marking.annotation.presenter.body.frames._rows.rows) == 2
    editor.select(0)
    editor.resize_box((0, (0.0, 0.0, 0.2, 0.2)))
    frame = editor.frame
    assert frame is not None
    assert not frame.interpolated
    give(marking, "box.interpolate")  # now from this frame on
    times = [annotated.time for annotated in store.frames]
    assert store.frames[7].boxes[0].box == pytest.approx((0.25, 0.1, 0.45, 0.5))
    give(marking, "edit.undo")
    give(marking, "edit.undo")
    give(marking, "edit.undo")
    assert [annotated.time for annotated in store.frames] == [times[0], times[10]]


def test_interpolation_needs_two_frames_with_the_same_object(
    marking: MainWindow, qtbot: QtBot
) -> None:
    editor = marking.annotation.editor
    editor.set_label("violin")
    editor.add_box((0.1, 0.2, 0.3, 0.4))
    press(marking, "Ctrl+I")
    assert "in a frame before" in marking.stage.viewport._texts.echo
    go(marking, qtbot, 10)
    editor.set_label("drum")
    editor.add_box((0.5, 0.2, 0.7, 0.8))
    press(marking, "Ctrl+I")
    assert marking.stage.viewport._texts.echo == "No object is in both annotated frames"
    assert len(marking.annotation.store.frames) == 2


def test_the_peak_is_shown_while_the_panel_is_open(marking: MainWindow, qtbot: QtBot) -> None:
    layer, panel = marking.annotation.presenter.layer, marking.annotation.presenter.panel
    put(marking, 0, (0.4, 0.4, 0.6, 0.6))  # the map is elsewhere
    located = marking.player.last_localization
    assert located is not None
    qtbot.waitUntil(lambda: layer._correct is False)
    assert layer._peak == located.localization.peak
    panel.set_expanded(False)
    assert layer._peak is None

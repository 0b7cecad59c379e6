from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from avol.localization import Localization, Verdict
from avol.media import Frame
from avol_studio.core.settings.schema import Settings
from avol_studio.core.state.player_state import LocalizationEvent
from avol_studio.ui.viewport.peak_label import paint_peak_label
from avol_studio.ui.viewport.video_view import VideoView
from tests.support.fakes import FakeClock

GREY = 90
BARE = Settings(show_verdict=False, show_legend=False, opacity=1.0)


def grey_frame(index: int = 0, width: int = 560, height: int = 560) -> Frame:
    image = np.full((height, width, 3), GREY, np.uint8)
    image.flags.writeable = False
    return Frame(image=image, pts=index, time=float(index), index=index)


def located(
    scores: NDArray[np.float32], verdict: Verdict = Verdict.MATCH, index: int = 0, age: float = 0
) -> LocalizationEvent:
    row, column = divmod(int(scores.argmax()), 14)
    peak = ((column + 0.5) / 14, (row + 0.5) / 14)
    answer = Localization(scores, scores, float(scores.max()), peak, verdict)
    return LocalizationEvent(0, index, 0.0, answer, None, True, age, False)


def one_hot(row: int, column: int, score: float = 1.0) -> NDArray[np.float32]:
    scores = np.zeros((14, 14), np.float32)
    scores[row, column] = score
    return scores


def pixels(viewport: VideoView) -> NDArray[np.int16]:
    """(H, W, 3) of what the viewport paints."""
    image = viewport.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).astype(np.int16)


@pytest.fixture
def viewport(qtbot: QtBot) -> VideoView:
    viewport = VideoView()
    qtbot.addWidget(viewport)
    viewport.resize(560, 560)
    viewport.set_settings(BARE)
    viewport.show_frame(grey_frame())
    return viewport


@pytest.mark.parametrize(("row", "column"), [(0, 0), (3, 10), (13, 13)])
@pytest.mark.parametrize("view", ["heat", "grid"])
def test_most_changed_pixel_is_at_the_best_cell(
    viewport: VideoView, row: int, column: int, view: str
) -> None:
    viewport.set_settings(BARE.model_copy(update={"view": view}))
    viewport.show_localization(located(one_hot(row, column)))
    changed = np.abs(pixels(viewport) - GREY).sum(axis=2).astype(float)
    cells = changed.reshape(14, 40, 14, 40).mean(axis=(1, 3))
    assert divmod(int(cells.argmax()), 14) == (row, column)


def test_peak_and_contour_surround_the_best_cell(viewport: VideoView) -> None:
    for view in ("peak", "contour"):
        viewport.set_settings(BARE.model_copy(update={"view": view}))
        viewport.show_localization(located(one_hot(4, 9)))
        ys, xs = np.nonzero(np.abs(pixels(viewport) - GREY).sum(axis=2))
        assert abs((xs.min() + xs.max()) / 2 - 9.5 * 40) < 3, view
        assert abs((ys.min() + ys.max()) / 2 - 4.5 * 40) < 3, view


@pytest.mark.parametrize(
    ("scores", "verdict"),
    [(np.zeros((14, 14), np.float32), Verdict.NO_MATCH), (one_hot(5, 5), Verdict.SILENCE)],
    ids=["nothing", "silence"],
)
def test_no_map_leaves_the_image_unchanged(
    viewport: VideoView, scores: NDArray[np.float32], verdict: Verdict
) -> None:
    viewport.show_localization(located(scores, verdict))
    assert (pixels(viewport) == GREY).all()


def test_hidden_map_leaves_the_image_unchanged(viewport: VideoView) -> None:
    viewport.show_localization(located(one_hot(5, 5, 0.6)))
    assert (pixels(viewport) != GREY).any()
    viewport.set_settings(BARE.model_copy(update={"threshold": 0.7}))
    assert (pixels(viewport) == GREY).all()
    viewport.set_settings(BARE.model_copy(update={"overlay": False}))
    assert (pixels(viewport) == GREY).all()


def test_scale_is_fixed(viewport: VideoView) -> None:
    """A score twice as high covers more; a weak map is never stretched to look strong."""

    def strongest(score: float) -> float:
        viewport.show_localization(located(one_hot(6, 6, score)))
        return float(np.abs(pixels(viewport) - GREY).sum(axis=2).max())

    assert strongest(0.1) < strongest(0.5) / 2 < strongest(1.0)


def test_old_map_fades_out(viewport: VideoView, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = FakeClock(1000.0)
    monkeypatch.setattr("avol_studio.ui.viewport.map_overlay.time.monotonic", clock)
    viewport.set_playing(True)
    viewport.show_localization(located(one_hot(6, 6)))
    viewport.show_frame(grey_frame(1))
    changes = []
    for pause in (0.1, 0.5, 0.9, 1.6):
        clock.advance(pause)
        changes.append(float(np.abs(pixels(viewport) - GREY).max()))
    assert changes == sorted(changes, reverse=True)
    assert changes[0] > changes[1] > changes[2] > changes[3] == 0


def test_paused_viewport_only_shows_the_map_of_its_frame(viewport: VideoView) -> None:
    viewport.show_localization(located(one_hot(6, 6), index=0))
    viewport.show_frame(grey_frame(1))
    assert (pixels(viewport) == GREY).all()
    viewport.show_localization(located(one_hot(6, 6), index=1))
    assert (pixels(viewport) != GREY).any()


def test_placeholder_is_shown_without_image(viewport: VideoView) -> None:
    viewport.clear()
    empty = pixels(viewport)
    viewport.set_placeholder("Waiting for the camera…")
    assert (pixels(viewport) != empty).any()
    viewport.show_frame(grey_frame())
    assert (pixels(viewport) == GREY).all()
    viewport.clear()
    assert (pixels(viewport) == empty).all()


def test_image_is_letterboxed(viewport: VideoView) -> None:
    viewport.resize(800, 400)
    rect = viewport.image_rect
    assert (rect.width(), rect.height()) == (400, 400)
    assert (rect.left(), rect.top()) == (200, 0)
    seen = pixels(viewport)
    assert (seen[:, 200:600] == GREY).all()
    assert (seen[:, :200] < 20).all()


def test_verdict_is_painted_on_the_image(viewport: VideoView) -> None:
    viewport.set_settings(BARE.model_copy(update={"show_verdict": True}))
    said = {}
    for verdict in Verdict:
        viewport.show_localization(located(np.zeros((14, 14), np.float32), verdict))
        said[verdict] = pixels(viewport)
        assert (said[verdict][:80] != GREY).any()
    assert any(
        (said[Verdict.MATCH] != said[other]).any() for other in (Verdict.NO_MATCH, Verdict.SILENCE)
    )


@pytest.mark.parametrize(
    ("changes", "note"),
    [({}, ""), ({"overlay": False}, "map hidden"), ({"threshold": 0.9}, "below threshold")],
)
def test_verdict_without_map_has_a_note(
    viewport: VideoView, monkeypatch: pytest.MonkeyPatch, changes: dict[str, object], note: str
) -> None:
    notes: list[str] = []
    monkeypatch.setattr(
        "avol_studio.ui.viewport.text_painter.paint_badge", lambda *args: notes.append(args[-2])
    )
    viewport.set_settings(BARE.model_copy(update={"show_verdict": True} | changes))
    viewport.show_localization(located(one_hot(6, 6, 0.7)))
    pixels(viewport)
    assert set(notes) == {note}


def test_feedback_disappears_after_a_second(viewport: VideoView, qtbot: QtBot) -> None:
    viewport.show_echo("Muted")
    assert (pixels(viewport) != GREY).any()
    qtbot.waitUntil(lambda: bool((pixels(viewport) == GREY).all()), timeout=3000)


def test_an_engine_that_stays_the_same_paints_nothing(
    viewport: VideoView, monkeypatch: pytest.MonkeyPatch
) -> None:
    updates: list[str] = []
    monkeypatch.setattr(viewport, "update", lambda: updates.append("update"))
    for engine in ("CPU int8", "CPU int8", "no model"):
        viewport.set_engine(engine)
    assert len(updates) == 2


def test_the_badge_shows_each_score(viewport: VideoView) -> None:
    viewport.set_settings(Settings(show_legend=False, overlay=False))
    shown = set[bytes]()
    for score in (0.62, 0.93, 0.62):
        viewport.show_localization(located(one_hot(7, 7, score)))
        shown.add(pixels(viewport)[:60].tobytes())
    assert len(shown) == 2


def test_the_label_of_the_peak_leaves_the_verdict_free(viewport: VideoView) -> None:
    found = replace(located(one_hot(2, 2)).localization, label="violin")
    rect, font = QRectF(0, 0, 560, 560), viewport.font()
    above = QRectF(0, 0, 560, 2.5 * 40)  # of the peak
    image = QImage(560, 560, QImage.Format.Format_Grayscale8)
    for badge, lies_above in ((QRectF(), True), (above, False)):
        image.fill(GREY)
        painter = QPainter(image)
        paint_peak_label(painter, rect, found, False, font, badge)
        painter.end()
        grey = np.frombuffer(image.constBits(), np.uint8).reshape(560, -1)
        rows = np.nonzero((grey != GREY).any(axis=1))[0]
        assert len(rows) > 0
        assert (rows.max() < 100) == lies_above
        assert (rows.min() > 100) != lies_above
    weak = replace(found, score=0.02)  # the verdict is held for a moment
    image.fill(GREY)
    painter = QPainter(image)
    paint_peak_label(painter, rect, weak, False, font, QRectF())
    painter.end()
    assert (np.frombuffer(image.constBits(), np.uint8) == GREY).all()

"""Layout, painting and export of a comparison."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from PySide6.QtCore import QByteArray, QObject, QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from avol.localization import Localization, Verdict
from avol_studio.core.settings.schema import Settings
from avol_studio.services.compare.state import Agreement
from avol_studio.ui.compare.compare_view import CompareView, PaneState
from avol_studio.ui.compare.figure_export import (
    PIXELS_PER_UNIT,
    FigureExporter,
    render_png,
    render_svg,
)
from avol_studio.ui.compare.labels import agreement_text
from avol_studio.ui.compare.layout import CompareFigure, ComparePane, arrange_panes, figure_size
from avol_studio.ui.compare.painter import verdict_text
from avol_studio.ui.viewport.map_age import FRESH, GONE
from avol_studio.ui.viewport.reference_outline import REFERENCE_STYLES
from avol_studio.ui.viewport.video_view import VideoView


def lit(row: int, column: int, verdict: Verdict = Verdict.MATCH) -> Localization:
    map = np.zeros((14, 14), np.float32)
    map[row, column] = 1
    return Localization(map, map, 1.0, ((column + 0.5) / 14, (row + 0.5) / 14), verdict)


def grey(width: int = 560, height: int = 280) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(0xFF5A5A5A)
    return image


def pixels(image: QImage) -> NDArray[np.int16]:
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).astype(np.int16)


@given(
    st.integers(1, 6), st.floats(300, 3000), st.floats(200, 2000), st.floats(0.4, 3),
    st.booleans(),
)  # fmt: skip
def test_panes_have_one_size_and_do_not_overlap(
    count: int, width: float, height: float, aspect: float, legend: bool
) -> None:
    image = grey(round(400 * aspect), 400)
    panes = tuple(ComparePane(str(n)) for n in range(count))
    board = CompareFigure(image, panes, Settings(view="heat" if legend else "contour"), "below")
    places = arrange_panes(QRectF(0, 0, width, height), board, 16.0)
    assert len({(p.width(), p.height()) for p in places.images}) == 1
    whole = [p.united(c) for p, c in zip(places.images, places.captions, strict=True)]
    for n, one in enumerate(whole):
        assert not any(one.intersects(other) for other in whole[n + 1 :])
        assert not one.intersects(places.legend) or not legend
    first = places.images[0]
    assert first.width() / first.height() == pytest.approx(image.width() / image.height())


def test_images_are_as_large_as_possible() -> None:
    """Two wide pictures lie over each other in a high window, side by side in a wide one."""
    board = CompareFigure(grey(), (ComparePane("a"), ComparePane("b")), Settings(view="peak"))
    wide, high = (
        arrange_panes(QRectF(0, 0, *size), board, 16) for size in ((1200, 400), (600, 800))
    )
    assert wide.images[0].top() == wide.images[1].top()
    assert high.images[0].left() == high.images[1].left()


@pytest.fixture
def font(qapp: QApplication) -> QFont:
    font = QFont(qapp.font())
    font.setPixelSize(14)
    return font


@pytest.fixture
def board() -> CompareFigure:
    sound = np.random.default_rng(0).normal(size=(64, 96)).astype(np.float32)
    panes = (
        ComparePane("Original audio", lit(2, 3), sound),
        ComparePane("Violin", lit(10, 12), sound, REFERENCE_STYLES[0], note="a note"),
        ComparePane("Image only", lit(5, 5), uses_audio=False),
    )
    return CompareFigure(grey(), panes, Settings(opacity=1.0), "film.mp4 at 0:01.000")


def test_png_and_svg_are_the_same_figure(board: CompareFigure, font: QFont) -> None:
    drawn, lines = QImage.fromData(render_png(board, font)), render_svg(board, font)
    again = QImage(drawn.size(), QImage.Format.Format_RGB32)
    painter = QPainter(again)
    QSvgRenderer(QByteArray(lines)).render(painter, QRectF(again.rect()))
    painter.end()
    apart = np.abs(pixels(drawn) - pixels(again)).max(axis=-1)
    assert (apart > 40).mean() < 0.02  # letters are smoothed in other ways
    assert apart.mean() < 3
    text = lines.decode()
    for words in ("Violin", "1.00", "score", "film.mp4 at 0:01.000", "a note"):
        assert words in text
    assert "<image" in text


def test_each_pane_shows_its_own_map(board: CompareFigure, font: QFont) -> None:
    image = pixels(QImage.fromData(render_png(board, font))).sum(axis=-1)
    unit = QFontMetricsF(font).height()
    paper = figure_size(board, unit)
    places = arrange_panes(QRectF(0, 0, paper.width(), paper.height()), board, unit)
    for pane, spot in zip(board.panes, places.images, strict=True):
        assert pane.localization is not None
        left, top = (
            round(spot.left() * PIXELS_PER_UNIT) + 2,
            round(spot.top() * PIXELS_PER_UNIT) + 2,
        )
        part = image[top : top + round(spot.height() * PIXELS_PER_UNIT) - 4][
            :, left : left + round(spot.width() * PIXELS_PER_UNIT) - 4
        ]
        row, column = np.unravel_index(part.argmax(), part.shape)
        x, y = pane.localization.peak
        assert (column / part.shape[1], row / part.shape[0]) == pytest.approx((x, y), abs=0.06)


def test_write_error_is_reported(
    board: CompareFigure, font: QFont, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "taken").write_text("a file, no folder")
    owner = QObject()
    figures = FigureExporter(owner)
    with qtbot.waitSignal(figures.message) as done:
        figures.save(board, font, tmp_path / "taken" / "name")
    figures.close()
    assert figures.join(20)
    assert done.args is not None
    assert done.args[0].kind == "error"
    assert "choose another" in done.args[0].text


def test_map_of_an_older_frame_fades_out(qtbot: QtBot) -> None:
    viewport = VideoView()
    qtbot.addWidget(viewport)
    face, now = CompareView(viewport), time.monotonic()
    ages = (0.0, (FRESH + GONE) / 2, GONE + 1)
    face.show(tuple(PaneState(ComparePane("x", lit(1, 1), note="n"), 7, now - age) for age in ages))
    face.playing = True
    fresh, old, gone = face.figure(grey(), 9).panes
    assert (fresh.strength, fresh.note) == (1.0, "n")
    assert 0.5 < old.strength < 0.9
    assert old.note.endswith("s · n")
    assert gone.localization is None
    assert gone.note == "computing…"
    face.playing = False
    assert [pane.localization for pane in face.figure(grey(), 9).panes] == [None] * 3
    assert all(pane.localization is not None for pane in face.figure(grey(), 7).panes)


def test_verdict_text_of_a_pane() -> None:
    assert verdict_text(ComparePane("x")) == "…"
    assert verdict_text(ComparePane("x", lit(0, 0))) == "1.00  Source found"
    kept = lit(0, 0, Verdict.NO_MATCH)  # while the map lights up already
    assert verdict_text(ComparePane("x", kept)) == "No known source"
    assert verdict_text(ComparePane("x", lit(0, 0, Verdict.SILENCE))) == "Silence"
    assert "normalised" in verdict_text(ComparePane("x", lit(0, 0), uses_audio=False))


def test_agreement_as_text() -> None:
    assert agreement_text(None) == ""
    assert (
        agreement_text(Agreement(45, 0.871, 0.617))
        == "same peak in 87 % of 45 frames · rank corr. 0.62"
    )
    assert agreement_text(Agreement(1, 0.0, float("nan"))) == "same peak in 0 % of 1 frame"


@pytest.mark.parametrize("size", [(448, 280), (640, 360), (1600, 900)])
@pytest.mark.parametrize("count", [1, 4])
def test_the_legend_has_room_for_its_numbers(size: tuple[int, int], count: int) -> None:
    """Small images in several rows leave more room than the height of one."""
    unit, panes = 16.0, tuple(ComparePane(str(n)) for n in range(count))
    rect = QRectF(0, 0, *size)
    legend = arrange_panes(rect, CompareFigure(grey(1280, 720), panes), unit).legend
    assert rect.contains(legend)
    assert legend.height() >= 8 * unit

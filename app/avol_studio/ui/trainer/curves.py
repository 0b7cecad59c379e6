"""The curves of loss and accuracy."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from avol.training.tiny.results import TARGET_ACCURACY, CurvePoint
from avol_studio.core.translation import tr
from avol_studio.ui.style import theme
from avol_studio.ui.widgets.accessible import GRAPHIC
from avol_studio.ui.widgets.basic import label
from avol_studio.ui.widgets.plot_library import plot_library

CHANCE_LOSS = float(np.log(2))
Line = tuple[list[float], list[float]]
_STYLES = {
    "solid": (Qt.PenStyle.SolidLine, 2, "━━"),
    "thin": (Qt.PenStyle.SolidLine, 1, "──"),
    "dash": (Qt.PenStyle.DashLine, 2, "╍╍"),
    "dot": (Qt.PenStyle.DotLine, 2, "┅┅"),
}
"""Style and width of a line, and its sign in the legend."""


class CurvePlot(QWidget):
    """A title, a plot over steps, and a legend of its lines; pyqtgraph draws it once imported.

    lines: name in the legend, colour of the theme, and style of each line by its key. marks: the
    values of thin horizontal lines.
    """

    accessible_role = GRAPHIC
    _plot: Any = None  # Qt calls changeEvent before __init__ has ended

    def __init__(
        self,
        title: str,
        lines: dict[str, tuple[str, str, str]],
        marks: tuple[float, ...],
        tooltip: str,
    ) -> None:
        super().__init__()
        self._lines, self._marks = lines, marks
        self._values: dict[str, Line] = {}
        self._steps = 1
        self.setAccessibleName(title)
        self.setToolTip(tooltip)
        self._legend = label("", "caption")
        self._legend.setWordWrap(True)
        self._place = QWidget()
        self._pages = QStackedLayout(self._place)
        self._pages.addWidget(QWidget())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(label(title, "muted"))
        column.addWidget(self._place, 1)
        column.addWidget(self._legend)
        self.setMinimumHeight(theme.px(self, 120))
        plot_library.ready.connect(self._draw)

    def set_values(self, values: dict[str, Line], steps: int) -> None:
        """Show lines by their keys, over `steps` steps; a line without points is left out."""
        self._values, self._steps = values, steps
        self._draw()

    def values(self, key: str) -> Line:
        """The steps and values that a line shows."""
        return self._values.get(key, ([], []))

    def _draw(self) -> None:
        if plot_library.loading or not self.isVisible():
            return
        plot = self._make_plot() if self._plot is None else self._plot
        shown = []
        for key, (name, colour, style) in self._lines.items():
            xs, ys = self.values(key)
            self._curves[key].setData(xs, ys)
            if xs:
                ink = getattr(theme.of(self), colour)
                sign = _STYLES[style][2]
                shown.append(f'<span style="color: {ink}">{sign}</span>&nbsp;{name}')
        plot.setXRange(0, self._steps, padding=0.01)
        plot.setYRange(0, max([1.0, *self.values("mean")[1]]), padding=0.05)
        self._legend.setText(" &nbsp; ".join(shown))

    def _make_plot(self) -> Any:
        import pyqtgraph

        from avol_studio.ui.trainer.number_axis import NumberAxis

        axes = {side: NumberAxis(side) for side in ("left", "bottom")}
        self._plot = pyqtgraph.PlotWidget(enableMenu=False, axisItems=axes)
        self._plot.setMouseEnabled(False, False)
        self._plot.hideButtons()
        self._plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._marked = [self._plot.addLine(y=value) for value in self._marks]
        self._curves = {key: self._plot.plot() for key in self._lines}
        self._set_colours()
        self._pages.addWidget(self._plot)
        self._pages.setCurrentWidget(self._plot)
        return self._plot

    def _set_colours(self) -> None:
        import pyqtgraph

        palette = theme.of(self)
        self._plot.setBackground(palette.surface)
        for name in ("left", "bottom"):
            axis = self._plot.getAxis(name)
            axis.setPen(QColor(palette.muted))
            axis.setTextPen(QColor(palette.muted))
        for mark in self._marked:
            mark.setPen(pyqtgraph.mkPen(QColor(palette.line), width=1))
        for key, (_, colour, style) in self._lines.items():
            ink = QColor(getattr(palette, colour))
            form, width, _ = _STYLES[style]
            self._curves[key].setPen(pyqtgraph.mkPen(ink, width=width, style=form))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the scheme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._plot is not None:
            self._set_colours()
            self._draw()

    def showEvent(self, event: object) -> None:
        """Draw what came while the plot was hidden."""
        super().showEvent(event)  # pyright: ignore[reportArgumentType]
        self._draw()


class LossPlot(CurvePlot):
    """The training loss of each step."""

    def __init__(self) -> None:
        super().__init__(
            tr("Loss over steps"),
            {
                "previous": (tr("previous run"), "faint", "dot"),
                "steps": (tr("each step"), "faint", "thin"),
                "mean": (tr("mean of ten steps"), "accent", "solid"),
            },
            (CHANCE_LOSS,),
            tr("Cross-entropy of the training pairs; the thin line is chance (0.69)"),
        )

    def set_run(
        self,
        losses: tuple[float, ...],
        curve: tuple[CurvePoint, ...],
        previous: tuple[CurvePoint, ...],
        steps: int,
    ) -> None:
        """Show the loss of each step, and the mean at the points of the curve."""
        every = [float(step) for step in range(1, len(losses) + 1)]
        lines = {
            "steps": (every, list(losses)),
            "mean": _line(curve, "loss"),
            "previous": _line(previous, "loss"),
        }
        self.set_values(lines, steps)


class AccuracyPlot(CurvePlot):
    """The accuracy on training pairs and on new pairs."""

    def __init__(self) -> None:
        super().__init__(
            tr("Accuracy over steps"),
            {
                "previous": (tr("previous run"), "faint", "dot"),
                "training": (tr("training pairs"), "muted", "dash"),
                "grid": (tr("new pairs, all audio on the frame grid"), "caution", "dot"),
                "new": (tr("new pairs"), "accent", "solid"),
            },
            (0.5, TARGET_ACCURACY),
            tr("Fraction of pairs that are predicted rightly; the thin lines are chance and 80 %"),
        )

    def set_run(
        self,
        curve: tuple[CurvePoint, ...],
        previous: tuple[CurvePoint, ...],
        steps: int,
        show_grid: bool,
    ) -> None:
        """Show the accuracies; `show_grid`: those on the frame grid too, where they differ."""
        lines = {
            "training": _line(curve, "training_accuracy"),
            "new": _line(curve, "accuracy"),
            "previous": _line(previous, "accuracy"),
        }
        if show_grid:
            lines["grid"] = _line(curve, "grid_accuracy")
        self.set_values(lines, steps)


def _line(curve: tuple[CurvePoint, ...], field: str) -> Line:
    return [float(p.step) for p in curve], [float(getattr(p, field)) for p in curve]

"""The content and geometry of a comparison: one image with several maps."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QImage

from avol_studio.core.settings.schema import Settings
from avol_studio.ui.viewport.heatmap_painter import COLORED_VIEWS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from avol.localization import Localization
    from avol_studio.ui.viewport.reference_outline import ReferenceStyle

CAPTION, FOOT, LEGEND, GAP = 4.4, 2.0, 4.2, 0.9
"""Heights of caption and footer, width of the legend, gap; in line heights."""

WHOLE = QRectF(0, 0, 1, 1)

FIGURE = 420.0
"""Width of an image in an exported figure."""


@dataclass(frozen=True, slots=True, eq=False)
class ComparePane:
    """One image of a comparison: title, map and spectrogram.

    uses_audio: maps without audio have no fixed scale, score or verdict. note: a line below the
    verdict. strength: opacity 0..1, lower for the map of an older frame.
    """

    title: str
    localization: Localization | None = None
    spectrogram: NDArray[np.float32] | None = None
    style: ReferenceStyle | None = None
    uses_audio: bool = True
    note: str = ""
    strength: float = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class CompareFigure:
    """The image, its panes, the settings of the maps, and the line below.

    part: the shown part of the image, as it is displayed, in 0..1.
    """

    image: QImage
    panes: tuple[ComparePane, ...]
    settings: Settings = field(default_factory=Settings)
    footer: str = ""
    part: QRectF = field(default_factory=lambda: QRectF(WHOLE))

    @property
    def legend(self) -> bool:
        """Whether it has a legend."""
        return self.settings.overlay and self.settings.view in COLORED_VIEWS


@dataclass(frozen=True, slots=True)
class ComparePlacement:
    """The rectangles of the parts of a comparison."""

    images: tuple[QRectF, ...]
    captions: tuple[QRectF, ...]
    legend: QRectF
    footer: QRectF


def arrange_panes(rect: QRectF, figure: CompareFigure, unit: float) -> ComparePlacement:
    """Arrange images of equal size, as large as fits into `rect`, in rows and columns.

    unit: height of a line of text in pixels.
    """
    inner = rect.adjusted(GAP * unit, GAP * unit, -GAP * unit, -GAP * unit)
    inner.setWidth(max(1.0, inner.width() - figure.legend * LEGEND * unit))
    inner.setHeight(max(1.0, inner.height() - bool(figure.footer) * FOOT * unit))
    count, aspect = len(figure.panes), figure.image.width() / max(1, figure.image.height())
    wide, columns = max((_fit(inner, n, count, aspect, unit), n) for n in range(1, count + 1))
    high, rows = wide / aspect, ceil(count / columns)
    across, down = wide + GAP * unit, high + (CAPTION + GAP) * unit
    left = inner.left() + max(0.0, inner.width() - columns * across + GAP * unit) / 2
    top = inner.top() + max(0.0, inner.height() - rows * down + GAP * unit) / 2
    images = [
        QRectF(left + n % columns * across, top + n // columns * down, wide, high)
        for n in range(count)
    ]
    captions = [QRectF(p.left(), p.bottom(), wide, CAPTION * unit) for p in images]
    edge = left + columns * across
    return ComparePlacement(
        tuple(images),
        tuple(captions),
        QRectF(edge, top, LEGEND * unit, min(inner.bottom() - top, 12 * unit)),
        QRectF(left, rect.bottom() - (FOOT + GAP) * unit, edge - left, FOOT * unit),
    )


def figure_size(figure: CompareFigure, unit: float) -> QSize:
    """The size of an exported figure: up to three images in a row, else two rows."""
    count, aspect = len(figure.panes), figure.image.width() / max(1, figure.image.height())
    rows = 1 if count <= 3 else 2
    columns, gap = ceil(count / rows), GAP * unit
    wide = columns * (FIGURE + gap) + gap + figure.legend * LEGEND * unit
    high = rows * (FIGURE / aspect + CAPTION * unit + gap) + gap + bool(figure.footer) * FOOT * unit
    return QSize(ceil(wide), ceil(high))


def _fit(inner: QRectF, columns: int, count: int, aspect: float, unit: float) -> float:
    """The width of each image in a number of columns."""
    rows, gap = ceil(count / columns), GAP * unit
    across = (inner.width() - (columns - 1) * gap) / columns
    high = (inner.height() - (rows - 1) * gap) / rows - CAPTION * unit
    return max(8.0, min(across, high * aspect))

"""The class of the highlighted object, at the peak of the map."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from avol.localization import Localization, Verdict
from avol.visualization.steady_verdict import shown_score
from avol_studio.core.class_names import class_name
from avol_studio.core.translation import number
from avol_studio.ui.style import theme
from avol_studio.ui.viewport.text_painter import paint_card

_GAP = 0.9  # line heights between the peak and the label


def paint_peak_label(
    painter: QPainter,
    rect: QRectF,
    localization: Localization,
    mirrored: bool,
    font: QFont,
    badge: QRectF,
) -> None:
    """Paint the class and the score of the peak, such as "violin 0.93", inside the image `rect`.

    It lies above the peak, below it at the upper border and where the badge of the verdict is.
    Without a match there is no class; nor where the verdict is only held and the map is empty.
    """
    score = shown_score(localization)
    if localization.verdict is not Verdict.MATCH or not localization.label or score is None:
        return
    letters = QFontMetricsF(font)
    text = f"{class_name(localization.label)} {number(score, 2)}"
    unit = letters.height()
    x, y = localization.peak
    peak = rect.topLeft() + QPointF((1 - x if mirrored else x) * rect.width(), y * rect.height())
    box = QRectF(0, 0, letters.horizontalAdvance(text) + unit, unit * 1.4)
    box.moveCenter(peak - QPointF(0, unit * (_GAP + 0.7)))
    box.moveLeft(min(max(box.left(), rect.left()), rect.right() - box.width()))
    if box.top() < rect.top() or box.intersects(badge):
        box.moveTop(peak.y() + unit * _GAP)
    paint_card(painter, box, box.height() / 3)
    painter.setFont(font)
    painter.setPen(QColor(theme.ON_VIDEO))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

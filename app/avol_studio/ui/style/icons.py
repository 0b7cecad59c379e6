"""SVG icons of the studio, drawn in a given colour."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from avol.core.paths import resources_folder


@lru_cache(maxsize=256)
def _pixmap(name: str, colour: str, pixels: int) -> QPixmap:
    source = (resources_folder() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    drawing = QSvgRenderer(QByteArray(source.replace("currentColor", colour).encode()))
    pixmap = QPixmap(pixels, pixels)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    drawing.render(painter, QRectF(pixmap.rect()))
    painter.end()
    return pixmap


def draw(painter: QPainter, name: str, rect: QRectF, colour: QColor | str) -> None:
    """Paint icon `name` centred in `rect`, square, sharp at any scale."""
    ratio = painter.device().devicePixelRatioF()
    side = round(min(rect.width(), rect.height()))
    pixmap = _pixmap(name, QColor(colour).name(), round(side * ratio))
    centre = rect.center()
    left, top = round(centre.x() - side / 2), round(centre.y() - side / 2)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawPixmap(QRectF(left, top, side, side), pixmap, QRectF(pixmap.rect()))


def program_icon() -> QIcon:
    """The program icon for windows and task bars."""
    icon = QIcon()
    for side in (16, 24, 32, 48, 64, 128, 256):
        icon.addPixmap(_pixmap("avol", "#000000", side))
    return icon

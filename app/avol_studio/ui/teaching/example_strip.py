"""The examples of a taught class: a strip of thumbnails, and one of them enlarged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QSizePolicy, QWidget

from avol_studio.core.time_format import format_time
from avol_studio.core.translation import titled, tr
from avol_studio.ui.style import theme
from avol_studio.ui.widgets.accessible import GRAPHIC
from avol_studio.ui.widgets.delete_key import DeleteKey

if TYPE_CHECKING:
    from avol.teaching.examples import StoredExample

_ICON = QSize(80, 48)
_PREVIEW = QSize(280, 158)


class ExampleStrip(QListWidget):
    """Thumbnails in a row, numbered from 1; a click chooses one, Delete removes it."""

    chosen = Signal(int)
    delete_requested = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Examples"))
        self.setToolTip(tr("Click (Enter) shows and plays an example, Delete removes it"))
        self.setViewMode(QListWidget.ViewMode.IconMode)
        self.setFlow(QListWidget.Flow.LeftToRight)
        self.setWrapping(False)
        self.setMovement(QListWidget.Movement.Static)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for signal in (self.itemClicked, self.itemActivated):
            signal.connect(lambda item: self.chosen.emit(self.row(item)))
        DeleteKey(self, self._delete)

    def show_examples(self, examples: Sequence[StoredExample]) -> None:
        """Show these examples."""
        before = self.currentRow()
        size = QSize(theme.px(self, _ICON.width()), theme.px(self, _ICON.height()))
        self.blockSignals(True)
        self.clear()
        self.setIconSize(size)
        for n, example in enumerate(examples, 1):
            item = QListWidgetItem(QIcon(thumbnail(example, size, self.devicePixelRatioF())), "")
            item.setText(f"{n} ({tr('background')})" if example.is_background else str(n))
            text = example_text(n, example)
            item.setToolTip(text)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, text)
            self.addItem(item)
        self.setCurrentRow(min(before, self.count() - 1))
        self.blockSignals(False)

    def sizeHint(self) -> QSize:
        """One row of thumbnails, their numbers, and the scroll bar."""
        return QSize(theme.px(self, 240), theme.px(self, _ICON.height() + 48))

    def _delete(self) -> None:
        if self.currentRow() >= 0:
            self.delete_requested.emit(self.currentRow())


class ExamplePreview(QWidget):
    """An example as large as the panel, with its box; hidden without one."""

    accessible_role = GRAPHIC

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._example: StoredExample | None = None
        self.setAccessibleName(tr("Example"))
        self.hide()

    def show_example(self, number: int, example: StoredExample | None) -> None:
        """Show an example; None hides it."""
        self._example = example
        if example is not None:
            self.setAccessibleName(example_text(number, example))
        self.setVisible(example is not None)
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the panel."""
        return QSize(theme.px(self, _PREVIEW.width()), theme.px(self, _PREVIEW.height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the image and the box."""
        if self._example is not None:
            painter = QPainter(self)
            _paint_example(painter, QRectF(self.rect()), self._example, 2.0)
            painter.end()


def example_text(number: int, example: StoredExample) -> str:
    """An example in words, such as “Example 3: live, 0:04”."""
    kind = tr("Background {number}") if example.is_background else tr("Example {number}")
    silent = "" if example.recording else tr(", without sound")
    where = f"{example.source}, {format_time(example.time)}{silent}"
    return titled(kind.format(number=number), where)


def thumbnail(example: StoredExample, size: QSize, ratio: float) -> QPixmap:
    """The image of an example with its box."""
    pixmap = QPixmap(size * ratio)
    pixmap.setDevicePixelRatio(ratio)
    painter = QPainter(pixmap)
    _paint_example(painter, QRectF(0, 0, size.width(), size.height()), example, 1.5)
    painter.end()
    return pixmap


def _paint_example(painter: QPainter, area: QRectF, example: StoredExample, line: float) -> None:
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.fillRect(area, QColor(theme.VIDEO_BACKGROUND))
    image = QImage.fromData(example.thumbnail)
    if image.isNull():
        painter.setPen(QColor(theme.ON_VIDEO_MUTED))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, tr("sound only"))
        return
    size = image.size().scaled(area.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
    fitted = QRectF(0, 0, size.width(), size.height())
    fitted.moveCenter(area.center())
    painter.drawImage(fitted, image)
    if example.box is not None:
        x0, y0, x1, y1 = example.box
        box = QRectF(
            fitted.left() + x0 * fitted.width(), fitted.top() + y0 * fitted.height(),
            (x1 - x0) * fitted.width(), (y1 - y0) * fitted.height(),
        )  # fmt: skip
        for colour, width in ((theme.VIDEO_BACKGROUND, line + 2), (theme.DARK.accent, line)):
            painter.setPen(QPen(QColor(colour), width))
            painter.drawRect(box)

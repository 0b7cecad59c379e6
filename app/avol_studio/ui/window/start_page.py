"""The start page: open a file, play the demo, use a camera, or open a recent file."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QMargins, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from avol_studio.core.translation import tr
from avol_studio.media.devices.device_list import DeviceList
from avol_studio.ui.style import icons, theme
from avol_studio.ui.widgets.basic import action_button, label, row

WIDTH = 640
MOST_RECENT = 5  # files
MARGINS = QMargins(24, 24, 24, 16)


class _DropArea(QWidget):
    """The area for dropping a file, with the buttons Open and Play demo."""

    def __init__(self, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self._highlighted = False
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 84, 24, 28)
        column.setSpacing(16)
        title = label(tr("Drop a video, or an image and a sound"), "title")
        title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(title)
        first = action_button(actions["file.open"], primary=True)
        column.addLayout(
            row(
                None,
                first,
                action_button(actions["file.image_sound"]),
                action_button(actions["file.demo"]),
                None,
            )
        )

    def set_highlighted(self, highlighted: bool) -> None:
        """Highlight the drop area while a file is dragged over the window."""
        self._highlighted = highlighted
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a dashed frame and an arrow into it."""
        painter, colors = QPainter(self), theme.of(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(colors.accent if self._highlighted else colors.faint), 1.6)
        pen.setDashPattern([5, 4])
        painter.setPen(pen)
        painter.setBrush(QColor(colors.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 14, 14)
        side = theme.px(self, 40)
        rect = QRectF((self.width() - side) / 2, 32, side, side)
        icons.draw(painter, "drop", rect, colors.accent)
        painter.end()


class _Logo(QWidget):
    """The logo of AVOL."""

    def sizeHint(self) -> QSize:
        """56 px at text size 100 %."""
        return QSize(theme.px(self, 56), theme.px(self, 56))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the logo."""
        painter = QPainter(self)
        icons.draw(painter, "avol", QRectF(self.rect()), "#000000")
        painter.end()


class _RecentFile(QPushButton):
    """The button of a recent file: name and folder."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self.setAccessibleName(tr("Open {name}").format(name=path.name))
        self.setToolTip(tr("Open {path}").format(path=path))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """36 px high, for touch."""
        return QSize(theme.px(self, 320), theme.px(self, 36))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint icon, name and folder."""
        painter, colors = QPainter(self), theme.of(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.hasFocus():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.raised))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        if self.hasFocus():
            theme.paint_ring(painter, QRectF(self.rect()), colors.accent)
        side = theme.px(self, 20)
        spot = QRectF(theme.px(self, 12), (self.height() - side) / 2, side, side)
        icons.draw(painter, "file", spot, colors.muted)
        left = spot.right() + theme.px(self, 12)
        room = self.width() - left - theme.px(self, 12)
        metrics, middle = painter.fontMetrics(), Qt.TextElideMode.ElideMiddle
        name = metrics.elidedText(self._path.name, middle, round(room * 0.6))
        painter.setPen(QColor(colors.text))
        line = QRectF(left, 0, room, self.height())
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, name)
        rest = room - metrics.horizontalAdvance(name) - theme.px(self, 24)
        folder = metrics.elidedText(_short(self._path.parent), middle, round(rest))
        painter.setPen(QColor(colors.muted))
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(line, right, folder)
        painter.end()


def _short(folder: Path) -> str:
    home = Path.home()
    return str(Path("~") / folder.relative_to(home)) if folder.is_relative_to(home) else str(folder)


class StartPage(QWidget):
    """Ways to start when nothing is open."""

    chosen = Signal(object)  # Path of a recent file

    def __init__(self, actions: Mapping[str, QAction], devices: DeviceList) -> None:
        super().__init__()
        self._drop_area, self._recent = _DropArea(actions), QVBoxLayout()
        self._cameras, self._devices = label("", "caption"), devices
        self._network = action_button(actions["live.network"])
        devices.changed.connect(self._show_cameras)
        self._recent.setSpacing(0)
        self._column = column = QVBoxLayout()
        column.setSpacing(8)
        column.addStretch(2)
        column.addLayout(row(_Logo(), self._make_title(), None, spacing=16))
        column.addSpacing(24)
        column.addWidget(self._drop_area)
        column.addSpacing(8)
        column.addLayout(row(None, action_button(actions["live.camera"]), self._network, None))
        teaching = (action_button(actions[name]) for name in ("lesson.list", "predict.start"))
        column.addWidget(self._cameras, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addLayout(row(None, *teaching, None))
        column.addSpacing(16)
        column.addLayout(self._recent)
        column.addStretch(3)
        column.addWidget(self._make_hint(), 0, Qt.AlignmentFlag.AlignHCenter)
        self._cameras.setText(tr("Searching for cameras…"))
        self._middle = QFrame()
        self._middle.setLayout(column)
        outer = row(None, self._middle, None)
        outer.setContentsMargins(MARGINS)
        self.setLayout(outer)

    def show_recent(self, files: list[Path]) -> None:
        """Show the first of the recent files."""
        while (item := self._recent.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        if files:
            self._recent.addWidget(label(tr("Recent"), "caption"))
        for path in files[:MOST_RECENT]:
            line = _RecentFile(path)
            line.clicked.connect(lambda _=False, path=path: self.chosen.emit(path))
            self._recent.addWidget(line)
        self._fit_recent()

    def _fit_recent(self) -> None:
        """Show as many recent files as have room; without room, they would cover the rest."""
        items = [self._recent.itemAt(n) for n in range(self._recent.count())]
        lines = [line for item in items if item is not None and (line := item.widget()) is not None]
        for line in lines:
            line.hide()
        self._recent.invalidate()
        self._column.invalidate()
        needed = self._column.totalMinimumSize().height() + self._column.spacing()
        room = self.height() - MARGINS.top() - MARGINS.bottom() - needed
        for n, line in enumerate(lines):
            room -= line.sizeHint().height()
            line.setVisible(room >= 0 and (n > 0 or room >= lines[-1].sizeHint().height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many recent files as fit."""
        super().resizeEvent(event)
        self._fit_recent()

    def set_highlighted(self, highlighted: bool) -> None:
        """Highlight the drop area while a file is dragged over the window."""
        self._drop_area.set_highlighted(highlighted)

    def _show_cameras(self) -> None:
        """Show the name of the first camera, or what to do without one."""
        cameras = self._devices.cameras
        others = len(cameras) - 1
        none = tr("No camera found: connect one, or use a network camera")
        text = tr("{name} and %n more", "", others) if others > 0 else "{name}"
        self._cameras.setText(text.format(name=cameras[0].name) if cameras else none)

    def changeEvent(self, event: object) -> None:
        """Adapt the width to the text size."""
        super().changeEvent(event)  # pyright: ignore[reportArgumentType]
        self._middle.setFixedWidth(theme.px(self, WIDTH))

    def _make_title(self) -> QWidget:
        title = QWidget()
        column = QVBoxLayout(title)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(label("AVOL", "hero"))
        column.addWidget(label(tr("See which object makes the sound"), "muted"))
        return title

    def _make_hint(self) -> QLabel:
        return label(
            tr("F1  quick guide   ·   ?  keyboard shortcuts   ·   Ctrl+Shift+P  find a command"),
            "caption",
        )

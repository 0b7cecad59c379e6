"""What the window shows when nothing is open: ways to begin."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from avol_studio.media.devices.device_list import DeviceList
from avol_studio.ui.commands import key_text
from avol_studio.ui.style import icons, theme
from avol_studio.ui.widgets.basic import label, row

WIDTH = 640


class _DropZone(QWidget):
    """The place that asks for a file, with the two buttons in it."""

    def __init__(self, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self._inviting = False
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 84, 24, 28)
        column.setSpacing(16)
        title = label("Drop a video here", "title")
        title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(title)
        column.addLayout(
            row(None, _button(actions["file.open"], True), _button(actions["file.demo"]), None)
        )

    def invite(self, inviting: bool) -> None:
        """Light up while a file is held over the window."""
        self._inviting = inviting
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A dashed frame and an arrow into it."""
        painter, look = QPainter(self), theme.of(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(look.accent if self._inviting else look.faint), 1.6)
        pen.setDashPattern([5, 4])
        painter.setPen(pen)
        painter.setBrush(QColor(look.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 14, 14)
        side = theme.px(self, 40)
        rect = QRectF((self.width() - side) / 2, 32, side, side)
        icons.draw(painter, "drop", rect, look.accent)
        painter.end()


def _button(action: QAction, primary: bool = False) -> QPushButton:
    """A labelled button of an action."""
    button = QPushButton(action.text())
    button.setProperty("primary", primary)
    button.setAccessibleName(action.text())
    button.setToolTip(action.toolTip())
    button.setEnabled(action.isEnabled())
    button.clicked.connect(action.trigger)
    action.changed.connect(lambda: button.setEnabled(action.isEnabled()))
    return button


class _Mark(QWidget):
    """The mark of the program."""

    def sizeHint(self) -> QSize:
        """Large enough to be seen."""
        return QSize(theme.px(self, 56), theme.px(self, 56))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The mark."""
        painter = QPainter(self)
        icons.draw(painter, "avol", QRectF(self.rect()), "#000000")
        painter.end()


class _RecentFile(QPushButton):
    """One line: name, and the folder it lies in."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self.setAccessibleName(f"Open {path.name}")
        self.setToolTip(f"Open {path}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """A line as high as a finger."""
        return QSize(theme.px(self, 320), theme.px(self, 36))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Icon, name, folder."""
        painter, look = QPainter(self), theme.of(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.hasFocus():
            painter.setPen(QColor(look.accent) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.raised))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        side = theme.px(self, 20)
        spot = QRectF(theme.px(self, 12), (self.height() - side) / 2, side, side)
        icons.draw(painter, "file", spot, look.muted)
        left = spot.right() + theme.px(self, 12)
        room = self.width() - left - theme.px(self, 12)
        metrics, middle = painter.fontMetrics(), Qt.TextElideMode.ElideMiddle
        name = metrics.elidedText(self._path.name, middle, round(room * 0.6))
        painter.setPen(QColor(look.text))
        line = QRectF(left, 0, room, self.height())
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, name)
        rest = room - metrics.horizontalAdvance(name) - theme.px(self, 24)
        folder = metrics.elidedText(_short(self._path.parent), middle, round(rest))
        painter.setPen(QColor(look.muted))
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(line, right, folder)
        painter.end()


def _short(folder: Path) -> str:
    home = Path.home()
    return str(Path("~") / folder.relative_to(home)) if folder.is_relative_to(home) else str(folder)


class StartPage(QWidget):
    """Drop a file, open one, play the demo, or go on with one of the last."""

    chosen = Signal(object)  # Path

    def __init__(self, actions: Mapping[str, QAction], devices: DeviceList) -> None:
        super().__init__()
        self._zone, self._recent = _DropZone(actions), QVBoxLayout()
        self._cameras, self._devices = label("", "caption"), devices
        self._network = _button(actions["live.network"])
        devices.changed.connect(self._show_cameras)
        self._recent.setSpacing(0)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addStretch(2)
        column.addLayout(row(_Mark(), self._make_title(), None, spacing=16))
        column.addSpacing(24)
        column.addWidget(self._zone)
        column.addSpacing(8)
        column.addLayout(row(None, _button(actions["live.camera"]), self._network, None))
        column.addWidget(self._cameras, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(16)
        column.addLayout(self._recent)
        column.addStretch(3)
        column.addWidget(self._make_hint(), 0, Qt.AlignmentFlag.AlignHCenter)
        self._cameras.setText("Or look through a camera")
        self._middle = QFrame()
        self._middle.setLayout(column)
        outer = row(None, self._middle, None)
        outer.setContentsMargins(24, 24, 24, 16)
        self.setLayout(outer)

    def show_recent(self, files: list[Path], most: int = 5) -> None:
        """List files that were open before."""
        while (item := self._recent.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        if files:
            self._recent.addWidget(label("Opened before", "caption"))
        for path in files[:most]:
            line = _RecentFile(path)
            line.clicked.connect(lambda _=False, path=path: self.chosen.emit(path))
            self._recent.addWidget(line)

    def invite(self, inviting: bool) -> None:
        """Light up while a file is held over the window."""
        self._zone.invite(inviting)

    def _show_cameras(self) -> None:
        """Say which camera there is, or what to do where there is none."""
        cameras = self._devices.cameras
        more = f" and {len(cameras) - 1} more" if len(cameras) > 1 else ""
        none = "No camera found: plug one in, or use a network camera"
        self._cameras.setText(f"{cameras[0].name}{more}" if cameras else none)

    def changeEvent(self, event: object) -> None:
        """Grow with the text."""
        super().changeEvent(event)  # pyright: ignore[reportArgumentType]
        self._middle.setFixedWidth(theme.px(self, WIDTH))

    def _make_title(self) -> QWidget:
        title = QWidget()
        column = QVBoxLayout(title)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(label("AVOL", "hero"))
        column.addWidget(label("See which object makes the sound", "muted"))
        return title

    def _make_hint(self) -> QLabel:
        return label(f"{key_text('F1')}  what you see   ·   {key_text('?')}  all keys", "caption")

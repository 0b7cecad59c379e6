"""The dialog for the address of a network camera."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from avol.errors import AvolError
from avol_studio.core.library_messages import translated
from avol_studio.core.state.device_choice import parse_camera
from avol_studio.core.translation import tr
from avol_studio.ui.style import theme
from avol_studio.ui.widgets.basic import label, paragraph, row


class NetworkCameraDialog(QDialog):
    """Shows errors of the address; emits `chosen` for a valid one."""

    chosen = Signal(object)  # str

    def __init__(self, address: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Network camera"))
        self._entry = QLineEdit(address)
        self._entry.setAccessibleName(tr("Address of the network camera"))
        self._entry.setToolTip(tr("Enter opens the camera, Esc cancels"))
        self._entry.setPlaceholderText("rtsp://192.168.1.20:8554/stream")
        self._entry.setMinimumWidth(theme.px(parent, 420))
        self._error = paragraph("", "caption")
        open_button, cancel_button = QPushButton(tr("Open")), QPushButton(tr("Cancel"))
        open_button.setProperty("primary", True)
        open_button.setToolTip(tr("Open this camera (Enter)"))
        cancel_button.setToolTip(tr("Close without opening a camera (Esc)"))
        open_button.clicked.connect(self._try)
        cancel_button.clicked.connect(self.close)
        self._entry.returnPressed.connect(self._try)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        column.addWidget(QLabel(tr("Address")))
        column.addWidget(self._entry)
        hint = tr("RTSP, MJPEG over HTTP, or the address shown by a phone camera app")
        column.addWidget(label(hint, "caption"))
        column.addWidget(self._error)
        column.addLayout(row(None, cancel_button, open_button))
        self._error.hide()
        open_button.setDefault(True)

    def _try(self) -> None:
        address = self._entry.text().strip()
        address = address if "://" in address else f"http://{address}"
        try:
            parse_camera(address)
        except AvolError as error:
            self._error.setText(translated(str(error)))
            self._error.show()
        else:
            self.chosen.emit(address)
            self.close()

"""Where the address of a network camera is typed; the window behind stays alive."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from avol.errors import AvolError
from avol_studio.core.state.device_choice import parse_camera
from avol_studio.ui.style import theme
from avol_studio.ui.widgets.basic import label, row


class NetworkCameraDialog(QDialog):
    """Says at once what is wrong with an address; a good one is told by `chosen`."""

    chosen = Signal(object)  # str

    def __init__(self, address: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Network camera")
        self._entry = QLineEdit(address)
        self._entry.setAccessibleName("Address of the network camera")
        self._entry.setToolTip("Enter opens it, Esc leaves")
        self._entry.setPlaceholderText("rtsp://192.168.1.20:8554/stream")
        self._entry.setMinimumWidth(theme.px(parent, 420))
        self._wrong = label("", "caption")
        self._wrong.setWordWrap(True)
        opening, leaving = QPushButton("Open"), QPushButton("Cancel")
        opening.setProperty("primary", True)
        opening.setToolTip("Open this camera (Enter)")
        leaving.setToolTip("Leave without opening (Esc)")
        opening.clicked.connect(self._try)
        leaving.clicked.connect(self.close)
        self._entry.returnPressed.connect(self._try)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        column.addWidget(QLabel("Address"))
        column.addWidget(self._entry)
        hint = "RTSP, MJPEG over HTTP, or the address that the app on a phone shows"
        column.addWidget(label(hint, "caption"))
        column.addWidget(self._wrong)
        column.addLayout(row(None, leaving, opening))
        self._wrong.hide()
        opening.setDefault(True)

    def _try(self) -> None:
        address = self._entry.text().strip()
        address = address if "://" in address else f"http://{address}"
        try:
            parse_camera(address)
        except AvolError as error:
            self._wrong.setText(str(error))
            self._wrong.show()
        else:
            self.chosen.emit(address)
            self.close()

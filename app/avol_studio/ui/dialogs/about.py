"""The About dialog: description and version."""

from importlib.metadata import PackageNotFoundError, version

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from avol_studio.core.translation import tr
from avol_studio.ui.widgets.basic import label

_TEXT = tr(
    "Shows which object in the image makes the sound.\n"
    "After “Objects that Sound” (Arandjelović and Zisserman, 2018, arXiv 1712.06651).\n"
    "Everything runs on this computer; nothing is sent anywhere."
)


class AboutDialog(QDialog):
    """Description and version; Esc closes the dialog."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("About AVOL"))
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 24, 32, 32)
        column.setSpacing(8)
        column.addWidget(label("AVOL", "hero"))
        column.addWidget(label(tr("Version {version}").format(version=_version()), "muted"))
        column.addSpacing(8)
        column.addWidget(label(_TEXT))


def _version() -> str:
    try:
        return version("avol")
    except PackageNotFoundError:
        return "unknown"

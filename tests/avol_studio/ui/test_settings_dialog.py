"""The Settings dialog."""

from pathlib import Path

from PySide6.QtWidgets import QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from avol_studio.core.settings.store import SettingsStore
from avol_studio.ui.dialogs.settings import SettingsDialog


def test_a_long_explanation_is_wrapped_and_not_cut(qtbot: QtBot, tmp_path: Path) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = SettingsDialog(SettingsStore(tmp_path / "settings.json"), parent)
    dialog.resize(680, 500)
    with qtbot.waitExposed(dialog):
        dialog.show()
    area = dialog.findChild(QScrollArea)
    assert area is not None
    page = area.widget()
    assert page is not None
    assert page.width() <= area.viewport().width()
    captions = [item for item in dialog.findChildren(QLabel) if item.property("role") == "caption"]
    longest = max(captions, key=lambda item: len(item.text()))
    assert longest.height() >= longest.heightForWidth(longest.width())
    assert longest.height() > 2 * longest.fontMetrics().height()

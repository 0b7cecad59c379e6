"""The start page in windows of any size."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from avol_studio.media.devices.device_list import DeviceList
from avol_studio.ui.style import theme
from avol_studio.ui.window.start_page import StartPage


@pytest.fixture
def page(qtbot: QtBot) -> Iterator[StartPage]:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, "dark")
    holder = QWidget()  # a window itself could not be smaller than its content
    qtbot.addWidget(holder)
    page = StartPage(defaultdict(lambda: QAction("Open")), DeviceList())
    page.setParent(holder)
    holder.resize(1000, 900)
    holder.show()
    page.show_recent([Path(f"/videos/{n}.mp4") for n in range(5)])
    yield page
    holder.hide()  # it lives until now


def shown_files(page: StartPage) -> int:
    lines = [page._recent.itemAt(n) for n in range(1, page._recent.count())]
    widgets = [line.widget() for line in lines if line is not None]
    return sum(isinstance(widget, QWidget) and widget.isVisible() for widget in widgets)


@pytest.mark.parametrize("heights", [(480, 560, 640), (900, 560, 640)])
def test_recent_files_never_squeeze_the_rest(page: StartPage, heights: tuple[int, ...]) -> None:
    for height in heights:
        page.resize(1000, height)
        QApplication.processEvents()
        assert page._middle.minimumSizeHint().height() <= page._middle.height() <= height
        assert page._drop_area.height() >= page._drop_area.minimumSizeHint().height()
    assert 0 < shown_files(page) < 5


def test_a_large_window_shows_five_recent_files(page: StartPage) -> None:
    page.resize(1000, 900)
    QApplication.processEvents()
    assert shown_files(page) == 5

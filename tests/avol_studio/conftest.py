"""What the tests of the studio share: storage of their own, and fakes of media and model."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QWidget

from avol_studio.services.analysis import annotation_folder
from tests.support.fakes import FakeDependencies, FakeVideo


@pytest.fixture(autouse=True)
def _own_storage(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Gives each test its own folders: test videos of equal content share their annotations."""
    base = tmp_path_factory.getbasetemp() / "storage"
    number = len(list(base.iterdir())) if base.exists() else 0
    for name in ("analysis_folder", "annotations_folder"):
        folder = base / str(number) / name
        folder.mkdir(parents=True)
        monkeypatch.setattr(annotation_folder, name, lambda folder=folder: folder)


@pytest.fixture(autouse=True)
def _no_widgets_left() -> Iterator[None]:
    """Deletes the windows and the menus of plots that a test leaves.

    Their Python objects lie in reference cycles that are not collected, and Qt would style them
    again with each later window.
    """
    before = _windows_and_plot_menus()
    yield
    for widget in _windows_and_plot_menus() - before:
        widget.deleteLater()


def _windows_and_plot_menus() -> set[QWidget]:
    widgets = QApplication.topLevelWidgets() if QApplication.instance() else []
    return {
        widget
        for widget in widgets
        if isinstance(widget, QMainWindow)
        or (isinstance(widget, QMenu) and widget.title() == "Plot Options")
    }


@pytest.fixture
def fakes() -> FakeDependencies:
    """One file can be opened, named clip; its content is synthetic."""
    fakes = FakeDependencies()
    fakes.videos["clip"] = FakeVideo
    return fakes

from __future__ import annotations

import importlib
import sys
import threading
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from avol_studio.core.module_loader import ModuleLoader
from tests.conftest import ExpectedLog


def test_modules_are_completed_and_imported_in_the_gui_thread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    source = "import threading; thread = threading.current_thread()"
    (tmp_path / "avol_test_module.py").write_text(source)
    lazy = "used = []\ndef __dir__(): return ['First', 'Second']\n__getattr__ = used.append"
    (tmp_path / "avol_lazy_module.py").write_text(lazy)
    monkeypatch.syspath_prepend(tmp_path)
    loader = ModuleLoader("avol_test_module", completed=["avol_lazy_module"])
    assert not loader.loading
    with qtbot.waitSignal(loader.ready):
        loader.start()
        loader.start()
        assert loader.loading
    assert not loader.loading
    assert sys.modules.pop("avol_test_module").thread is threading.main_thread()
    assert sys.modules.pop("avol_lazy_module").used[-2:] == ["First", "Second"]


def test_a_failed_import_is_left_to_the_first_use(qtbot: QtBot, expected_log: ExpectedLog) -> None:
    expected_log("could not be imported")
    loader = ModuleLoader("avol_no_such_module")
    with qtbot.waitSignal(loader.ready):
        loader.start()
    assert not loader.loading


def test_a_package_is_imported_in_steps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    _write_package(tmp_path, monkeypatch)
    loader = ModuleLoader("avol_test_package", optional=["avol_no_such_module"])
    loader.plan()
    assert loader.loading
    monkeypatch.setattr("avol_studio.core.module_loader.STEP", 0.0)  # a statement at a time
    loader.start()
    while "avol_test_package.part" not in sys.modules:
        loader._step()
    partial = sys.modules["avol_test_package"]
    assert not hasattr(partial, "last")
    with qtbot.waitSignal(loader.ready):
        loader.finish()
    assert not loader.loading
    package = importlib.import_module("avol_test_package")
    assert package is partial
    assert (package.first, package.last) == (1, 2)
    loader.plan()
    assert not loader.loading  # it is done


def test_an_import_that_is_given_up_begins_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    _write_package(tmp_path, monkeypatch)
    monkeypatch.setattr("avol_studio.core.module_loader.STEP", 0.0)
    loader = ModuleLoader("avol_test_package")
    loader.start()
    while "avol_test_package.part" not in sys.modules:
        loader._step()
    loader.stop()
    assert not loader.loading
    assert not {name for name in sys.modules if name.startswith("avol_test_package")}
    assert importlib.import_module("avol_test_package").last == 2


def _write_package(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "avol_test_package").mkdir()
    source = "first = 1\nfrom . import part\nlast = 1 + part.first\n"
    (folder / "avol_test_package" / "__init__.py").write_text(source)
    (folder / "avol_test_package" / "part.py").write_text("from . import first\n")
    monkeypatch.syspath_prepend(folder)
    for name in ("avol_test_package", "avol_test_package.part"):
        monkeypatch.delitem(sys.modules, name, raising=False)

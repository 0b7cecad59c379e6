from __future__ import annotations

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

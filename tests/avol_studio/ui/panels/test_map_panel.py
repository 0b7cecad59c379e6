"""Map panel: fine maps are switched on and off, and the model follows."""

from pathlib import Path

from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from avol_studio.core.model_selection import ModelSelection
from avol_studio.core.settings.store import SettingsStore
from avol_studio.ui.panels.map_panel import MapPanel
from avol_studio.ui.widgets.switch import Switch


def test_fine_maps_change_the_model(qtbot: QtBot, tmp_path: Path) -> None:
    store = SettingsStore(tmp_path / "settings.json")
    models = ModelSelection(store)
    names = ("map.view.heat", "map.view.contour", "map.view.peak", "map.view.grid", "map.overlay")
    panel = MapPanel(store, {name: QAction(name) for name in names})
    qtbot.addWidget(panel)
    switch = panel.findChild(Switch)
    assert switch is not None
    assert models.is_default
    for on in (True, False):
        with qtbot.waitSignal(models.changed, timeout=1000):
            switch.click()
        assert switch.isChecked() == store.value.fine_maps == on
        assert models.is_default != on
    store.update(fine_maps=True)
    assert switch.isChecked()

"""The inspector at one window: its dock, its command, and the checkpoints that it offers."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFileDialog

from avol.checkpoints import EncoderKind
from avol.core.paths import weights_folder
from avol_studio.core.translation import tr
from avol_studio.services.inspection.inspection_service import InspectionService, Needs
from avol_studio.services.inspection.state import StageChoice
from avol_studio.ui.commands import Command, in_menu
from avol_studio.ui.controllers.base import FeatureContext, FeatureController
from avol_studio.ui.lab import control_ids
from avol_studio.ui.lab.lab_dock import LabDock
from avol_studio.ui.widgets.lazy_body import LazyBody
from avol_studio.ui.window.panel_command import PANELS, PANELS_ORDER

if TYPE_CHECKING:
    from avol_studio.ui.lab.inspector_panel import InspectorPanel
    from avol_studio.ui.window.window_protocol import WindowProtocol

SIZE = QSize(980, 720)
NETWORKS = {"ave": "AVE-Net", "avol-paper": tr("AVOL-Net with the encoders of the paper")}
"""Bundled checkpoints that are offered if they are installed."""

LINK_KEY = "inspector"
"""Key of what the inspector shows in a state link."""
_Place = Annotated[int, Field(ge=0, lt=1000)]


class InspectorLink(BaseModel):
    """What a link keeps of the inspector: a bundled network, a stage, and a cell of the map."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    network: str = ""
    stage: tuple[EncoderKind, _Place] | None = None
    cell: tuple[_Place, _Place] | None = None


class InspectorController(FeatureController):
    """Connects the inspector to one player and one window."""

    def __init__(self, context: FeatureContext) -> None:
        super().__init__(context)
        self._names: Collection[str] | None = None  # the controls that are shown
        self.service = InspectionService(self._player, self)
        self._own(self.service)
        self._models.changed.connect(self._follow_model)
        self._follow_model()

    def attach(self, window: WindowProtocol) -> None:
        """Add the dock, hidden at first."""
        self._body = LazyBody(self._create_panel)
        self.dock = LabDock("inspector", tr("Inspector"), self._body, SIZE, window)
        self.dock.shown.connect(self._on_shown)

    def _create_panel(self) -> InspectorPanel:
        from avol_studio.ui.lab.inspector_panel import InspectorPanel

        panel = InspectorPanel(self.service)
        panel.weights_chosen.connect(self._choose_weights)
        panel.controls.show(self._names)
        panel.set_networks(
            [
                (title, name)
                for name, title in NETWORKS.items()
                if (weights_folder() / f"{name}.safetensors").is_file()
            ]
        )
        panel.update_view()
        return panel

    @property
    def panel(self) -> InspectorPanel:
        """What the dock shows."""
        return self._body.content

    def control_ids(self) -> frozenset[str]:
        """The controls of the panel."""
        return frozenset(control_ids.INSPECTOR)

    def show_controls(self, ids: Collection[str] | None) -> None:
        """Show some controls of the panel."""
        self._names = ids
        if self._body.created is not None:
            self._body.created.controls.show(ids)

    def link_state(self) -> Mapping[str, str]:
        """What the inspector shows, unless it is a checkpoint from a file of this computer."""
        stage, weights = self.service.stage, self.service.weights
        if not self._is_shown() or weights not in ("", *NETWORKS):
            return {}
        chosen = None if stage is None else (stage.kind, stage.index)
        shown = InspectorLink(network=weights, stage=chosen, cell=self.panel.cell)
        return {LINK_KEY: shown.model_dump_json(exclude_none=True)}

    def open_link_state(self, values: Mapping[str, str]) -> None:
        """Show the inspector as in a link."""
        try:
            shown = InspectorLink.model_validate_json(values[LINK_KEY])
        except (KeyError, ValidationError):
            return
        if shown.network in ("", *NETWORKS):
            self.dock.open()
            if shown.network != self.service.weights:
                self.open_weights(shown.network)
            self.service.choose_stage(None if shown.stage is None else StageChoice(*shown.stage))
            if shown.cell is not None:
                self.panel.choose_cell(*shown.cell)

    def commands(self) -> Sequence[Command]:
        """Showing the inspector."""
        return in_menu(
            PANELS,
            PANELS_ORDER,
            Command(
                "view.inspector",
                tr("Inspector"),
                ("Ctrl+Alt+N",),
                self._toggle,
                tr("Look into the network: its stages, activations, and the numbers of a cell"),
                checked=self._is_shown,
            ),
        )

    def _toggle(self) -> None:
        self.dock.toggle()

    def _is_shown(self) -> bool:
        return self.dock.isVisible()

    def _on_shown(self, shown: bool) -> None:
        self.service.watch(self, Needs(stages=True) if shown else None)
        self.changed.emit()

    def _choose_weights(self, name: str) -> None:
        from avol_studio.ui.lab.inspector_panel import FILE

        if name == FILE:
            name = QFileDialog.getOpenFileName(
                self.dock, tr("Choose a checkpoint"), "", tr("Checkpoints (*.safetensors)")
            )[0]
            if not name:
                self.panel.show_weights()
                return
        self.open_weights(name)

    def open_weights(self, weights: str | Path) -> None:
        """Inspect a checkpoint by name or path; "" is that of the studio."""
        self.service.set_weights(weights)
        if self._body.created is not None:
            self._body.created.show_weights()

    def _follow_model(self) -> None:
        self.service.set_studio_model(self._models.weights_name, self._settings.value.engine)

"""Taught classes at one window: teaching, the list of classes, import and export."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFileDialog

from avol.core.constants import SAMPLE_RATE
from avol_studio.core.translation import tr
from avol_studio.services.search.clip_player import ClipPlayer
from avol_studio.services.teaching.class_store import TaughtClassStore
from avol_studio.services.teaching.teaching_service import TeachingService
from avol_studio.ui.commands import Command, in_menu
from avol_studio.ui.commands.condition import Condition
from avol_studio.ui.controllers.base import FeatureContext, FeatureController
from avol_studio.ui.teaching.teaching_presenter import TeachingPresenter
from avol_studio.ui.widgets.lazy_body import LazyBody
from avol_studio.ui.window.panel_command import panel_command

if TYPE_CHECKING:
    from avol_studio.core.undo_history import UndoHistory
    from avol_studio.ui.teaching.teaching_panel import TeachingPanel
    from avol_studio.ui.window.window_protocol import WindowProtocol

FILES = tr("Taught classes (*.safetensors)")
LAYOUT = 50  # ms after which a changed panel has its height
QUEUED = Qt.ConnectionType.QueuedConnection
MENU = "Tools/Taught classes"


class TeachingController(FeatureController):
    """Connects the taught classes to one player and one window."""

    def __init__(self, context: FeatureContext, history: UndoHistory) -> None:
        super().__init__(context)
        player, models = context.player, context.models
        self.store = TaughtClassStore(models, context.classes, self)
        self.service = TeachingService(player, models, self.store, self)
        self.clip_player = ClipPlayer(player.dependencies.open_output, self)
        self._own(self.service, self.store, self.clip_player)
        history.add(self.store.undo_stack)
        self.store.changed.connect(self.changed)
        self.service.changed.connect(self.changed)

    def attach(self, window: WindowProtocol) -> None:
        """Add the panel, folded at first."""
        self._body = LazyBody(self._create_body)
        self.panel = window.stage.add_panel("taught", tr("Taught classes"), self._body)
        self.panel.installEventFilter(self)
        viewport = window.stage.viewport
        self.presenter = TeachingPresenter(viewport, self._body, self.service, self.store)
        self.presenter.rubber_band.changed.connect(self.changed)
        QTimer.singleShot(0, self.store, self.store.load)  # after the first paint

    def _create_body(self) -> TeachingPanel:
        from avol_studio.ui.teaching.teaching_panel import TeachingPanel

        body = TeachingPanel(self._window.actions_by_id)
        body.guide.name.entered.connect(self.service.begin)
        body.guide.object.draw_requested.connect(self._draw)
        body.guide.cancelled.connect(self.cancel)
        body.guide.page_changed.connect(self._reveal)
        body.guide.closed.connect(self.service.cancel)
        body.classes.enabled_changed.connect(self.store.enable, QUEUED)  # the list is filled anew
        body.classes.delete_requested.connect(self.store.remove)
        body.classes.selected.connect(self.changed)
        body.renamed.connect(self.store.rename)
        body.example_chosen.connect(self._play)
        body.example_deleted.connect(self._delete_example)
        self._player.levels.connect(body.guide.show_level)
        self.presenter.connect_panel(body)
        return body

    @property
    def body(self) -> TeachingPanel:
        """The content of the panel."""
        return self._body.content

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the buttons of the steps in view when the panel grows."""
        body = self._body.created
        if event.type() == QEvent.Type.Resize and body is not None and body.guide.page is not None:
            self._reveal()
        return False

    def can_cancel(self) -> bool:
        """Whether a box is to be drawn, or a class is being taught."""
        return self.presenter.rubber_band.waiting or self._naming or self.service.state.active

    def cancel(self) -> bool:
        """Stop drawing the box; else give up teaching, of which nothing is kept."""
        if self.presenter.rubber_band.waiting:
            self.presenter.rubber_band.stop()
            return True
        active = self.can_cancel()
        self.service.cancel()
        if self._body.created is not None:
            self._body.created.guide.stop()
            self._body.created.show_teaching(False)
        self.changed.emit()
        return active

    # -- commands ----------------------------------------------------------------------------

    def commands(self) -> Sequence[Command]:
        """Teaching, and what can be done with taught classes."""
        begin = Command(
            "teach.begin",
            tr("Teach a class…"),
            ("Shift+T",),
            self._begin,
            tr("Teach AVOL an object and its sound by showing them"),
            "add",
            Condition(tr("A class is being taught"), self._is_idle, self._is_loaded),
        )
        return [
            panel_command(self._window, "taught", tr("Taught classes"), "Ctrl+0", self._is_loaded),
            *in_menu("Tools", 350, begin),
            *in_menu(MENU, 351, *self._class_commands()),
        ]

    def _class_commands(self) -> list[Command]:
        selected = Condition(tr("Teach a class first"), lambda: self.presenter.selected is not None)
        can_add = Condition(tr("A class is being taught"), self._is_idle, self._is_loaded)
        can_add = Condition(tr("Teach a class first"), selected, can_add)
        return [
            Command(
                "teach.add",
                tr("Add examples…"),
                (),
                self._add,
                tr("Teach further examples of the selected class"),
                "add",
                can_add,
            ),
            Command(
                "teach.delete",
                tr("Delete class"),
                (),
                self._delete,
                tr("Delete the selected taught class; undo restores it"),
                "close",
                selected,
            ),
            Command(
                "teach.import",
                tr("Import taught classes…"),
                (),
                self._import,
                tr("Add the taught classes of a file"),
                "import",
            ),
            Command(
                "teach.export",
                tr("Export taught class…"),
                (),
                self._export,
                tr("Save the selected taught class in a file, to share it"),
                "export",
                selected,
            ),
        ]

    @property
    def _naming(self) -> bool:
        """Whether the name of a class is asked for."""
        if self._body.created is None:
            return False
        guide = self._body.created.guide
        return guide.page is guide.name

    def _is_idle(self) -> bool:
        return not self.service.state.active and not self._naming

    def _begin(self) -> None:
        self.service.cancel()
        self._show_panel()
        self.body.show_teaching(True)
        classes = self._models.card().classes
        known = () if classes is None else tuple(name.replace("_", " ") for name in classes.names)
        self.body.guide.start((*self.store.classes.names, *known))
        self.changed.emit()

    def _show_panel(self) -> None:
        """Show the panel, also where the window shows only the image or few panels."""
        actions = self._window.actions_by_id
        if self._window.is_bare():
            actions["view.exit"].trigger()
        if not actions["view.panels"].isChecked():
            actions["view.panels"].trigger()
        if not self.panel.isVisible():  # unfolding shows it in simple mode
            self.panel.set_expanded(False)
        self.panel.set_expanded(True)

    def _reveal(self) -> None:
        """Scroll to the panel, once it is laid out."""
        if self.panel.expanded:
            stage = self._window.stage
            QTimer.singleShot(LAYOUT, self.panel, lambda: stage.show_panel("taught"))

    def _add(self) -> None:
        if (taught := self.presenter.selected) is not None:
            self._show_panel()
            self.service.begin(taught.name)

    def _draw(self) -> None:
        state = self._player.state
        if state.frozen:
            self._player.play()
        elif state.has_file:
            self._player.pause()
        self.presenter.draw()

    def _delete(self) -> None:
        if (taught := self.presenter.selected) is not None:
            self.store.remove(taught.name)

    def _delete_example(self, n: int) -> None:
        if (taught := self.presenter.selected) is not None:
            self.service.delete_example(taught.name, n)

    def _play(self, n: int) -> None:
        self._reveal()
        taught = self.presenter.selected
        if taught is None or not taught.examples[n].recording:
            self.clip_player.stop()
            return
        if not self._player.state.live:
            self._player.pause()
        recording = taught.examples[n].recording

        def load() -> NDArray[np.float32]:
            import soxr

            from avol.teaching import PREVIEW_RATE, decode_recording

            wave = soxr.resample(decode_recording(recording), PREVIEW_RATE, SAMPLE_RATE)
            return np.asarray(wave, np.float32)

        self.clip_player.play_wave(load, taught.name)

    def _import(self) -> None:
        title = tr("Import taught classes")
        name, _ = QFileDialog.getOpenFileName(self._window, title, "", FILES)
        if name:
            self.panel.set_expanded(True)
            self.store.import_from(Path(name))

    def _export(self) -> None:
        taught = self.presenter.selected
        if taught is None:
            return
        start = f"{taught.name}.safetensors"
        name, _ = QFileDialog.getSaveFileName(self._window, tr("Export taught class"), start, FILES)
        if name:
            self.store.export_to(taught.name, Path(name))

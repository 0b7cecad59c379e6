"""The image at one window: zoom, pan, copying, and its context menu."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from avol_studio.core.translation import tr
from avol_studio.services.export.snapshot import render_frame
from avol_studio.ui.commands import Command, in_menu
from avol_studio.ui.commands.condition import Condition
from avol_studio.ui.commands.view_commands import VIEWS
from avol_studio.ui.controllers.base import FeatureContext, FeatureController
from avol_studio.ui.viewport.image_zoom import PAN_STEP, STEP

if TYPE_CHECKING:
    from avol.media import Frame
    from avol_studio.core.state.player_state import LocalizationEvent
    from avol_studio.ui.controllers.export_controller import ExportController
    from avol_studio.ui.controllers.region_query_controller import RegionQueryController
    from avol_studio.ui.window.window_protocol import WindowProtocol

MENU = (
    ("image.copy", "image.copy_plain", "file.snapshot", "file.snapshot_plain"),
    ("query.here", "box.draw", "search.region"),
    ("image.zoom_in", "image.zoom_out", "image.zoom_reset"),
)
"""The commands of the context menu, in sections."""
PANS = (
    ("left", tr("Move view left"), "Left", 1, 0),
    ("right", tr("Move view right"), "Right", -1, 0),
    ("up", tr("Move view up"), "Up", 0, 1),
    ("down", tr("Move view down"), "Down", 0, -1),
)


class ImageController(FeatureController):
    """Connects the image of one window to its commands."""

    def __init__(
        self, context: FeatureContext, export: ExportController, region_query: RegionQueryController
    ) -> None:
        super().__init__(context)
        self._export, self._region_query = export, region_query
        self._point = QPointF(0.5, 0.5)  # in 0..1 of the image, where the menu was opened

    def attach(self, window: WindowProtocol) -> None:
        """Open the context menu on the image; show each medium as a whole."""
        self._viewport = window.stage.viewport
        self._viewport.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._viewport.customContextMenuRequested.connect(self._show_menu)
        self._viewport.zoom.changed.connect(self.changed)
        self._player.opened.connect(self._viewport.zoom.reset)

    def commands(self) -> Sequence[Command]:
        """Zooming, panning and copying."""
        here = Command(
            "query.here",
            tr("Query region here"),
            (),
            self._query_here,
            tr("When does the object at this point sound?"),
            enabled=Condition(
                tr("The file has no audio track"),
                lambda: self._player.state.has_audio,
                self._has_file,
            ),
        )
        return [
            *in_menu("Edit", 100, *self._copy_commands()),
            *in_menu("View/Zoom", 20, *self._zoom_commands(), *map(self._pan_command, PANS)),
            here,
        ]

    def _copy_commands(self) -> list[Command]:
        return [
            Command(
                "image.copy",
                tr("Copy image with map"),
                ("Ctrl+C",),
                lambda: self._export.with_frame(True, self._copy),
                tr("Copy this frame with its map to the clipboard"),
                enabled=self._has_map,
            ),
            Command(
                "image.copy_plain",
                tr("Copy image without map"),
                ("Ctrl+Shift+C",),
                lambda: self._export.with_frame(False, self._copy),
                tr("Copy this frame without its map to the clipboard"),
                enabled=Condition(tr("There is no image yet"), self._has_frame, self._is_loaded),
            ),
        ]

    def _zoom_commands(self) -> list[Command]:
        zoom = lambda: self._viewport.zoom  # noqa: E731
        return [
            Command(
                "image.zoom_in",
                tr("Zoom in"),
                ("Alt++", "Alt+="),
                lambda: zoom().zoom_by(STEP),
                tr("Enlarge the image (also with the wheel)"),
                enabled=Condition(tr("There is no image to zoom"), self._has_frame),
            ),
            Command(
                "image.zoom_out",
                tr("Zoom out"),
                ("Alt+-",),
                lambda: zoom().zoom_by(1 / STEP),
                tr("Reduce the image (also with the wheel)"),
                enabled=Condition(tr("The whole image is shown"), self._is_zoomed),
            ),
            Command(
                "image.zoom_reset",
                tr("Whole image"),
                ("Alt+0", "Alt+Backspace"),
                lambda: zoom().reset(),
                tr("Show the whole image"),
                enabled=Condition(tr("The whole image is shown"), self._is_zoomed),
            ),
        ]

    def _pan_command(self, pan: tuple[str, str, str, int, int]) -> Command:
        name, text, key, x, y = pan
        return Command(
            f"image.pan_{name}",
            text,
            (f"Alt+{key}",),
            self._pan(x, y),
            tr("Show another part of the image (also by dragging)"),
            enabled=Condition(tr("The whole image is shown"), self._is_zoomed),
        )

    def _pan(self, x: int, y: int) -> Callable[[], None]:
        def move() -> None:
            size = self._viewport.size()
            self._viewport.zoom.pan(
                QPointF(x * size.width() * PAN_STEP, y * size.height() * PAN_STEP)
            )

        return move

    def _has_frame(self) -> bool:
        return self._player.last_frame is not None

    def _is_zoomed(self) -> bool:
        return self._has_frame() and self._viewport.zoom.factor > 1

    def _copy(self, frame: Frame, localized: LocalizationEvent | None) -> None:
        image = render_frame(frame, localized, self._settings.value)
        QGuiApplication.clipboard().setImage(image)
        self._viewport.show_echo(tr("Image copied"))

    def _query_here(self) -> None:
        self._region_query.query_point(self._point.x(), self._point.y())

    def make_menu(self, position: QPoint) -> QMenu | None:
        """The context menu for a point of the viewport; None without a frame."""
        if not self._has_frame():
            return None
        actions, geometry = self._window.actions_by_id, self._viewport.image_geometry
        self._point = QPointF(*geometry.to_image(QPointF(position)))
        menu = QMenu(self._window)
        menu.setToolTipsVisible(True)
        menu.addAction(actions["play.toggle"])
        inside = geometry.rect.contains(QPointF(position))
        for section in MENU:
            menu.addSeparator()
            for id in section:
                if id != "query.here" or inside:
                    menu.addAction(actions[id])
        menu.addSeparator()
        style = menu.addMenu(tr("Map"))
        for id in ("map.overlay", *(f"map.view.{name}" for name in VIEWS), "map.next_colormap"):
            style.addAction(actions[id])
        menu.addAction(actions["view.full_screen"])
        return menu

    def _show_menu(self, position: QPoint) -> None:
        menu = self.make_menu(position)
        if menu is not None:
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self._viewport.mapToGlobal(position))

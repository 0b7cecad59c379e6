"""Several files at one window: their list, and the way to the next and previous one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from avol_studio.core.file_queue import FileQueue
from avol_studio.core.state.live_state import LiveMedia
from avol_studio.core.state.player_state import Message, OpenedMedia
from avol_studio.core.translation import tr
from avol_studio.ui.commands import Command, in_menu
from avol_studio.ui.commands.condition import Condition
from avol_studio.ui.controllers.base import FeatureContext, FeatureController
from avol_studio.ui.panels.queue_panel import QueuePanel
from avol_studio.ui.window.panel_command import panel_command

if TYPE_CHECKING:
    from avol_studio.ui.window.window_protocol import WindowProtocol


class QueueController(FeatureController):
    """Opens the files of a queue; its panel is there while the queue has more than one file."""

    def __init__(self, context: FeatureContext) -> None:
        super().__init__(context)
        player = context.player
        self.queue = FileQueue(self)
        self._advancing = False  # the next file is being opened because one has ended
        player.opened.connect(self._on_opened)
        player.ended.connect(self._on_ended)
        player.message.connect(self._on_message)

    def attach(self, window: WindowProtocol) -> None:
        """Add the panel."""
        self.body = QueuePanel(self.queue)
        window.stage.add_panel("queue", tr("Files"), self.body, expanded=True)
        self.body.chosen.connect(window.open)
        self.queue.changed.connect(self._update)
        self._update()

    def open(self, paths: Iterable[Path]) -> None:
        """Open the first of some files or folders, and list all of them."""
        self.queue.set_files(paths)
        if self.queue.current is None:
            self.message.emit(Message(tr("The folder contains no video or image."), "warning"))
        else:
            self._window.open(self.queue.current)

    def commands(self) -> Sequence[Command]:
        """The next and the previous file."""
        return [
            *in_menu(
                "File", 30,
                Command(
                    "queue.next", tr("Next file"), ("Shift+PgDown",), self._open(1),
                    tr("Open the next file of the queue"),
                    enabled=Condition(
                        tr("There is no next file; drop several files to queue them"),
                        lambda: self.queue.neighbour(1) is not None,
                    ),
                ),
                Command(
                    "queue.previous", tr("Previous file"), ("Shift+PgUp",), self._open(-1),
                    tr("Open the previous file of the queue"),
                    enabled=Condition(
                        tr("There is no previous file"),
                        lambda: self.queue.neighbour(-1) is not None,
                    ),
                ),
            ),
            panel_command(self._window, "queue", tr("Files"), "Ctrl+9",
                Condition(tr("Open several files first"), self._has_several)),
        ]  # fmt: skip

    def _has_several(self) -> bool:
        return len(self.queue.files) > 1

    def _open(self, step: int) -> Callable[[], str]:
        def open_neighbour() -> str:
            path = self.queue.neighbour(step)
            if path is None:
                return ""
            self.queue.show_opened(path)  # also where it cannot be opened, to go past it
            self._window.open(path)
            place, count = self.queue.index + 1, len(self.queue.files)
            return tr("{} ({} of {})").format(path.name, place, count)

        return open_neighbour

    def _on_opened(self, media: OpenedMedia | LiveMedia) -> None:
        advancing, self._advancing = self._advancing, False
        if isinstance(media, OpenedMedia):
            self.queue.show_opened(media.path)
            if advancing:
                self._player.play()

    def _on_ended(self) -> None:
        """Play the next file; an image, which ends at once, stays."""
        media, wanted = self._player.media, self._settings.value.play_next
        if wanted and isinstance(media, OpenedMedia) and len(media.index) > 1:
            self._advance()

    def _on_message(self, message: Message) -> None:
        """Pass a file that cannot be opened."""
        if self._advancing and message.kind == "error":
            self._advance()

    def _advance(self) -> None:
        self._advancing = self.queue.neighbour(1) is not None
        if self._advancing:
            self._open(1)()

    def _update(self) -> None:
        self._window.stage.offer_panel("queue", self._has_several())
        self.changed.emit()

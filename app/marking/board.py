"""What is seen of marking: boxes on the picture and the panel, kept in line with what they show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.marking.editing import Editing
from app.marking.examiner import Examiner
from app.marking.exchange import BETWEEN
from app.marking.judge import Judged
from app.marking.marks import MarkedFrame, Marks
from app.views.boxes.frame_list import FrameRow
from app.views.boxes.layer import BoxLayer
from app.views.boxes.panel import BoxesPanel
from app.views.clock_text import clock_text
from app.views.panel import Panel
from avol.training.concepts import read_concepts

if TYPE_CHECKING:
    from app.flow.player import Player
    from app.views.host import Host


class Board(QObject):
    """The layer and the panel of one window; the panel is folded away at first."""

    def __init__(
        self, window: Host, player: Player, marks: Marks, editing: Editing, examiner: Examiner
    ) -> None:
        super().__init__(window)
        self._player, self._marks, self._editing = player, marks, editing
        self._examiner = examiner
        self._judged: Judged | None = None
        self.layer = BoxLayer(window.stage.viewport)
        things = [concept.name for concept in read_concepts()]
        self.view = BoxesPanel(window.actions_by_id, things)
        self.panel = Panel("Boxes", window.actions_by_id["view.boxes"], self.view)
        self.panel.set_unfolded(False)
        window.stage.add_panel("boxes", self.panel)
        self._listen()

    def _listen(self) -> None:
        layer, editing, view = self.layer, self._editing, self.view
        layer.drawn.connect(editing.add)
        layer.reshaped.connect(editing.reshape)
        layer.picked.connect(editing.pick)
        layer.named.connect(view.label.ask)
        layer.interrupted.connect(lambda: editing.set_marking(False))
        view.named.connect(editing.name)
        view.went.connect(self._player.seek)
        editing.changed.connect(self._show_layer)
        self._marks.changed.connect(self._show_all)
        self._player.frame_shown.connect(self._show_layer)
        self._player.state_changed.connect(self._show_layer)
        self._examiner.judged.connect(self._on_judged)
        self.panel.folded.connect(lambda: self._examiner.set_active(self.panel.unfolded))

    def ask_name(self) -> None:
        """Let a name be typed."""
        self.panel.set_unfolded(True)
        self.view.label.ask()

    def _show_layer(self) -> None:
        editing = self._editing
        self.layer.show_frame(editing.here, editing.number, editing.marking)
        if self.panel.unfolded:
            self.view.show_label(editing.label)
            self.view.frames.show_time(self._now)

    def _show_all(self) -> None:
        frames = self._marks.frames
        self.view.show_judged(self._judged, len(frames))
        self.view.frames.show_rows(tuple(map(self._row, frames)), self._now)
        self._show_layer()

    def _on_judged(self, judged: Judged | None) -> None:
        self._judged = judged
        self._show_all()

    @property
    def _now(self) -> float | None:
        frame = self._player.last_frame
        return None if frame is None else frame.time

    def _row(self, frame: MarkedFrame) -> FrameRow:
        right = None if self._judged is None else self._judged.right.get(frame.time)
        clock = clock_text(frame.time - self._player.state.start, 2)
        return FrameRow(frame.time, clock, _words(frame), right)


def _words(frame: MarkedFrame) -> str:
    if frame.absent:
        return f"nothing here: {frame.label}" if frame.label else "nothing here"
    names = BETWEEN.join(dict.fromkeys(box.label for box in frame.sounding if box.label))
    count = len(frame.sounding)
    return names or (f"{count} boxes" if count > 1 else "1 box" if count else "silent things only")

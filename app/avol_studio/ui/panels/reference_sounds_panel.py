"""The Sounds panel: what the map follows, and the sounds that are asked about beside it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from avol.media.file_types import SOUNDS, VIDEOS
from avol.reference_sounds import SILENCE, ReferenceSound, query_sounds
from avol_studio.services.reference_sounds import ReferenceSounds
from avol_studio.ui.style import theme
from avol_studio.ui.text.file_filters import file_filter
from avol_studio.ui.viewport.reference_outline import REFERENCE_STYLES, ReferenceStyle, paint_swatch
from avol_studio.ui.widgets.basic import IconButton, label, radio, row
from avol_studio.ui.widgets.controls import Combo

if TYPE_CHECKING:
    from avol_studio.core.state.player_state import LocalizationEvent

OTHERS = ("replace.moment", "replace.file", "replace.noise", "replace.silence")
"""Commands that put a sound under the picture, below the instruments in the list."""


class Swatch(QWidget):
    """The letter of a pinned sound in its colour, as it stands on the picture."""

    def __init__(self, mark: ReferenceStyle) -> None:
        super().__init__()
        self._mark = mark
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"Sound {mark.letter}")

    def sizeHint(self) -> QSize:
        """A disc."""
        return QSize(theme.px(self, 26), theme.px(self, 26))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Disc and letter."""
        painter = QPainter(self)
        middle = QPointF(self.width() / 2, self.height() / 2)
        paint_swatch(painter, middle, self._mark, theme.font(self, 12, bold=True))
        painter.end()


class _PinRow(QWidget):
    """One pinned sound: letter, whether the map follows it, its score here, and away with it."""

    def __init__(
        self, mark: ReferenceStyle, choice: ReferenceSounds, place: int, query: ReferenceSound
    ) -> None:
        super().__init__()
        self.query = query
        self.radio = radio(query.name, f"Let the map follow {query.name} in place of the sound")
        self.score = label("–", "muted")
        self.score.setAccessibleName(f"Score of {query.name}")
        self.score.setToolTip("The score that this sound would have in the picture")
        away = QAction(f"Remove {query.name}", self)
        away.setToolTip(f"Remove {query.name} from the picture")
        away.setProperty("icon_name", "close")
        away.triggered.connect(lambda: choice.unpin(place))
        line = row(Swatch(mark), self.radio, None, self.score, IconButton(away, 28))
        self.setLayout(line)


class ReferenceSoundsPanel(QWidget):
    """Chooses what the map follows; sounds are added from a list, or dropped as files."""

    def __init__(self, choice: ReferenceSounds, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self._choice, self._actions = choice, actions
        self._rows: list[_PinRow] = []
        self._group = QButtonGroup(self)
        self._own = radio("The sound itself", "Let the map follow the sound that is heard")
        self._silence = radio("Silence (deaf test)", actions["map.silence_test"].toolTip())
        self._add = self._make_list()
        self._own.clicked.connect(lambda: choice.follow(None))
        self._silence.clicked.connect(lambda: choice.follow(SILENCE))
        self._pinned = QVBoxLayout()
        self._pinned.setSpacing(4)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 0, 12, 12)
        column.setSpacing(8)
        column.addWidget(self._own)
        column.addLayout(self._pinned)
        column.addWidget(self._silence)
        column.addWidget(self._add)
        hint = label(
            "Pinned sounds are outlined: where would they be? Y sets them side by side. "
            "Drop sound files here."
        )
        hint.setProperty("role", "caption")
        hint.setWordWrap(True)
        column.addWidget(hint)
        self.setAcceptDrops(True)
        choice.changed.connect(self._follow)
        self._follow()

    def show_localization(self, located: LocalizationEvent | None) -> None:
        """Follow the maps; None: there is none."""
        scores = {}
        if located is not None:
            pairs = zip(located.sounds.compared, located.compared, strict=True)
            scores = {query: found.score for query, found in pairs}
        for line in self._rows:
            line.score.setText(f"{scores[line.query]:.2f}" if line.query in scores else "–")

    def choose_file(self) -> bool:
        """Let a file be chosen, and pin its middle second; whether one was."""
        name, _ = QFileDialog.getOpenFileName(
            self, "Put a sound under the picture", "",
            file_filter("Sounds and videos", SOUNDS | VIDEOS),
        )  # fmt: skip
        if name:
            self._choice.pin(name)
        return bool(name)

    def _make_list(self) -> Combo:
        combo = Combo("Pin a sound", "Pin a sound: see where in the picture it would be")
        combo.addItem("Pin a sound…")
        for sound in query_sounds():
            combo.addItem(sound.name, sound.name)
        for id in OTHERS:
            combo.addItem(self._actions[id].text(), self._actions[id])
        combo.activated.connect(self._on_chosen)
        return combo

    def _on_chosen(self, n: int) -> None:
        chosen = self._add.itemData(n)
        self._add.setCurrentIndex(0)
        if isinstance(chosen, QAction):
            chosen.trigger()
        elif chosen:
            self._choice.pin(chosen)

    def _follow(self) -> None:
        for old in self._rows:
            self._group.removeButton(old.radio)
            self._pinned.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._rows = [
            _PinRow(REFERENCE_STYLES[place], self._choice, place, query)
            for place, query in self._choice.pins
        ]
        followed = self._choice.value.replacement
        for button in (self._own, self._silence):
            self._group.addButton(button)
        for line in self._rows:
            self._pinned.addWidget(line)
            self._group.addButton(line.radio)
            line.radio.setChecked(line.query is followed)
            line.radio.clicked.connect(lambda _=False, query=line.query: self._choice.follow(query))
        self._own.setChecked(followed is None)
        self._silence.setChecked(followed is SILENCE)
        self._add.setEnabled(not self._choice.full)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Pin the sounds that were dropped."""
        event.acceptProposedAction()
        for url in event.mimeData().urls():
            if url.isLocalFile():
                self._choice.pin(Path(url.toLocalFile()))

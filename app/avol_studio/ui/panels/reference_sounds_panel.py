"""The Sounds panel: the sound of the map, and pinned sounds to compare."""

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

from avol.media.file_types import AUDIO_SUFFIXES, VIDEO_SUFFIXES
from avol.reference_sounds import SILENCE, ReferenceSound, bundled_sounds
from avol_studio.core.sound_names import sound_name
from avol_studio.core.translation import number, tr
from avol_studio.services.reference_sounds import ReferenceSounds
from avol_studio.ui.style import theme
from avol_studio.ui.text.file_filters import file_filter
from avol_studio.ui.viewport.reference_outline import REFERENCE_STYLES, ReferenceStyle, paint_swatch
from avol_studio.ui.widgets.accessible import GRAPHIC
from avol_studio.ui.widgets.basic import IconButton, label, paragraph, radio, row
from avol_studio.ui.widgets.controls import Combo

if TYPE_CHECKING:
    from avol_studio.core.state.player_state import LocalizationEvent

ADD_COMMANDS = ("replace.moment", "replace.file", "replace.noise", "replace.silence")
"""Commands that add a sound, listed below the instruments."""


class Swatch(QWidget):
    """The letter of a pinned sound in its colour, as on the image."""

    accessible_role = GRAPHIC

    def __init__(self, style: ReferenceStyle) -> None:
        super().__init__()
        self._style = style
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Sound {letter}").format(letter=style.letter))

    def sizeHint(self) -> QSize:
        """The size of a disc."""
        return QSize(theme.px(self, 26), theme.px(self, 26))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the disc and its letter."""
        painter = QPainter(self)
        middle = QPointF(self.width() / 2, self.height() / 2)
        paint_swatch(painter, middle, self._style, theme.font(self, 12, bold=True))
        painter.end()


class _PinRow(QWidget):
    """One pinned sound: letter, choice for the map, score, remove button."""

    def __init__(
        self, style: ReferenceStyle, choice: ReferenceSounds, slot: int, query: ReferenceSound
    ) -> None:
        super().__init__()
        self.query = query
        name = sound_name(query.name)
        self.radio = radio(name, tr("Use {name} for the map").format(name=name))
        self.score = label("–", "muted")
        self.score.setAccessibleName(tr("Score of {name}").format(name=name))
        self.score.setToolTip(tr("Score of this sound on the shown frame"))
        remove = QAction(tr("Remove {name}").format(name=name), self)
        remove.setToolTip(tr("Remove {name}").format(name=name))
        remove.setProperty("icon_name", "close")
        remove.triggered.connect(lambda: choice.unpin(slot))
        line = row(Swatch(style), self.radio, None, self.score, IconButton(remove, 28))
        self.setLayout(line)


class ReferenceSoundsPanel(QWidget):
    """Selects the sound of the map; sounds are added from a list or dropped as files."""

    def __init__(self, choice: ReferenceSounds, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self._choice, self._actions = choice, actions
        self._rows: list[_PinRow] = []
        self._group = QButtonGroup(self)
        self._original = radio(tr("Original audio"), tr("Use the audio of the video for the map"))
        self._silence = radio(tr("Silence test"), actions["map.silence_test"].toolTip())
        self._replacement = radio(tr("Sound"), tr("This sound replaces the audio of the video"))
        self._add = self._make_list()
        self._original.clicked.connect(lambda: choice.replace_audio(None))
        self._silence.clicked.connect(lambda: choice.replace_audio(SILENCE))
        self._pinned = QVBoxLayout()
        self._pinned.setSpacing(4)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 0, 12, 12)
        column.setSpacing(8)
        column.addWidget(self._original)
        column.addLayout(self._pinned)
        column.addWidget(self._replacement)
        column.addWidget(self._silence)
        column.addWidget(self._add)
        hint = paragraph(
            tr(
                "Pinned sounds are outlined where the model would place them. Compare: Y. "
                "Drop audio files here to add them."
            ),
            "caption",
        )
        column.addWidget(hint)
        self.setAcceptDrops(True)
        choice.changed.connect(self._update)
        self._update()

    def show_localization(self, located: LocalizationEvent | None) -> None:
        """Show the scores of a map; None: no map."""
        scores = {}
        if located is not None:
            pairs = zip(located.sounds.compared, located.compared, strict=True)
            scores = {query: found.score for query, found in pairs}
        for line in self._rows:
            line.score.setText(number(scores[line.query], 2) if line.query in scores else "–")

    def choose_file(self) -> bool:
        """Open a file dialog and pin the chosen audio; returns whether one was chosen."""
        name, _ = QFileDialog.getOpenFileName(
            self, tr("Replace audio"), "",
            file_filter(tr("Audio and video"), AUDIO_SUFFIXES | VIDEO_SUFFIXES),
        )  # fmt: skip
        if name:
            self._choice.pin(name)
        return bool(name)

    def _make_list(self) -> Combo:
        combo = Combo(tr("Pin a sound"), tr("Pin a sound: shows where the model would place it"))
        combo.addItem(tr("Pin a sound…"))
        for sound in bundled_sounds():
            combo.addItem(sound_name(sound.name), sound.name)
        for id in ADD_COMMANDS:
            combo.addItem(self._actions[id].iconText(), self._actions[id])
        combo.activated.connect(self._on_chosen)
        return combo

    def _on_chosen(self, n: int) -> None:
        chosen = self._add.itemData(n)
        self._add.setCurrentIndex(0)
        if isinstance(chosen, QAction):
            chosen.trigger()
        elif chosen:
            self._choice.pin(chosen)

    def _update(self) -> None:
        for old in self._rows:
            self._group.removeButton(old.radio)
            self._pinned.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._rows = [
            _PinRow(REFERENCE_STYLES[slot], self._choice, slot, query)
            for slot, query in self._choice.pinned
        ]
        selected = self._choice.value.replacement
        for button in (self._original, self._replacement, self._silence):
            self._group.addButton(button)
        for line in self._rows:
            self._pinned.addWidget(line)
            self._group.addButton(line.radio)
            line.radio.setChecked(line.query is selected)
            line.radio.clicked.connect(
                lambda _=False, query=line.query: self._choice.replace_audio(query)
            )
        self._original.setChecked(selected is None)
        self._silence.setChecked(selected is SILENCE)
        self._show_unpinned(selected)
        self._add.setEnabled(not self._choice.full)

    def _show_unpinned(self, selected: ReferenceSound | None) -> None:
        """Show the sound that replaces the audio although it is not pinned, as in a lesson."""
        if selected in (None, SILENCE, *(line.query for line in self._rows)):
            self._replacement.hide()
        elif selected is not None:
            self._replacement.show()
            self._replacement.setText(sound_name(selected.name))
            self._replacement.setAccessibleName(sound_name(selected.name))
            self._replacement.setChecked(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Pin the dropped sounds."""
        event.acceptProposedAction()
        for url in event.mimeData().urls():
            if url.isLocalFile():
                self._choice.pin(Path(url.toLocalFile()))

"""The Quick guide dialog: how to read map, verdict and timeline."""

from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from avol.localization import Verdict
from avol_studio.core.translation import titled, tr
from avol_studio.ui.commands.shortcut_map import ShortcutMap
from avol_studio.ui.dialogs.shortcuts import KeyCap
from avol_studio.ui.style import theme
from avol_studio.ui.text.verdict_labels import VERDICT_LABELS
from avol_studio.ui.widgets.basic import IconLabel, label, paragraph
from avol_studio.ui.widgets.scroll_dialog import make_scrollable

_MAP = tr(
    "AVOL compares one frame with the audio around it (live: before it): three seconds, of which "
    "the second at the frame counts most. Other weights may use that second alone. "
    "Each of 14 × 14 cells gets a score: 0 no evidence, from 0.5 a match. Colour begins just below "
    "0.5. "
    "The legend shows which colour is which score. The large number is the best score of all cells."
)
_TIMELINE = tr(
    "From top to bottom: audio, score over time (filled by playing or analysing), and verdict: "
    "green for a match, amber for no match, a thin grey line for an unfamiliar sound."
)
_TRY = (
    ("map.silence_test", tr("silence test: without audio, the map is empty")),
    ("replace.moment", tr("pin this audio window to compare it with other frames")),
    ("query.select", tr("click an object: the timeline shows when it sounds")),
    ("step.back", tr("previous frame: the map belongs to exactly this frame")),
    ("map.next_view", tr("next view: heat, contour, peak, grid with the 14 × 14 scores")),
    ("help.palette", tr("find any command by a few letters, and run it")),
    ("help.shortcuts", tr("keyboard shortcuts and a command search")),
)
_LIMITS = tr(
    "The model only knows the classes it was trained on, confuses similar instruments such as "
    "violin and cello, and may be wrong with a high score. The score is not a probability."
)


class QuickHelpDialog(QDialog):
    """How to read map, score, verdict and timeline; Esc closes the dialog."""

    def __init__(self, keys: ShortcutMap, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Quick guide"))
        page = QWidget()
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(32, 24, 32, 32)
        self._column.setSpacing(8)
        self._add(tr("The map"), _MAP)
        self._add(tr("The verdict"), "")
        self._column.addLayout(_grid([(_icon(v), _description(v)) for v in VERDICT_LABELS]))
        self._add(tr("The timeline"), _TIMELINE)
        self._add(tr("Try"), "")
        self._column.addLayout(
            _grid([(KeyCap(key), text) for id, text in _TRY for key in keys.keys(id)[:1]])
        )
        self._add(tr("Limits"), _LIMITS)
        self._column.addStretch(1)
        page.setMinimumWidth(theme.px(self, 640))
        make_scrollable(self, page)

    def _add(self, title: str, text: str) -> None:
        if self._column.count():
            self._column.addSpacing(8)
        self._column.addWidget(label(title, "title"))
        if text:
            self._column.addWidget(paragraph(text))


def _icon(verdict: Verdict) -> QWidget:
    return IconLabel(VERDICT_LABELS[verdict].icon, VERDICT_LABELS[verdict].colour)


def _description(verdict: Verdict) -> str:
    shown = VERDICT_LABELS[verdict]
    return titled(f"<b>{shown.text}</b>", shown.explanation)


def _grid(rows: list[tuple[QWidget, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(1, 1)
    for n, (widget, text) in enumerate(rows):
        grid.addWidget(widget, n, 0)
        grid.addWidget(paragraph(text), n, 1)
    return grid

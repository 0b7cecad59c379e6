"""The perturbations: editors of image and spectrogram, controls, scores, kept variants."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from avol.perturbation import (
    NEUTRAL,
    AudioPerturbation,
    ErasedArea,
    ImagePerturbation,
    Perturbation,
    Rectangle,
    Stroke,
)
from avol_studio.core.translation import tr
from avol_studio.ui.lab.audio_controls import AudioControls
from avol_studio.ui.lab.control_set import ControlSet
from avol_studio.ui.lab.image_controls import ImageControls
from avol_studio.ui.lab.image_editor import ImageEditor, MaskMode
from avol_studio.ui.lab.perturbation_text import perturbation_text
from avol_studio.ui.lab.score_card import ScoreCard
from avol_studio.ui.lab.spectrogram_editor import EraseMode, SpectrogramEditor
from avol_studio.ui.lab.variant_table import VariantTable
from avol_studio.ui.style import theme
from avol_studio.ui.widgets.basic import label, row
from avol_studio.ui.widgets.controls import Combo
from avol_studio.ui.widgets.vertical_scroll_area import VerticalScrollArea

if TYPE_CHECKING:
    from avol_studio.services.inspection.state import Inspection

ERASE_MODES: tuple[tuple[EraseMode, str], ...] = (
    ("band", tr("Erase frequencies")), ("time", tr("Erase times")), ("area", tr("Erase areas"))
)  # fmt: skip
MASK_MODES: tuple[tuple[MaskMode, str], ...] = (
    ("rectangle", tr("Cover a rectangle")), ("paint", tr("Paint over"))
)  # fmt: skip


class PerturbationPanel(QWidget):
    """Edits a Perturbation; `changed` carries the new one."""

    changed = Signal(object)
    keep_requested = Signal()
    apply_requested = Signal(int)
    export_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.settings = NEUTRAL
        self.controls = ControlSet()
        self.image, self.spectrogram = ImageEditor(), SpectrogramEditor()
        self.audio_controls, self.image_controls = AudioControls(), ImageControls()
        self.erase_mode = _mode_combo(tr("Erase"), ERASE_MODES, self._set_erase_mode)
        self.mask_mode = _mode_combo(tr("Cover"), MASK_MODES, self._set_mask_mode)
        self.summary = label("", "muted")
        self.summary.setWordWrap(True)
        self.original, self.altered = ScoreCard(tr("Original")), ScoreCard(tr("Altered"))
        self.variants = VariantTable()
        self.reset = _button(tr("Reset"), tr("Give the network the original input again"))
        self.undo_area = _button(tr("Restore audio"), tr("Remove all erased areas"))
        self.undo_mask = _button(tr("Uncover image"), tr("Remove all masks"))
        self.keep = _button(tr("Keep variant"), tr("Keep image, map and score as a row below"))
        self.apply = _button(tr("Apply"), tr("Alter the input as in the selected variant"))
        self.delete = _button(tr("Delete"), tr("Delete the selected variants"))
        self.export = _button(tr("Export…"), tr("Save all variants as CSV and PNG files"))
        self._lay_out()
        self._connect()
        self._register()
        self.show_settings(NEUTRAL)

    # -- settings ----------------------------------------------------------------------------

    def show_settings(self, settings: Perturbation) -> None:
        """Show settings without a signal."""
        self.settings = settings
        self.audio_controls.show_settings(settings.audio)
        self.image_controls.show_settings(settings.image)
        self.spectrogram.show_areas(settings.audio.erased)
        self.image.mirrored = settings.image.mirror
        self.summary.setText(perturbation_text(settings) or tr("The input is not altered."))
        self.reset.setEnabled(not settings.is_neutral)
        self.undo_area.setEnabled(bool(settings.audio.erased))
        self.undo_mask.setEnabled(bool(settings.image.rectangles or settings.image.strokes))

    def set_settings(self, settings: Perturbation) -> None:
        """Show settings and emit them."""
        self.show_settings(settings)
        self.changed.emit(settings)

    def _set_audio(self, audio: AudioPerturbation) -> None:
        self.set_settings(replace(self.settings, audio=audio))

    def _set_image(self, image: ImagePerturbation) -> None:
        self.set_settings(replace(self.settings, image=image))

    def _erase(self, area: ErasedArea) -> None:
        erased = (*self.settings.audio.erased, area)
        self._set_audio(replace(self.settings.audio, erased=erased))

    def _restore(self, number: int) -> None:
        erased = list(self.settings.audio.erased)
        del erased[number]
        self._set_audio(replace(self.settings.audio, erased=tuple(erased)))

    def _mask(self, shape: Rectangle | Stroke) -> None:
        image = self.settings.image
        if isinstance(shape, Rectangle):
            self._set_image(replace(image, rectangles=(*image.rectangles, shape)))
        else:
            self._set_image(replace(image, strokes=(*image.strokes, shape)))

    def _set_erase_mode(self, index: int) -> None:
        self.spectrogram.mode = ERASE_MODES[index][0]

    def _set_mask_mode(self, index: int) -> None:
        self.image.mode = MASK_MODES[index][0]

    # -- results -----------------------------------------------------------------------------

    def show_result(self, result: Inspection | None) -> None:
        """Show what the network gets now, and both scores."""
        if result is None:
            self.image.show_image(None, 1.0, None)
            self.original.show_score(None)
            self.altered.show_score(None)
            return
        scored, frame = result.scored, result.request.frame.image
        scores = None if scored.localization is None else scored.localization.map
        self.image.show_image(scored.image, frame.shape[1] / frame.shape[0], scores)
        self.spectrogram.show_spectrogram(
            scored.audio_embedding.spectrogram, result.card.spectrogram
        )
        self.original.show_score(result.original)
        altered = result.request.perturbation is not None
        self.altered.show_score(scored if altered else None)

    # -- construction ------------------------------------------------------------------------

    def _connect(self) -> None:
        self.audio_controls.changed.connect(self._set_audio)
        self.image_controls.changed.connect(self._set_image)
        self.spectrogram.erased.connect(self._erase)
        self.spectrogram.removed.connect(self._restore)
        self.image.masked.connect(self._mask)
        self.reset.clicked.connect(lambda: self.set_settings(NEUTRAL))
        self.undo_area.clicked.connect(
            lambda: self._set_audio(replace(self.settings.audio, erased=()))
        )
        self.undo_mask.clicked.connect(
            lambda: self._set_image(replace(self.settings.image, rectangles=(), strokes=()))
        )
        self.keep.clicked.connect(self.keep_requested)
        self.export.clicked.connect(self.export_requested)
        self.delete.clicked.connect(self.variants.delete_requested)
        self.apply.clicked.connect(self._apply)

    def _apply(self) -> None:
        if self.variants.selected:
            self.apply_requested.emit(self.variants.selected[0])

    def _lay_out(self) -> None:
        controls = QWidget()
        inner = QVBoxLayout(controls)
        inner.setContentsMargins(0, 0, 8, 0)
        inner.setSpacing(10)
        inner.addWidget(self.audio_controls)
        inner.addWidget(self.image_controls)
        inner.addStretch(1)
        area = VerticalScrollArea(controls)
        area.setMinimumWidth(theme.px(self, 184))  # of a name beside its value
        self._cover = _column(_stretched(self.mask_mode, self.undo_mask), self.image)
        self._erase_group = _column(_stretched(self.erase_mode, self.undo_area), self.spectrogram)
        editors = QSplitter(Qt.Orientation.Vertical)
        for part in (self._cover, self._erase_group):
            editors.addWidget(part)
        editors.setChildrenCollapsible(False)
        self._scores = QWidget()
        scores = QHBoxLayout(self._scores)
        scores.setContentsMargins(0, 0, 0, 0)
        scores.setSpacing(16)
        scores.addWidget(self.original)
        scores.addWidget(self.altered)
        upper = QWidget()
        line = QHBoxLayout(upper)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(editors, 3)
        line.addWidget(area, 2)
        self._kept = _column(row(self.apply, self.delete, self.export, None), self.variants)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(upper)
        split.addWidget(self._kept)
        split.setChildrenCollapsible(False)
        split.setStretchFactor(0, 1)
        split.setSizes([500, 130])
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(8)
        column.addLayout(_stretched(self.summary, self.keep, self.reset))
        column.addWidget(self._scores)
        column.addWidget(split, 1)

    def _register(self) -> None:
        audio, image = self.audio_controls, self.image_controls
        for id, widgets in {
            "erase": (self._erase_group,), "mask": (self._cover,), "sound": (audio.sound_group,),
            "shift": (audio.shift,), "pitch": (audio.pitch,), "noise": (audio.noise,),
            "filter": (audio.filter_group,), "blur": (image.blur,), "hue": (image.hue,),
            "grey": (image.grey_row,), "mirror": (image.mirror_row,), "scores": (self._scores,),
            "keep": (self.keep, self._kept), "reset": (self.reset,),
        }.items():  # fmt: skip
            self.controls.add(f"perturbation.{id}", *widgets)


def _mode_combo(
    name: str, modes: Sequence[tuple[str, str]], choose: Callable[[int], None]
) -> Combo:
    made = Combo(name, name)
    for _, text in modes:
        made.addItem(text)
    made.currentIndexChanged.connect(choose)
    return made


def _stretched(*widgets: QWidget) -> QHBoxLayout:
    """Widgets in a row; the first takes the room."""
    made = row(*widgets)
    made.setStretch(0, 1)
    return made


def _button(name: str, tooltip: str) -> QPushButton:
    made = QPushButton(name)
    made.setAccessibleName(name)
    made.setToolTip(tooltip)
    return made


def _column(heading: QHBoxLayout, body: QWidget) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    column.addLayout(heading)
    column.addWidget(body, 1)
    return made

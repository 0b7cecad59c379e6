"""The inspector: the stages of both encoders, their activations, and the arithmetic of a cell."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from avol_studio.core.class_names import class_name
from avol_studio.core.time_format import format_time
from avol_studio.core.translation import number, tr
from avol_studio.services.inspection.state import Inspection, StageChoice
from avol_studio.ui.lab.activation_colors import activation_image
from avol_studio.ui.lab.arithmetic_view import ArithmeticView
from avol_studio.ui.lab.channel_tiles import ChannelTiles
from avol_studio.ui.lab.control_set import ControlSet
from avol_studio.ui.lab.overlay_image import OverlayImage, rgb_image
from avol_studio.ui.lab.stage_strip import StageStrip, stage_name
from avol_studio.ui.widgets.basic import label, row
from avol_studio.ui.widgets.controls import CheckBox, Combo
from avol_studio.ui.widgets.spectrogram_view import spectrogram_image
from avol_studio.ui.widgets.vertical_scroll_area import VerticalScrollArea

if TYPE_CHECKING:
    from avol.checkpoints import EncoderKind
    from avol_studio.services.inspection.inspection_service import InspectionService

ACTIVATIONS, CELL = 0, 1
FILE = "file"
_SPECTROGRAM_ASPECT = 1.5
_PLACEHOLDER = tr("Open a video or a camera, then pause where you want to look.")
_HINT = tr("Click a stage to see its activations.")


class InspectorPanel(QWidget):
    """Shows the newest result of the inspection service, and sends it the choices."""

    weights_chosen = Signal(str)
    """A checkpoint by name, "" for the studio's, or `FILE` to choose one."""

    def __init__(self, service: InspectionService) -> None:
        super().__init__()
        self._service = service
        self._strongest = {ACTIVATIONS: False, CELL: True}
        self._shown: Inspection | None = None  # the result in the tiles
        self.cell: tuple[int, int] | None = None
        self.network = Combo(tr("Network"), tr("The network that is inspected"))
        self.network.activated.connect(
            lambda index: self.weights_chosen.emit(self.network.itemData(index))
        )
        self._status = label("", "muted")
        self._status.setWordWrap(True)
        self.strips: dict[EncoderKind, StageStrip] = {
            "image": StageStrip(tr("Vision encoder")),
            "audio": StageStrip(tr("Audio encoder")),
        }
        for kind, strip in self.strips.items():
            strip.chosen.connect(partial(self._choose_stage, kind))
        self.tabs = QTabBar()
        self.tabs.addTab(tr("Activations"))
        self.tabs.addTab(tr("Cell"))
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.currentChanged.connect(self._on_tab)
        self.image = OverlayImage(tr("Input of the network"))
        self.image.cell_chosen.connect(self.choose_cell)
        self.tiles = ChannelTiles()
        self.tiles.chosen.connect(self.update_view)
        self.arithmetic = ArithmeticView()
        self.strongest = CheckBox(
            tr("Strongest first"), tr("Sort channels and numbers by strength")
        )
        self.strongest.toggled.connect(self._sort)
        self.channel = label("", "title")
        self.controls = ControlSet()
        self._lay_out()
        service.changed.connect(self.update_view)
        self.set_networks([])

    # -- choices -----------------------------------------------------------------------------

    def set_networks(self, names: list[tuple[str, str]]) -> None:
        """Offer the studio's checkpoint, these (title, name), and a file."""
        self.network.clear()
        self.network.addItem(tr("Network of the studio"), "")
        for title, name in names:
            self.network.addItem(title, name)
        self.network.addItem(tr("Another checkpoint…"), FILE)
        self.show_weights()

    def show_weights(self) -> None:
        """Mark the inspected checkpoint; one from a file is added to the list."""
        weights = self._service.weights
        index = self.network.findData(weights)
        if index < 0:
            index = self.network.count() - 1
            self.network.insertItem(index, weights.replace("\\", "/").split("/")[-1], weights)
        self.network.setCurrentIndex(index)

    def choose_cell(self, row: int, column: int) -> None:
        """Show the arithmetic of a cell."""
        self.cell = row, column
        self.tabs.setCurrentIndex(CELL)
        self.update_view()

    def _choose_stage(self, kind: EncoderKind, index: int) -> None:
        self._service.choose_stage(StageChoice(kind, index))
        self.tabs.setCurrentIndex(ACTIVATIONS)

    def _on_tab(self, tab: int) -> None:
        self.strongest.setChecked(self._strongest[tab])
        self.update_view()

    def _sort(self, strongest_first: bool) -> None:
        """Sort the channels or the numbers, whichever are shown."""
        self._strongest[self.tabs.currentIndex()] = strongest_first
        self.tiles.set_strongest_first(self._strongest[ACTIVATIONS])
        self.arithmetic.numbers.strongest_first = self._strongest[CELL]
        self.update_view()

    # -- view --------------------------------------------------------------------------------

    def update_view(self) -> None:
        """Show the newest result."""
        result, stage = self._service.result, self._service.stage
        self.image.placeholder = "" if self._service.waiting else _PLACEHOLDER
        self._status.setText(self._service.error or self._status_text(result))
        for kind, strip in self.strips.items():
            strip.show_stages(() if result is None else result.stages.get(kind, ()))
            strip.choose(stage.index if stage is not None and stage.kind == kind else None)
        self._pages.setCurrentIndex(self.tabs.currentIndex())
        if result is None:
            self.tiles.show_activations(None)
            self.arithmetic.show_arithmetic(None, "avol", (), None)
            self.channel.setText(_HINT)
        elif self.tabs.currentIndex() == CELL:
            self._show_cell(result)
        else:
            self._show_activations(result)

    def _show_activations(self, result: Inspection) -> None:
        stage = result.request.stage
        if result.activations is None or stage is None:
            self.tiles.show_activations(None)
            self._shown = None
            self.channel.setText(_HINT)
            self.image.show_image(rgb_image(result.scored.image), _aspect(result))
            self.image.show_cells(None)
            return
        if result is not self._shown:
            self.tiles.show_activations(result.activations)
            self._shown = result
        name = stage_name(result.stages[stage.kind][stage.index])
        levels = self.tiles.channel_levels()
        self.channel.setText(self._channel_text(name, result))
        overlay = None if levels is None else activation_image(levels, overlay=True)
        if stage.kind == "audio":
            drawn = spectrogram_image(result.scored.audio_embedding.spectrogram)
            aspect = _SPECTROGRAM_ASPECT
        else:
            drawn, aspect = rgb_image(result.scored.image), _aspect(result)
        if overlay is not None:  # so that all colour is activation
            drawn = drawn.convertToFormat(QImage.Format.Format_Grayscale8)
        self.image.show_image(drawn, aspect, overlay)
        self.image.show_cells(None)

    def _channel_text(self, stage: str, result: Inspection) -> str:
        """The chosen channel; a number with its value and, at the end, its class."""
        channel, values = self.tiles.channel, self.tiles.values
        if values is None or self.tiles.is_grid:
            return tr("{stage}, channel {channel}").format(stage=stage, channel=channel)
        text = tr("{stage}, number {channel}: {value}").format(
            stage=stage, channel=channel, value=number(float(values[channel]), 3)
        )
        names = () if result.card.classes is None else result.card.classes.names
        return f"{text} ({class_name(names[channel])})" if channel < len(names) else text

    def _show_cell(self, result: Inspection) -> None:
        localization = result.scored.localization
        cell = self.cell
        scores = None if localization is None else localization.map
        if scores is not None and (cell is None or not _is_inside(cell, scores.shape)):
            cell = divmod(int(scores.argmax()), scores.shape[1])
        self.image.show_image(rgb_image(result.scored.image), _aspect(result))
        self.image.show_cells(scores, cell)
        names = () if result.card.classes is None else result.card.classes.names
        found = result.arithmetic(None if scores is None else cell)
        on_map = None if scores is None or cell is None else float(scores[cell])
        network = result.card.network
        title = tr("Whole image and audio")
        if cell is not None and scores is not None:
            title = tr("Row {row}, column {column}").format(row=cell[0] + 1, column=cell[1] + 1)
        self.arithmetic.title.setText(title)
        self.arithmetic.show_arithmetic(found, network, names if network == "avol" else (), on_map)

    def _status_text(self, result: Inspection | None) -> str:
        if result is None:
            waiting = self._service.waiting
            return tr("Loading the network…") if waiting else tr("Nothing to inspect yet.")
        parts = [
            result.card.title,
            {"avol": "AVOL-Net", "ave": "AVE-Net", "l3": "L3-Net"}[result.card.network],
            tr("frame {index} at {time}").format(
                index=result.request.frame.index, time=format_time(result.request.frame.time, 2)
            ),
            tr("score {score}").format(score=number(result.scored.score, 2)),
        ]
        if result.request.perturbation is not None:
            parts.append(tr("altered input"))
        return " · ".join(parts)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.network)
        head.addWidget(self._status, 1)
        self._pages = QStackedWidget()
        self._pages.addWidget(_column(self.channel, VerticalScrollArea(self.tiles)))
        self._pages.addWidget(self.arithmetic)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.addWidget(self.image)
        self._split.addWidget(self._pages)
        self._split.setChildrenCollapsible(False)
        self._split.setSizes([400, 480])
        strongest = QWidget()
        strongest.setLayout(row(label(tr("Strongest first"), "caption"), self.strongest))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(6)
        column.addLayout(head)
        for strip in self.strips.values():
            column.addWidget(strip)
        column.addLayout(row(self.tabs, None, strongest))
        column.addWidget(self._split, 1)
        self.controls.add("inspector.network", self.network)
        self.controls.add("inspector.vision", self.strips["image"])
        self.controls.add("inspector.audio", self.strips["audio"])
        self.controls.add("inspector.tabs", self.tabs)
        self.controls.add("inspector.sort", strongest)
        self.controls.add("inspector.view", self._split)


def _is_inside(cell: tuple[int, int], shape: tuple[int, ...]) -> bool:
    return cell[0] < shape[0] and cell[1] < shape[1]


def _aspect(result: Inspection) -> float:
    height, width = result.request.frame.image.shape[:2]
    return width / height


def _column(heading: QLabel, body: QWidget) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(heading)
    column.addWidget(body, 1)
    return made

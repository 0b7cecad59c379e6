"""The Map panel: view, colour map, opacity and threshold of the map; fine maps."""

from collections.abc import Mapping
from typing import get_args

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from avol.visualization import heatmap
from avol_studio.core.settings.schema import SETTING_INFOS, Settings
from avol_studio.core.settings.store import SettingsStore
from avol_studio.core.translation import tr
from avol_studio.ui.style import theme
from avol_studio.ui.text.setting_values import setting_text
from avol_studio.ui.widgets.accessible import GRAPHIC
from avol_studio.ui.widgets.basic import IconButton, label, row
from avol_studio.ui.widgets.controls import Combo, Slider
from avol_studio.ui.widgets.switch import Switch


class ColorScale(QWidget):
    """The colours of the scores from 0 to 1 on black, with the threshold."""

    accessible_role = GRAPHIC

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Legend"))
        self.setToolTip(tr("Colours of the scores; the scale is always 0 to 1"))
        self._settings = Settings()

    def set_settings(self, settings: Settings) -> None:
        """Show the colours of these settings."""
        self._settings = settings
        self.update()

    def sizeHint(self) -> QSize:
        """A bar and its numbers."""
        return QSize(theme.px(self, 200), theme.px(self, 38))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bar and its numbers."""
        painter, palette, now = QPainter(self), theme.of(self), self._settings
        bar = QRectF(0, 2, self.width(), theme.px(self, 12))
        lut = heatmap.heat_table(now.opacity, now.threshold, now.colormap).copy()
        painter.fillRect(bar, QColor(theme.VIDEO_BACKGROUND))
        image = QImage(lut.data, 256, 1, 1024, QImage.Format.Format_RGBA8888)
        painter.drawImage(bar, image)
        painter.setFont(theme.font(self, 12))
        painter.setPen(QColor(palette.muted))
        below = QRectF(0, bar.bottom() + 4, self.width(), theme.px(self, 18))
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft, "0")
        painter.drawText(below, Qt.AlignmentFlag.AlignHCenter, tr("score, fixed scale"))
        painter.drawText(below, Qt.AlignmentFlag.AlignRight, "1")
        painter.end()


class MapPanel(QWidget):
    """Edits the settings of the map."""

    def __init__(self, store: SettingsStore, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self._store = store
        self._scale = ColorScale()
        self._colormap = self._make_colormap()
        self._sliders = {
            "opacity": Slider(tr("Opacity"), tr("Opacity (Ctrl+↑ and Ctrl+↓)")),
            "threshold": Slider(
                tr("Threshold"),
                tr("Lowest score that is drawn (Shift+↑ and Shift+↓); at 0, outlines begin at 0.5"),
            ),
        }
        self._fine = self._make_fine()
        self._numbers = {name: label("", "muted") for name in self._sliders}
        for name, slider in self._sliders.items():
            slider.value_moved.connect(lambda value, name=name: store.update(**{name: value}))
        names = ("heat", "contour", "peak", "grid")
        views = [IconButton(actions[f"map.view.{name}"]) for name in names]
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 0, 12, 12)
        column.setSpacing(8)
        overlay = IconButton(actions["map.overlay"], tint_when_on=False)
        column.addLayout(row(*views, None, overlay, spacing=4))
        column.addLayout(self._make_grid())
        column.addWidget(self._scale)
        column.addLayout(row(QLabel(self._fine.accessibleName()), self._fine, None, spacing=12))
        store.changed.connect(self._show)
        self._show(store.value)

    def _make_grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        grid.addWidget(QLabel(tr("Colours")), 0, 0)
        grid.addWidget(self._colormap, 0, 1, 1, 2)
        for n, (name, slider) in enumerate(self._sliders.items(), 1):
            grid.addWidget(QLabel(slider.accessibleName()), n, 0)
            grid.addWidget(slider, n, 1)
            grid.addWidget(self._numbers[name], n, 2)
            self._numbers[name].setAlignment(
                Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            )
        return grid

    def _make_colormap(self) -> Combo:
        combo = Combo(tr("Colour map"), tr("Colour map; all three suit colour-blind viewers (C)"))
        names = SETTING_INFOS["colormap"].choices
        for name in get_args(Settings.model_fields["colormap"].annotation):
            combo.addItem(tr(names[name]), name)
        combo.activated.connect(lambda n: self._store.update(colormap=combo.itemData(n)))
        return combo

    def _make_fine(self) -> Switch:
        info = SETTING_INFOS["fine_maps"]
        switch = Switch(tr(info.label), tr(info.help))
        switch.clicked.connect(lambda on: self._store.update(fine_maps=on))
        return switch

    def _show(self, settings: Settings) -> None:
        self._scale.set_settings(settings)
        self._fine.setChecked(settings.fine_maps)
        self._colormap.setCurrentIndex(self._colormap.findData(settings.colormap))
        for name, slider in self._sliders.items():
            value = getattr(settings, name)
            slider.set_value_silently(value)
            self._numbers[name].setText(setting_text(name, value))

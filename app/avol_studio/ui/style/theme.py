"""Colours, sizes and style of the studio: one accent, one font scale, an 8-px grid.

Widgets follow the scheme; texts on the image (badge, legend) keep their colours.
"""

from dataclasses import dataclass
from string import Template

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QPainter, QPalette, QPen
from PySide6.QtWidgets import QApplication, QWidget

VIDEO_BACKGROUND = "#0c0d10"
"""Background behind and on the image, in both schemes."""
ON_VIDEO, ON_VIDEO_MUTED = "#f2f4f7", "#aeb4bd"


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of one scheme, as #rrggbb; any ink on any ground has a contrast of 4.5."""

    window: str
    surface: str
    raised: str
    hover: str
    line: str
    text: str
    muted: str
    faint: str
    accent: str
    on_accent: str
    good: str
    caution: str
    bad: str


DARK = Theme(
    window="#141519", surface="#1b1d22", raised="#262930", hover="#30343c", line="#2b2f36",
    text="#eceef1", muted="#aeb4bd", faint="#969da8", accent="#4cb8d4", on_accent="#06181d",
    good="#52c88a", caution="#f0b04a", bad="#f58a81",
)  # fmt: skip
LIGHT = Theme(
    window="#f1f2f4", surface="#ffffff", raised="#e8eaed", hover="#dcdfe4", line="#d6d9de",
    text="#1a1d21", muted="#4a515b", faint="#5b636e", accent="#0b627a", on_accent="#ffffff",
    good="#126a3d", caution="#7a4d00", bad="#a8231b",
)  # fmt: skip


_heights: dict[str, int] = {}
_fonts: dict[tuple[str, float, bool], QFont] = {}
"""Finding a font costs as much as painting a text: the few that are in use are kept."""


def of(widget: QWidget) -> Theme:
    """The theme of a widget."""
    return DARK if widget.palette().window().color().lightness() < 128 else LIGHT


def px(widget: QWidget, size: float) -> int:
    """A size at normal text in pixels, scaled with the text."""
    return _pixels(widget.font(), size)


def font(widget: QWidget, size: float, bold: bool = False) -> QFont:
    """The widget's font at another step of the scale: 12, 14, 16, 20, 28."""
    base = widget.font()
    key = base.key(), size, bold
    if key not in _fonts:
        made = QFont(base)
        made.setPixelSize(_pixels(base, size))
        made.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        _fonts[key] = made
    return QFont(_fonts[key])


def _pixels(base: QFont, size: float) -> int:
    name = base.key()
    if name not in _heights:
        _heights[name] = QFontInfo(base).pixelSize()
    return round(size * _heights[name] / 14)


def paint_ring(painter: QPainter, rect: QRectF, colour: str, radius: float = 6) -> None:
    """Paint the focus ring inside `rect`: 2 px wide, so that it shows without its colour too."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colour), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius)
    painter.restore()


def paint_ring_on_image(painter: QPainter, rect: QRectF) -> None:
    """Paint a white focus ring with a black one around it, which shows on any image."""
    paint_ring(painter, rect.adjusted(-2, -2, 2, 2), VIDEO_BACKGROUND, 2)
    paint_ring(painter, rect, ON_VIDEO, 2)


def apply(app: QApplication, scheme: str, text_scale: int = 100) -> None:
    """Apply a scheme: "dark", "light" or "system" (dark if the system has none)."""
    theme = apply_base(app, scheme, text_scale)
    sheet = _stylesheet(theme, text_scale / 100)
    if app.styleSheet() != sheet:  # else all widgets would be styled again
        app.setStyleSheet(sheet)


def apply_base(app: QApplication, scheme: str, text_scale: int = 100) -> Theme:
    """Apply font and colours of a scheme without the style sheet; return the theme.

    With a style sheet, Qt styles a widget again whenever one of its parents gets a parent. A window
    is built twice as fast if it gets the style sheet as a whole.
    """
    wanted = {"dark": Qt.ColorScheme.Dark, "light": Qt.ColorScheme.Light}
    hints = app.styleHints()
    hints.setColorScheme(wanted.get(scheme, Qt.ColorScheme.Unknown))
    light = scheme == "light" or (
        scheme == "system" and hints.colorScheme() == Qt.ColorScheme.Light
    )
    theme = LIGHT if light else DARK
    letters = QFont(app.font())
    letters.setPixelSize(round(14 * text_scale / 100))
    if letters != app.font():
        app.setFont(letters)
    app.setPalette(_palette(theme))
    return theme


def _palette(theme: Theme) -> QPalette:
    role = QPalette.ColorRole
    colours = {
        role.Window: theme.window, role.WindowText: theme.text, role.Base: theme.surface,
        role.AlternateBase: theme.raised, role.Text: theme.text, role.Button: theme.raised,
        role.ButtonText: theme.text, role.BrightText: theme.bad, role.Highlight: theme.accent,
        role.HighlightedText: theme.on_accent, role.ToolTipBase: theme.raised,
        role.ToolTipText: theme.text, role.PlaceholderText: theme.muted, role.Link: theme.accent,
        role.Mid: theme.line, role.Dark: theme.line, role.Light: theme.hover,
        role.Midlight: theme.hover, role.Shadow: "#000000", role.Accent: theme.accent,
    }  # fmt: skip
    palette = QPalette()
    for which, colour in colours.items():
        palette.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(theme.faint))
    return palette


_STYLE = Template("""
QWidget { font-size: ${s14}px; }
QToolTip { background: $raised; color: $text; border: 1px solid $line; padding: 4px 8px; }
QLabel[role="muted"], QLabel[role="caption"], QLabel[role="chip"] { color: $muted; }
QLabel[role="caption"] { font-size: ${s12}px; }
QLabel[role="title"] { font-size: ${s16}px; font-weight: 600; }
QLabel[role="hero"] { font-size: ${s28}px; font-weight: 600; }
QLabel[role="chip"] { border: 1px solid $line; border-radius: ${r}px;
    padding: 2px 8px; font-size: ${s12}px; font-weight: 600; }
QLabel[role="time"] { background: $raised; color: $text; border: 1px solid $line;
    border-radius: 6px; padding: 0 8px; font-size: ${s12}px; }
QMenuBar { background: transparent; border: none; }
QMenuBar::item { padding: 6px 10px; border-radius: 6px; background: transparent; color: $text; }
QMenuBar::item:selected { background: $hover; }
QMenu { background: $surface; border: 1px solid $line; border-radius: 8px; padding: 6px; }
QMenu::item { padding: 6px 24px 6px 28px; border-radius: 6px; color: $text; }
QMenu::item:selected { background: $hover; }
QMenu::item:disabled { color: $faint; }
QMenu::separator { height: 1px; background: $line; margin: 6px 8px; }
QMenu::indicator { width: 14px; height: 14px; left: 8px; }
QPushButton { background: $raised; color: $text; border: 1px solid $line; border-radius: 8px;
    padding: 8px 16px; }
QPushButton:hover { background: $hover; }
QPushButton:focus { border: 2px solid $accent; padding: 7px 15px; }
QPushButton, QCheckBox, QRadioButton, QComboBox { outline: none; }
QPushButton:disabled { color: $faint; }
QPushButton[primary="true"] { background: $accent; color: $on_accent; border-color: $accent;
    font-weight: 600; }
QPushButton[primary="true"]:focus { border: 2px solid $text; padding: 7px 15px; }
QPushButton[primary="true"]:disabled { background: $raised; color: $faint; border-color: $line; }
QPushButton[flat="true"] { background: transparent; border-color: transparent; }
QPushButton[flat="true"]:focus { border-color: $accent; }
QComboBox { background: $raised; border: 1px solid $line; border-radius: 6px;
    padding: 5px 8px; color: $text; }
QComboBox:hover { background: $hover; }
QComboBox:disabled { color: $faint; }
QComboBox:focus { border: 2px solid $accent; padding: 4px 7px; }
QComboBox::drop-down { border: none; width: 0px; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $line; padding: 4px;
    selection-background-color: $hover; selection-color: $text; outline: none; }
QLineEdit, QPlainTextEdit { background: $surface; border: 1px solid $muted; border-radius: 6px;
    padding: 4px 8px; color: $text;
    selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit:focus, QPlainTextEdit:focus { border: 2px solid $accent; padding: 3px 7px; }
QPlainTextEdit { padding: 2px 4px; }
QPlainTextEdit:focus { padding: 1px 3px; }
QSlider { min-height: 20px; background: transparent; border: 2px solid transparent;
    border-radius: 6px; }
QSlider:focus { border-color: $accent; }
QSlider::groove:horizontal { height: 4px; border-radius: 2px; background: $hover; }
QSlider::sub-page:horizontal { background: $accent; border-radius: 2px; }
QSlider::sub-page:horizontal:disabled { background: $faint; }
QSlider::handle:horizontal { width: 14px; height: 14px; margin: -5px 0; border-radius: 7px;
    background: $text; }
QSlider::handle:horizontal:hover { background: $accent; }
QSlider::handle:horizontal:focus { border: 2px solid $accent; width: 10px; height: 10px; }
QSlider::handle:horizontal:disabled { background: $faint; }
QCheckBox, QRadioButton { spacing: 8px; }
QRadioButton::indicator { width: 12px; height: 12px; border: 2px solid $muted; border-radius: 8px;
    background: transparent; }
QRadioButton::indicator:hover, QRadioButton::indicator:focus { border-color: $text; }
QRadioButton::indicator:checked { border: 5px solid $accent; width: 6px; height: 6px;
    background: $on_accent; }
QCheckBox::indicator { width: 14px; height: 14px; border: 2px solid $muted; border-radius: 4px;
    background: transparent; }
QCheckBox::indicator:hover { border-color: $text; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; }
QCheckBox::indicator:disabled { border-color: $faint; }
QCheckBox::indicator:checked:disabled { background: $faint; }
QCheckBox, QRadioButton { border: 2px solid transparent; border-radius: 6px; padding: 1px 3px; }
QCheckBox:focus, QRadioButton:focus { border-color: $accent; }
QTreeView, QListView { background: $surface; border: 2px solid $line; border-radius: 6px;
    selection-background-color: $hover; selection-color: $text; outline: none; }
QTreeView::item, QListView::item { padding: 4px 6px; }
QTreeView::item:selected, QListView::item:selected { background: $hover; }
QHeaderView::section { background: $raised; color: $muted; border: none; padding: 4px 6px; }
QAbstractItemView:focus { border: 2px solid $accent; border-radius: 6px; }
QLabel:focus { border: 2px solid $accent; border-radius: 6px; }
QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: none; }
QScrollBar:vertical { width: 8px; background: transparent; margin: 0; }
QScrollBar::handle:vertical { background: $hover; border-radius: 4px; min-height: 32px; }
QScrollBar:horizontal { height: 8px; background: transparent; margin: 0; }
QScrollBar::handle:horizontal { background: $hover; border-radius: 4px; min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line { height: 0; width: 0; }
QFrame[card="true"] { background: $surface; border: 1px solid $line; border-radius: 10px; }
QDialog { background: $window; }
""")


def _stylesheet(theme: Theme, scale: float) -> str:
    colours = {name: getattr(theme, name) for name in Theme.__slots__}
    sizes = {f"s{size}": round(size * scale) for size in (12, 14, 16, 20, 28)}
    return _STYLE.substitute(colours, **sizes, r=round(10 * scale))

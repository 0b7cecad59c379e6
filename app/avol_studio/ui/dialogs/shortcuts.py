"""The Keyboard shortcuts dialog with a command search."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from avol_studio.core.translation import tr
from avol_studio.ui.commands import CommandRegistry, key_text, menu_text
from avol_studio.ui.style import theme
from avol_studio.ui.widgets.basic import label, row
from avol_studio.ui.widgets.scroll_dialog import APART, BAR, make_scrollable

MARGIN, GAP = 24, 24  # px around the columns, and between them

_LAYOUTS = (
    (("File", "Edit", "Live"), ("Playback", "Help"), ("View",), ("Analysis", "Tools")),
    (("File", "Edit", "Live", "Help"), ("Playback", "View"), ("Analysis", "Tools")),
    (("File", "Edit", "Live", "Playback"), ("View", "Analysis", "Tools", "Help")),
    (("File", "Edit", "View", "Playback", "Live", "Analysis", "Tools", "Help"),),
)
"""The menus in columns, widest first; the first layout is used that fits on the screen."""


@dataclass(frozen=True, slots=True)
class ShortcutEntry:
    """A command in the dialog: text, keys, help, submenu."""

    text: str
    keys: tuple[str, ...]
    help: str
    group: str

    def matches(self, wanted: str) -> bool:
        """Whether it contains all typed words; without words: whether it has a key."""
        text = f"{self.text} {self.help} {self.group}".casefold()
        words = wanted.casefold().split()
        return all(word in text for word in words) if words else bool(self.keys)


def shortcut_entries(registry: CommandRegistry, menu: str) -> Iterator[ShortcutEntry]:
    """One entry for each command of a menu, then of its submenus; a family is one entry."""
    commands, keys_of = registry.commands, registry.keys.keys
    in_menu = [command for command in commands if command.menu.split("/")[0] == menu]
    paths = {command.menu: None for command in sorted(in_menu, key=lambda c: "/" in c.menu)}
    for path in paths:
        for command in in_menu:
            if command.menu == path:
                submenu = path.partition("/")[2]
                text = command.text.rstrip("…")
                yield ShortcutEntry(text, keys_of(command.id), command.help, submenu)
    if menu == "Playback" and (family := [command for command in commands if command.family]):
        keys = (*keys_of(family[0].id), "…", *keys_of(family[-1].id))
        yield ShortcutEntry(family[0].family, keys, family[0].family, "")


class KeyCap(QWidget):
    """A key cap."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.text = key_text(key) if key != "…" else key
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As wide as its text."""
        wide = self.fontMetrics().horizontalAdvance(self.text) + theme.px(self, 14)
        return QSize(max(wide, theme.px(self, 26)), theme.px(self, 26))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the text on a raised background."""
        painter, palette = QPainter(self), theme.of(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.text != "…":
            painter.setPen(QColor(palette.line))
            painter.setBrush(QColor(palette.raised))
            painter.drawRoundedRect(QRect(self.rect()).adjusted(0, 1, -1, -2), 5, 5)
        painter.setPen(QColor(palette.text))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text)
        painter.end()


class ShortcutRow(QWidget):
    """One command: its text, and its keys at the right."""

    def __init__(self, line: ShortcutEntry) -> None:
        super().__init__()
        self.line = line
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(4)
        across.addWidget(QLabel(line.text))
        across.addSpacing(12)
        across.addStretch(1)
        for key in line.keys:
            across.addWidget(KeyCap(key))
        if not line.keys:
            across.addWidget(label(tr("menu"), "caption"))
        self.setToolTip(line.help)


class _Section(QWidget):
    """The commands of one menu, under the names of its submenus."""

    def __init__(self, registry: CommandRegistry, menu: str) -> None:
        super().__init__()
        self._rows = [ShortcutRow(line) for line in shortcut_entries(registry, menu)]
        self._headings: dict[str, QLabel] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 12)
        column.setSpacing(3)
        column.addWidget(label(menu_text(menu), "title"))
        for each in self._rows:
            group = each.line.group
            if group and group not in self._headings:
                column.addWidget(
                    self._headings.setdefault(group, label(menu_text(group), "caption"))
                )
            column.addWidget(each)

    def search(self, wanted: str) -> bool:
        """Show the matching commands; returns whether there are any."""
        shown = [each for each in self._rows if each.line.matches(wanted)]
        groups = {each.line.group for each in shown}
        for each in self._rows:
            each.setVisible(each in shown)
        for group, heading in self._headings.items():
            heading.setVisible(group in groups)
        self.setVisible(bool(shown))
        return bool(shown)


class ShortcutsDialog(QDialog):
    """All shortcuts, or the commands that match a search; Esc closes the dialog."""

    def __init__(self, registry: CommandRegistry, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Keyboard shortcuts"))
        self._entry, self._none = QLineEdit(), label(tr("No matching command"), "muted")
        self._entry.setPlaceholderText(tr("Find a command: box, sound, export…"))
        self._entry.setAccessibleName(tr("Find a command"))
        self._entry.setClearButtonEnabled(True)
        self._entry.textChanged.connect(self.search)
        menus = (menu for column in _LAYOUTS[0] for menu in column)
        self._sections = {menu: _Section(registry, menu) for menu in menus}
        top = row(self._entry, self._none)
        top.setContentsMargins(24, 16, 24, 8)
        self.search("")
        make_scrollable(self, self._make_sheet(), head=top)

    def search(self, wanted: str) -> None:
        """Show the commands that match the typed words; without words, all shortcuts."""
        found = [section.search(wanted) for section in self._sections.values()]
        self._none.setVisible(not any(found))

    def _make_sheet(self) -> QWidget:
        sheet = QWidget()
        columns = QHBoxLayout(sheet)
        columns.setContentsMargins(MARGIN, 8, MARGIN, 24)
        columns.setSpacing(theme.px(self, GAP))
        for menus in self._layout_that_fits():
            column = QVBoxLayout()
            column.setSpacing(0)
            for menu in menus:
                column.addWidget(self._sections[menu])
            column.addStretch(1)
            columns.addLayout(column)
        return sheet

    def _layout_that_fits(self) -> tuple[tuple[str, ...], ...]:
        room = self.screen().availableSize().width() - APART[0] - BAR - 2 * MARGIN
        widths = {menu: section.sizeHint().width() for menu, section in self._sections.items()}
        gap = theme.px(self, GAP)
        for layout in _LAYOUTS:
            needed = sum(max(widths[menu] for menu in menus) + gap for menus in layout) - gap
            if needed <= room:
                return layout
        return _LAYOUTS[-1]

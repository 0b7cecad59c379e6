"""What a command is: its words, keys and place, and what decides whether it can be given."""

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtGui import QKeySequence

from app.analysis.progress import Stage
from app.beside.standing import Beside
from app.flow.state import PlayerState
from app.marking.standing import Boxed
from app.settings import Settings


@dataclass(frozen=True, slots=True)
class Situation:
    """All that decides which commands can be given and which are on."""

    player: PlayerState = field(default_factory=PlayerState)
    settings: Settings = field(default_factory=Settings)
    has_map: bool = False
    has_demo: bool = False
    can_return: bool = False
    can_record: bool = False
    recording: bool = False
    deaf: bool = False
    clapping: bool = False
    presenting: bool = False
    full_screen: bool = False
    panels: bool = True
    statistics: bool = False
    open_panels: frozenset[str] = frozenset()
    analysis: Stage = "off"
    marked: bool = False
    zoomed: bool = False
    undo: str = ""
    redo: str = ""
    exporting: bool = False
    saved: bool = False
    asked: bool = False
    answered: bool = False
    identified: bool = False
    boxes: Boxed = field(default_factory=Boxed)
    beside: Beside = field(default_factory=Beside)


Command = Callable[[], str | None]
"""Does it, and may answer with what to show on the picture for a second."""
Test = Callable[[Situation], bool]


def always(_: Situation) -> bool:
    """However things stand."""
    return True


def loaded(now: Situation) -> bool:
    """A file is open, or something is live."""
    return now.player.loaded


def of_file(now: Situation) -> bool:
    """A file is open, nothing live."""
    return now.player.loaded and not now.player.live


@dataclass(frozen=True, slots=True)
class Spec:
    """One command. `checked` says whether a toggle is on; specs of one `family` share a help line.

    `icon` may be two names, "off|on". A `menu` of "" keeps the command out of the menus.
    """

    id: str
    text: str
    keys: tuple[str, ...]
    menu: str
    help: str
    icon: str = ""
    enabled: Test = always
    checked: Test | None = None
    family: str = ""

    @property
    def tooltip(self) -> str:
        """The help with the keys behind it."""
        return f"{self.help} ({self.keys_text})" if self.keys else self.help

    @property
    def keys_text(self) -> str:
        """The keys as this system writes them."""
        return " or ".join(key_text(key) for key in self.keys)


def key_text(key: str) -> str:
    """A key as this system writes it, without words where a sign is usual."""
    text = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
    for word, sign in (("Left", "←"), ("Right", "→"), ("Up", "↑"), ("Down", "↓")):
        text = text.replace(word, sign)
    return text

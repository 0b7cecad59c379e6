"""What a command is: its words, keys and place, and what decides whether it can be given."""

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtGui import QKeySequence

from avol_studio.core.settings import Settings
from avol_studio.core.state.analysis_state import AnalysisStage
from avol_studio.core.state.annotation_state import AnnotationState
from avol_studio.core.state.compare_state import CompareState
from avol_studio.core.state.player_state import PlayerState


@dataclass(frozen=True, slots=True)
class CommandContext:
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
    analysis: AnalysisStage = "off"
    marked: bool = False
    zoomed: bool = False
    undo: str = ""
    redo: str = ""
    exporting: bool = False
    saved: bool = False
    asked: bool = False
    answered: bool = False
    identified: bool = False
    boxes: AnnotationState = field(default_factory=AnnotationState)
    beside: CompareState = field(default_factory=CompareState)


Command = Callable[[], str | None]
"""Does it, and may answer with what to show on the picture for a second."""
Test = Callable[[CommandContext], bool]


def always(_: CommandContext) -> bool:
    """However things stand."""
    return True


def loaded(now: CommandContext) -> bool:
    """A file is open, or something is live."""
    return now.player.loaded


def of_file(now: CommandContext) -> bool:
    """A file is open, nothing live."""
    return now.player.loaded and not now.player.live


@dataclass(frozen=True, slots=True)
class CommandSpec:
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

"""Every command once: id, words, keys, menu, help, when it can be given and whether it is on.

Menus, buttons, tooltips, the help sheet and the tests read this table; what a command does is in
`avol_studio.ui.commands.handlers`.
"""

from collections.abc import Callable, Mapping

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from avol_studio.ui.commands.analysis import INSPECT
from avol_studio.ui.commands.annotation import BOXES
from avol_studio.ui.commands.compare import BESIDE
from avol_studio.ui.commands.export import EXPORT
from avol_studio.ui.commands.project import PROJECT
from avol_studio.ui.commands.region_query import ASK
from avol_studio.ui.commands.search import SEARCH
from avol_studio.ui.commands.spec import Command, CommandContext, CommandSpec, loaded, of_file


def _recordable(now: CommandContext) -> bool:
    return now.can_record


def _live(now: CommandContext) -> bool:
    return now.player.live


def _marked(now: CommandContext) -> bool:
    return now.player.loop != (None, None)


_FILE = (
    CommandSpec("file.open", "Open…", ("Ctrl+O",), "File", "Open a video", "open"),
    CommandSpec(
        "file.demo", "Play the demo", ("Ctrl+D",), "File", "Play the film that comes with AVOL",
        "demo", enabled=lambda now: now.has_demo,
    ),
    CommandSpec(
        "file.snapshot", "Save picture with map", ("S",), "File",
        "Save this frame with its map to your pictures", "snapshot",
        enabled=lambda now: now.has_map,
    ),
    CommandSpec(
        "file.snapshot_bare", "Save picture without map", ("Shift+S",), "File",
        "Save this frame as it is to your pictures", enabled=loaded,
    ),
    CommandSpec(
        "record.toggle", "Record", ("R",), "File",
        "Record what is live: film with map, take, table", "record|stop", _recordable,
        lambda now: now.recording,
    ),
    CommandSpec(
        "record.last", "Save the last 30 s", ("Shift+R",), "File",
        "Save what was live in the last 30 seconds", enabled=_recordable,
    ),
    *EXPORT,
    *PROJECT,
    CommandSpec("file.close", "Close file", ("Ctrl+W",), "File", "Close the file", enabled=loaded),
    CommandSpec("app.settings", "Settings…", ("Ctrl+,",), "File", "Change how AVOL behaves", "settings"),
    CommandSpec("app.quit", "Quit", ("Ctrl+Q",), "File", "Leave AVOL"),
)  # fmt: skip

_PLAY = (
    CommandSpec(
        "play.toggle", "Play", ("Space", "K"), "Play", "Play or pause; live: freeze the picture",
        "play|pause",
        loaded, lambda now: now.player.playing,
    ),
    CommandSpec("step.back", "One frame back", (",",), "Play", "One frame back", "step-back", of_file),
    CommandSpec("step.on", "One frame on", (".",), "Play", "One frame on", "step-forward", of_file),
    CommandSpec(
        "play.slower", "Slower", ("J",), "Play/Speed", "Play at the next slower speed",
        "", of_file,
    ),
    CommandSpec(
        "play.faster", "Faster", ("L",), "Play/Speed", "Play at the next faster speed",
        "", of_file,
    ),
    CommandSpec("speed.down", "A little slower", ("[",), "Play/Speed", "Play 10 % slower", "", of_file),
    CommandSpec("speed.up", "A little faster", ("]",), "Play/Speed", "Play 10 % faster", "", of_file),
    CommandSpec("speed.half", "Half the speed", ("{",), "Play/Speed", "Halve the speed", "", of_file),
    CommandSpec("speed.double", "Twice the speed", ("}",), "Play/Speed", "Double the speed", "", of_file),
    CommandSpec(
        "speed.normal", "Normal speed", ("Backspace",), "Play/Speed", "Play as recorded",
        "", of_file,
    ),
    CommandSpec(
        "loop.toggle", "Repeat", ("Ctrl+L",), "Play/Repeat", "Begin again at the end", "loop",
        of_file, lambda now: now.player.looping,
    ),
    CommandSpec(
        "loop.a", "Mark A here", ("Ctrl+[",), "Play/Repeat", "Repeat from here: mark A", "loop-a",
        of_file, lambda now: now.player.loop[0] is not None,
    ),
    CommandSpec(
        "loop.b", "Mark B here", ("Ctrl+]",), "Play/Repeat", "Repeat up to here: mark B", "loop-b",
        of_file, lambda now: now.player.loop[1] is not None,
    ),
    CommandSpec(
        "loop.clear", "Clear A and B", ("Ctrl+Shift+L",), "Play/Repeat", "Clear the marks",
        "close", _marked,
    ),
)  # fmt: skip

_GO = (
    CommandSpec("go.back5", "5 s back", ("Left",), "Go", "5 seconds back", "", of_file),
    CommandSpec("go.on5", "5 s on", ("Right",), "Go", "5 seconds on", "", of_file),
    CommandSpec("go.back1", "1 s back", ("Shift+Left",), "Go", "1 second back", "", of_file),
    CommandSpec("go.on1", "1 s on", ("Shift+Right",), "Go", "1 second on", "", of_file),
    CommandSpec("go.back60", "1 min back", ("Ctrl+Left",), "Go", "1 minute back", "", of_file),
    CommandSpec("go.on60", "1 min on", ("Ctrl+Right",), "Go", "1 minute on", "", of_file),
    CommandSpec("go.start", "To the beginning", ("Home",), "Go", "To the beginning", "", of_file),
    CommandSpec("go.end", "To the end", ("End",), "Go", "To the last frame", "", of_file),
    CommandSpec("go.time", "To a time…", ("G", "Ctrl+J"), "Go", "Type the time to go to", "", of_file),
    CommandSpec(
        "go.return", "Back to before the jump", ("Shift+Backspace",), "Go",
        "Back to where you were before the last jump", "", lambda now: now.can_return,
    ),
    *(
        CommandSpec(
            f"go.tenth{n}", f"To {n}0 %", (str(n),), "", f"To {n}0 % of the file", "", of_file,
            family="To 0 % … 90 % of the file",
        )
        for n in range(10)
    ),
)  # fmt: skip

_SOUND = (
    CommandSpec(
        "sound.mute", "Mute", ("M",), "Sound", "Mute the loudspeaker; the maps go on hearing",
        "volume|mute", checked=lambda now: now.player.muted,
    ),
    CommandSpec("sound.up", "Louder", ("Up",), "Sound", "Louder"),
    CommandSpec("sound.down", "Quieter", ("Down",), "Sound", "Quieter"),
)  # fmt: skip

_LIVE = (
    CommandSpec(
        "live.camera", "Open camera", ("Ctrl+K",), "Live", "Open the last or first camera",
        "camera",
    ),
    CommandSpec(
        "live.network", "Network camera…", ("Ctrl+Shift+K",), "Live",
        "Type the address of a network camera, or of a phone as camera",
    ),
    CommandSpec(
        "live.video", "Video as if live…", (), "Live",
        "Loop a video as if it came from a camera, to rehearse",
    ),
    CommandSpec("live.screen", "Screen", (), "Live", "Take what is on the screen as the picture"),
    CommandSpec(
        "live.earlier", "Sound earlier", ("Ctrl+-",), "Live",
        "Shift sound against picture by 10 ms", enabled=_live,
    ),
    CommandSpec(
        "live.later", "Sound later", ("Ctrl++", "Ctrl+="), "Live",
        "Shift sound against picture by 10 ms the other way", enabled=_live,
    ),
    CommandSpec(
        "live.centred", "Second around the picture", (), "Live",
        "Hear half a second before and after, and show the picture half a second late",
        checked=lambda now: now.settings.centred,
    ),
    CommandSpec(
        "live.clap", "Clap test", ("Ctrl+T",), "Live",
        "Measure how far sound and picture are apart, by three claps",
        enabled=lambda now: now.player.live and not now.clapping,
    ),
)  # fmt: skip

_VIEWS = (
    ("heat", "Heat", "F2", "Colour the picture by score"),
    ("contour", "Contour", "F3", "Outline what is above the threshold"),
    ("peak", "Peak", "F4", "Mark the best place only"),
    ("grid", "14 × 14 grid", "F6", "Show the scores of the network as they are"),
)

_MAP = (
    CommandSpec(
        "map.overlay", "Show the map", ("O",), "Map", "Show or hide the map", "overlay-off|overlay",
        checked=lambda now: now.settings.overlay,
    ),
    CommandSpec("map.next_view", "Next view", ("H",), "Map", "Next view: heat, contour, peak, grid"),
    *(
        CommandSpec(
            f"map.view.{name}", text, (key,), "Map/View", help, name,
            checked=lambda now, name=name: now.settings.overlay and now.settings.view == name,
        )
        for name, text, key, help in _VIEWS
    ),
    CommandSpec(
        "map.next_colormap", "Next colour map", ("C",), "Map",
        "Next colour map: inferno, viridis, cividis",
    ),
    CommandSpec(
        "map.deaf", "Deaf test", ("D",), "Map",
        "Cut the sound off: what is lit now, the picture lights by itself", "deaf",
        checked=lambda now: now.deaf,
    ),
    CommandSpec(
        "map.smoothing", "Next smoothing", ("T",), "Map",
        "Next smoothing over time: off, a little, much",
    ),
    CommandSpec("map.opacity_up", "Stronger", ("Ctrl+Up",), "Map", "Draw the map stronger"),
    CommandSpec("map.opacity_down", "Weaker", ("Ctrl+Down",), "Map", "Draw the map weaker"),
    CommandSpec(
        "map.threshold_up", "Raise the threshold", ("Shift+Up",), "Map",
        "Draw only higher scores",
    ),
    CommandSpec(
        "map.threshold_down", "Lower the threshold", ("Shift+Down",), "Map",
        "Draw lower scores too",
    ),
)  # fmt: skip


def _scheme(name: str, text: str) -> CommandSpec:
    return CommandSpec(
        f"view.scheme.{name}", text, (), "View/Light or dark", f"The window: {text.lower()}",
        checked=lambda now: now.settings.scheme == name,
    )  # fmt: skip


_VIEW = (
    CommandSpec(
        "view.present", "Present", ("F5",), "View",
        "Presenter mode: full screen, large words, screen kept awake", "present", loaded,
        lambda now: now.presenting,
    ),
    CommandSpec(
        "view.mirror", "Mirror the picture", ("Shift+M",), "View",
        "Show the picture as in a looking-glass", checked=lambda now: now.settings.mirror,
    ),
    CommandSpec(
        "view.full_screen", "Full screen", ("F", "F11"), "View",
        "Picture only, on the whole screen", "full-screen|leave-full-screen",
        checked=lambda now: now.full_screen,
    ),
    CommandSpec(
        "view.leave", "Leave", ("Esc",), "View", "Ask or draw no more; leave full screen",
        enabled=lambda now: now.full_screen or now.asked or now.boxes.marking,
    ),
    CommandSpec(
        "view.panels", "Panels", ("P",), "View", "Show or hide the panels", "panels",
        enabled=loaded, checked=lambda now: now.panels,
    ),
    CommandSpec(
        "view.hearing", "Hearing", ("Ctrl+1",), "View", "Unfold or fold the Hearing panel",
        enabled=loaded, checked=lambda now: "audio" in now.open_panels,
    ),
    CommandSpec(
        "view.sounds", "Sounds", ("Ctrl+3",), "View", "Unfold or fold the Sounds panel",
        enabled=loaded, checked=lambda now: "sounds" in now.open_panels,
    ),
    CommandSpec(
        "view.map", "Map", ("Ctrl+2",), "View", "Unfold or fold the Map panel",
        enabled=loaded, checked=lambda now: "map" in now.open_panels,
    ),
    CommandSpec(
        "view.live", "Live", ("Ctrl+4",), "View", "Unfold or fold the Live panel",
        enabled=_live, checked=lambda now: "live" in now.open_panels,
    ),
    CommandSpec(
        "view.statistics", "Statistics", ("I",), "View", "Show how the flow does on the picture",
        checked=lambda now: now.statistics,
    ),
    _scheme("system", "As the system"),
    _scheme("dark", "Dark"),
    _scheme("light", "Light"),
    CommandSpec(
        "help.reading", "What you see", ("F1",), "Help",
        "Say what map, score, verdict and timeline mean, and what to try", "help",
    ),
    CommandSpec("help.keys", "All keys", ("?",), "Help", "Show all keys, and find one"),
    CommandSpec("help.about", "About AVOL", (), "Help", "What AVOL is, and its version"),
)  # fmt: skip

SPECS: tuple[CommandSpec, ...] = (
    _FILE + _LIVE + _PLAY + _GO + _SOUND + _MAP + INSPECT + ASK + BOXES + BESIDE + SEARCH + _VIEW
)
MENUS = ("File", "Live", "Play", "Go", "Sound", "Map", "Inspect", "Search", "View", "Help")


def make_actions(
    window: QWidget, commands: Mapping[str, Command], said: Callable[[str], None]
) -> dict[str, QAction]:
    """One QAction for each of `SPECS`, its keys at work wherever in the window the focus is."""
    actions = {}
    for spec in SPECS:
        action = QAction(spec.text, window)
        action.setObjectName(spec.id)
        action.setShortcuts([QKeySequence(key) for key in spec.keys])
        action.setToolTip(spec.tooltip)
        action.setStatusTip("")
        action.setCheckable(spec.checked is not None)
        action.setProperty("icon_name", spec.icon)
        action.setMenuRole(QAction.MenuRole.NoRole)
        action.triggered.connect(lambda _=False, do=commands[spec.id]: said(do() or ""))
        window.addAction(action)
        actions[spec.id] = action
    return actions


def refresh(actions: Mapping[str, QAction], now: CommandContext) -> None:
    """Bring all actions in line with how things stand."""
    for spec in SPECS:
        action = actions[spec.id]
        action.setEnabled(spec.enabled(now))
        if spec.checked is not None:
            action.setChecked(spec.checked(now))

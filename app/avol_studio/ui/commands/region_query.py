"""The commands of asking the picture; part of `avol_studio.ui.commands.SPECS`."""

from avol_studio.ui.commands.spec import CommandContext, CommandSpec, loaded

_MENU = "Inspect/Ask the picture"


def _heard_file(now: CommandContext) -> bool:
    return now.player.loaded and not now.player.live and now.player.has_sound


ASK = (
    CommandSpec(
        "ask.picture", "Ask the picture…", ("Q",), _MENU,
        "Click a place of the picture, or drag over one: which seconds of the sound are its own?",
        "ask", _heard_file,
    ),
    CommandSpec(
        "ask.best", "Play the next best second", ("Alt+Q",), _MENU,
        "Play the second that matches best, then the next best", "",
        lambda now: _heard_file(now) and now.answered,
    ),
    CommandSpec(
        "ask.clear", "Ask no more", ("Shift+Q",), _MENU,
        "Take the question away; Esc does it too", "close", lambda now: now.asked,
    ),
    CommandSpec(
        "view.ask", "Ask panel", ("Ctrl+8",), _MENU,
        "Unfold or fold the Ask panel: when a place of the picture is to be heard", "",
        loaded, lambda now: "region_query" in now.open_panels,
    ),
)  # fmt: skip

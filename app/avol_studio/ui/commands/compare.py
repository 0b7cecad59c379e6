"""The commands for sounds and models side by side; part of `avol_studio.ui.commands.SPECS`."""

from avol_studio.ui.commands.spec import CommandContext, CommandSpec, loaded

_SWAP, _SIDE = "Sound/Put under the picture", "Inspect/Side by side"


def _room(now: CommandContext) -> bool:
    return loaded(now) and now.beside.places


def _swappable(now: CommandContext) -> bool:
    return _room(now) and now.player.has_sound


def _rivals(now: CommandContext) -> bool:
    return loaded(now) and now.beside.seats


BESIDE = (
    CommandSpec(
        "swap.moment", "This moment", ("U",), _SWAP,
        "Put the sound of this moment under the picture: the middle of A–B, else here; live: the "
        "last second", "", _swappable,
    ),
    CommandSpec(
        "swap.file", "A sound from a file…", ("Ctrl+U",), _SWAP,
        "Put the middle second of another file under the picture", "", _room,
    ),
    CommandSpec(
        "swap.noise", "White noise", ("Alt+U",), _SWAP,
        "Put white noise under the picture: no object makes it", "", _room,
    ),
    CommandSpec(
        "swap.silence", "Silence", ("Shift+U",), _SWAP, "Put silence under the picture", "", _room,
    ),
    CommandSpec(
        "swap.clear", "Take all away", ("Ctrl+Shift+U",), _SWAP,
        "Take all sounds away that were put under the picture", "",
        lambda now: now.beside.sounds,
    ),
    CommandSpec(
        "beside.sounds", "Sounds side by side", ("Y",), _SIDE,
        "The picture with the map of each sound that was put under it", "", loaded,
        lambda now: now.beside.mode == "sounds",
    ),
    CommandSpec(
        "beside.models", "Models side by side", ("Shift+Y",), _SIDE,
        "The picture with the map of each model, and how they agree with the first", "", loaded,
        lambda now: now.beside.mode == "models",
    ),
    CommandSpec(
        "beside.shipped", "AVOL's own weights", ("Ctrl+Alt+W",), _SIDE,
        "Set the weights that come with AVOL beside the first model", "", _rivals,
    ),
    CommandSpec(
        "beside.checkpoint", "A checkpoint…", ("Ctrl+Shift+W",), _SIDE,
        "Set weights from a file beside the first model", "", _rivals,
    ),
    CommandSpec(
        "beside.image", "Picture only", ("Ctrl+Alt+I",), _SIDE,
        "Set beside it what stands out to the eye, whatever is heard", "", _rivals,
    ),
    CommandSpec(
        "beside.deaf", "Deaf", ("Ctrl+Alt+D",), _SIDE,
        "Set the same model beside it, hearing silence", "", _rivals,
    ),
    CommandSpec(
        "beside.figure", "Save as a figure", ("Ctrl+Shift+F",), _SIDE,
        "Save what lies side by side to your pictures, as PNG and SVG", "snapshot",
        lambda now: loaded(now) and now.has_map,
    ),
    CommandSpec(
        "view.beside", "Side by side panel", ("Ctrl+7",), _SIDE,
        "Unfold or fold the Side by side panel", "", loaded,
        lambda now: "compare" in now.open_panels,
    ),
)  # fmt: skip

"""The commands for sounds and models side by side; part of `app.actions.SPECS`."""

from app.actions.spec import Situation, Spec, loaded

_SWAP, _SIDE = "Sound/Put under the picture", "Inspect/Side by side"


def _room(now: Situation) -> bool:
    return loaded(now) and now.beside.places


def _swappable(now: Situation) -> bool:
    return _room(now) and now.player.has_sound


def _rivals(now: Situation) -> bool:
    return loaded(now) and now.beside.seats


BESIDE = (
    Spec(
        "swap.moment", "This moment", ("U",), _SWAP,
        "Put the sound of this moment under the picture: the middle of A–B, else here; live: the "
        "last second", "", _swappable,
    ),
    Spec(
        "swap.file", "A sound from a file…", ("Ctrl+U",), _SWAP,
        "Put the middle second of another file under the picture", "", _room,
    ),
    Spec(
        "swap.noise", "White noise", ("Alt+U",), _SWAP,
        "Put white noise under the picture: no object makes it", "", _room,
    ),
    Spec(
        "swap.silence", "Silence", ("Shift+U",), _SWAP, "Put silence under the picture", "", _room,
    ),
    Spec(
        "swap.clear", "Take all away", ("Ctrl+Shift+U",), _SWAP,
        "Take all sounds away that were put under the picture", "",
        lambda now: now.beside.sounds,
    ),
    Spec(
        "beside.sounds", "Sounds side by side", ("Y",), _SIDE,
        "The picture with the map of each sound that was put under it", "", loaded,
        lambda now: now.beside.mode == "sounds",
    ),
    Spec(
        "beside.models", "Models side by side", ("Shift+Y",), _SIDE,
        "The picture with the map of each model, and how they agree with the first", "", loaded,
        lambda now: now.beside.mode == "models",
    ),
    Spec(
        "beside.shipped", "AVOL's own weights", ("Ctrl+Alt+W",), _SIDE,
        "Set the weights that come with AVOL beside the first model", "", _rivals,
    ),
    Spec(
        "beside.checkpoint", "A checkpoint…", ("Ctrl+Shift+W",), _SIDE,
        "Set weights from a file beside the first model", "", _rivals,
    ),
    Spec(
        "beside.image", "Picture only", ("Ctrl+Alt+I",), _SIDE,
        "Set beside it what stands out to the eye, whatever is heard", "", _rivals,
    ),
    Spec(
        "beside.deaf", "Deaf", ("Ctrl+Alt+D",), _SIDE,
        "Set the same model beside it, hearing silence", "", _rivals,
    ),
    Spec(
        "beside.figure", "Save as a figure", ("Ctrl+Shift+F",), _SIDE,
        "Save what lies side by side to your pictures, as PNG and SVG", "snapshot",
        lambda now: loaded(now) and now.has_map,
    ),
    Spec(
        "view.beside", "Side by side panel", ("Ctrl+7",), _SIDE,
        "Unfold or fold the Side by side panel", "", loaded,
        lambda now: "beside" in now.open_panels,
    ),
)  # fmt: skip

"""Words of the trainer that several of its parts show."""

from avol_studio.core.translation import QT_TR_NOOP, tr

_CLASSES = {
    "disc": QT_TR_NOOP("disc"),
    "triangle": QT_TR_NOOP("triangle"),
    "diamond": QT_TR_NOOP("diamond"),
    "star": QT_TR_NOOP("star"),
}


def class_text(name: str) -> str:
    """A synthetic class in the language of the window; the name of a video as it is."""
    return tr(_CLASSES[name]) if name in _CLASSES else name

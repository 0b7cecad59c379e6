"""The names of the sounds that come with AVOL, in the language of the window."""

from __future__ import annotations

from avol_studio.core.translation import QT_TR_NOOP, tr

BUNDLED = (
    QT_TR_NOOP("Banjo"), QT_TR_NOOP("Bassoon"), QT_TR_NOOP("Cello"), QT_TR_NOOP("Clarinet"),
    QT_TR_NOOP("Double bass"), QT_TR_NOOP("Drums"), QT_TR_NOOP("Flute"),
    QT_TR_NOOP("French horn"), QT_TR_NOOP("Guitar"), QT_TR_NOOP("Mandolin"), QT_TR_NOOP("Oboe"),
    QT_TR_NOOP("Piano"), QT_TR_NOOP("Saxophone"), QT_TR_NOOP("Trombone"), QT_TR_NOOP("Trumpet"),
    QT_TR_NOOP("Violin"), QT_TR_NOOP("Silence"), QT_TR_NOOP("White noise"),
)  # fmt: skip
"""The English names, as `avol.reference_sounds` has them."""


def sound_name(name: str) -> str:
    """The name of a sound; that of a file stays as it is."""
    return tr(name) if name in BUNDLED else name

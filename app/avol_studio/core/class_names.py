"""The names of the classes of the model, in the language of the window.

Files, settings and links hold the names of the model card, which are English.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCollator

from avol_studio.core.translation import QT_TR_NOOP, tr

KNOWN = frozenset({
    QT_TR_NOOP("accordion"), QT_TR_NOOP("aircraft"), QT_TR_NOOP("ambulance"), QT_TR_NOOP("axe"),
    QT_TR_NOOP("baby"), QT_TR_NOOP("bagpipes"), QT_TR_NOOP("ball"), QT_TR_NOOP("banjo"),
    QT_TR_NOOP("bassoon"), QT_TR_NOOP("bear"), QT_TR_NOOP("bee"), QT_TR_NOOP("bicycle"),
    QT_TR_NOOP("bird"), QT_TR_NOOP("blender"), QT_TR_NOOP("bongo"), QT_TR_NOOP("bus"),
    QT_TR_NOOP("cabasa"), QT_TR_NOOP("camera"), QT_TR_NOOP("cannon"), QT_TR_NOOP("car"),
    QT_TR_NOOP("cash register"), QT_TR_NOOP("castanets"), QT_TR_NOOP("cat"), QT_TR_NOOP("cello"),
    QT_TR_NOOP("chain saw"), QT_TR_NOOP("chime"), QT_TR_NOOP("church bell"),
    QT_TR_NOOP("clarinet"), QT_TR_NOOP("clavichord"), QT_TR_NOOP("clock"),
    QT_TR_NOOP("concertina"), QT_TR_NOOP("cow"), QT_TR_NOOP("cricket"), QT_TR_NOOP("didgeridoo"),
    QT_TR_NOOP("dog"), QT_TR_NOOP("donkey"), QT_TR_NOOP("door"), QT_TR_NOOP("double bass"),
    QT_TR_NOOP("drums"), QT_TR_NOOP("duck"), QT_TR_NOOP("electric fan"),
    QT_TR_NOOP("electric guitar"), QT_TR_NOOP("elephant"), QT_TR_NOOP("euphonium"),
    QT_TR_NOOP("fire"), QT_TR_NOOP("fire engine"), QT_TR_NOOP("flute"), QT_TR_NOOP("fly"),
    QT_TR_NOOP("fountain"), QT_TR_NOOP("french horn"), QT_TR_NOOP("frog"),
    QT_TR_NOOP("frying pan"), QT_TR_NOOP("glass"), QT_TR_NOOP("goat"), QT_TR_NOOP("gong"),
    QT_TR_NOOP("goose"), QT_TR_NOOP("gramophone"), QT_TR_NOOP("guiro"), QT_TR_NOOP("guitar"),
    QT_TR_NOOP("gun"), QT_TR_NOOP("hair dryer"), QT_TR_NOOP("hammer"), QT_TR_NOOP("harmonica"),
    QT_TR_NOOP("harp"), QT_TR_NOOP("helicopter"), QT_TR_NOOP("hen"), QT_TR_NOOP("horse"),
    QT_TR_NOOP("kettle"), QT_TR_NOOP("knife"), QT_TR_NOOP("laptop keyboard"),
    QT_TR_NOOP("lawn mower"), QT_TR_NOOP("lion"), QT_TR_NOOP("loudspeaker"),
    QT_TR_NOOP("mandolin"), QT_TR_NOOP("maracas"), QT_TR_NOOP("metronome"),
    QT_TR_NOOP("microwave"), QT_TR_NOOP("monkey"), QT_TR_NOOP("motorboat"),
    QT_TR_NOOP("motorcycle"), QT_TR_NOOP("oboe"), QT_TR_NOOP("ocarina"), QT_TR_NOOP("organ"),
    QT_TR_NOOP("owl"), QT_TR_NOOP("panpipe"), QT_TR_NOOP("paper"), QT_TR_NOOP("parrot"),
    QT_TR_NOOP("person"), QT_TR_NOOP("person speaking"), QT_TR_NOOP("piano"), QT_TR_NOOP("pig"),
    QT_TR_NOOP("police car"), QT_TR_NOOP("power drill"), QT_TR_NOOP("printer"),
    QT_TR_NOOP("rodent"), QT_TR_NOOP("rooster"), QT_TR_NOOP("saw"), QT_TR_NOOP("saxophone"),
    QT_TR_NOOP("sewing machine"), QT_TR_NOOP("sheep"), QT_TR_NOOP("ship"), QT_TR_NOOP("singing"),
    QT_TR_NOOP("sitar"), QT_TR_NOOP("snake"), QT_TR_NOOP("steel drum"), QT_TR_NOOP("tabla"),
    QT_TR_NOOP("tambourine"), QT_TR_NOOP("telephone"), QT_TR_NOOP("tennis"), QT_TR_NOOP("tiger"),
    QT_TR_NOOP("toilet"), QT_TR_NOOP("tractor"), QT_TR_NOOP("train"), QT_TR_NOOP("trombone"),
    QT_TR_NOOP("truck"), QT_TR_NOOP("trumpet"), QT_TR_NOOP("tuba"), QT_TR_NOOP("typewriter"),
    QT_TR_NOOP("vacuum cleaner"), QT_TR_NOOP("violin"), QT_TR_NOOP("washing machine"),
    QT_TR_NOOP("water"), QT_TR_NOOP("water tap"), QT_TR_NOOP("waves"), QT_TR_NOOP("whale"),
    QT_TR_NOOP("whistle"), QT_TR_NOOP("wolf"), QT_TR_NOOP("xylophone"),
})  # fmt: skip
"""The names of `avol.card.json`, with spaces."""


def class_name(name: str) -> str:
    """The name of a class; that of a taught class stays as the user has typed it."""
    text = name.replace("_", " ")
    return tr(text) if text in KNOWN else text


def known_name(text: str) -> str:
    """The name of a class that the model knows; any other text stays as it is."""
    return class_name(text) if text.replace("_", " ") in KNOWN else text


def typed_name(text: str, names: Iterable[str]) -> str:
    """The one of these names that a person has typed, also in the language of the window; or ""."""
    from avol.teaching.taught_class import same_name

    return next((n for n in names if same_name(n, text) or same_name(class_name(n), text)), "")


def class_names(names: Iterable[str]) -> list[str]:
    """The names of classes in alphabetical order."""
    return sorted(map(class_name, names), key=QCollator().sortKey)

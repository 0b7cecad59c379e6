"""Which labels sound or look so alike that one is no mismatch for the other."""

TWINS: tuple[frozenset[str], ...] = tuple(
    frozenset(group)
    for group in (
        ("accordion", "concertina", "harmonica", "bagpipes"),
        ("piano", "clavichord"),
        ("guitar", "electric_guitar", "mandolin", "banjo", "sitar", "harp"),
        ("bongo", "drums", "tambourine", "castanets"),
        ("maracas", "cabasa", "guiro", "tambourine", "castanets"),
        ("trumpet", "trombone", "french_horn", "euphonium", "tuba"),
        ("violin", "cello", "double_bass"),
        ("flute", "ocarina", "clarinet", "oboe"),
        ("clarinet", "oboe", "bassoon", "saxophone"),
        ("xylophone", "steel_drum"),
        ("hen", "rooster", "bird"),
        ("cat", "lion"),
        ("cow", "sheep", "donkey", "elephant"),
        ("car", "motorcycle", "train", "helicopter", "vacuum_cleaner"),
        ("person_speaking", "singing", "baby"),
        ("clock", "metronome"),
        ("didgeridoo", "alphorn", "tuba"),
        ("telephone", "gramophone"),
    )
)

EVERYDAY = frozenset(
    {
        "baby",
        "bird",
        "car",
        "clock",
        "dog",
        "laptop_keyboard",
        "motorcycle",
        "person_speaking",
        "singing",
        "telephone",
        "train",
    }
)
"""What may be in any photograph of a place without being named."""


def comparable(one: str, other: str) -> bool:
    """Whether a sound of `one` under a picture of `other` is surely a mismatch."""
    return one != other and not any(one in twins and other in twins for twins in TWINS)

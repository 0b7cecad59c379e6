"""Classes that are too similar in sound or appearance to form a mismatched pair."""

CONFUSABLE_CLASSES: tuple[frozenset[str], ...] = tuple(
    frozenset(group)
    for group in (
        ("accordion", "concertina", "harmonica", "bagpipes"),
        ("piano", "clavichord"),
        ("guitar", "electric_guitar", "mandolin", "banjo", "sitar", "harp"),
        ("bongo", "drums", "tabla", "tambourine", "castanets"),
        ("drums", "cymbal"),
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
        ("person_speaking", "singing", "person", "baby", "crowd"),
        ("ambulance", "police_car", "fire_engine", "truck"),
        ("water", "waves", "water_tap", "fountain"),
        ("lion", "tiger", "bear"),
        ("bird", "parrot", "crow", "duck", "goose"),
        ("sheep", "goat"),
        ("dog", "wolf"),
        ("car", "truck", "bus", "tractor", "police_car", "ambulance"),
        ("chain_saw", "lawn_mower", "motorcycle", "power_drill"),
        ("hammer", "axe", "saw"),
        ("gun", "fireworks"),
        ("organ", "accordion", "piano"),
        ("clock", "metronome"),
        ("didgeridoo", "alphorn", "tuba"),
        ("telephone", "gramophone"),
    )
)

COMMON_CLASSES = frozenset(
    {
        "baby",
        "bird",
        "car",
        "clock",
        "dog",
        "laptop_keyboard",
        "motorcycle",
        "bicycle",
        "bus",
        "crowd",
        "glass",
        "person",
        "person_speaking",
        "ship",
        "truck",
        "water",
        "singing",
        "telephone",
        "train",
    }
)
"""Classes that a background photograph may show although its label does not name them."""


def is_mismatch(label: str, other: str) -> bool:
    """Whether a sound of one class and an image of the other certainly do not correspond."""
    return label != other and not any(
        label in group and other in group for group in CONFUSABLE_CLASSES
    )

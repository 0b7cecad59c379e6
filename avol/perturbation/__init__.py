"""Changes of what the network gets: of the audio window and of the image (not in the paper)."""

from avol.perturbation.settings import (
    NEUTRAL,
    AudioPerturbation,
    ErasedArea,
    ImagePerturbation,
    Perturbation,
    Rectangle,
    Stroke,
)

__all__ = [
    "NEUTRAL",
    "AudioPerturbation",
    "ErasedArea",
    "ImagePerturbation",
    "Perturbation",
    "Rectangle",
    "Stroke",
]

"""AVOL shows which object in a picture makes the sound ("Objects that Sound", arXiv 1712.06651).

from avol import Localizer
avol = Localizer.load()
result = avol(image, second)
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from avol.errors import AvolError
    from avol.localizer import AudioEmbedding, ImageEmbedding, Localization, Localizer, Verdict
    from avol.model_card import ModelCard

__all__ = [
    "AvolError",
    "ModelCard",
    "AudioEmbedding",
    "Localization",
    "Localizer",
    "ImageEmbedding",
    "Verdict",
]

_HOMES = {"AvolError": "avol.errors", "ModelCard": "avol.model_card"}


def __getattr__(name: str) -> Any:
    """Import the public names when they are first asked for, so that `import avol` stays light."""
    if name not in __all__:
        raise AttributeError(f"module 'avol' has no attribute '{name}'")
    return getattr(import_module(_HOMES.get(name, "avol.localizer")), name)

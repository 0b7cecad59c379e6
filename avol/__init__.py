"""AVOL localizes the object in an image that makes a sound (arXiv 1712.06651).

from avol import Localizer

localizer = Localizer.load()
localization = localizer(image, wave)
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from avol.errors import AvolError
    from avol.localizer import AudioEmbedding, ImageEmbedding, Localization, Localizer, Verdict
    from avol.model_card import ModelCard

_MODULES = {
    "AudioEmbedding": "avol.localizer",
    "AvolError": "avol.errors",
    "ImageEmbedding": "avol.localizer",
    "Localization": "avol.localizer",
    "Localizer": "avol.localizer",
    "ModelCard": "avol.model_card",
    "Verdict": "avol.localizer",
}

__all__ = [
    "AudioEmbedding",
    "AvolError",
    "ImageEmbedding",
    "Localization",
    "Localizer",
    "ModelCard",
    "Verdict",
]


def __getattr__(name: str) -> Any:
    """Import a public name on first use, so that `import avol` is fast."""
    if name not in _MODULES:
        raise AttributeError(f"module 'avol' has no attribute '{name}'")
    return getattr(import_module(_MODULES[name]), name)

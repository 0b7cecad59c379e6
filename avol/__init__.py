"""AVOL localizes the object in an image that makes a sound (arXiv 1712.06651).

from avol import Localizer

localizer = Localizer.load()
localization = localizer(image, wave)
"""

import os
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from avol.embedder import AudioEmbedding, ImageEmbedding
    from avol.errors import AvolError
    from avol.localization import Localization, Verdict
    from avol.localizer import Localizer
    from avol.model_card import ModelCard

# Both report their use over the network, and read this when they are loaded.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")  # ONNX Runtime from 1.32 on
os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")

_MODULES = {
    "AudioEmbedding": "avol.embedder",
    "AvolError": "avol.errors",
    "ImageEmbedding": "avol.embedder",
    "Localization": "avol.localization",
    "Localizer": "avol.localizer",
    "ModelCard": "avol.model_card",
    "Verdict": "avol.localization",
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

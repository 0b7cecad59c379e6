"""AVOL shows which object in a picture makes the sound ("Objects that Sound", arXiv 1712.06651).

from avol import Localizer
avol = Localizer.load()
result = avol(image, second)
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from avol.cards import Card
    from avol.errors import AvolError
    from avol.localizer import Heard, Localization, Localizer, Seen, Verdict

__all__ = ["AvolError", "Card", "Heard", "Localization", "Localizer", "Seen", "Verdict"]

_HOMES = {"AvolError": "avol.errors", "Card": "avol.cards"}


def __getattr__(name: str) -> Any:
    """Import the public names when they are first asked for, so that `import avol` stays light."""
    if name not in __all__:
        raise AttributeError(f"module 'avol' has no attribute '{name}'")
    return getattr(import_module(_HOMES.get(name, "avol.localizer")), name)

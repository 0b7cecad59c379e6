"""The values of numeric settings as text."""

from avol_studio.core.translation import number
from avol_studio.ui.widgets.basic import percent


def setting_text(name: str, value: float) -> str:
    """The value of a setting of 0..1: the threshold is a score, all others are in percent."""
    return number(value, 2) if name == "threshold" else percent(value)

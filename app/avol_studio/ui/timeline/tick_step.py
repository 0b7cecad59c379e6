"""The distance between two ticks of a time axis."""

import math

_STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200)


def tick_step(span: float, most: int) -> float:
    """A round number of seconds that divides `span` seconds into at most `most` parts."""
    wanted = span / max(1, most)
    if wanted <= 1:
        power = 10 ** math.floor(math.log10(max(wanted, 1e-6)))
        return next(n * power for n in (1, 2, 5, 10) if n * power >= wanted - 1e-12)
    return next((step for step in _STEPS if step >= wanted), float(_STEPS[-1]))

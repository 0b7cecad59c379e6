"""Times as text, and text as times."""

import re

_TIME = re.compile(r"^(?:(?:(\d+):)?(\d{1,2}):)?(\d+(?:[.,]\d*)?)$")


def clock_text(seconds: float, decimals: int = 3) -> str:
    """Seconds as 0:12.480, or 1:02:03.000 from one hour on."""
    ticks = round(max(0.0, seconds) * 10**decimals)
    whole, rest = divmod(ticks, 10**decimals)
    minutes, second = divmod(whole, 60)
    hours, minute = divmod(minutes, 60)
    head = f"{hours}:{minute:02d}" if hours else f"{minute}"
    tail = f".{rest:0{decimals}d}" if decimals else ""
    return f"{head}:{second:02d}{tail}"


def parse_time(text: str) -> float | None:
    """The seconds of "12.5", "1:02.5" or "1:02:03"; None for other texts."""
    found = _TIME.match(text.strip())
    if not found:
        return None
    hours, minutes, seconds = found.groups()
    return int(hours or 0) * 3600 + int(minutes or 0) * 60 + float(seconds.replace(",", "."))

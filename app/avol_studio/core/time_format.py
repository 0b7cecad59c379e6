"""Formatting and parsing of times."""

import re

_TIME = re.compile(r"^(?:(?:(\d+):)?(\d{1,2}):)?(\d+(?:[.,]\d*)?)$")


def format_time(seconds: float, decimals: int = 3) -> str:
    """Return a time such as 0:12.480, or 1:02:03.000 from one hour on."""
    ticks = round(max(0.0, seconds) * 10**decimals)
    whole, rest = divmod(ticks, 10**decimals)
    minutes, second = divmod(whole, 60)
    hours, minute = divmod(minutes, 60)
    head = f"{hours}:{minute:02d}" if hours else f"{minute}"
    tail = f".{rest:0{decimals}d}" if decimals else ""
    return f"{head}:{second:02d}{tail}"


def parse_time(text: str) -> float | None:
    """Return the seconds of "12.5", "1:02.5" or "1:02:03"; None for any other text."""
    match = _TIME.match(text.strip())
    if not match:
        return None
    hours, minutes, seconds = match.groups()
    return int(hours or 0) * 3600 + int(minutes or 0) * 60 + float(seconds.replace(",", "."))

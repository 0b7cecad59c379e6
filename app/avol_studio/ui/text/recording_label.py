"""The state of a recording as text on the image."""

from avol_studio.core.time_format import format_time
from avol_studio.services.recording.recording_service import RecordingState

_UNITS = ("B", "kB", "MB", "GB", "TB")


def recording_text(state: RecordingState) -> str:
    """Such as "REC 0:42 · 12 MB · 58 GB free"; "" without recording or rendering."""
    progress = state.progress
    if progress.recording:
        parts = [
            f"REC {format_time(progress.seconds).partition('.')[0]}",
            format_bytes(progress.bytes),
        ]
        parts += [f"{format_bytes(state.free_bytes)} free"] if state.free_bytes else []
        parts += [f"{progress.dropped} frames lost"] if progress.dropped else []
        parts += [f"{progress.audio_lost:.1f} s of audio lost"] if progress.audio_lost else []
        return " · ".join(parts)
    if state.rendering is not None:
        return f"Saving video: {round(100 * state.rendering)} %"
    return ""


def format_bytes(count: int) -> str:
    """A number of bytes with its unit, such as "12 MB" (powers of 1000)."""
    value, n = float(count), 0
    while value >= 999.5 and n < len(_UNITS) - 1:
        value, n = value / 1000, n + 1
    return f"{value:.1f} {_UNITS[n]}" if n and value < 9.95 else f"{value:.0f} {_UNITS[n]}"

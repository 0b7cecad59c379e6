"""How recording stands, in a few words on the picture."""

from avol_studio.services.recording.recording_service import RecordingState
from avol_studio.ui.text.time_format import clock_text

_UNITS = ("B", "kB", "MB", "GB", "TB")


def recording_text(state: RecordingState) -> str:
    """Such as "REC 0:42 · 12 MB · 58 GB free"; empty where nothing is recorded or drawn."""
    progress = state.progress
    if progress.recording:
        parts = [
            f"REC {clock_text(progress.seconds).partition('.')[0]}",
            format_bytes(progress.bytes),
        ]
        parts += [f"{format_bytes(state.free_bytes)} free"] if state.free_bytes else []
        parts += [f"{progress.dropped} frames missing"] if progress.dropped else []
        parts += [f"{progress.audio_lost:.1f} s of sound missing"] if progress.audio_lost else []
        return " · ".join(parts)
    if state.rendering is not None:
        return f"Drawing the film: {round(100 * state.rendering)} %"
    return ""


def format_bytes(count: int) -> str:
    """Bytes in the unit that fits, such as "12 MB" (powers of 1000)."""
    share, n = float(count), 0
    while share >= 999.5 and n < len(_UNITS) - 1:
        share, n = share / 1000, n + 1
    return f"{share:.1f} {_UNITS[n]}" if n and share < 9.95 else f"{share:.0f} {_UNITS[n]}"

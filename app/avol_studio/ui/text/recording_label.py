"""The state of a recording as notices on the image."""

from dataclasses import dataclass

from avol_studio.core.time_format import format_time
from avol_studio.core.translation import number, tr
from avol_studio.services.recording.recording_service import RecordingState

_UNITS = ("B", "kB", "MB", "GB", "TB")


@dataclass(frozen=True, slots=True)
class RecordingNotice:
    """A line about recording.

    `progress` is 0..1 while a video is saved, None while recording. `writing`: frames reach the
    disk.
    """

    text: str
    progress: float | None = None
    writing: bool = True


def recording_notices(state: RecordingState) -> tuple[RecordingNotice, ...]:
    """Such as "REC 0:42 · 12 MB · 58 GB free" and "Saving video… 23 %", as far as they apply."""
    notices = [RecordingNotice(_recording_text(state))] if state.progress.recording else []
    if state.progress.waiting:
        notices.append(RecordingNotice(tr("Recording waits for video"), writing=False))
    if state.rendering is not None:
        text = tr("Saving video… {rendering} %").format(rendering=round(100 * state.rendering))
        notices.append(RecordingNotice(text, state.rendering))
    return tuple(notices)


def _recording_text(state: RecordingState) -> str:
    progress = state.progress
    parts = [
        f"REC {format_time(progress.seconds).partition('.')[0]}",
        format_bytes(progress.bytes),
    ]
    parts += (
        [tr("{size} free").format(size=format_bytes(state.free_bytes))] if state.free_bytes else []
    )
    parts += [tr("%n frames lost", "", progress.dropped)] if progress.dropped else []
    parts += (
        [tr("{audio_lost} s of audio lost").format(audio_lost=number(progress.audio_lost, 1))]
        if progress.audio_lost
        else []
    )
    return " · ".join(parts)


def format_bytes(count: int) -> str:
    """A number of bytes with its unit, such as "12 MB" (powers of 1000)."""
    value, n = float(count), 0
    while value >= 999.5 and n < len(_UNITS) - 1:
        value, n = value / 1000, n + 1
    return f"{number(value, 1)} {_UNITS[n]}" if n and value < 9.95 else f"{value:.0f} {_UNITS[n]}"

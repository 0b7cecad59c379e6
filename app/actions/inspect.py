"""The commands for inspecting a file; part of `app.actions.SPECS`."""

from app.actions.spec import Situation, Spec, of_file


def _marked(now: Situation) -> bool:
    return of_file(now) and now.marked


def _zoomed(now: Situation) -> bool:
    return of_file(now) and now.zoomed


INSPECT = (
    Spec(
        "analysis.toggle", "Analyse the file", ("A",), "Inspect",
        "Locate the sound in every frame in the background; pause and go on", "", of_file,
        lambda now: now.analysis == "running",
    ),
    Spec(
        "analysis.cancel", "Stop analysing", ("Shift+A",), "Inspect",
        "Stop analysing this file; what was found stays", "",
        lambda now: now.analysis in ("running", "paused"),
    ),
    Spec("marker.add", "Mark this moment", ("B",), "Inspect", "Set a marker here", "", of_file),
    Spec(
        "marker.remove", "Remove the marker", ("Shift+B",), "Inspect",
        "Remove the marker nearest to here", "", _marked,
    ),
    Spec(
        "marker.next", "Next marker", ("PgDown",), "Inspect", "To the next marker", "", _marked,
    ),
    Spec(
        "marker.previous", "Previous marker", ("PgUp",), "Inspect",
        "To the marker before", "", _marked,
    ),
    Spec(
        "edit.undo", "Undo", ("Ctrl+Z",), "Inspect", "Undo the last change to markers or boxes", "",
        lambda now: bool(now.undo),
    ),
    Spec(
        "edit.redo", "Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), "Inspect", "Make that change again", "",
        lambda now: bool(now.redo),
    ),
    Spec(
        "timeline.in", "Zoom in", ("+", "="), "Inspect/Timeline",
        "Spread the timeline around here, down to single samples", "", of_file,
    ),
    Spec("timeline.out", "Zoom out", ("-",), "Inspect/Timeline", "Draw it together", "", _zoomed),
    Spec(
        "timeline.whole", "Whole file", ("Shift+Z",), "Inspect/Timeline",
        "Show the whole file on the timeline", "", _zoomed,
    ),
    Spec(
        "timeline.sound", "Next view of the sound", ("W",), "Inspect/Timeline",
        "Sound on the timeline: waveform, log-spectrogram, none", "", of_file,
    ),
)  # fmt: skip

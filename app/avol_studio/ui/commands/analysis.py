"""The commands for inspecting a file; part of `avol_studio.ui.commands.SPECS`."""

from avol_studio.ui.commands.spec import CommandContext, CommandSpec, of_file


def _marked(now: CommandContext) -> bool:
    return of_file(now) and now.marked


def _zoomed(now: CommandContext) -> bool:
    return of_file(now) and now.zoomed


INSPECT = (
    CommandSpec(
        "analysis.toggle", "Analyse the file", ("A",), "Inspect",
        "Locate the sound in every frame in the background; pause and go on", "", of_file,
        lambda now: now.analysis == "running",
    ),
    CommandSpec(
        "analysis.cancel", "Stop analysing", ("Shift+A",), "Inspect",
        "Stop analysing this file; what was found stays", "",
        lambda now: now.analysis in ("running", "paused"),
    ),
    CommandSpec("marker.add", "Mark this moment", ("B",), "Inspect", "Set a marker here", "", of_file),
    CommandSpec(
        "marker.remove", "Remove the marker", ("Shift+B",), "Inspect",
        "Remove the marker nearest to here", "", _marked,
    ),
    CommandSpec(
        "marker.next", "Next marker", ("PgDown",), "Inspect", "To the next marker", "", _marked,
    ),
    CommandSpec(
        "marker.previous", "Previous marker", ("PgUp",), "Inspect",
        "To the marker before", "", _marked,
    ),
    CommandSpec(
        "edit.undo", "Undo", ("Ctrl+Z",), "Inspect", "Undo the last change to markers or boxes", "",
        lambda now: bool(now.undo),
    ),
    CommandSpec(
        "edit.redo", "Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), "Inspect", "Make that change again", "",
        lambda now: bool(now.redo),
    ),
    CommandSpec(
        "timeline.in", "Zoom in", ("+", "="), "Inspect/Timeline",
        "Spread the timeline around here, down to single samples", "", of_file,
    ),
    CommandSpec("timeline.out", "Zoom out", ("-",), "Inspect/Timeline", "Draw it together", "", _zoomed),
    CommandSpec(
        "timeline.whole", "Whole file", ("Shift+Z",), "Inspect/Timeline",
        "Show the whole file on the timeline", "", _zoomed,
    ),
    CommandSpec(
        "timeline.sound", "Next view of the sound", ("W",), "Inspect/Timeline",
        "Sound on the timeline: waveform, log-spectrogram, none", "", of_file,
    ),
)  # fmt: skip

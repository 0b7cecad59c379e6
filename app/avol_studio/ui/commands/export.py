"""The commands that take home what was found; part of the File menu in `avol_studio.ui.commands.SPECS`."""

from avol_studio.ui.commands.spec import CommandContext, CommandSpec


def _file(now: CommandContext) -> bool:
    return now.player.loaded and not now.player.live and not now.exporting


EXPORT = (
    CommandSpec(
        "file.snapshot_window", "Save the window as a picture", ("Alt+S",), "File",
        "Save how the window looks now to your pictures",
    ),
    CommandSpec(
        "export.film", "Export film, table and maps", ("Ctrl+E",), "File",
        "Save A to B, or the whole file, as a film with its map and sound, with a table (CSV) "
        "and all maps (NPZ), to your videos", "export", _file,
    ),
    CommandSpec(
        "export.maps", "Export table and maps only", ("Ctrl+Alt+E",), "File",
        "Save the table (CSV) and all maps (NPZ) of A to B, or of the whole file", "", _file,
    ),
    CommandSpec(
        "export.show", "Show what was saved", ("Ctrl+Alt+S",), "File",
        "Open the folder of the picture, film or table that was saved last", "",
        lambda now: now.saved,
    ),
    CommandSpec(
        "export.cancel", "Cancel the export", ("Alt+E",), "File",
        "Give up what is being exported; nothing of it is left", "close",
        lambda now: now.exporting,
    ),
)  # fmt: skip

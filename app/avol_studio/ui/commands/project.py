"""The commands for projects; part of `avol_studio.ui.commands.SPECS`."""

from avol_studio.ui.commands.spec import CommandContext, CommandSpec


def _identified(now: CommandContext) -> bool:
    return now.player.loaded and not now.player.live and now.identified


PROJECT = (
    CommandSpec(
        "project.open", "Open a project…", ("Ctrl+Alt+O",), "File",
        "Open a video again with its position, marks, boxes, sounds and view",
    ),
    CommandSpec(
        "project.save", "Save the project", ("Ctrl+S",), "File",
        "Keep the video's position, marks, boxes, sounds and view in a file", "", _identified,
    ),
    CommandSpec(
        "project.save_as", "Save the project as…", ("Ctrl+Shift+S",), "File",
        "Keep the project in another file", "", _identified,
    ),
)  # fmt: skip

"""The commands for projects; part of `app.actions.SPECS`."""

from app.actions.spec import Situation, Spec


def _identified(now: Situation) -> bool:
    return now.player.loaded and not now.player.live and now.identified


PROJECT = (
    Spec(
        "project.open", "Open a project…", ("Ctrl+Alt+O",), "File",
        "Open a video again with its position, marks, boxes, sounds and view",
    ),
    Spec(
        "project.save", "Save the project", ("Ctrl+S",), "File",
        "Keep the video's position, marks, boxes, sounds and view in a file", "", _identified,
    ),
    Spec(
        "project.save_as", "Save the project as…", ("Ctrl+Shift+S",), "File",
        "Keep the project in another file", "", _identified,
    ),
)  # fmt: skip

"""The command `avol recover`."""

from pathlib import Path
from typing import Annotated

import typer

from avol.cli.options import FAILED, print_error
from avol_studio.core.overlay_style import overlay_style

RECOVER_EXAMPLE = "Example:  avol recover ~/Videos/AVOL"


def recover(
    folder: Annotated[
        Path | None,
        typer.Argument(
            help="A recording, or a folder of recordings (default: the folder of the studio)."
        ),
    ] = None,
    video: Annotated[
        bool,
        typer.Option(
            "--video/--no-video", "--film/--no-film", help="Also render the video with maps."
        ),
    ] = True,
) -> None:
    """Repair recordings that were interrupted by a crash or a power failure.

    The studio does the same when it starts. Exit code 2 if a recording cannot be repaired.
    """
    from rich.console import Console
    from rich.text import Text

    from avol.errors import AvolError, InputError
    from avol_studio.core.settings.store import SettingsStore, settings_folder
    from avol_studio.services.recording.finalize import (
        finalize_recording,
        recordings_folder,
        unfinished_recordings,
    )

    if folder is not None and not folder.is_dir():
        raise InputError(f"{folder} is no folder; give a recording, or a folder of recordings.")
    root = folder or recordings_folder()
    recordings, failed = unfinished_recordings(root), False
    if not recordings:
        typer.echo(f"No interrupted recordings in {root}.")
    style = (
        overlay_style(SettingsStore(settings_folder() / "settings.json").value) if video else None
    )
    for recording in recordings:
        try:
            with Console(stderr=True).status(Text(f"Repairing {recording}…")):
                complete = finalize_recording(recording, style)
            typer.echo(f"{recording} {'is repaired' if complete else 'was empty'}.")
        except AvolError as error:
            print_error(error)
            failed = True
    if failed:
        raise typer.Exit(FAILED)

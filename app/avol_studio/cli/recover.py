"""The command `avol recover`."""

from pathlib import Path
from typing import Annotated

import typer

from avol.cli.options import FAILED, complain

RECOVER_EXAMPLE = "Example:  avol recover ~/Videos/AVOL"


def recover(
    folder: Annotated[
        Path | None,
        typer.Argument(
            help="A take, or a folder of takes; without it, where the studio puts them."
        ),
    ] = None,
    film: Annotated[bool, typer.Option(help="Draw the film with its maps too.")] = True,
) -> None:
    """Finish recordings that a crash or a power cut has cut off: movie, table, maps, film.

    The studio does the same by itself when it starts. Ends with 2 where one cannot be finished.
    """
    from rich.console import Console

    from avol.errors import AvolError, InputError
    from avol_studio.core.overlay_style import drawing
    from avol_studio.core.settings import SettingsStore, settings_folder
    from avol_studio.services.recording.finalize import (
        finalize_recording,
        recordings_folder,
        unfinished_recordings,
    )

    if folder is not None and not folder.is_dir():
        raise InputError(f"There is no folder {folder}; name a take, or a folder of takes.")
    place = folder or recordings_folder()
    takes, failed = unfinished_recordings(place), False
    if not takes:
        typer.echo(f"Nothing is unfinished in {place}.")
    look = drawing(SettingsStore(settings_folder() / "settings.json").value) if film else None
    for take in takes:
        try:
            with Console(stderr=True).status(f"Finishing {take}…"):
                whole = finalize_recording(take, look)
            typer.echo(f"{take} {'is whole again' if whole else 'held nothing yet'}.")
        except AvolError as error:
            complain(error)
            failed = True
    if failed:
        raise typer.Exit(FAILED)

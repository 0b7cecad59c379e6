"""The command `avol live`."""

from pathlib import Path
from typing import Annotated

import typer

from avol.cli.main import Json

LIVE_EXAMPLE = "Example:  avol live --camera rtsp://192.168.1.7/stream --seconds 60 --json run.json"


def live(
    camera: Annotated[
        str, typer.Option(help="A camera's name, a network address, “screen”, or a video to loop.")
    ] = "",
    microphone: Annotated[
        str | None,
        typer.Option(help="A microphone's name, a file, “camera” for its own sound, or “none”."),
    ] = None,
    size: Annotated[str, typer.Option(help="Width x height to ask the camera for.")] = "1280x720",
    rate: Annotated[int, typer.Option(min=1, max=240, help="Frames a second to ask for.")] = 30,
    present: Annotated[
        bool,
        typer.Option("--present", help="Presenter mode, with the last camera unless one is named."),
    ] = False,
    seconds: Annotated[
        float | None, typer.Option(min=0.1, help="End after so long; else when it is closed.")
    ] = None,
    screenshot: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Save how the window looks at the end.")
    ] = None,
    weights: Annotated[str | None, typer.Option(help="Another checkpoint.")] = None,
    engine: Annotated[
        str | None, typer.Option(help="What runs it: auto, int8, fp32, torch or cuda.")
    ] = None,
    json_file: Json = None,
) -> None:
    """Show live what a camera sees and a microphone hears, and measure how it runs.

    Without options it opens the first camera and the default microphone. Network cameras and
    videos are heard with their own sound unless another microphone is named.
    """
    from dataclasses import replace

    from avol_studio.app import FAILED, Options, run
    from avol_studio.core.state.device_choice import (
        LiveRequest,
        parse_camera,
        parse_microphone,
        parse_size,
    )
    from avol_studio.core.system_check import check_display

    seen = replace(parse_camera(camera), size=parse_size(size), rate=rate)
    as_last = present and not camera and microphone is None
    request = None if as_last else LiveRequest(seen, parse_microphone(microphone, seen))
    check_display()
    options = Options(
        live=request,
        present=present,
        quit_after=seconds,
        json=json_file,
        screenshot=screenshot,
        weights=weights,
        engine=engine,
    )
    if run(options):
        raise typer.Exit(FAILED)

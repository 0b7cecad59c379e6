"""The command `avol live`."""

from typing import Annotated

import typer

from avol.cli.options import (
    Classes,
    Json,
    OptionalEngine,
    OptionalWeights,
    Overwrite,
    Screenshot,
    StopAfter,
)

LIVE_EXAMPLE = "Example:  avol live --camera rtsp://192.168.1.7/stream --seconds 60 --json run.json"


def live(
    camera: Annotated[
        str, typer.Option(help="Camera name, network address, “screen”, or a video to loop.")
    ] = "",
    microphone: Annotated[
        str | None,
        typer.Option(
            help="Microphone name, audio file, “camera” for the camera's own audio, or “none”."
        ),
    ] = None,
    size: Annotated[str, typer.Option(help="Requested image size, width x height.")] = "1280x720",
    rate: Annotated[int, typer.Option(min=1, max=240, help="Requested frames per second.")] = 30,
    present: Annotated[
        bool,
        typer.Option(
            "--present", help="Start in presenter mode; opens the last camera unless one is given."
        ),
    ] = False,
    record: Annotated[
        bool, typer.Option("--record", help="Record from the first map on, to the videos folder.")
    ] = False,
    seconds: StopAfter = None,
    screenshot: Screenshot = None,
    weights: OptionalWeights = None,
    engine: OptionalEngine = None,
    classes: Classes = None,
    json_file: Json = None,
    overwrite: Overwrite = False,
) -> None:
    """Localize sound live from a camera and a microphone, and measure performance.

    By default, the first camera and the default microphone are used. Network cameras and videos
    use their own audio unless a microphone is given.
    """
    from dataclasses import replace

    from avol_studio.app import FAILED, Options, run
    from avol_studio.core.state.device_choice import (
        LiveRequest,
        parse_camera,
        parse_microphone,
        parse_size,
    )
    from avol_studio.core.system.system_check import check_display

    choice = replace(parse_camera(camera), size=parse_size(size), rate=rate)
    use_last = present and not camera and microphone is None
    request = None if use_last else LiveRequest(choice, parse_microphone(microphone, choice))
    check_display()
    options = Options(
        live=request,
        present=present,
        record=record,
        quit_after=seconds,
        json=json_file,
        screenshot=screenshot,
        weights=weights,
        engine=engine,
        classes=classes,
    )
    if run(options):
        raise typer.Exit(FAILED)

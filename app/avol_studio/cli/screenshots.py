"""The command `avol screenshots`, for those who write AVOL's documentation."""

from pathlib import Path
from typing import Annotated

import typer

SCREENSHOTS_EXAMPLE = 'Example:  xvfb-run -s "-screen 0 1280x800x24" avol screenshots docs/images'


def screenshots(
    out: Annotated[Path, typer.Argument(help="Folder for the pictures.", show_default=False)],
    file: Annotated[Path | None, typer.Option(help="Another video than AVOL's own.")] = None,
) -> None:
    """Save pictures of the studio at the demo: window, each panel, timeline, presenter mode."""
    from avol_studio.core.system_check import check_display

    check_display()
    from avol_studio.app import demo_video, make_application
    from avol_studio.cli.doc_screenshots import shoot

    make_application()
    for path in shoot(out, file or demo_video()):
        typer.echo(f"{path}  {path.stat().st_size // 1000} kB")

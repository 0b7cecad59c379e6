"""The command `avol screenshots`: images of the studio for the documentation."""

from pathlib import Path
from typing import Annotated

import typer

from avol.cli.options import Overwrite

SCREENSHOTS_EXAMPLE = 'Example:  xvfb-run -s "-screen 0 1280x800x24" avol screenshots docs/images'


def screenshots(
    out: Annotated[Path, typer.Argument(help="Folder for the images.", show_default=False)],
    file: Annotated[Path | None, typer.Option(help="Video to show instead of the demo.")] = None,
    overwrite: Overwrite = False,
) -> None:
    """Save images of the studio with the demo: window, panels, timeline, presenter mode."""
    from avol_studio.core.system.system_check import check_display

    check_display()
    from avol_studio.app import demo_video, make_application
    from avol_studio.cli.doc_screenshots import save_screenshots

    make_application()
    for path in save_screenshots(out, file or demo_video(), overwrite):
        typer.echo(f"{path}  {path.stat().st_size // 1000} kB")

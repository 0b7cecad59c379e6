"""Updates the translations of the window: collects its texts, and compiles what is translated.

    ./run python scripts/translations.py          # after texts have changed
    .venv/bin/pyside6-linguist app/avol_studio/translations/avol_de.ts

Texts are marked with `tr("…")`, in tables with `QT_TR_NOOP("…")`. avol_en.ts holds English plurals.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

SOURCE = Path(__file__).parents[1] / "app" / "avol_studio"
FOLDER = SOURCE / "translations"
TOOLS = Path(sys.executable).parent
OPTIONS = ("-no-obsolete", "-locations", "none")


def update(folder: Path = FOLDER) -> None:
    """Bring the .ts files in line with the source."""
    sources = [str(path) for path in sorted(SOURCE.rglob("*.py"))]
    translated = [str(folder / f"avol_{language}.ts") for language in ("de", "fr")]
    lupdate = [str(TOOLS / "pyside6-lupdate"), *sources, *OPTIONS]
    subprocess.run([*lupdate, "-ts", *translated], check=True)
    english = [str(folder / "avol_en.ts")]
    subprocess.run([*lupdate, "-pluralonly", "-ts", *english], check=True)
    join_marks(folder / "avol_fr.ts")


def join_marks(path: Path) -> None:
    """Keep French punctuation marks beside their words, with no-break spaces."""

    def joined(text: re.Match[str]) -> str:
        return re.sub(r" (?=[;:?!»])|(?<=«) ", "&#xa0;", text[0])

    forms = re.compile(r"<(translation|numerusform)>.*?</\1>", re.DOTALL)
    path.write_text(forms.sub(joined, path.read_text(encoding="utf-8")), encoding="utf-8")


def compile_all(folder: Path = FOLDER) -> None:
    """Write the .qm files that the studio loads."""
    for path in sorted(folder.glob("*.ts")):
        lrelease = [str(TOOLS / "pyside6-lrelease"), str(path), "-qm", str(path.with_suffix(".qm"))]
        subprocess.run(lrelease, check=True)


if __name__ == "__main__":
    update()
    compile_all()

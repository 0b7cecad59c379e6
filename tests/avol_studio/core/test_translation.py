"""All texts of the window are translated, completely and up to date."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from avol_studio.core import translation
from avol_studio.core.translation import FOLDER, LANGUAGES, language, number, short_number, tr
from avol_studio.ui.trainer.number_axis import NumberAxis
from tests.support.paths import ROOT

PLACEHOLDER = re.compile(r"\{\w*\}|%n|\*\.\w+|;;")


@pytest.fixture
def install(qapp: QApplication) -> Iterator[Callable[[str], None]]:
    """`translation.install`, undone at the end."""
    former = QLocale()
    yield translation.install
    for translator in translation._installed:
        QCoreApplication.removeTranslator(translator)
    translation._installed.clear()
    QLocale.setDefault(former)


def messages(path: Path) -> list[ET.Element]:
    return ET.parse(path).getroot().findall(".//message")


def translations(message: ET.Element) -> list[str]:
    """The forms of a translation."""
    found = message.find("translation")
    assert found is not None
    forms = [form.text or "" for form in found.findall("numerusform")]
    return forms or [found.text or ""]


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_are_complete(language: str) -> None:
    for message in messages(FOLDER / f"avol_{language}.ts"):
        source = message.findtext("source") or ""
        found = message.find("translation")
        assert found is not None
        assert found.get("type") is None, f"{source}: {found.get('type')}"
        for form in translations(message):
            assert form.strip(), source
            optional = {"%n"} if len(translations(message)) > 1 else set()
            wanted, given = (set(PLACEHOLDER.findall(text)) for text in (source, form))
            assert wanted - optional == given - optional, source


@pytest.mark.parametrize(
    ("language", "address"),
    [
        ("de", r"\b(Sie|Ihr|Ihre|Ihren|Ihrem|Ihrer|Ihnen)\b"),
        ("fr", r"\b([Vv]ous|[Vv]otre|[Vv]os)\b|\b(?!assez|chez|nez)\w+ez\b"),
    ],
)
def test_texts_give_no_orders(language: str, address: str) -> None:
    """Remedies are infinitives; only the teams of a game are spoken to."""
    game = {"Ready? Reveal the map.", "{team}: click where the sound comes from."}
    for message in messages(FOLDER / f"avol_{language}.ts"):
        if message.findtext("source") not in game:
            for form in translations(message):
                assert re.search(address, form) is None, form


def test_translations_contain_exactly_the_texts_of_the_source(tmp_path: Path) -> None:
    sys.path.insert(0, str(ROOT / "scripts"))
    try:
        import translations as script  # pyright: ignore[reportMissingImports]
    finally:
        sys.path.pop(0)
    for path in FOLDER.glob("*.ts"):
        shutil.copy(path, tmp_path)
    script.update(tmp_path)
    for path in sorted(tmp_path.glob("*.ts")):
        fresh, kept = path.read_text(encoding="utf-8"), (FOLDER / path.name).read_text("utf-8")
        assert fresh == kept, f"run: ./run python scripts/translations.py ({path.name})"


@pytest.mark.parametrize("language", LANGUAGES)
def test_compiled_translations_are_up_to_date(language: str) -> None:
    translator = QTranslator()
    assert translator.load(f"avol_{language}", str(FOLDER))
    for message in messages(FOLDER / f"avol_{language}.ts"):
        source, forms = message.findtext("source") or "", translations(message)
        n = 5 if message.get("numerus") else -1
        assert translator.translate("", source, "", n) == forms[-1], source


def test_texts_plurals_and_numbers_follow_the_language(install: Callable[[str], None]) -> None:
    install("de")
    assert tr("Open…") == "Öffnen…"
    assert tr("%n frames annotated", "", 1) == "1 Bild annotiert"
    assert tr("%n frames annotated", "", 2) == "2 Bilder annotiert"
    assert number(1234.567, 2) == "1234,57"
    assert [short_number(n, 2) for n in (0.25, 0.5, 1.0, 1 / 3)] == ["0,25", "0,5", "1", "0,33"]
    assert language() == "de"
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Abbrechen"
    install("fr")
    assert [tr("%n files", "", n) for n in (0, 1, 2)] == ["0 fichier", "1 fichier", "2 fichiers"]
    assert number(0.5, 1) == "0,5"
    install("en")
    assert language() == "en"
    assert tr("Open…") == "Open…"
    assert [tr("%n boxes", "", n) for n in (0, 1, 2)] == ["0 boxes", "1 box", "2 boxes"]
    assert number(0.5, 1) == "0.5"


def test_numbers_with_decimals_are_formatted_by_the_language() -> None:
    point = re.compile(r"\{[^{}\"]*:(\.[1-9]f|\.?\d*g|\.[1-9]%)\}")
    stored = {"sections.py", "export_controller.py", "compare_controller.py"}  # answers, file names
    found = [
        f"{path.name}: {line.strip()}"
        for path in (ROOT / "app" / "avol_studio" / "ui").rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if point.search(line) and path.name not in stored
    ]
    assert found == []


def test_the_axes_of_the_curves_follow_the_language(install: Callable[[str], None]) -> None:
    axis = NumberAxis("left")
    assert axis.tickStrings([0, 0.2], 1.0, 0.2) == ["0.0", "0.2"]
    install("de")
    assert axis.tickStrings([0, 0.2], 1.0, 0.2) == ["0,0", "0,2"]
    assert axis.tickStrings([0, 200], 1.0, 200) == ["0", "200"]


def test_the_language_is_english_where_none_is_installed() -> None:
    assert language() == "en"


def test_plurals_are_right_without_a_language() -> None:
    assert [tr("%n files", "", n) for n in (1, 2)] == ["1 file", "2 files"]


@pytest.mark.parametrize(
    ("system", "expected"),
    [
        (["de-AT", "de"], "de"),
        (["fr_CH"], "fr"),
        (["it-IT", "fr"], "fr"),
        (["ja"], "en"),
        ([], "en"),
    ],
)
def test_the_language_of_the_system(
    monkeypatch: pytest.MonkeyPatch, system: list[str], expected: str
) -> None:
    monkeypatch.setattr(QLocale, "uiLanguages", lambda _: system)
    assert translation.language_of("system") == expected
    assert translation.language_of("de") == "de"


def test_no_text_of_the_window_bypasses_the_translation() -> None:
    """Opens the window and its dialogs with marked texts."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.pseudo_child"],
        cwd=ROOT, capture_output=True, text=True, timeout=100, check=False,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": f"{ROOT}/app:{ROOT}"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout == "checked\n"


@pytest.mark.parametrize("language", ["de", "fr"])
def test_mnemonics_are_unique_in_every_language(
    install: Callable[[str], None], language: str
) -> None:
    from avol_studio.ui.commands.mnemonics import with_mnemonics

    install(language)
    names = ("File", "Edit", "View", "Playback", "Live", "Analysis", "Tools", "Help")
    marked = with_mnemonics([tr(name) for name in names])
    assert len({text.partition("&")[2][:1].lower() for text in marked}) == len(names)


def test_no_constant_is_translated_before_the_language_is_known() -> None:
    """The program itself imports no module whose constants are texts."""
    code = (
        "import sys, avol_studio.cli.main, avol_studio.app\n"
        "print(*(m.__file__ for n, m in sys.modules.items() if n.startswith('avol_studio.')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True,
        env=os.environ | {"PYTHONPATH": f"{ROOT}/app:{ROOT}"},
    )  # fmt: skip
    for path in done.stdout.split():
        constant = re.compile(r"^[A-Z_]\w* *(:[^=]+)?= *.*\btr\(", re.MULTILINE)
        assert not constant.search(Path(path).read_text(encoding="utf-8")), path

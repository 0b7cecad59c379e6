from __future__ import annotations

import ast
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from avol.errors import AvolError
from avol.lessons.lesson import load_lesson
from avol.media import VideoFile
from avol.teaching import TaughtClasses
from avol_studio.core.library_messages import COMPOSED, PARTS, TEMPLATES, translated
from tests.avol_studio.core.test_translation import install  # noqa: F401 - a fixture
from tests.support.paths import ROOT
from tests.support.teachable import taught_class


def raised_templates(*folders: str) -> set[str]:
    """The first arguments of all errors in these folders of the library, with {} for values."""
    found: set[str] = set()
    for folder in folders:
        root = ROOT / "avol" / folder
        for path in root.rglob("*.py") if root.is_dir() else [root]:
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("Error"):
                    found |= {_template(argument) for argument in node.args[:1]}
    return found


def _template(node: ast.expr) -> str:
    if isinstance(node, ast.JoinedStr):
        parts = (part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)
        return "".join(map(str, parts))
    return str(node.value) if isinstance(node, ast.Constant) else ""


def test_every_template_is_a_message_of_the_library() -> None:
    # The sentences on missing packages are put together from the feature that needs them.
    whole = {text for text in TEMPLATES if "which is not installed; run" not in text}
    assert whole <= raised_templates("")


def test_errors_of_opening_files_are_translated() -> None:
    raised = raised_templates("media/decoding", "media/image_file.py", "core/atomic.py")
    assert {text for text in raised if text.endswith(".")} <= set(TEMPLATES)


def test_errors_of_lessons_are_translated() -> None:
    modules = ("activities", "numbers", "lesson.py", "translation.py")
    raised = raised_templates(*(f"lessons/{name}" for name in modules))
    assert {text for text in raised if text.endswith(".")} <= set(TEMPLATES)


def test_every_part_is_one_of_the_library() -> None:
    sources = (path.read_text(encoding="utf-8") for path in (ROOT / "avol").rglob("*.py"))
    library = "\n".join(sources)
    for part in PARTS:
        pattern = r"\{[^}]*\}".join(map(re.escape, part.split("{}")))
        assert re.search(pattern, library), part


def test_composed_sentences_are_those_of_the_library(tmp_path: Path) -> None:
    broken = tmp_path / "broken.safetensors"
    broken.write_bytes(b"no classes")
    with pytest.raises(AvolError) as error:
        TaughtClasses.load(broken)
    sentences = [str(error.value)]
    for names in (["kazoo"], ["kazoo", "siren"]):
        classes = [taught_class(name) for name in names]
        sentences.append(TaughtClasses(tuple(classes)).unusable_text("1" * 64))
    for sentence in sentences:
        assert any(_matches(template, sentence) for template in COMPOSED), sentence


def _matches(template: str, sentence: str) -> bool:
    parts = template.split("{}")
    return sentence.startswith(parts[0]) and all(part in sentence for part in parts)


def test_an_error_is_translated_with_its_values(
    install: Callable[[str], None],  # noqa: F811
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    path = tmp_path_factory.mktemp("media") / "leer.mp4"
    path.touch()
    with pytest.raises(AvolError) as error:
        VideoFile(path)
    install("de")
    assert translated(str(error.value)) == "„leer.mp4“ ist leer; es erneut kopieren oder aufnehmen."
    assert translated("something else") == "something else"
    install("en")
    assert translated(str(error.value)) == str(error.value)


def test_the_parts_of_a_message_are_translated_too(
    install: Callable[[str], None],  # noqa: F811
    tmp_path: Path,
) -> None:
    path = tmp_path / "eigene.toml"
    path.write_text("title =", encoding="utf-16-le")
    with pytest.raises(AvolError) as error:
        load_lesson(path)
    install("de")
    assert translated(str(error.value)) == (
        "„eigene.toml“: Erwartet wird eine Lektion (sie enthält Binärdaten); "
        "eine andere Datei wählen."
    )
    assert translated("CPU int8, fine maps") == "CPU int8, feine Karten"
    assert translated("“dog” is empty; copy or record it again.").startswith("„dog“")  # a file
    similar = "The images look like electric_guitar and the sounds like dog; "
    assert translated(f"{similar}check that they belong together.") == (
        "Die Bilder sehen aus wie: E-Gitarre, die Klänge klingen wie: Hund; "
        "prüfen, ob sie zusammengehören."
    )

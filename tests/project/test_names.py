"""Names of modules, classes and public functions follow docs/glossary.md."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.support.paths import ROOT

SOURCES = [
    path for folder in ("avol", "app/avol_studio") for path in sorted((ROOT / folder).rglob("*.py"))
]


def avoided_words() -> dict[str, str]:
    """Each avoided word and the term that replaces it, from the tables of the glossary."""
    words: dict[str, str] = {}
    for line in (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 3 and cells[2] not in ("avoid", "---", ""):
            words |= {word: cells[0] for word in cells[2].split(", ") if " " not in word}
    return words


def words_of(name: str) -> list[str]:
    """The words of a snake_case or CamelCase name, in lower case."""
    return [word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", name)]


def public_names(path: Path) -> Iterator[str]:
    """The module's name, its classes, and its public functions and methods."""
    yield path.parent.name if path.stem == "__init__" else path.stem
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        is_function = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if isinstance(node, ast.ClassDef) or (is_function and not node.name.startswith("_")):
            yield node.name


AVOIDED = avoided_words()


def test_the_glossary_lists_avoided_words() -> None:
    assert len(AVOIDED) > 50
    assert AVOIDED["picture"] == "image"


def test_names_are_split_into_words() -> None:
    assert words_of("VGGEncoder") == ["vgg", "encoder"]
    assert words_of("on_frame_shown") == ["on", "frame", "shown"]
    assert words_of("AVOLNet2") == ["avol", "net", "2"]


def test_names_avoid_the_words_that_the_glossary_replaces() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {name}: {word} → {AVOIDED[word]}"
        for path in SOURCES
        for name in public_names(path)
        for word in words_of(name)
        if word in AVOIDED
    ]
    assert not found, "\n".join(found)

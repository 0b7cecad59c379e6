"""The documents name files, modules and commands that exist."""

import importlib
import re
from pathlib import Path

import pytest
from typer.main import get_command

from avol_studio.cli.main import app
from tests.support.paths import ROOT

DOCUMENTS = [
    *sorted(ROOT.glob("*.md")),
    *sorted(path for path in (ROOT / "docs").rglob("*.md")),
    *sorted((ROOT / "resources").glob("*/LICENSE.md")),
]
LINK = re.compile(r"\]\(([^)#\s]*)(#[^)\s]*)?\)")
CODE = re.compile(r"`([^`\n]+)`")


def document_id(path: Path) -> str:
    return str(path.relative_to(ROOT))


def anchors(path: Path) -> set[str]:
    """The anchors of a document's headings, as GitHub forms them."""
    headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    plain = [re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings]
    return {"#" + heading.replace(" ", "-") for heading in plain}


@pytest.mark.parametrize("path", DOCUMENTS, ids=document_id)
def test_links_lead_to_files_and_headings(path: Path) -> None:
    for target, anchor in LINK.findall(path.read_text(encoding="utf-8")):
        if "://" in target or target.startswith("mailto:"):
            continue
        file = path.parent / target if target else path
        assert file.exists(), f"{path.name} links to {target}"
        if anchor and file.suffix == ".md":
            assert anchor in anchors(file), f"{path.name} links to {target}{anchor}"


@pytest.mark.parametrize("path", DOCUMENTS, ids=document_id)
def test_modules_and_source_files_exist(path: Path) -> None:
    if path.name == "CHANGELOG.md":
        pytest.skip("names former modules too")
    for code in CODE.findall(path.read_text(encoding="utf-8")):
        if re.fullmatch(r"(avol|app|tests|docs|scripts|resources|weights)/[\w./-]+\.\w+", code):
            assert (ROOT / code).exists(), f"{path.name} names {code}"
        if re.fullmatch(r"avol(_studio)?(\.\w+)+", code):
            assert resolves(code), f"{path.name} names {code}"


def resolves(name: str) -> bool:
    """Whether a dotted name is a module, or an attribute of one."""
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        try:
            found: object = importlib.import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        for part in parts[length:]:
            if not hasattr(found, part):
                return False
            found = getattr(found, part)
        return True
    return False


@pytest.mark.parametrize("path", DOCUMENTS, ids=document_id)
def test_commands_and_options_exist(path: Path) -> None:
    """Every `avol …` line of a shell block names a command with options that it has."""
    text = path.read_text(encoding="utf-8")
    blocks = "\n".join(re.findall(r"```sh\n(.*?)```", text, re.DOTALL)).replace("\\\n", " ")
    for line in blocks.splitlines():
        words = line.split("#")[0].split()
        while words and words[0] in ("./run", "torchrun", "--no-python", "--nproc-per-node", "8"):
            words.pop(0)
        if not words or words[0] != "avol":
            continue
        command = get_command(app)
        arguments = words[1:]
        while arguments and arguments[0] in getattr(command, "commands", {}):
            command = command.commands[arguments.pop(0)]  # pyright: ignore[reportAttributeAccessIssue]
        known = {option for parameter in command.params for option in parameter.opts}
        known |= {option for parameter in command.params for option in parameter.secondary_opts}
        for word in arguments:
            if word.startswith("--"):
                assert word in known, f"{path.name}: {line}"
